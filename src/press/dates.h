// Dates as pages show and write them: "mardi 1er avril 2025 à 14h30", "April 3, 2025", "03/04/2025", ISO, RFC 2822.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/date.h"
#include "press/words.h"

namespace entente::press {

enum class DateLabel { kNone, kPublished, kModified };

struct FoundDate {
    Date date;
    std::string iso;                 // date, or date-time where the hour stands beside it
    std::size_t start = 0, end = 0;  // bytes of the text
    DateLabel label = DateLabel::kNone;
};

// Full dates (day, month and year) that exist, in order, at most `max`. Numeric dates are read day first unless that
// is impossible. Years 1990–2100. Cost: linear.
[[nodiscard]] std::vector<FoundDate> find_dates(std::string_view text, const PageWords& words, std::size_t max = 64);

// A date of metadata as ISO date or date-time ("20250403", "Thu, 03 Apr 2025 10:00:00 GMT", "2025-04-03 10:00"), zone
// kept where it is one; empty when there is none or it does not exist.
[[nodiscard]] std::string iso_date(std::string_view text, const PageWords& words);

// "il y a 3 heures", "2 days ago", "vor 5 Minuten": the day that it was, counted from `fetched` (a date, or a date-time
// for hours and minutes); nothing where the text says no such thing.
[[nodiscard]] std::optional<Date> relative_date(std::string_view text, const PageWords& words,
                                                std::string_view fetched);

}  // namespace entente::press
