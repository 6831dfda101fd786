// What the verbs that read a store share: its options, the names of actors in them, and the words for status.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/output.h"
#include "cli/verb.h"
#include "record/query.h"
#include "record/store.h"
#include "record/views/status_words.h"

namespace entente::cli {

struct ReadingOptions {
    std::string store;
    std::string as_of, known_at, from, to, with, type, status;
    std::vector<std::string> between;
    OutputOptions output;
};

// --store, --as-of, --known-at, output options; with `filters` also --from --to --between --with --type --status.
void add_reading_options(CLI::App& app, ReadingOptions& options, const Invocation& inv, bool filters = true);
void add_store_option(CLI::App& app, std::string& store, const Invocation& inv);
// The store's path: as given, else $ENTENTE_STORE, else entente.db here.
[[nodiscard]] std::string store_path(const std::string& given);

// An opened store and the query that the options ask. Made once a run.
struct Reading {
    std::shared_ptr<pipeline::Resources> resources;
    std::shared_ptr<const world::World> world;
    std::unique_ptr<record::Store> store;
    record::Query query;  // as_of is always set: today when not given
};
// Nothing: an error was printed and `code` holds the exit code.
[[nodiscard]] std::optional<Reading> open_reading(Invocation& inv, const char* verb, const ReadingOptions& options,
                                                  int& code);

using record::status_glyph;
using record::status_word;
// "2025-04-03" or "2025-04-03/2025-04-04"; empty when not known.
[[nodiscard]] std::string when_text(const std::optional<ReportTime>& when);
[[nodiscard]] std::string parties_text(const std::vector<Party>& parties);
[[nodiscard]] std::string parties_text(const std::vector<ActorId>& parties);
[[nodiscard]] const std::string& title_of(const Event& event, bool french);

// A list of events with their columns; `for_actor`: marks those in which it takes part through its group.
[[nodiscard]] int print_events(Invocation& inv, const ReadingOptions& options, const std::vector<Event>& events,
                               const std::vector<ActorId>& for_actors, const world::World& world);
// The event as JSON, with "through": [{actor, group}] where one asked for takes part through its group.
[[nodiscard]] exporter::Json event_json(const Event& event, const std::vector<ActorId>& for_actors,
                                        const world::World& world);
// "Mali through AES", or empty.
[[nodiscard]] std::string through_text(const Event& event, const std::vector<ActorId>& for_actors,
                                       const world::World& world);

}  // namespace entente::cli
