// Stretches of the calendar that time expressions name: weeks, quarters, seasons, feasts, parts of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/date.h"
#include "entente/result.h"

namespace entente::grounding::times {

// UNIT of the data files.
enum Unit {
    kNoUnit = 0,
    kSecond = 1,
    kMinuteUnit = 2,
    kHourUnit = 3,
    kDayUnit = 4,
    kWeek = 5,
    kMonthUnit = 6,
    kQuarter = 7,
    kHalf = 8,
    kYearUnit = 9,
    kDecadeUnit = 10,
    kCentury = 11,
    kMillennium = 12,
    kWeekend = 13,
    kFortnight = 14
};

// A named stretch: its days and its TIMEX3 value.
struct Stretch {
    std::optional<Date> start, end;
    std::string value;
    const char* precision = "day";
    [[nodiscard]] bool known() const { return start.has_value() || end.has_value(); }
};

[[nodiscard]] Stretch day_of(Date d);
[[nodiscard]] Stretch week_of(Date d);
[[nodiscard]] Stretch weekend_of(Date d);
// No value and no days where there is no such year, month, quarter, …
[[nodiscard]] Stretch month_of(int year, int month);
[[nodiscard]] Stretch quarter_of(int year, int quarter);
[[nodiscard]] Stretch half_of(int year, int half);
[[nodiscard]] Stretch year_of(int year);
[[nodiscard]] Stretch decade_of(int first_year);
[[nodiscard]] Stretch century_of(int century);  // 19: 1801–1900, value "18"
// 1 spring … 4 winter, by the solstices of the northern half; winter ends in the year after.
[[nodiscard]] Stretch season_of(int year, int season);
// The stretch of this unit that holds the day, moved by `by` units.
[[nodiscard]] Stretch unit_around(Date d, int unit, int by);

// 1 beginning, 2 middle, 3 end: narrows the days, keeps the value. Of a year its first or last quarter, of a week two
// days at its head, the middle one, the last three; else thirds.
void narrow(Stretch& stretch, int edge, int unit);

// "P3D"; `amount` as TIMEX3 writes it ("3", "30.4", "X").
[[nodiscard]] std::string duration_value(const std::string& amount, int unit);
// Whether a move by `amount` of `unit` stays within the years 1 to 9999.
[[nodiscard]] bool in_calendar(Date d, int unit, long amount);
// Days and months of a duration of `amount` units, to count with; hours give nothing.
[[nodiscard]] Date moved(Date d, int unit, long amount);

// FEAST of the data files: month * 100 + day for fixed days, codes from 2000 for those that move.
enum MovingFeast {
    kEaster = 2001,
    kEasterMonday = 2002,
    kAscension = 2003,
    kPentecost = 2004,
    kOrthodoxEaster = 2005,
    kGoodFriday = 2006,
    kRamadan = 2010,
    kEidAlFitr = 2011,
    kEidAlAdha = 2012,
    kMawlid = 2013,
    kAshura = 2014,
    kThanksgiving = 2020
};

// The days of feasts by year. Those of the Islamic year come from ICU's islamic-umalqura calendar and may differ by a
// day from what a country saw; the reason given with them says so. Immutable, safe from any thread.
class Feasts {
 public:
    // Fails with Invalid where ICU has no such calendar.
    static Result<Feasts> open();
    // The feast's days that begin in this year; the first of them where the Islamic year brings two.
    [[nodiscard]] Stretch days(int feast, int year) const;
    [[nodiscard]] static bool islamic(int feast) { return feast >= kRamadan && feast <= kAshura; }

 private:
    struct Islamic {
        int feast;
        Date start, end;
    };
    std::vector<Islamic> islamic_;  // in order of start
};

}  // namespace entente::grounding::times
