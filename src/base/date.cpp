#include "entente/date.h"

#include <algorithm>
#include <cctype>
#include <cstdio>

namespace entente {

namespace {

constexpr std::int32_t kFirstDay = -719162;  // 0001-01-01
constexpr std::int32_t kLastDay = 2932896;   // 9999-12-31

bool leap(int y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }

// Reads exactly `n` digits at `at`; -1 when they are not digits.
int digits(std::string_view s, std::size_t at, std::size_t n) {
    if (at + n > s.size()) return -1;
    int v = 0;
    for (std::size_t i = at; i < at + n; ++i) {
        if (s[i] < '0' || s[i] > '9') return -1;
        v = v * 10 + (s[i] - '0');
    }
    return v;
}

}  // namespace

int days_in_month(int year, int month) {
    static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12) return 0;
    return month == 2 && leap(year) ? 29 : kDays[month - 1];
}

std::optional<Date> make_date(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
        return std::nullopt;
    return Date{static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
}

std::optional<Date> parse_date(std::string_view s) {
    if (s.size() < 10 || s[4] != '-' || s[7] != '-') return std::nullopt;
    if (s.size() > 10 && s[10] != 'T' && s[10] != ' ') return std::nullopt;
    const int y = digits(s, 0, 4), m = digits(s, 5, 2), d = digits(s, 8, 2);
    if (y < 0 || m < 0 || d < 0) return std::nullopt;
    return make_date(y, m, d);
}

bool is_iso_date_or_time(std::string_view s) {
    if (!parse_date(s)) return false;
    if (s.size() == 10) return true;
    std::size_t i = 11;
    const int h = digits(s, i, 2), m = digits(s, i + 3, 2);
    if (h < 0 || h > 24 || s.size() < i + 5 || s[i + 2] != ':' || m < 0 || m > 59) return false;
    i += 5;
    if (i < s.size() && s[i] == ':') {
        if (digits(s, i + 1, 2) < 0 || digits(s, i + 1, 2) > 60) return false;
        i += 3;
        if (i < s.size() && (s[i] == '.' || s[i] == ','))
            for (++i; i < s.size() && std::isdigit(static_cast<unsigned char>(s[i]));) ++i;
    }
    if (i == s.size() || (s[i] == 'Z' && i + 1 == s.size())) return true;
    if (s[i] != '+' && s[i] != '-') return false;
    const bool colon = s.size() == i + 6 && s[i + 3] == ':';
    return digits(s, i + 1, 2) >= 0 && ((colon && digits(s, i + 4, 2) >= 0) ||
                                        (s.size() == i + 5 && digits(s, i + 3, 2) >= 0) || s.size() == i + 3);
}

std::string to_string(Date d) {
    char buf[16];
    std::snprintf(buf, sizeof buf, "%04d-%02d-%02d", static_cast<int>(d.year), static_cast<int>(d.month),
                  static_cast<int>(d.day));
    return buf;
}

// Days-from-civil and its inverse: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013), re-derived:
// the year starts in March so that the leap day is its last, and eras of 400 years repeat exactly.
std::int32_t days_from_epoch(Date d) {
    const int y = d.year - (d.month <= 2 ? 1 : 0);
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int year_of_era = y - era * 400;
    const int month_from_march = (d.month + 9) % 12;
    const int day_of_year = (153 * month_from_march + 2) / 5 + d.day - 1;
    const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

Date date_from_days(std::int32_t days) {
    const std::int32_t z = std::clamp(days, kFirstDay, kLastDay) + 719468;
    const int era = (z >= 0 ? z : z - 146096) / 146097;
    const int day_of_era = z - era * 146097;
    const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int month_from_march = (5 * day_of_year + 2) / 153;
    const int day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    const int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    const int year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
    return Date{static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
}

Date add_days(Date d, std::int32_t days) {
    const std::int64_t sum = static_cast<std::int64_t>(days_from_epoch(d)) + days;
    return date_from_days(static_cast<std::int32_t>(std::clamp<std::int64_t>(sum, kFirstDay, kLastDay)));
}

Date add_months(Date d, int months) {
    const int all = std::clamp(d.year * 12 + (d.month - 1) + months, 12, 9999 * 12 + 11);
    const int year = all / 12, month = all % 12 + 1;
    const int day = std::min<int>(d.day, days_in_month(year, month));
    return *make_date(year, month, day);
}

int weekday(Date d) {
    const int w = (days_from_epoch(d) + 3) % 7;  // 1970-01-01 was a Thursday
    return (w < 0 ? w + 7 : w) + 1;
}

IsoWeek iso_week(Date d) {
    const Date thursday = add_days(d, 4 - weekday(d));
    const Date first = *make_date(thursday.year, 1, 1);
    return {thursday.year, (days_from_epoch(thursday) - days_from_epoch(first)) / 7 + 1};
}

std::int32_t gap_days(const DateRange& a, const DateRange& b) {
    const auto lo = [](const DateRange& r) { return r.start ? days_from_epoch(*r.start) : kFirstDay; };
    const auto hi = [](const DateRange& r) { return r.end ? days_from_epoch(*r.end) : kLastDay; };
    return std::max({0, lo(b) - hi(a), lo(a) - hi(b)});
}

}  // namespace entente
