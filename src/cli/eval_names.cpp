// entente eval names: actors, offices, people and places of our own probes: id exact, and how much is wrong.
#include "cli/eval.h"
#include "cli/grounding_cases.h"
#include "cli/name_scores.h"

namespace entente::cli {

namespace {

using nlohmann::json;

int measure_names(Invocation& inv, const GroundedRun& run) {
    Halves<NameTally> halves;
    for (std::size_t i = 0; i < run.cases.size(); ++i) {
        const json& probe = run.cases[i];
        std::vector<std::string> faults;
        halves.add(i, case_text(probe, "language"), [&](NameTally& t) {
            faults.clear();
            t.add(probe, run.answers.names[i], faults);
        });
        if (!run.verbose || i % 2) continue;  // of the odd half nothing is shown
        for (const std::string& f : faults)
            inv.err << case_text(probe, "id") << ": " << f << " | " << case_text(probe, "text") << "\n";
    }
    Listing list(inv, run.output, {"half", "language", "names", "id exact", "wrong", "of these unlisted", "words/s"});
    halves.print(list, run.answers, [](const NameTally& t, exporter::Json& object, std::vector<std::string>& cells) {
        object["names"] = t.marked;
        object["id_exact"] = t.marked ? double(t.right) / t.marked : 0;
        object["wrong"] = t.marked ? double(t.wrong) / t.marked : 0;
        object["unlisted"] = t.marked ? double(t.unlisted) / t.marked : 0;
        cells.push_back(std::to_string(t.marked));
        for (const int part : {t.right, t.wrong, t.unlisted}) cells.push_back(shown_share(part, t.marked));
    });
    return list.finish();
}

}  // namespace

int eval_names(Invocation& inv) {
    return eval_grounded(
        inv,
        inv.say("Measures names on 400 probes of our own: the share whose id, office and person are exact, and "
                "wrong answers beside the marked names. Probes are counted from 0: the even half is for "
                "building, the odd one for measuring only.",
                "Mesure les noms sur 400 textes courts à nous : la part dont id, fonction et personne sont "
                "exacts, et les réponses fausses. Les textes sont comptés depuis 0 : la moitié paire sert à "
                "construire, l'impaire à mesurer seulement."),
        "names", "names-probes", [&](const GroundedRun& run) { return measure_names(inv, run); });
}

}  // namespace entente::cli
