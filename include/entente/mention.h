// Who, where and when in a sentence: what `grounding` finds.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/date.h"
#include "entente/span.h"

namespace entente {

enum class NameKind { kActor, kPlace, kPerson, kOffice };
// How the text names it; coding treats a capital that acts otherwise than a capital that is a place.
enum class NameForm { kName, kAcronym, kDemonym, kCapital, kOffice, kPerson, kReference, kPlace };

struct Candidate {
    std::string id;
    double score = 0;
};

// A stretch of text resolved to an actor, place, person or office (formats.md, Name).
// An office and its holder in apposition are one Name over both. A plural office of coordinated states
// ("les ministres des Affaires étrangères du Burkina Faso, du Mali et du Niger") gives one Name per state.
struct Name {
    std::string text;
    Span span;
    std::string field = "text";
    NameKind kind = NameKind::kActor;
    NameForm form = NameForm::kName;
    std::string id;        // actor id, "geonames:N", "wikidata:Q…", "person:…", "text:…"
    std::string role;      // government, military, court, parliament, party, police, … or empty
    std::string country;   // state that it belongs to or acts from, ISO3, or empty
    std::string office;    // "foreign minister", … in English, from the world's table of offices, or empty
    std::string person;    // name of the office holder as known, or empty
    std::optional<double> lat, lon;
    double score = 0;
    std::vector<Candidate> candidates;
    std::string place_id;  // for a capital or place name that may act: the place it also is, "geonames:N"

    std::size_t sentence = 0;      // index into the article's sentences
    TokenIndex first = kNoToken;   // words covered, both inclusive
    TokenIndex last = kNoToken;
    TokenIndex head = kNoToken;    // the covered word whose head lies outside
    std::string why;               // one line a person understands: which rule or fact resolved it
};

// A time expression (formats.md, Time).
struct TimeExpression {
    std::string text;
    Span span;
    std::string field = "text";
    std::string type = "date";   // date, time, duration, set
    std::string value;           // TIMEX3 value
    std::string start;           // ISO first day or instant; empty: open
    std::string end;             // ISO last day or instant, inclusive; empty: open
    std::string precision;       // day, week, month, quarter, season, year, hour, minute, decade, …
    std::string anchor;          // published, narrative, explicit, event
    std::string why;
    bool bare_weekday = false;   // « jeudi »: the last or the next, as the verb says; coding may correct it by the tree
    std::size_t sentence = 0;
    TokenIndex first = kNoToken;
    TokenIndex last = kNoToken;

    // The days it covers; an end that is not known stays open.
    [[nodiscard]] DateRange range() const;
};

// All mentions of one article, each list in order of (sentence, span).
struct Mentions {
    std::vector<Name> names;
    std::vector<TimeExpression> times;
};

[[nodiscard]] const char* to_string(NameKind kind);
[[nodiscard]] const char* to_string(NameForm form);

}  // namespace entente
