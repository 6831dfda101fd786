// entente reports: single sentences' claims, in order of publication.
#include "cli/reading.h"

namespace entente::cli {

int run_reports(Invocation& inv) {
    CLI::App app(inv.say("Reports in order of publication: one sentence's claim about one act.",
                         "Rapports dans l'ordre de publication : ce qu'une phrase dit d'un acte."),
                 "reports");
    ReadingOptions options;
    add_reading_options(app, options, inv);
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    const auto reading = open_reading(inv, "reports", options, code);
    if (!reading) return code;
    const auto reports = reading->store->reports(reading->query);
    if (!reports.ok()) return report_error(inv, reports.error());
    Listing list(inv, options.output,
                 {"published", "source", "status", "type", "actors", "recipients", "when", "quote", "id", "event"});
    for (const Report& r : *reports)
        list.add(
            {r.published, r.source, to_string(r.status), r.mode.empty() ? r.type : r.type + "/" + r.mode,
             parties_text(r.actors), parties_text(r.recipients), when_text(r.when), r.quote, r.id.str(), r.event.str()},
            exporter::to_json(r));
    return list.finish();
}

}  // namespace entente::cli
