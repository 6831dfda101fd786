// Status, silence and chosen values of an event: pure functions of its ladder and a day (coding.md §7).
#pragma once

#include <optional>
#include <vector>

#include "entente/date.h"
#include "entente/event.h"

namespace entente::record {

struct Standing {
    EventStatus status = EventStatus::kOccurred;
    std::optional<ReportTime> when;
    std::optional<ReportPlace> place;
    std::vector<Conflict> conflicts;
    std::optional<Date> silent_since;
};

// `ladder` in order of publication; rungs published after `as_of` are cut. No rung left: nothing.
// `as_of`: the day on which one asks (today, or --as-of).
[[nodiscard]] std::optional<Standing> standing(const std::vector<Rung>& ladder, Date as_of);

}  // namespace entente::record
