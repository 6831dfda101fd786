// Events in other people's formats: one file a format. All give UTF-8 text; pure; cost linear in the events.
#pragma once

#include <string>
#include <vector>

#include "entente/event.h"
#include "world/world.h"

namespace entente::exporter {

struct ExportContext {
    const world::World& world;
    bool french = false;  // language of titles and words
    std::string made;     // RFC 3339, UTC: the moment of the export, where a format asks for one
};

// RFC 5545/7986: one VEVENT an event with a day; UID from the event's id, SEQUENCE from its revision, STATUS, and what
// is not certain also in SUMMARY. Lines folded at 75 bytes on code point borders, CRLF.
[[nodiscard]] std::string to_ics(const std::vector<Event>& events, const ExportContext& with);
// RFC 4287: one entry an event, `updated` from its newest report.
[[nodiscard]] std::string to_atom(const std::vector<Event>& events, const ExportContext& with);
// GraphML: actors as nodes, one edge a pair, type and number of events that took place.
[[nodiscard]] std::string to_graphml(const std::vector<Event>& events, const ExportContext& with);
// A Markdown brief by month, each event with a footnote that names its reports.
[[nodiscard]] std::string to_markdown(const std::vector<Event>& events, const ExportContext& with);
// The diary as agencies print it: a line a day and event ahead or done, capitals for the place.
[[nodiscard]] std::string to_diary(const std::vector<Event>& events, const ExportContext& with);
// RFC 7946: events that have a point.
[[nodiscard]] std::string to_geojson(const std::vector<Event>& events, const ExportContext& with);
// PLOVER records, one JSON object a line, as the manual names the fields; announced and expected acts folded into AGREE
// or CONSULT, done acts as they are; one record an actor and recipient.
[[nodiscard]] std::string to_plover(const std::vector<Event>& events, const ExportContext& with);

// & < > " as XML wants them; characters that XML has not, out.
[[nodiscard]] std::string xml_text(const std::string& text);

}  // namespace entente::exporter
