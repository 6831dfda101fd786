// Civil (proleptic Gregorian) dates and intervals of them, without zones or clocks.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entente {

// A day that exists, years 1–9999. Made only by make_date / parse_date, or by arithmetic on such.
struct Date {
    std::int16_t year = 1970;
    std::uint8_t month = 1;
    std::uint8_t day = 1;
    auto operator<=>(const Date&) const = default;
};

// The date, or nothing when there is no such day (31 February, month 0, year 0 or > 9999).
[[nodiscard]] std::optional<Date> make_date(int year, int month, int day);
// Reads "YYYY-MM-DD", alone or at the head of a date-time ("2025-04-03T10:00:00+02:00"). Nothing when malformed.
[[nodiscard]] std::optional<Date> parse_date(std::string_view iso);
// Whether the whole of `iso` is a date or an RFC 3339-like date-time (seconds, zone optional).
[[nodiscard]] bool is_iso_date_or_time(std::string_view iso);
[[nodiscard]] std::string to_string(Date d);

// Days since 1970-01-01; the inverse saturates at the ends of year 1 and 9999.
[[nodiscard]] std::int32_t days_from_epoch(Date d);
[[nodiscard]] Date date_from_days(std::int32_t days);
[[nodiscard]] Date add_days(Date d, std::int32_t days);
// Same day of the month, or the month's last day.
[[nodiscard]] Date add_months(Date d, int months);
[[nodiscard]] int days_in_month(int year, int month);
// 1 = Monday … 7 = Sunday (ISO 8601).
[[nodiscard]] int weekday(Date d);
// ISO 8601 week-year and week number.
struct IsoWeek { int year; int week; };
[[nodiscard]] IsoWeek iso_week(Date d);

// First and last day, both inclusive; an absent end is open (or not known).
struct DateRange {
    std::optional<Date> start;
    std::optional<Date> end;
    [[nodiscard]] bool known() const { return start.has_value() || end.has_value(); }
    auto operator<=>(const DateRange&) const = default;
};

// Days between the ranges, 0 when they touch or overlap; open ends reach for ever.
[[nodiscard]] std::int32_t gap_days(const DateRange& a, const DateRange& b);

}  // namespace entente
