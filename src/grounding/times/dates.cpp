// The actions whose answer is a day or a stretch of the calendar: dates, weekdays, days and periods counted from one.
#include <algorithm>

#include "grounding/times/resolve.h"

namespace entente::grounding::times {

namespace {

const char* weekday_name(int day) {
    static constexpr const char* kNames[] = {"",         "Monday", "Tuesday",  "Wednesday",
                                             "Thursday", "Friday", "Saturday", "Sunday"};
    return day >= 1 && day <= 7 ? kNames[day] : "";
}

// "le 12 mars 99999": a year that is none, and no day of another year.
bool far_year(const std::vector<Token>& tokens, std::size_t at) {
    return at < tokens.size() && tokens[at].kind == TokenKind::kNumber && tokens[at].digits > 4 && !tokens[at].grouped;
}

}  // namespace

bool Resolver::date(const Match& m, Hit& h) {
    const bool has_day = !m.all({kDay, kDayOrd, kDayNumber}).empty();
    const bool has_month = m.get(kMonth) || m.get(kMonthNumber);
    take_part(m, h);
    if (m.rule->unit == kWeek && has_month) return nth_weekday(m, h);
    if (has_day && has_month) return days_of_month(m, h);
    if (has_month) return months_of_year(m, h);
    if (m.get(kWeekday)) return weekday_of_month(m, h);
    if (has_day) {  // "le 22 courant": the month of the anchor
        const int day = m.all({kDay, kDayOrd, kDayNumber})[0]->value;
        h.value = "XXXX-XX-" + two(day);
        h.precision = "day";
        h.why = "a day of the month of publication";
        if (!anchor_.published) return true;
        const Date month = add_months(Date{anchor_.published->year, anchor_.published->month, 1}, m.rule->by);
        const auto d = make_date(month.year, month.month, day);
        if (!d) return false;
        take(h, day_of(*d), kDayUnit);
        return true;
    }
    std::optional<int> year = written_year(m);
    const bool said = m.rule->unit == kYearUnit;  // "l'an 800" says that it is a year
    if (said && !year && m.get(kN)) year = m.value(kN, 0);
    if (!year || *year < (said ? 1 : 1500) || *year > 2150) return false;
    if (!m.get(kYear) && m.value(kYearShort, 99) < 40) return false;
    h.year_written = true;
    h.anchor = "explicit";
    h.why = "the year is written";
    take(h, year_of(*year), kYearUnit);
    return h.start.has_value();
}

bool Resolver::days_of_month(const Match& m, Hit& h) {
    if (far_year(tokens_, m.last)) return false;
    const auto days = m.all({kDay, kDayOrd, kDayNumber});
    const auto months = m.all({kMonth, kMonthNumber});
    const int first_month = months.front()->value, last_month = months.back()->value;
    const int first_day = days.front()->value, last_day = days.back()->value;
    const Capture* week = m.get(kWeekday);
    h.range = days.size() > 1;
    const auto in_year = [&](int year) {
        Stretch s;
        const bool month_before = months.size() == 1 && days.size() > 1 && last_day < first_day;
        const bool year_before = months.size() > 1 && last_month < first_month;
        const auto first = month_before ? make_date(first_month == 1 ? year - 1 : year,
                                                    first_month == 1 ? 12 : first_month - 1, first_day)
                                        : make_date(year_before ? year - 1 : year, first_month, first_day);
        const auto last = make_date(year, last_month, last_day);
        if (!first || !last) return s;
        if (week && entente::weekday(*first) != week->value) s.precision = "wrong";
        s.start = first;
        s.end = last;
        s.value = to_string(*first);
        return s;
    };
    for (const Capture* d : days)  // each day must exist, also between the first and the last
        if (months.size() == 1 && !(last_day < first_day) && d->value > days_in_month(2000, first_month)) return false;
    if (const auto year = written_year(m)) {
        Stretch s = in_year(*year);
        if (!s.start || *s.end < *s.start) return false;
        s.precision = "day";
        h.year_written = true;
        h.anchor = "explicit";
        h.why = "day, month and year are written";
        take(h, s, kDayUnit);
        return true;
    }
    Stretch s = in_year(2000);
    if (!s.start) return false;
    h.value = "XXXX-" + s.value.substr(5);
    h.precision = "day";
    h.why = "no year and no publication day to tell it from";
    if (!anchor_.published) return true;
    const auto matching = [&](int year) {
        Stretch one = in_year(year);
        return std::string_view(one.precision) == "wrong" ? Stretch{} : one;
    };
    std::string why;
    if (const auto year = year_told(h); year && in_year(*year).start) {
        s = in_year(*year);
        why = "the year that the sentence tells before";
    } else {
        s = nearest(h, matching, m.value(kRelative, 0), m.rule->strict, why);
        if (!s.start) s = nearest(h, in_year, m.value(kRelative, 0), m.rule->strict, why);
    }
    if (!s.start || *s.end < *s.start) return false;
    s.precision = "day";
    h.why = "day and month are written; " + why;
    take(h, s, kDayUnit);
    return true;
}

// "le mercredi 9", "samedi 19 et dimanche 20": the nearest month in which the day of the month is that weekday.
bool Resolver::weekday_of_month(const Match& m, Hit& h) {
    const auto days = m.all({kDay, kDayOrd});
    const auto weekdays = m.all({kWeekday});
    if (!anchor_.published || days.size() != weekdays.size()) return false;
    const Date now = *anchor_.published;
    std::optional<Date> best;
    for (int by = -2; by <= 2; ++by) {
        const Date month = add_months(Date{now.year, now.month, 1}, by);
        const auto day = make_date(month.year, month.month, days[0]->value);
        if (!day || entente::weekday(*day) != weekdays[0]->value) continue;
        if (!best || gap_days({*day, *day}, {now, now}) < gap_days({*best, *best}, {now, now})) best = day;
    }
    if (!best) return false;
    Stretch s = day_of(*best);
    if (days.size() > 1) {
        const int ahead = days[1]->value - days[0]->value;
        if (ahead < 1 || ahead > 6 || entente::weekday(add_days(*best, ahead)) != weekdays[1]->value) return false;
        s.end = add_days(*best, ahead);
        h.range = true;
    }
    h.why = "the nearest month to " + to_string(now) + " in which the weekday fits";
    take(h, s, kDayUnit);
    return true;
}

// "le premier lundi de juin", "the last Sunday of March".
bool Resolver::nth_weekday(const Match& m, Hit& h) {
    const int week = m.value(kWeekday, 0), month = m.value(kMonth, 0);
    const int nth = m.rule->by < 0 ? -1 : m.value(kDayOrd, 0);
    if (week == 0 || nth == 0 || nth > 5) return false;
    const auto in_year = [=](int year) {
        const auto first = make_date(year, month, 1);
        if (!first) return Stretch{};
        const int lead = (week - entente::weekday(*first) + 7) % 7;
        const int last = lead + (days_in_month(year, month) - 1 - lead) / 7 * 7;
        const int day = nth < 0 ? last : lead + (nth - 1) * 7;
        return day >= days_in_month(year, month) ? Stretch{} : day_of(add_days(*first, day));
    };
    return named_by_year(m, h, kDayUnit, in_year, "XXXX-" + two(month));
}

bool Resolver::months_of_year(const Match& m, Hit& h) {
    const auto months = m.all({kMonth, kMonthNumber});
    const int first = months.front()->value, last = months.back()->value;
    h.range = months.size() > 1;
    const auto in_year = [&](int year) {
        Stretch s = month_of(last < first ? year - 1 : year, first);
        if (months.size() > 1) s.end = month_of(year, last).end;
        return s;
    };
    if (const auto year = written_year(m)) {
        h.year_written = true;
        h.anchor = "explicit";
        h.why = "month and year are written";
        take(h, in_year(*year), kMonthUnit);
        return h.start.has_value();
    }
    h.value = "XXXX-" + two(first);
    h.precision = "month";
    h.why = "no year and no publication day to tell it from";
    if (!anchor_.published) return true;
    std::string why;
    Stretch s;
    const int relative = m.value(kRelative, m.rule->by);  // "next March" hangs on publication alone
    if (const auto year = relative == 0 ? year_told(h) : std::nullopt) {
        s = in_year(*year);
        why = "the year that the sentence tells before";
    } else if (const auto same = relative == 0 ? year_of_neighbour(h, first) : std::nullopt) {
        s = in_year(*same);
        why = "the year of the month before it";
    } else {
        s = nearest(h, in_year, relative, m.rule->strict, why);
    }
    h.why = "a month; " + why;
    take(h, s, kMonthUnit);
    return h.start.has_value();
}

// "en juin ou en juillet": a month that follows another one in a list is of the same year.
std::optional<int> Resolver::year_of_neighbour(const Hit& h, int month) const {
    if (hits_.empty()) return std::nullopt;
    const Hit& before = hits_.back();
    const bool listed = before.unit == kMonthUnit && before.start && h.from - before.to <= 2;
    if (!listed || before.start->month >= month) return std::nullopt;
    return before.start->year;
}

bool Resolver::weekday(const Match& m, Hit& h) {
    const Capture* c = m.get(kWeekday);
    if (!c) return false;
    take_part(m, h);
    h.value = "XXXX-WXX-" + std::to_string(c->value);
    h.precision = "day";
    h.unit = kNoUnit;
    h.why = "a weekday without a publication day to count from";
    const auto from = base(*m.rule, h);
    if (!from) return true;
    const int ahead = (c->value - entente::weekday(*from) + 7) % 7, back = ahead - 7;
    const int relative = m.value(kRelative, m.rule->by);
    const Tense t = tense(h);
    int days = 0;
    if (m.rule->unit == kWeek)
        days = c->value - entente::weekday(*from) + 7 * relative;  // "lundi de la semaine prochaine"
    else if (relative > 0)
        days = ahead == 0 ? 7 : ahead;
    else if (relative < 0)
        days = back;
    else if (t == Tense::kPast || preposition_before(h.from) == Preposition::kSince)
        days = ahead == 0 ? 0 : back;
    else
        days = ahead;
    take(h, day_of(add_days(*from, days)), kDayUnit);
    h.why = std::string(weekday_name(c->value)) +
            (days > 0   ? " after "
             : days < 0 ? " before "
                        : " itself: ") +
            to_string(*from);
    h.bare_weekday = relative == 0 && m.rule->unit != kWeek;
    if (relative == 0) h.why += t == Tense::kPast ? ", verb in the past" : ", no verb in the past";
    return true;
}

bool Resolver::relative_day(const Match& m, Hit& h) {
    take_part(m, h);
    auto from = base(*m.rule, h);
    if (!from && m.rule->narrative && m.rule->by == 0) {  // "le matin même" with no day told before
        h.anchor = "published";
        from = anchor_.published;
    }
    h.precision = "day";
    h.why = m.rule->narrative ? "counted from a day that the text does not tell" : "no publication day to count from";
    if (!from) return true;
    const int by = m.rule->by;
    take(h, day_of(add_days(*from, by)), kDayUnit);
    h.why = by == 0 ? ""
                    : std::to_string(std::abs(by)) + (std::abs(by) == 1 ? " day " : " days ") +
                          (by > 0 ? "after " : "before ");
    h.why += (h.anchor == "narrative" ? "the last day told, " : "publication, ") + to_string(*from);
    return true;
}

bool Resolver::period(const Match& m, Hit& h) {
    const int unit = m.value(kUnit, m.rule->unit);
    int by = m.value(kRelative, m.rule->by);
    if (unit < kDayUnit) return false;
    h.precision = unit_name(unit);
    h.why = "no publication day to count from";
    const auto from = base(*m.rule, h, unit);
    if (!from) return true;
    // "over the weekend", told in the week that follows it.
    if (m.rule->strict && by == 0 && tense(h) == Tense::kPast && entente::weekday(*from) < 6) by = -1;
    take(h, unit_around(*from, unit, by), unit);
    if (!h.start) return false;
    if (m.rule->earlier && *from < *h.end) h.end = *from;
    if (m.rule->later && *from > *h.start) h.start = *from;
    h.why = std::string(by == 0  ? "the "
                        : by > 0 ? "after the "
                                 : "before the ") +
            unit_name(unit) + " of " + to_string(*from);
    return true;
}

// "la nuit de lundi à mardi", "la nuit du 3 au 4 avril": the night between two days, named by the first.
bool Resolver::night(const Match& m, Hit& h) {
    const bool by_weekday = m.get(kWeekday) && m.all({kDay, kDayOrd}).empty();
    if (!(by_weekday ? weekday(m, h) : date(m, h))) return false;
    h.part = m.value(kPart, 5);
    h.type = "time";
    // Told of the news it was last night, also where the sentence has no verb.
    if (by_weekday && h.start && anchor_.published && *h.start >= *anchor_.published && tense(h) == Tense::kUnknown)
        take(h, day_of(add_days(*h.start, -7)), kDayUnit);
    if (h.start) h.end = add_days(*h.start, 1);
    h.range = true;
    return true;
}

}  // namespace entente::grounding::times
