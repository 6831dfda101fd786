// Actors of the world, in force over stretches of time (formats.md, Actor).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/date.h"
#include "entente/span.h"

namespace entente {

struct Membership {
    ActorId group;
    ActorId member;
    std::optional<Date> from, to;  // first and last day in force, inclusive; absent: open
    std::string source;
    std::optional<Date> notice;        // day on which the exit was announced
    std::vector<DateRange> suspended;  // stretches without the rights of a member
    [[nodiscard]] bool in_force(Date d) const { return (!from || *from <= d) && (!to || d <= *to); }
};

// Who holds an office: a person in a state's office, or a state in a group's chair.
struct Tenure {
    ActorId of;           // state or organisation
    std::string office;   // "head of state", "foreign minister", "chair", "secretary-general", …
    ActorId holder;       // the state, for a group's chair; else empty
    std::string person;   // full name, or empty
    std::vector<std::string> also;  // other spellings of the person's name
    std::optional<Date> from, to;
    std::string source;
    [[nodiscard]] bool in_force(Date d) const { return (!from || *from <= d) && (!to || d <= *to); }
};

// A name that an actor bore until a day ("Swaziland").
struct FormerName {
    std::string text, language;  // fr, en
    std::optional<Date> to;      // last day
};

struct Actor {
    ActorId id;
    std::string kind;  // state, territory, alliance, organisation, force, armed_group, court, company, people, party
    std::vector<std::string> names_fr, names_en;  // best first
    std::string wikidata, iso3;
    std::optional<int> cow, gw;
    std::optional<Date> from, to;  // existence
    ActorId part_of;               // the organisation it is an organ of, or empty
    std::string country;           // the state it belongs to or acts from, or empty
    std::string recognised;        // "in part" or "none", for a state that not all recognise; else empty
    std::string headquarters;      // city of an organisation's seat, or empty
    std::vector<FormerName> former;
    std::string source;
};

}  // namespace entente
