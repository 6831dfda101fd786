// entente eval coding: reports against coded texts of our own, by the head, the codebook, and both.
#include <filesystem>
#include <fstream>

#include "cli/coding_scores.h"
#include "cli/eval.h"
#include "cli/grounding_cases.h"
#include "pipeline/analyse.h"

namespace entente::cli {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct CodingOptions {
    std::string dir, by = "all", half = "both";
    bool verbose = false, parts = false, no_inference = false, list = false;
    OutputOptions output;
    pipeline::ReaderSize size = pipeline::ReaderSize::kFull;
};

struct Coded {
    bool odd;
    CodedAnswer answer;
};

Result<std::vector<Coded>> code_all(const std::vector<std::pair<json, bool>>& texts, coding::Voices voices,
                                    pipeline::ReaderSize size) {
    constexpr std::size_t kAtOnce = 64;
    TRY(auto resources, open_resources(size));
    resources->hear(voices);
    TRY(const auto analyser, pipeline::Analyser::open(*resources));
    std::vector<Coded> out;
    for (std::size_t at = 0; at < texts.size(); at += kAtOnce) {
        std::vector<Article> articles;
        for (std::size_t i = at; i < std::min(texts.size(), at + kAtOnce); ++i)
            articles.push_back(coded_article(texts[i].first));
        std::vector<const Article*> pointers;
        for (const Article& a : articles) pointers.push_back(&a);
        TRY(std::vector<pipeline::Analysis> analyses, analyser->run(pointers, Limits{}));
        for (std::size_t i = 0; i < analyses.size(); ++i)
            out.push_back({texts[at + i].second,
                           {&texts[at + i].first, std::move(analyses[i].sentences), std::move(analyses[i].mentions),
                            std::move(analyses[i].reports)}});
    }
    return out;
}

void add_row(Listing& list, const std::string& by, const std::string& half, const std::string& part,
             const CodingTally& t) {
    exporter::Json o;
    o["by"] = by;
    o["half"] = half;
    o["part"] = part;
    o["gold"] = t.gold;
    o["said"] = t.said;
    o["precision"] = t.precision();
    o["recall"] = t.recall();
    o["f1"] = t.f1();
    o["status_right"] = t.status_asked ? double(t.status_right) / t.status_asked : 0;
    o["mode_right"] = t.status_asked ? double(t.mode_right) / t.status_asked : 0;
    o["false_per_100_empty_sentences"] = t.empty_sentences ? 100.0 * t.false_reports / t.empty_sentences : 0;
    char false_reports[32] = "";
    if (t.empty_sentences)
        std::snprintf(false_reports, sizeof false_reports, "%.1f", 100.0 * t.false_reports / t.empty_sentences);
    list.add({by, half, part, std::to_string(t.gold), std::to_string(t.said), shown_share(t.precision()),
              shown_share(t.recall()), shown_share(t.f1()), shown_share(t.status_right, t.status_asked),
              shown_share(t.mode_right, t.status_asked), false_reports},
             o);
}

void show_faults(Invocation& inv, const CodedAnswer& c, const Match& match) {
    const std::vector<GoldReport> gold = gold_reports(*c.text, c.mentions);
    const Article article = coded_article(*c.text);
    for (const GoldReport& g : gold)
        if (std::none_of(c.reports.begin(), c.reports.end(),
                         [&](const Report& r) { return same_report(r, g, match); })) {
            inv.err << case_text(*c.text, "id") << " MISSED " << g.type << "/" << g.mode << " " << g.status << " ["
                    << g.trigger.span.of(article.field(g.trigger.field)) << "]";
            for (const auto& a : g.actors) inv.err << " A:" << a.words;
            for (const auto& a : g.recipients) inv.err << " R:" << a.words;
            for (const Sentence& s : c.sentences)
                if (s.field == g.trigger.field && s.span.overlaps(g.trigger.span))
                    inv.err << " | " << s.span.of(article.field(s.field));
            inv.err << "\n";
        }
    for (const Report& r : c.reports)
        if (std::none_of(gold.begin(), gold.end(), [&](const GoldReport& g) { return same_report(r, g, match); })) {
            inv.err << case_text(*c.text, "id") << " WRONG " << r.type << "/" << r.mode << " " << to_string(r.status)
                    << " [" << r.trigger_text << "]";
            for (const Party& p : r.actors) inv.err << " A:" << p.id.str();
            for (const Party& p : r.recipients) inv.err << " R:" << p.id.str();
            inv.err << " (" << r.why.wording << ") | " << r.quote << "\n";
        }
}

// One line a report: whether it is right, and what its confidence is made of. What train/confidence.py learns from.
void list_reports(Invocation& inv, const CodedAnswer& c, const Match& match, const std::string& by) {
    const std::vector<GoldReport> gold = gold_reports(*c.text, c.mentions);
    for (const Report& r : c.reports) {
        exporter::Json o;
        o["by"] = by;
        o["text"] = case_text(*c.text, "id");
        o["report"] = r.id.str();
        o["concept"] = r.concept_id;
        o["confidence"] = r.confidence;
        o["right"] =
            std::any_of(gold.begin(), gold.end(), [&](const GoldReport& g) { return same_report(r, g, match); });
        exporter::Json signals = exporter::Json::object();
        for (const auto& [name, value] : r.why.signals) signals[name] = value;
        o["signals"] = std::move(signals);
        inv.out << exporter::dump(o) << "\n";
    }
}

void measure(Invocation& inv, const CodingOptions& o, const std::string& by, const std::vector<Coded>& all,
             Listing& list) {
    const Match match{!o.no_inference};
    for (const char* half : {"even", "odd"}) {
        if (o.half != "both" && o.half != half) continue;
        std::map<std::string, CodingTally> languages, types, status;
        for (const Coded& c : all) {
            if (c.odd != (half == std::string("odd"))) continue;
            add_text(c.answer, match, languages[case_text(*c.answer.text, "language")], types, status);
            if (o.verbose && !c.odd) show_faults(inv, c.answer, match);
            if (o.list && (!c.odd || !o.dir.empty())) list_reports(inv, c.answer, match, by);
        }
        CodingTally whole;
        for (const auto& [name, t] : languages) whole += t;
        add_row(list, by, half, "all", whole);
        for (const auto& [name, t] : languages) add_row(list, by, half, name, t);
        if (!o.parts) continue;
        for (const auto& [name, t] : types) add_row(list, by, half, name, t);
        for (const auto& [name, t] : status) add_row(list, by, half, name, t);
    }
}

int run_eval_coding(Invocation& inv, const CodingOptions& o) {
    const auto root = project_root("");
    const fs::path dir = !o.dir.empty() ? fs::path(o.dir)
                         : root.ok()    ? root.value() / "tests" / "cases" / "coded-gold"
                                        : fs::path();
    std::error_code ec;
    if (!fs::is_directory(dir, ec)) {
        inv.err << inv.say("skipped: no folder of coded texts (.jsonl): ",
                           "passé : pas de dossier de textes codés (.jsonl) : ")
                << dir.string() << "\n";
        return kDone;
    }
    const auto texts = cases_in(dir);
    if (!texts.ok()) return report_error(inv, texts.error());
    Listing list(inv, o.output,
                 {"by", "half", "part", "gold", "said", "precision", "recall", "F1", "status", "mode", "false/100"});
    for (const auto& [name, voices] :
         {std::pair("both", coding::Voices::kBoth), std::pair("codebook", coding::Voices::kCodebook),
          std::pair("head", coding::Voices::kHead)}) {
        if (o.by != "all" && o.by != name) continue;
        const auto coded = code_all(texts.value(), voices, o.size);
        if (!coded.ok()) return report_error(inv, coded.error());
        measure(inv, o, name, coded.value(), list);
    }
    return o.list ? kDone : list.finish();
}

}  // namespace

