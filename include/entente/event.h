// What one or more reports are about, with its ladder (formats.md, Event). Status is computed from ladder and day.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entente/report.h"

namespace entente {

struct Rung {
    EventStatus status = EventStatus::kOccurred;
    std::string published;  // ISO; empty when not known
    std::string order_key;  // what stands for the date in ordering when `published` is empty (published_bounds)
    std::optional<ReportTime> when;
    std::optional<ReportPlace> place;
    ReportId report;
    ArticleId article;
    std::string source;
    bool party = false;  // a party's own word
    std::vector<ActorId> speaks_for;  // parties of the event whose word it is
    std::string text_key;
};

struct Conflict {
    std::string field;  // "when", "place", "status", "type", "mode"
    std::string value;
    ReportId report;
};

// What a person decided about the event (`entente review`), signed.
struct Signature {
    std::int64_t number = 0;
    std::string kind;  // confirm, correct, merge, split
    std::string field, value;  // of a correction
    std::string by, at, note;
};

struct Event {
    EventId id;
    std::string title_fr, title_en;
    std::string type, mode;
    std::vector<std::string> contexts;
    std::vector<Party> actors, recipients;
    std::optional<ReportPlace> place;
    std::optional<ReportTime> when;
    EventStatus status = EventStatus::kOccurred;  // as of the day asked
    std::vector<Rung> ladder;                     // in order of publication
    std::vector<ReportId> reports;
    std::size_t articles = 0, independent = 0;    // sources
    std::optional<SeriesRef> series;
    std::string frame;
    std::vector<std::string> series_names, frame_names;  // as its reports have them, each once, in order of publication
    std::optional<EventRef> occasion, outcome_of;
    std::vector<EventId> outcomes;
    std::vector<Conflict> conflicts;
    std::optional<Date> silent_since;
    std::vector<Signature> reviews;  // in order
    std::int64_t revision = 0;
};

}  // namespace entente
