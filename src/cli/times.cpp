// entente times: documents to their time expressions, one JSON object a document.
#include "cli/verb.h"
#include "entente/date.h"
#include "export/json.h"
#include "grounding/grounding.h"
#include "pipeline/documents.h"

namespace entente::cli {

namespace {

// {"id", "times": [Time…]} of one article.
exporter::Json record_of(const Article& article, const grounding::TimeFinder& finder) {
    exporter::Json record;
    record["id"] = article.id.str();
    record["times"] = exporter::Json::array();
    for (const TimeExpression& t : grounding::times_of(article, finder)) record["times"].push_back(exporter::to_json(t));
    return record;
}

}  // namespace

int run_times(Invocation& inv) {
    CLI::App app(inv.say("Finds the dates, hours, durations and repeated times of documents, one JSON object a document.",
                         "Trouve dates, heures, durées et répétitions des documents, un objet JSON par document."),
                 "times");
    pipeline::DocumentOptions options;
    app.add_option("PATH", options.paths, inv.say("files, folders, - for standard input (default)",
                                                  "fichiers, dossiers, - pour l'entrée standard (défaut)"));
    app.add_option("--published", options.published, inv.say("publication date of all, YYYY-MM-DD",
                                                             "date de publication de tous, AAAA-MM-JJ"));
    app.add_option("--language", options.language, inv.say("language of all (fr, en)", "langue de tous (fr, en)"));
    if (const auto code = parse(inv, app)) return *code;
    if (!options.published.empty() && !is_iso_date_or_time(options.published)) {
        inv.err << "entente times: --published \"" << options.published << "\" "
                << inv.say("is not a date (YYYY-MM-DD) or date-time", "n'est pas une date (AAAA-MM-JJ)") << "\n";
        return kUsage;
    }
    auto resources = open_resources();
    if (!resources.ok()) return report_error(inv, resources.error());
    const auto finder = resources.value()->times();
    if (!finder.ok()) return report_error(inv, finder.error());

    pipeline::Documents documents(options, inv.in, Limits{});
    bool failed = false;
    while (auto article = documents.next()) {
        if (!article->ok()) {
            report_error(inv, article->error());
            failed = true;
            continue;
        }
        inv.out << exporter::dump(record_of(article->value(), *finder.value())) << "\n";
        if (!inv.out) return kFailed;
    }
    return failed ? kSomeFailed : kDone;
}

}  // namespace entente::cli
