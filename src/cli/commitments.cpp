// entente commitments [ID]: what was promised, and what became of it on the day asked.
#include <algorithm>
#include <map>
#include <utility>

#include "cli/reading.h"
#include "export/views_json.h"

namespace entente::cli {

namespace {

std::string coverage_text(const record::Commitment& c) {
    return std::to_string(c.mentioning) + "/" + std::to_string(c.sources_since_due);
}

}  // namespace

int run_commitments(Invocation& inv) {
    CLI::App app(
        inv.say("What parties announced that they would do, when it is due, and what became of it. Coverage is "
                "sources that speak of it / sources that told of the pair, since it was due.",
                "Ce que des parties ont annoncé, l'échéance, et ce qu'il en est advenu. La couverture : sources "
                "qui en parlent / sources qui ont parlé de la paire depuis l'échéance."),
        "commitments");
    ReadingOptions options;
    std::string id, verdict;
    app.add_option("ID", id, inv.say("one commitment", "un engagement"));
    add_reading_options(app, options, inv);
    app.add_option("--verdict", verdict, "pending, kept, partly, late, broken, superseded, no_report")
        ->check(CLI::IsMember({"pending", "kept", "partly", "late", "broken", "superseded", "no_report"}));
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    auto reading = open_reading(inv, "commitments", options, code);
    if (!reading) return code;
    const record::Query asked = std::exchange(reading->query, {});
    reading->query.as_of = asked.as_of;  // what fulfils a promise may lie outside of what is asked for
    reading->query.known_at = asked.known_at;
    const auto events = reading->store->events(reading->query);
    if (!events.ok()) return report_error(inv, events.error());
    const auto reports = reading->store->reports(reading->query);
    if (!reports.ok()) return report_error(inv, reports.error());
    std::map<EventId, const Event*> by_id;
    for (const Event& e : *events) by_id[e.id] = &e;
    std::vector<record::Commitment> all = record::commitments_of(*events, *reports, *reading->world, *asked.as_of);
    std::erase_if(all, [&](const record::Commitment& c) {
        return !record::matches(*by_id.at(c.event), asked, *reading->world) || (!id.empty() && c.id != id) ||
               (!verdict.empty() && verdict != to_string(c.verdict));
    });
    record::cut(all, asked);
    Listing list(inv, options.output, {"made", "due", "verdict", "by", "to", "type", "title", "coverage", "id"});
    for (const record::Commitment& c : all)
        list.add({c.made, when_text(c.due), to_string(c.verdict), parties_text(c.by), parties_text(c.to), c.type,
                  title_of(*by_id.at(c.event), inv.french), coverage_text(c), c.id},
                 exporter::to_json(c));
    return list.finish();
}

}  // namespace entente::cli
