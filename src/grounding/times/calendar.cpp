#include "grounding/times/calendar.h"

#include <unicode/calendar.h>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace entente::grounding::times {

namespace {

std::string padded(int value, int width) {
    char buffer[24];
    std::snprintf(buffer, sizeof buffer, "%0*d", width, value);
    return buffer;
}

// Months `from` to `to` of a year as a stretch.
Stretch months(int year, int from, int to, std::string value, const char* precision) {
    const auto start = make_date(year, from, 1);
    const auto end = make_date(year, to, days_in_month(year, to));
    if (!start || !end) return {};
    return {start, end, std::move(value), precision};
}

Stretch years(int from, int to, std::string value, const char* precision) {
    const auto start = make_date(std::max(from, 1), 1, 1);
    const auto end = make_date(to, 12, 31);
    if (!start || !end) return {};
    return {start, end, std::move(value), precision};
}

// Easter Sunday: the "anonymous" algorithm of the Gregorian computus (Nature, 20 April 1876).
Date easter(int year) {
    const int a = year % 19, b = year / 100, c = year % 100;
    const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int n = h + l - 7 * m + 114;
    return make_date(year, n / 31, n % 31 + 1).value_or(Date{});
}

// Orthodox Easter in the Gregorian calendar (Meeus, Astronomical Algorithms, ch. 8); right for 1900–2099.
Date orthodox_easter(int year) {
    const int d = (19 * (year % 19) + 15) % 30;
    const int e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
    const int n = d + e + 114;
    return add_days(make_date(year, n / 31, n % 31 + 1).value_or(Date{}), 13);
}

}  // namespace

Stretch day_of(Date d) { return {d, d, to_string(d), "day"}; }

Stretch week_of(Date d) {
    const Date monday = add_days(d, 1 - weekday(d));
    const IsoWeek w = iso_week(d);
    return {monday, add_days(monday, 6), padded(w.year, 4) + "-W" + padded(w.week, 2), "week"};
}

Stretch weekend_of(Date d) {
    Stretch s = week_of(d);
    s.start = add_days(*s.start, 5);
    s.value += "-WE";
    s.precision = "weekend";
    return s;
}

Stretch month_of(int year, int month) {
    if (month < 1 || month > 12) return {};
    return months(year, month, month, padded(year, 4) + "-" + padded(month, 2), "month");
}

Stretch quarter_of(int year, int quarter) {
    if (quarter < 1 || quarter > 4) return {};
    return months(year, quarter * 3 - 2, quarter * 3, padded(year, 4) + "-Q" + padded(quarter, 1), "quarter");
}

Stretch half_of(int year, int half) {
    if (half < 1 || half > 2) return {};
    return months(year, half * 6 - 5, half * 6, padded(year, 4) + "-H" + padded(half, 1), "half");
}

Stretch year_of(int year) { return years(year, year, padded(year, 4), "year"); }

Stretch decade_of(int first_year) {
    const int decade = first_year / 10;
    return years(decade * 10, decade * 10 + 9, padded(decade, 3), "decade");
}

Stretch century_of(int century) {
    if (century < 1 || century > 99) return {};
    return years((century - 1) * 100 + 1, century * 100, padded(century - 1, 2), "century");
}

Stretch season_of(int year, int season) {
    static constexpr struct {
        int month, day, end_month, end_day;
        const char* name;
    } kSeasons[] = {{3, 20, 6, 20, "SP"}, {6, 21, 9, 22, "SU"}, {9, 23, 12, 20, "FA"}, {12, 21, 3, 19, "WI"}};
    if (season < 1 || season > 4) return {};
    const auto& s = kSeasons[season - 1];
    const auto start = make_date(year, s.month, s.day);
    const auto end = make_date(year + (season == 4 ? 1 : 0), s.end_month, s.end_day);
    if (!start || !end) return {};
    return {start, end, padded(year, 4) + "-" + s.name, "season"};
}

