// entente codebook check | try | candidates: what an analyst who writes wordings asks.
#include <algorithm>
#include <cstdio>
#include <map>

#include "cli/output.h"
#include "cli/verb.h"
#include "export/json.h"
#include "language/network/acts.h"
#include "pipeline/analyse.h"
#include "pipeline/read_documents.h"
#include "press/press.h"

namespace entente::cli {

namespace {

void print_tree(std::ostream& out, const Sentence& s) {
    for (std::size_t i = 0; i < s.words.size(); ++i) {
        const Word& w = s.words[i];
        out << "  " << i + 1 << "\t" << w.form << "\t" << w.lemma << "\t" << w.upos << "\t" << w.head + 1 << "\t"
            << w.deprel << "\t" << w.feats << "\t" << w.entity << "\n";
    }
}

void print_reports(Invocation& inv, const pipeline::Analysis& a) {
    for (const Report& r : a.reports) {
        inv.out << inv.say("report  ", "rapport ") << r.type << (r.mode.empty() ? "" : "/" + r.mode) << " "
                << to_string(r.status) << " [" << r.trigger_text << "]";
        for (const Party& p : r.actors) inv.out << " " << p.id << (p.inferred ? "?" : "");
        inv.out << " →";
        for (const Party& p : r.recipients) inv.out << " " << p.id << (p.inferred ? "?" : "");
        inv.out << "  (" << r.why.wording << "; " << r.why.status << ")\n";
    }
}

// What the event head says, whether it became a report or not.
void print_acts(Invocation& inv, const Sentence& s) {
    for (const Act& a : s.acts) {
        const auto best = std::max_element(a.status.begin(), a.status.end());
        char scores[64];
        std::snprintf(scores, sizeof scores, " %.2f", a.score);
        inv.out << inv.say("head    ", "tête    ") << a.type << (a.mode.empty() ? "" : "/" + a.mode) << scores << " ["
                << s.words[static_cast<std::size_t>(a.word)].form << "] "
                << to_string(static_cast<EventStatus>(best - a.status.begin()));
        std::snprintf(scores, sizeof scores, " %.2f", *best);
        inv.out << scores << (a.negative > 0.5F ? " negative" : "");
        for (const ActLink& l : a.links) {
            std::snprintf(scores, sizeof scores, " %.2f", l.score);
            inv.out << "; " << language::to_string(l.role) << " " << s.words[static_cast<std::size_t>(l.word)].form
                    << scores;
        }
        inv.out << "\n";
    }
}

int try_sentence(Invocation& inv, const std::string& text, const std::string& language, const std::string& published,
                 bool tree) {
    auto resources = open_resources();
    if (!resources.ok()) return report_error(inv, resources.error());
    auto analyser = pipeline::Analyser::open(**resources);
    if (!analyser.ok()) return report_error(inv, analyser.error());
    press::PageHint hint;
    hint.language = language;
    hint.published = published;
    auto article = press::plain_document(text, hint, Limits{});
    if (!article.ok()) return report_error(inv, article.error());
    auto analyses = (*analyser)->run({&*article}, Limits{});
    if (!analyses.ok()) return report_error(inv, analyses.error());
    const pipeline::Analysis& a = (*analyses)[0];
    if (tree)
        for (const Sentence& s : a.sentences) print_tree(inv.out, s);
    for (const Name& n : a.mentions.names)
        inv.out << inv.say("name    ", "nom     ") << n.text << " = " << n.id
                << (n.office.empty() ? "" : ", " + n.office) << (n.role.empty() ? "" : ", " + n.role) << " ("
                << to_string(n.kind) << ", " << to_string(n.form) << ": " << n.why << ")\n";
    for (const TimeExpression& t : a.mentions.times)
        inv.out << inv.say("time    ", "date    ") << t.text << " = " << t.start << "/" << t.end << "\n";
    for (const Sentence& s : a.sentences) print_acts(inv, s);
    print_reports(inv, a);
    for (const std::string& line : (*analyser)->explain(*article, a, Limits{}))
        inv.out << inv.say("almost  ", "presque ") << line << "\n";
    return kDone;
}

// One predicate that only the head found: how often, as what, and where first.
struct CandidateWord {
    int reports = 0;
    std::map<std::string, int> types;
    std::string example;
};

// Counts the head's own reports by language and lemma of their trigger.
void count_candidates(const Article& article, const pipeline::Analysis& analysis,
                      std::map<std::pair<std::string, std::string>, CandidateWord>& out) {
    for (const Report& r : analysis.reports) {
        if (r.concept_id.rfind("head.", 0) != 0) continue;
        const Sentence& s = analysis.sentences[r.sentence];
        for (const Word& w : s.words) {
            if (w.span != r.trigger) continue;
            CandidateWord& c = out[{article.language, w.lemma}];
            ++c.reports;
            ++c.types[r.type + (r.mode.empty() ? "" : "/" + r.mode)];
            if (c.example.empty()) c.example = r.quote;
            break;
        }
    }
}

int candidates(Invocation& inv, const pipeline::DocumentOptions& options, const OutputOptions& output) {
    auto resources = open_resources();
    if (!resources.ok()) return report_error(inv, resources.error());
    auto analyser = pipeline::Analyser::open(**resources);
    if (!analyser.ok()) return report_error(inv, analyser.error());
    const Limits limits;
    pipeline::ReadDocuments documents(options, inv.in, limits);
    std::map<std::pair<std::string, std::string>, CandidateWord> found;
    bool failed = false;
    while (auto document = documents.next()) {
        if (!document->ok()) {
            report_error(inv, document->error());
            failed = true;
            continue;
        }
        const Article& article = document->value().article;
        auto analyses = (*analyser)->run({&article}, limits);
        if (!analyses.ok()) return report_error(inv, analyses.error());
        count_candidates(article, analyses->front(), found);
    }
    std::vector<const std::pair<const std::pair<std::string, std::string>, CandidateWord>*> order;
    for (const auto& entry : found) order.push_back(&entry);
    std::stable_sort(order.begin(), order.end(),
                     [](const auto* a, const auto* b) { return a->second.reports > b->second.reports; });
    Listing list(inv, output, {"language", "predicate", "reports", "as", "example"});
    for (const auto* entry : order) {
        std::string types;
        for (const auto& [type, n] : entry->second.types)
            types += (types.empty() ? "" : ", ") + type + " " + std::to_string(n);
        exporter::Json o;
        o["language"] = entry->first.first;
        o["predicate"] = entry->first.second;
        o["reports"] = entry->second.reports;
        o["types"] = entry->second.types;
        o["example"] = entry->second.example;
        list.add({entry->first.first, entry->first.second, std::to_string(entry->second.reports), types,
                  one_line(entry->second.example)},
                 o);
    }
    const int code = list.finish();
    return failed && code == kDone ? kSomeFailed : code;
}

int check(Invocation& inv) {
    auto resources = open_resources();
    if (!resources.ok()) return report_error(inv, resources.error());
    auto coder = (*resources)->coder();
    if (!coder.ok()) return report_error(inv, coder.error());
    inv.out << inv.say("the codebook is sound: ", "le codebook est correct : ") << (*coder)->version() << "\n";
    return kDone;
}

}  // namespace

int run_codebook(Invocation& inv) {
    CLI::App app(inv.say("Checks the codebook; shows what it says of a sentence and what almost matched.",
                         "Vérifie le codebook ; montre ce qu'il dit d'une phrase et ce qui a failli convenir."),
                 "codebook");
    app.require_subcommand(1);
    app.add_subcommand("check", inv.say("loads every file; a mistake is named with file and line",
                                        "charge chaque fichier ; une faute est nommée avec fichier et ligne"));
    CLI::App* attempt = app.add_subcommand("try", inv.say("one sentence", "une phrase"));
    std::string text, language, published;
    bool tree = false;
    attempt->add_option("SENTENCE", text)->required();
    attempt->add_option("--language", language, "fr, en");
    attempt->add_option("--published", published, "YYYY-MM-DD");
    attempt->add_flag("--tree", tree, inv.say("also the dependency tree", "aussi l'arbre syntaxique"));
    CLI::App* open = app.add_subcommand(
        "candidates", inv.say("predicates of a corpus that only the event head found, by frequency: wordings to write",
                              "prédicats d'un corpus que seule la tête a trouvés, par fréquence : tournures à écrire"));
    pipeline::DocumentOptions documents;
    documents.plain_text = pipeline::PlainText::kIfPageLike;
    OutputOptions output;
    open->add_option("PATH", documents.paths,
                     inv.say("files, folders, - for standard input", "fichiers, dossiers, - pour l'entrée standard"));
    add_output_options(*open, output, inv, false);
    if (const auto code = parse(inv, app)) return *code;
    if (open->parsed()) return candidates(inv, documents, output);
    return attempt->parsed() ? try_sentence(inv, text, language, published, tree) : check(inv);
}

}  // namespace entente::cli
