#include "grounding/times_resolve.h"

#include <algorithm>
#include <cstdio>

namespace entente::grounding::times {

namespace {

std::string two(int n) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%02d", n);
    return buffer;
}

std::vector<const Capture*> all_of(const Match& m, std::initializer_list<Symbol> symbols) {
    std::vector<const Capture*> out;
    for (const Capture& c : m.captures)
        if (std::find(symbols.begin(), symbols.end(), c.symbol) != symbols.end()) out.push_back(&c);
    return out;
}

const char* weekday_name(int day) {
    static constexpr const char* kNames[] = {"", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    return day >= 1 && day <= 7 ? kNames[day] : "";
}

const char* unit_name(int unit) {
    static constexpr const char* kNames[] = {"", "second", "minute", "hour", "day", "week", "month", "quarter", "half-year",
                                             "year", "decade", "century", "millennium", "weekend", "fortnight"};
    return unit >= 1 && unit <= 14 ? kNames[unit] : "";
}

}  // namespace

const char* part_code(int part) {
    static constexpr const char* kCodes[] = {"", "MO", "MI", "AF", "EV", "NI", "DT"};
    return part >= 1 && part <= 6 ? kCodes[part] : "";
}

const Capture* Match::get(Symbol symbol, std::size_t nth) const {
    for (const Capture& c : captures)
        if (c.symbol == symbol && nth-- == 0) return &c;
    return nullptr;
}

int Match::value(Symbol symbol, int otherwise) const {
    const Capture* c = get(symbol);
    return c ? c->value : otherwise;
}

Resolver::Resolver(std::string_view text, const std::vector<Token>& tokens, const Language& language,
                   const Feasts& feasts, const TimeAnchor& anchor)
    : text_(text), tokens_(tokens), language_(language), feasts_(feasts), anchor_(anchor) {}

bool Resolver::add(const Match& m) {
    if (!allowed(m)) return false;
    Hit h;
    h.from = m.from;
    h.to = m.to;
    h.edge = m.value(kEdge, m.rule->edge);
    if (m.rule->action == Action::kNothing) return true;  // read over: a form that is no time
    if (!act(m, h)) return false;
    hits_.push_back(std::move(h));
    return true;
}

bool Resolver::act(const Match& m, Hit& h) {
    const Rule& r = *m.rule;
    switch (r.action) {
        case Action::kDate: return date(m, h);
        case Action::kWeekday: return weekday(m, h);
        case Action::kRelativeDay: return relative_day(m, h);
        case Action::kPeriod: return period(m, h);
        case Action::kShift: return shift(m, h);
        case Action::kDuration: return duration(m, h);
        case Action::kSet: return set(m, h);
        case Action::kClock: return clock(m, h);
        case Action::kQuarter: return quarter(m, h);
        case Action::kSeason: {
            const int season = m.value(kSeason, 0);
            static constexpr const char* kNames[] = {"", "SP", "SU", "FA", "WI"};
            return named_by_year(m, h, kNoUnit, [=](int y) { return season_of(y, season); },
                                 std::string("XXXX-") + kNames[std::clamp(season, 0, 4)]);
        }
        case Action::kFeast: {
            const int feast = m.value(kFeast, r.feast), by = r.by;
            const auto days = [this, feast, by](int y) {
                Stretch s = feasts_.days(feast, y);
                if (by != 0 && s.start) s = day_of(add_days(*s.start, by));
                return s;
            };
            const bool ok = named_by_year(m, h, kDayUnit, days,
                                          feast < 1300 ? "XXXX-" + two(feast / 100) + "-" + two(feast % 100) : "");
            if (ok && Feasts::islamic(feast)) h.why += "; Umm al-Qura calendar, a day more or less by country";
            return ok;
        }
        case Action::kDecade: return decade(m, h);
        case Action::kCentury: return century(m, h);
        case Action::kNight: return night(m, h);
        case Action::kReference:
            h.value = r.value;
            h.why = "the time of speaking, not a date";
            return true;
        case Action::kEvent:
            h.anchor = "event";
            h.why = "hangs on an event of the text";
            return true;
        case Action::kNothing: break;
    }
    return false;
}

// ---- what stands around ----

bool Resolver::meets(std::size_t token, bool exists, const std::vector<Symbol>& any) const {
    const bool edge = !exists || tokens_[token].kind == TokenKind::kBreak;
    const Senses senses = edge ? Senses{} : senses_of(tokens_[token]);
    for (const Symbol s : any) {
        if (s == kEdgeOfText && edge) return true;
        if (edge) continue;
        const Token& t = tokens_[token];
        const bool word = t.kind == TokenKind::kWord || t.kind == TokenKind::kSpelled;
        if (s == kAnyWord && word) return true;
        if (s == kCapital && word && t.capital) return true;
        if (s == kAnyNumber && (t.kind == TokenKind::kNumber || t.kind == TokenKind::kDecimal)) return true;
        if (s == kPunctuation && t.mark != 0 && std::string_view(".,;:()[]!?\"'-/").find(t.mark) != std::string_view::npos)
            return true;
        if (senses.find(s)) return true;
    }
    return false;
}

bool Resolver::allowed(const Match& m) const {
    const Rule& r = *m.rule;
    const bool has_before = m.first > 0, has_after = m.last < tokens_.size();
    const std::size_t before = has_before ? m.first - 1 : 0, after = has_after ? m.last : 0;
    if (!r.after.empty() && !meets(before, has_before, r.after)) return false;
    if (!r.not_after.empty() && meets(before, has_before, r.not_after)) return false;
    if (!r.before.empty() && !meets(after, has_after, r.before)) return false;
    return r.not_before.empty() || !meets(after, has_after, r.not_before);
}

Tense Resolver::tense(const Hit& h) const { return tense_near(text_, tokens_, h.from, h.to, language_); }

std::optional<Date> Resolver::told() const {
    for (std::size_t i = hits_.size(); i-- > 0 && hits_.size() - i < 60;)
        if (hits_[i].unit == kDayUnit && hits_[i].start && hits_[i].type != "duration") return hits_[i].start;
    return std::nullopt;
}

std::optional<Date> Resolver::base(const Rule& rule, Hit& h) const {
    if (!rule.narrative) return anchor_.published;
    h.anchor = "narrative";
    return told();
}

std::optional<int> Resolver::written_year(const Match& m, std::size_t nth) const {
    if (const Capture* c = m.get(kYear, nth)) return c->value;
    const Capture* c = m.get(kYearShort, nth);
    if (!c) return std::nullopt;
    const int pivot = anchor_.published ? (anchor_.published->year + 10) % 100 : 40;
    const int century = anchor_.published ? (anchor_.published->year + 10) / 100 * 100 : 2000;
    return c->value <= pivot ? century + c->value : century - 100 + c->value;
}

// The year that the same sentence has just told: "En 2019, … le 3 avril".
std::optional<int> Resolver::year_told(const Hit& h) const {
    if (hits_.empty() || !hits_.back().year_written || !hits_.back().start || !anchor_.published) return std::nullopt;
    const std::size_t start = sentence_start(tokens_, h.from, 40);
    if (hits_.back().from < start || hits_.back().start->year >= anchor_.published->year) return std::nullopt;
    if (hits_.back().unit == kDecadeUnit || hits_.back().unit == kCentury) return std::nullopt;
    if (tense(h) != Tense::kPast) return std::nullopt;
    return hits_.back().start->year;
}

Stretch Resolver::nearest(const Hit& h, const ByYear& stretch, int relative, bool strict, std::string& why) const {
    const Date now = *anchor_.published;
    // "le recensement de mars": a time that only qualifies a noun does not follow the verb.
    const bool of_noun = preposition_before(h.from) == Preposition::kOf && !strict;
    const Tense t = relative != 0 || of_noun ? Tense::kUnknown : tense(h);
    Stretch best;
    std::int64_t best_cost = -1;
    for (int year = now.year - 2; year <= now.year + 2; ++year) {
        const Stretch s = stretch(year);
        if (!s.start || !s.end) continue;
        if ((relative > 0 && *s.start <= now) || (relative < 0 && *s.end >= now)) continue;
        std::int64_t cost = gap_days({s.start, s.end}, {now, now});
        const bool ahead = *s.start > now, behind = *s.end < now;
        const std::int64_t wrong = strict ? 40 : 3;
        if (t == Tense::kPast && ahead) cost *= wrong;
        if ((t == Tense::kFuture || t == Tense::kPresent) && behind) cost *= wrong;
        if (best_cost < 0 || cost < best_cost) best = s, best_cost = cost;
    }
    why = relative > 0 ? "the next after " : relative < 0 ? "the last before " : "the nearest to ";
    why += to_string(now);
    if (relative == 0 && t == Tense::kPast) why += ", verb in the past";
    if (relative == 0 && t == Tense::kFuture) why += ", verb in the future";
    return best;
}

void Resolver::take(Hit& h, const Stretch& s, int unit) const {
    Stretch narrowed = s;
    narrow(narrowed, h.edge, unit);
    h.start = narrowed.start;
    h.end = narrowed.end;
    h.value = s.value;
    h.precision = s.precision;
    h.unit = unit;
}

void Resolver::take_part(const Match& m, Hit& h) const {
    h.part = m.value(kPart, m.rule->part);
    if (h.part != 0) h.type = "time";
}

// ---- dates ----

bool Resolver::date(const Match& m, Hit& h) {
    const bool has_day = !all_of(m, {kDay, kDayOrd, kDayNumber}).empty();
    const bool has_month = m.get(kMonth) || m.get(kMonthNumber);
    take_part(m, h);
    if (m.rule->unit == kWeek && has_month) return nth_weekday(m, h);
    if (has_day && has_month) return days_of_month(m, h);
    if (has_month) return months_of_year(m, h);
    if (has_day) {  // "le 22 courant": the month of the anchor
        const int day = all_of(m, {kDay, kDayOrd, kDayNumber})[0]->value;
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
    const auto year = written_year(m);
    if (!year || *year < 1500 || *year > 2150) return false;
    h.year_written = true;
    h.anchor = "explicit";
    h.why = "the year is written";
    take(h, year_of(*year), kYearUnit);
    return h.start.has_value();
}

bool Resolver::days_of_month(const Match& m, Hit& h) {
    const auto days = all_of(m, {kDay, kDayOrd, kDayNumber});
    const auto months = all_of(m, {kMonth, kMonthNumber});
    const int first_month = months.front()->value, last_month = months.back()->value;
    const int first_day = days.front()->value, last_day = days.back()->value;
    const Capture* week = m.get(kWeekday);
    h.range = days.size() > 1;
    const auto in_year = [&](int year) {
        Stretch s;
        const bool month_before = months.size() == 1 && days.size() > 1 && last_day < first_day;
        const bool year_before = months.size() > 1 && last_month < first_month;
        const auto first = month_before ? make_date(first_month == 1 ? year - 1 : year, first_month == 1 ? 12 : first_month - 1, first_day)
                                        : make_date(year_before ? year - 1 : year, first_month, first_day);
        const auto last = make_date(year, last_month, last_day);
        if (!first || !last) return s;
        if (week && days.size() == 1 && entente::weekday(*first) != week->value) s.precision = "wrong";
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
    const auto months = all_of(m, {kMonth, kMonthNumber});
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
    if (const auto year = year_told(h)) {
        s = in_year(*year);
        why = "the year that the sentence tells before";
    } else {
        s = nearest(h, in_year, m.value(kRelative, m.rule->by), m.rule->strict, why);
    }
    h.why = "a month; " + why;
    take(h, s, kMonthUnit);
    return h.start.has_value();
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
    if (m.rule->unit == kWeek) days = c->value - entente::weekday(*from) + 7 * relative;  // "lundi de la semaine prochaine"
    else if (relative > 0) days = ahead == 0 ? 7 : ahead;
    else if (relative < 0) days = back;
    else if (t == Tense::kPast) days = ahead == 0 ? 0 : back;
    else days = ahead;
    take(h, day_of(add_days(*from, days)), kDayUnit);
    h.why = std::string(weekday_name(c->value)) + (days > 0 ? " after " : days < 0 ? " before " : " itself: ") +
            to_string(*from);
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
    h.why = by == 0 ? "" : std::to_string(std::abs(by)) + (std::abs(by) == 1 ? " day " : " days ") + (by > 0 ? "after " : "before ");
    h.why += (h.anchor == "narrative" ? "the last day told, " : "publication, ") + to_string(*from);
    return true;
}

bool Resolver::period(const Match& m, Hit& h) {
    const int unit = m.value(kUnit, m.rule->unit);
    const int by = m.value(kRelative, m.rule->by);
    if (unit < kDayUnit) return false;
    h.precision = unit_name(unit);
    h.why = "no publication day to count from";
    const auto from = base(*m.rule, h);
    if (!from) return true;
    take(h, unit_around(*from, unit, by), unit);
    if (!h.start) return false;
    if (m.rule->earlier && *from < *h.end) h.end = *from;
    if (m.rule->later && *from > *h.start) h.start = *from;
    h.why = std::string(by == 0 ? "the " : by > 0 ? "after the " : "before the ") + unit_name(unit) + " of " +
            to_string(*from);
    return true;
}

// ---- amounts ----

std::string Resolver::amount(const Match& m, long& number) const {
    number = -1;
    if (const Capture* c = m.get(kN)) {
        number = c->value;
        return std::to_string(number);
    }
    if (const Capture* c = m.get(kDecimal)) {
        std::string written(text_.substr(tokens_[c->token].start, tokens_[c->token].end - tokens_[c->token].start));
        std::replace(written.begin(), written.end(), ',', '.');
        return written;
    }
    if (const Capture* c = m.get(kVague); c && c->value > 0) {
        number = c->value;
        return std::to_string(number);
    } else if (c) {
        return "X";
    }
    number = 1;
    return "1";
}

bool Resolver::shift(const Match& m, Hit& h) {
    const int unit = m.value(kUnit, m.rule->unit), by = m.rule->by;
    long number = -1;
    const std::string written = amount(m, number);
    if (!m.rule->value_of_date) {
        h.type = "duration";
        h.value = m.rule->value.empty() ? duration_value(written, unit) : m.rule->value;
    }
    h.precision = unit_name(unit);
    h.why = "no day to count from";
    const auto from = base(*m.rule, h);
    if (!from) return true;
    h.why = written + " " + unit_name(unit) + (by < 0 ? "(s) before " : "(s) after ") +
            (m.rule->narrative ? "the last day told, " : "publication, ") + to_string(*from);
    if (number < 0) {  // "quelques mois": only the side is known
        if (m.rule->value_of_date) h.value = by < 0 ? "PAST_REF" : "FUTURE_REF";
        (by < 0 ? h.end : h.start) = *from;
        return true;
    }
    if (unit < kDayUnit) {
        if (m.rule->value_of_date) h.value = to_string(*from);
        h.start = h.end = from;
        return true;
    }
    const Stretch s = unit_around(moved(*from, unit, by * number), unit == kFortnight ? kWeek : unit, 0);
    if (!s.start) return false;
    const std::string value = m.rule->value_of_date ? s.value : h.value;
    take(h, s, unit);
    h.value = value;
    return true;
}

bool Resolver::duration(const Match& m, Hit& h) {
    const int unit = m.value(kUnit, m.rule->unit), by = m.value(kRelative, m.rule->by);
    long number = -1;
    std::string written = amount(m, number);
    if (!m.get(kN) && !m.get(kVague) && !m.get(kDecimal)) written = "X", number = -1;
    h.type = "duration";
    h.value = m.rule->value.empty() ? duration_value(written, unit) : m.rule->value;
    h.precision = unit_name(unit);
    h.why = "a length of time";
    h.unit = unit;
    h.duration_from_now = number > 0 && m.rule->value.empty();
    if (h.value.empty()) return false;
    if (by == 0) return true;
    h.why = by > 0 ? "the time that begins at publication" : "the time that ends at publication";
    if (!anchor_.published) return true;
    (by > 0 ? h.start : h.end) = anchor_.published;
    if (number > 0 && unit >= kDayUnit)
        (by > 0 ? h.end : h.start) = moved(*anchor_.published, unit, by > 0 ? number : -number);
    return true;
}

bool Resolver::set(const Match& m, Hit& h) {
    if (m.rule->strict && tense(h) == Tense::kPast) return weekday(m, h);  // « le jeudi, il a reçu »: that Thursday
    h.type = "set";
    h.why = "comes again";
    h.precision = "day";
    if (!m.rule->value.empty()) {
        h.value = m.rule->value;
    } else if (const Capture* day = m.get(kWeekday)) {
        h.value = "XXXX-WXX-" + std::to_string(day->value);
        if (const int part = m.value(kPart, 0)) h.value += std::string("T") + part_code(part);
    } else if (const Capture* month = m.get(kMonth)) {
        h.value = "XXXX-" + two(month->value);
        h.precision = "month";
        if (const auto days = all_of(m, {kDay, kDayOrd}); !days.empty()) h.value += "-" + two(days[0]->value);
    } else if (const Capture* part = m.get(kPart)) {
        h.value = std::string("XXXX-XX-XXT") + part_code(part->value);
    } else {
        const int unit = m.value(kUnit, m.rule->unit);
        long number = 1;
        h.value = duration_value(amount(m, number), unit);
        h.precision = unit_name(unit);
    }
    return !h.value.empty();
}

bool Resolver::clock(const Match& m, Hit& h) {
    int hour = m.value(kHour, -1), minute = m.value(kMinute, -1);
    if (m.rule->value.size() == 5) {  // "minuit", "noon": the rule itself says "24:00", "12:00"
        hour = std::atoi(m.rule->value.c_str());
        minute = std::atoi(m.rule->value.c_str() + 3);
    }
    if (const Capture* spelled = m.get(kN); hour < 0 && spelled) hour = spelled->value;
    if (const Capture* day_part = m.get(kAmPm)) {
        if (hour > 12 || hour < 1) return false;
        hour = hour % 12 + (day_part->value == 2 ? 12 : 0);
    }
    if (hour < 0 || hour > 24 || (hour == 24 && minute > 0)) return false;
    const int part = m.value(kPart, 0);  // "3 heures de l'après-midi"
    if ((part == 3 || part == 4) && hour < 12) hour += 12;
    h.type = "time";
    h.hour = hour;
    if (minute >= 0) h.minute = minute;
    h.precision = minute >= 0 ? "minute" : "hour";
    h.clock_alone = true;
    h.why = "a clock time";
    if (const Capture* zone = m.get(kZone); zone && zone->value < 9000) {
        const int off = zone->value, size = std::abs(off);
        h.zone = off == 0 ? "Z" : (off < 0 ? "-" : "+") + two(size / 60) + ":" + two(size % 60);
    }
    return true;
}

bool Resolver::quarter(const Match& m, Hit& h) {
    const int unit = m.value(kUnit, m.rule->unit);
    const auto ordinals = all_of(m, {kOrd, kN, kDayOrd});
    const int which = ordinals.empty() ? m.rule->by : ordinals[0]->value;
    if (unit != kQuarter && unit != kHalf) return false;
    if (which < 1 || which > (unit == kQuarter ? 4 : 2)) return false;
    return named_by_year(m, h, unit, [=](int y) { return unit == kQuarter ? quarter_of(y, which) : half_of(y, which); },
                         std::string(unit == kQuarter ? "XXXX-Q" : "XXXX-H") + std::to_string(which));
}

bool Resolver::named_by_year(const Match& m, Hit& h, int unit, const ByYear& stretch, const std::string& unknown) {
    if (const auto year = written_year(m)) {
        h.year_written = true;
        h.anchor = "explicit";
        h.why = "the year is written";
        take(h, stretch(*year), unit);
        return h.start.has_value();
    }
    h.value = unknown;
    h.why = "no year and no publication day to tell it from";
    if (!anchor_.published) return true;
    std::string why;
    const Stretch s = nearest(h, stretch, m.value(kRelative, 0), m.rule->strict, why);
    h.why = why;
    take(h, s, unit);
    return h.start.has_value();
}

bool Resolver::decade(const Match& m, Hit& h) {
    int first = m.value(kYear, -1);
    if (first < 0 && m.get(kYearShort)) first = 1900 + m.value(kYearShort, 0);
    if (const int spelled = m.value(kN, 0); first < 0 && spelled >= 20 && spelled <= 90) first = 1900 + spelled;
    if (first < 0 && m.get(kDecade)) first = 1900 + m.value(kDecade, 0);
    if (first < 0 || first % 10 != 0) return false;
    h.anchor = "explicit";
    h.year_written = true;
    h.why = "the decade is written";
    take(h, decade_of(first), kDecadeUnit);
    return h.start.has_value();
}

bool Resolver::century(const Match& m, Hit& h) {
    const auto ordinals = all_of(m, {kOrd, kDayOrd});
    if (ordinals.empty()) return false;
    h.anchor = "explicit";
    h.why = "the century is written";
    take(h, century_of(ordinals.back()->value), kCentury);
    return h.start.has_value();
}

// "la nuit de lundi à mardi", "la nuit du 3 au 4 avril": the night between two days, named by the first.
bool Resolver::night(const Match& m, Hit& h) {
    const bool by_weekday = m.get(kWeekday) && all_of(m, {kDay, kDayOrd}).empty();
    if (!(by_weekday ? weekday(m, h) : date(m, h))) return false;
    h.part = m.value(kPart, 5);
    h.type = "time";
    if (h.start) h.end = add_days(*h.start, 1);
    h.range = true;
    return true;
}

}  // namespace entente::grounding::times