Stretch unit_around(Date d, int unit, int by) {
    const Date m = add_months(Date{d.year, d.month, 1}, by * (unit == kQuarter ? 3 : unit == kHalf ? 6 : 1));
    switch (unit) {
        case kDayUnit: return day_of(add_days(d, by));
        case kWeek: return week_of(add_days(d, 7 * by));
        case kFortnight: return week_of(add_days(d, 14 * by));
        case kWeekend: return weekend_of(add_days(d, 7 * by));
        case kMonthUnit: return month_of(m.year, m.month);
        case kQuarter: return quarter_of(m.year, (m.month + 2) / 3);
        case kHalf: return half_of(m.year, (m.month + 5) / 6);
        case kYearUnit: return year_of(d.year + by);
        case kDecadeUnit: return decade_of(d.year + 10 * by);
        case kCentury: return century_of((d.year + 99) / 100 + by);
        default: return day_of(d);
    }
}

// The first or second half: a month's is a fortnight, a year's six months.
static void halve(Stretch& s, bool first, int unit) {
    const Date from = *s.start, to = *s.end;
    const Date middle = unit == kMonthUnit  ? add_days(from, 14)
                        : unit == kYearUnit ? Date{from.year, 6, 30}
                                            : add_days(from, (days_from_epoch(to) - days_from_epoch(from)) / 2);
    (first ? s.end : s.start) = first ? middle : add_days(middle, 1);
}

void narrow(Stretch& s, int edge, int unit) {
    if (edge < 1 || edge > 5 || !s.start || !s.end) return;
    const Date from = *s.start, to = *s.end;
    if (edge > 3) return halve(s, edge == 4, unit);
    if (unit == kYearUnit) {
        static constexpr int kMonths[3][2] = {{1, 3}, {5, 8}, {10, 12}};
        const Stretch part = months(from.year, kMonths[edge - 1][0], kMonths[edge - 1][1], s.value, s.precision);
        s.start = part.start;
        s.end = part.end;
        return;
    }
    const std::int32_t first = days_from_epoch(from), last = days_from_epoch(to), days = last - first + 1;
    if (unit == kWeek) {
        s.start = add_days(from, edge == 1 ? 0 : edge == 2 ? 2 : 3);
        s.end = add_days(from, edge == 1 ? 1 : edge == 2 ? 2 : 6);
    } else if (unit == kMonthUnit) {
        s.start = add_days(from, (edge - 1) * 10);
        s.end = edge == 3 ? to : add_days(from, edge * 10 - 1);
    } else if (days >= 3) {
        s.start = add_days(from, (edge - 1) * days / 3);
        s.end = edge == 3 ? to : add_days(from, edge * days / 3 - 1);
    }
}

std::string duration_value(const std::string& amount, int unit) {
    static constexpr const char* kForms[] = {"",  "S", "M",  "H",  "D",  "W",  "M", "Q",
                                             "H", "Y", "DE", "CE", "ML", "WE", "W"};
    if (unit < kSecond || unit > kFortnight) return "";
    if (unit <= kHourUnit) return "PT" + amount + kForms[unit];
    if (unit == kFortnight) return amount == "1" ? "P2W" : "PXW";
    if (unit == kHalf || unit == kQuarter) {
        if (amount == "X") return "PXM";
        return "P" + std::to_string(std::atol(amount.c_str()) * (unit == kHalf ? 6 : 3)) + "M";
    }
    const bool tens =
        unit >= kDecadeUnit && unit <= kMillennium && amount != "X" && amount.find('.') == std::string::npos;
    if (tens) return "P" + amount + (unit == kDecadeUnit ? "0" : unit == kCentury ? "00" : "000") + "Y";
    return "P" + amount + kForms[unit];
}

