// Two actors together: what they share, last and next contact, and how two stretches of time between them differ.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "entente/event.h"
#include "world/world.h"

namespace entente::record {

// Announced, expected or put off: not done, not called off.
[[nodiscard]] bool is_open(EventStatus status);

// Pointers go into the events that it was made of.
struct Relation {
    std::vector<ActorId> shared_groups;  // on the day
    const Event* last = nullptr;         // contact that took place
    const Event* next = nullptr;         // contact that lies ahead
    std::vector<const Event*> pending;   // acts that were announced or are expected, not done
};
// `events`: those between the two, in order of their day.
[[nodiscard]] Relation relation_of(const std::vector<Event>& events, const ActorId& a, const ActorId& b, Date day,
                                   const world::World& world);

// "2025", "2025-04", "2025-04-03", or two of these with "/" between. Nothing: no stretch of time.
[[nodiscard]] std::optional<DateRange> period_of(const std::string& text);
[[nodiscard]] bool within(Date day, const DateRange& period);

// What took place in a stretch of time, against what was read of it. Pointers as in Relation.
struct Period {
    DateRange days;        // both ends known
    std::size_t read = 0;  // articles published in it
    std::map<std::string, std::vector<const Event*>> by_type;
    [[nodiscard]] std::size_t events() const;
    [[nodiscard]] std::size_t of(const std::string& type) const;
    // Events for 100 articles read; 0 when none was.
    [[nodiscard]] double per_hundred() const;
};

// From this month on, the rate of events for 100 articles read is another.
struct Turning {
    std::string month;  // 2025-04
    double before = 0, after = 0;
};

struct Comparison {
    Period before, after;
    std::vector<std::string> types;  // of either, sorted
    std::vector<Turning> turns;      // over all months: Poisson change points (aggregate.h)
};
// `read`: articles by day of publication, whatever they say.
[[nodiscard]] Comparison compare(const std::vector<Event>& events, const std::map<Date, std::size_t>& read,
                                 const DateRange& before, const DateRange& after);

}  // namespace entente::record