int eval_coding(Invocation& inv) {
    CLI::App app(
        inv.say(
            "Measures reports on whole short articles of our own, coded from the manual: a report is right when its "
            "type, a "
            "party on each side and its sentence agree; then status and mode of what is found; false reports per 100 "
            "sentences that tell none. Texts are counted from 0 in each file: the even half is for building, the odd "
            "one for measuring only.",
            "Mesure les rapports sur de courts articles à nous, codés d'après le manuel : type, une partie de chaque "
            "côté et "
            "phrase justes ; puis statut et mode de ce qui est trouvé ; rapports faux pour 100 phrases qui n'en disent "
            "aucun."),
        "eval coding");
    CodingOptions o;
    app.add_option("--data", o.dir, inv.say("folder of coded texts (.jsonl)", "dossier de textes codés (.jsonl)"));
    app.add_option("--by", o.by,
                   inv.say("who finds acts (default: each in turn)", "qui trouve les actes (défaut : chacun)"))
        ->check(CLI::IsMember({"all", "both", "codebook", "head"}));
    app.add_option("--half", o.half, inv.say("half to measure", "moitié à mesurer"))
        ->check(CLI::IsMember({"both", "even", "odd"}));
    app.add_flag("--parts", o.parts, inv.say("also each type and status", "aussi chaque type et statut"));
    app.add_flag("--no-inference", o.no_inference,
                 inv.say("parties taken from other sentences do not count", "les parties déduites ne comptent pas"));
    app.add_flag("-v,--verbose", o.verbose,
                 inv.say("list what is missed and wrong in the even half", "liste les fautes de la moitié paire"));
    app.add_flag("--list", o.list,
                 inv.say("instead, one line a report (JSONL): right or wrong, its confidence and what that is made of",
                         "à la place, une ligne par rapport (JSONL) : juste ou faux, sa confiance et ce qui la fait"));
    add_reader_option(app, o.size, inv);
    add_output_options(app, o.output, inv, false);
    if (const auto code = parse(inv, app)) return *code;
    return run_eval_coding(inv, o);
}

}  // namespace entente::cli
