// entente page: a page's bytes to Article, one JSON object a line.
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/verb.h"
#include "entente/date.h"
#include "export/json.h"
#include "pipeline/documents.h"

namespace entente::cli {

int run_page(Invocation& inv) {
    CLI::App app(
        inv.say(
            "Reads pages and writes one Article a line. Told from the bytes: HTML, plain text, JSONL documents, feeds "
            "(RSS, "
            "Atom, JSON Feed, sitemaps), crawls (WARC, ARC), mail (one message, mbox), PDF; in zip, tar, gzip, zstd, "
            "bzip2, xz.",
            "Lit des pages et écrit un Article par ligne. Reconnus à leurs octets : HTML, texte, documents JSONL, flux "
            "(RSS, Atom, JSON Feed, sitemaps), collectes (WARC, ARC), courriels (un message, mbox), PDF ; dans zip, "
            "tar, "
            "gzip, zstd, bzip2, xz."),
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
    app.add_option("--jobs", options.jobs,
                   inv.say("threads that read pages (default 1)", "fils qui lisent les pages (défaut 1)"))
        ->check(CLI::Range(1, 256));
    if (const auto code = parse(inv, app)) return *code;
    if (!options.published.empty() && !is_iso_date_or_time(options.published)) {
        inv.err << "entente page: --published \"" << options.published << "\" "
                << inv.say("is not a date (YYYY-MM-DD) or date-time", "n'est pas une date (AAAA-MM-JJ)") << "\n";
        return kUsage;
    }
    pipeline::Documents documents(options, inv.in, Limits{});
    bool failed = false;
    std::size_t items = 0;
    ProgressBar bar(inv);
    while (auto article = documents.next()) {
        if (!inv.out_tty) bar.show(++items, documents.items().bytes_done(), documents.items().bytes_total());
        if (article->ok()) {
            inv.out << exporter::dump(exporter::to_json(article->value())) << "\n";
            if (!inv.out) return kFailed;
        } else {
            bar.clear();
            report_error(inv, {article->error().code, one_line(article->error().message)});
            failed = true;
        }
    }
    return failed ? kSomeFailed : kDone;
}

}  // namespace entente::cli
