// One sentence's claim about one act (formats.md, Report), and standing facts that the press states (Claim).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "entente/date.h"
#include "entente/span.h"

namespace entente {

enum class EventStatus {
    kRumoured, kExpected, kAnnounced, kOngoing, kOccurred, kPostponed, kCancelled, kDenied, kHypothetical, kHistorical
};

struct Party {
    ActorId id;
    std::string country;  // ISO3 or empty
    std::string office;
    std::string person;
    std::string role;
    bool inferred = false;  // taken from another sentence
    std::string text;
    std::optional<Span> span;
    std::string why;        // how the name was resolved
};

struct ReportPlace {
    std::string id;    // geonames:N or text:…
    std::string name;  // as in the text
    std::string country;
    std::optional<double> lat, lon;
    std::optional<Span> span;
};

struct ReportTime {
    DateRange range;
    std::string precision;
    std::optional<Span> span;
};

struct SeriesRef {
    std::string name;
    std::optional<int> ordinal;
};

struct Amount {
    double value = 0;
    std::string currency;  // ISO 4217
};

struct Numbers {
    std::optional<std::int64_t> killed, injured, arrested, size;
    std::optional<Amount> amount;
};

struct EventRef {      // occasion, outcome_of: the words, and the event when it is known
    std::string text;
    EventId event;
};

// Why the report says what it says; shown by `why`.
struct Reason {
    std::string wording;   // id of the wording that spoke, with its concept
    std::optional<double> head;
    std::string status;    // the status rule and the words that set it
    std::string reader;    // versions
    std::string codebook;
    std::vector<std::pair<std::string, double>> signals;  // what the confidence is made of; not kept in the record
};

struct Report {
    ReportId id;
    ArticleId article;
    std::string in = "text";
    std::string url;
    std::string source;
    std::string published;
    std::string language;
    EventId event;
    std::string concept_id;  // codebook concept
    std::string type;        // PLOVER, upper case
    std::string mode;
    std::vector<std::string> contexts;
    std::vector<Party> actors;
    std::vector<Party> recipients;
    std::optional<ReportPlace> place;
    std::optional<ReportTime> when;
    EventStatus status = EventStatus::kOccurred;
    bool positive = true;
    std::optional<Party> speaker;
    std::optional<SeriesRef> series;
    std::string frame;
    std::optional<EventRef> occasion;
    std::optional<EventRef> outcome_of;
    Numbers numbers;
    Span trigger;
    std::string trigger_text;
    std::string quote;  // the sentence
    Span span;          // of the quote
    double confidence = 0;
    Reason why;
    std::size_t sentence = 0;  // index in the article
};

struct Claim {
    std::string id;
    ArticleId article;
    std::string in = "text";
    std::string subject;
    std::string relation;  // member_of, has_member, chair_of, holds_office, is_a, same_as
    std::string object;
    std::string since, until, at;
    std::string quote;
    Span span;
    std::optional<bool> agrees_with_world;
};

[[nodiscard]] const char* to_string(EventStatus status);
[[nodiscard]] std::optional<EventStatus> parse_status(std::string_view word);

}  // namespace entente
