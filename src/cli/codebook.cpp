// entente codebook check | try: what an analyst who writes wordings asks.
#include "cli/verb.h"
#include "export/json.h"
#include "pipeline/analyse.h"
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
    print_reports(inv, a);
    for (const std::string& line : (*analyser)->explain(*article, a, Limits{}))
        inv.out << inv.say("almost  ", "presque ") << line << "\n";
    return kDone;
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
    if (const auto code = parse(inv, app)) return *code;
    return attempt->parsed() ? try_sentence(inv, text, language, published, tree) : check(inv);
}

}  // namespace entente::cli
