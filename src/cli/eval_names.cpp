// entente eval names: actors, offices, people and places of our own probes: id exact, and how much is wrong.
#include <map>

#include "cli/eval.h"
#include "cli/grounding_cases.h"
#include "cli/name_scores.h"

namespace entente::cli {

namespace {

using nlohmann::json;

class NamesEval {
 public:
    NamesEval(Invocation& inv, bool verbose) : inv_(inv), verbose_(verbose) {}

    void add(std::size_t i, const json& probe, const std::vector<Name>& names) {
        std::vector<std::string> faults;
        for (const char* half : {i % 2 ? "odd" : "even", "both"})
            for (const std::string& language : {case_text(probe, "language"), std::string("all")}) {
                faults.clear();
                tallies_[std::string(half) + " " + language].add(probe, names, faults);
            }
        if (!verbose_ || i % 2) return;  // of the odd half nothing is shown
        for (const std::string& f : faults)
            inv_.err << case_text(probe, "id") << ": " << f << " | " << case_text(probe, "text") << "\n";
    }

    int print(const OutputOptions& output, const GroundedCases& answers) {
        Listing list(inv_, output, {"half", "language", "names", "id exact", "wrong", "of these unlisted", "words/s"});
        const double speed = answers.seconds > 0 ? double(answers.words) / answers.seconds : 0;
        for (const char* half : {"even", "odd", "both"})
            for (const char* language : {"all", "fr", "en"}) {
                const NameTally& t = tallies_[std::string(half) + " " + language];
                const bool whole = half == std::string("both") && language == std::string("all");
                exporter::Json object;
                object["half"] = half;
                object["language"] = language;
                object["names"] = t.marked;
                object["id_exact"] = t.marked ? double(t.right) / t.marked : 0;
                object["wrong"] = t.marked ? double(t.wrong) / t.marked : 0;
                object["unlisted"] = t.marked ? double(t.unlisted) / t.marked : 0;
                if (whole) object["words_per_second"] = speed;
                list.add({half, language, std::to_string(t.marked), shown_share(t.right, t.marked),
                          shown_share(t.wrong, t.marked), shown_share(t.unlisted, t.marked),
                          whole ? std::to_string(static_cast<long>(speed)) : ""},
                         object);
            }
        return list.finish();
    }

 private:
    Invocation& inv_;
    bool verbose_;
    std::map<std::string, NameTally> tallies_;
};

}  // namespace

int eval_names(Invocation& inv) {
    CLI::App app(
        inv.say("Measures names on 400 probes of our own: the share whose id, office and person are exact, and "
                "wrong answers beside the marked names. Probes are counted from 0: the even half is for "
                "building, the odd one for measuring only.",
                "Mesure les noms sur 400 textes courts à nous : la part dont id, fonction et personne sont "
                "exacts, et les réponses fausses. Les textes sont comptés depuis 0 : la moitié paire sert à "
                "construire, l'impaire à mesurer seulement."),
        "eval names");
    std::string dir;
    bool verbose = false;
    OutputOptions output;
    pipeline::ReaderSize size = pipeline::ReaderSize::kFull;
    app.add_option(
        "--data", dir,
        inv.say("folder that holds tests/cases/ or names-probes/", "dossier contenant tests/cases/ ou names-probes/"));
    app.add_flag("-v,--verbose", verbose,
                 inv.say("list what is wrong in the even half", "liste les fautes de la moitié paire"));
    add_reader_option(app, size, inv);
    add_output_options(app, output, inv, false);
    if (const auto code = parse(inv, app)) return *code;
    const auto root = project_root(dir);
    if (!root.ok()) return report_error(inv, root.error());
    const auto path = find_cases(root.value(), "names-probes");
    if (!path) {
        inv.err << inv.say("skipped: no names-probes/cases.jsonl in ", "passé : pas de names-probes/cases.jsonl dans ")
                << root.value().string() << "\n";
        return kDone;
    }
    const auto cases = read_cases(*path);
    if (!cases.ok()) return report_error(inv, cases.error());
    auto resources = open_resources(size);
    if (!resources.ok()) return report_error(inv, resources.error());
    const auto answers = ground_cases(cases.value(), **resources);
    if (!answers.ok()) return report_error(inv, answers.error());
    NamesEval run(inv, verbose);
    for (std::size_t i = 0; i < cases.value().size(); ++i) run.add(i, cases.value()[i], answers.value().names[i]);
    return run.print(output, answers.value());
}

}  // namespace entente::cli