bool in_calendar(Date d, int unit, long amount) {
    double years = 0;
    switch (unit) {
        case kDayUnit: years = 1 / 365.25; break;
        case kWeek:
        case kWeekend: years = 7 / 365.25; break;
        case kFortnight: years = 14 / 365.25; break;
        case kMonthUnit: years = 1.0 / 12; break;
        case kQuarter: years = 0.25; break;
        case kHalf: years = 0.5; break;
        case kYearUnit: years = 1; break;
        case kDecadeUnit: years = 10; break;
        case kCentury: years = 100; break;
        case kMillennium: years = 1000; break;
        default: break;
    }
    const double reached = d.year + years * static_cast<double>(amount);
    return reached >= 2 && reached < 9999;
}

Date moved(Date d, int unit, long amount) {
    const int n = static_cast<int>(std::clamp(amount, -100000L, 100000L));
    switch (unit) {
        case kDayUnit: return add_days(d, n);
        case kWeek:
        case kWeekend: return add_days(d, 7 * n);
        case kFortnight: return add_days(d, 14 * n);
        case kMonthUnit: return add_months(d, n);
        case kQuarter: return add_months(d, 3 * n);
        case kHalf: return add_months(d, 6 * n);
        case kYearUnit: return add_months(d, 12 * n);
        case kDecadeUnit: return add_months(d, 120 * std::clamp(n, -1000, 1000));
        case kCentury: return add_months(d, 1200 * std::clamp(n, -100, 100));
        default: return d;
    }
}

Result<Feasts> Feasts::open() {
    static constexpr struct {
        int feast, month, day;
    } kDays[] = {{kRamadan, 8, 1}, {kEidAlFitr, 9, 1}, {kEidAlAdha, 11, 10}, {kMawlid, 2, 12}, {kAshura, 0, 10}};
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Calendar> hijri(
        icu::Calendar::createInstance(*icu::TimeZone::getGMT(), icu::Locale("en@calendar=islamic-umalqura"), status));
    if (U_FAILURE(status)) return fail(ErrorCode::kInvalid, "ICU has no islamic-umalqura calendar");
    const auto day_in = [&](int year, int month, int day) {
        hijri->clear();
        hijri->set(year, month, day, 12, 0);
        return date_from_days(static_cast<std::int32_t>(hijri->getTime(status) / 86400000.0));
    };
    Feasts out;
    for (int year = 1390; year <= 1500; ++year)  // 1970 to 2077
        for (const auto& f : kDays) {
            const Date start = day_in(year, f.month, f.day);
            out.islamic_.push_back({f.feast, start, f.feast == kRamadan ? add_days(day_in(year, 9, 1), -1) : start});
        }
    if (U_FAILURE(status)) return fail(ErrorCode::kInvalid, "ICU cannot count in its islamic-umalqura calendar");
    return out;
}

Stretch Feasts::days(int feast, int year) const {
    if (year < 1583 || year > 2500) return {};
    if (feast < 1300) {
        const auto d = make_date(year, feast / 100, feast % 100);
        return d ? day_of(*d) : Stretch{};
    }
    switch (feast) {
        case kEaster: return day_of(easter(year));
        case kEasterMonday: return day_of(add_days(easter(year), 1));
        case kGoodFriday: return day_of(add_days(easter(year), -2));
        case kAscension: return day_of(add_days(easter(year), 39));
        case kPentecost: return day_of(add_days(easter(year), 49));
        case kOrthodoxEaster: return day_of(orthodox_easter(year));
        case kThanksgiving: {
            const Date first = *make_date(year, 11, 1);
            return day_of(add_days(first, (4 - weekday(first) + 7) % 7 + 21));
        }
        default: break;
    }
    for (const Islamic& i : islamic_) {
        if (i.feast != feast || i.start.year != year) continue;
        Stretch s = day_of(i.start);
        s.end = i.end;
        if (feast == kRamadan) s.precision = "feast";
        return s;
    }
    return {};
}

}  // namespace entente::grounding::times
