// Status, silence and chosen values of an event: pure functions of its ladder and a day (coding.md §7).
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "entente/date.h"
#include "entente/event.h"

namespace entente::record {

// Done or under way: rule 2.
[[nodiscard]] bool took_place(EventStatus status);
// Told as still to come.
[[nodiscard]] bool lies_ahead(EventStatus status);

struct Standing {
    EventStatus status = EventStatus::kOccurred;
    int rule = 0;         // which rule of coding.md §7 decided: 1–5
    ReportId decided_by;  // the rung that it follows
    std::optional<ReportTime> when;
    std::optional<ReportPlace> place;
    std::vector<Conflict> conflicts;
    std::optional<Date> silent_since;  // the last possible day, when nothing was reported since
};

// `ladder` in order of publication; rungs published after `as_of` are cut. No rung left: nothing.
// `as_of`: the day on which one asks (today, or --as-of). `parties`: all parties of the event, for "denied by all
// parties"; a rung says in `speaks_for` whose word it is. Without them no denial counts as everybody's.
[[nodiscard]] std::optional<Standing> standing(const std::vector<Rung>& ladder, Date as_of,
                                               std::span<const ActorId> parties = {});

// One line that says rule `rule` to a person, in English or French.
[[nodiscard]] const char* rule_text(int rule, bool french);

// The day a rung was published, or the bound that stands for it.
[[nodiscard]] std::optional<Date> day_of(const Rung& rung);

// Last day on which it may take place: the end of its time, when that is known.
[[nodiscard]] std::optional<Date> last_possible_day(const ReportTime& when);

}  // namespace entente::record
