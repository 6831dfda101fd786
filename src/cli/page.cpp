// entente page: a page's bytes to Article, one JSON object a line.
#include "cli/verb.h"
#include "entente/date.h"
#include "export/json.h"
#include "pipeline/documents.h"

namespace entente::cli {

int run_page(Invocation& inv) {
    CLI::App app(
        inv.say(
            "Reads pages (HTML, plain text, JSONL documents; told from the bytes) and writes one Article a line.",
            "Lit des pages (HTML, texte, documents JSONL ; reconnus à leurs octets) et écrit un Article par ligne."),
        "page");
    pipeline::DocumentOptions options;
    options.plain_text = pipeline::PlainText::kPage;
    app.add_option("PATH", options.paths,
                   inv.say("files, folders, - for standard input (default)",
                           "fichiers, dossiers, - pour l'entrée standard (défaut)"));
    app.add_option("--published", options.published,
                   inv.say("publication date of all, YYYY-MM-DD", "date de publication de tous, AAAA-MM-JJ"));
    app.add_option("--language", options.language,
                   inv.say("language of all (fr, en, …)", "langue de tous (fr, en, …)"));
    if (const auto code = parse(inv, app)) return *code;
    if (!options.published.empty() && !is_iso_date_or_time(options.published)) {
        inv.err << "entente page: --published \"" << options.published << "\" "
                << inv.say("is not a date (YYYY-MM-DD) or date-time", "n'est pas une date (AAAA-MM-JJ)") << "\n";
        return kUsage;
    }
    pipeline::Documents documents(options, inv.in, Limits{});
    bool failed = false;
    while (auto article = documents.next()) {
        if (article->ok()) {
            inv.out << exporter::dump(exporter::to_json(article->value())) << "\n";
            if (!inv.out) return kFailed;
        } else {
            report_error(inv, article->error());
            failed = true;
        }
    }
    return failed ? kSomeFailed : kDone;
}

}  // namespace entente::cli
