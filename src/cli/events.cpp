// entente events: what the record holds, by time, parties, type and status.
#include "cli/reading.h"

namespace entente::cli {

int run_events(Invocation& inv) {
    CLI::App app(inv.say("Events of the record in order of their day, with their status on the day asked.",
                         "Événements du registre dans l'ordre des jours, avec leur statut au jour demandé."),
                 "events");
    ReadingOptions options;
    add_reading_options(app, options, inv);
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    const auto reading = open_reading(inv, "events", options, code);
    if (!reading) return code;
    const auto events = reading->store->events(reading->query);
    if (!events.ok()) return report_error(inv, events.error());
    std::vector<ActorId> asked = reading->query.between;
    if (reading->query.with) asked.push_back(*reading->query.with);
    return print_events(inv, options, *events, asked, *reading->world);
}

}  // namespace entente::cli
