#include "grounding/times/resolve.h"

#include <algorithm>
#include <cstdio>

namespace entente::grounding::times {

std::string two(int n) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%02d", n);
    return buffer;
}

std::vector<const Capture*> Match::all(std::initializer_list<Symbol> symbols) const {
    std::vector<const Capture*> out;
    for (const Capture& c : captures)
        if (std::find(symbols.begin(), symbols.end(), c.symbol) != symbols.end()) out.push_back(&c);
    return out;
}

const char* unit_name(int unit) {
    static constexpr const char* kNames[] = {"",       "second",  "minute",     "hour",      "day",
                                             "week",   "month",   "quarter",    "half-year", "year",
                                             "decade", "century", "millennium", "weekend",   "fortnight"};
    return unit >= 1 && unit <= 14 ? kNames[unit] : "";
}

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
            return named_by_year(
                m, h, kNoUnit, [=](int y) { return season_of(y, season); },
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
        if (s == kPunctuation && t.mark != 0 &&
            std::string_view(".,;:()[]!?\"'-/").find(t.mark) != std::string_view::npos)
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

std::optional<Date> Resolver::told(int unit) const {
    for (std::size_t i = hits_.size(); i-- > 0 && hits_.size() - i < 60;) {
        const Hit& h = hits_[i];
        const bool fine = h.unit == kDayUnit || (h.unit > kDayUnit && h.unit <= unit && h.unit != kWeekend);
        if (fine && h.start && (h.type == "date" || h.type == "time")) return h.start;
    }
    return std::nullopt;
}

std::optional<Date> Resolver::base(const Rule& rule, Hit& h, int unit) const {
    if (!rule.narrative) return anchor_.published;
    const auto from = told(unit);
    if (!from && unit >= kWeek) return anchor_.published;  // "la semaine précédente" at the head of a text
    h.anchor = "narrative";
    return from;
}

std::optional<int> Resolver::written_year(const Match& m, std::size_t nth) const {
    if (const Capture* c = m.get(kYear, nth)) return c->value;
    const Capture* c = m.get(kYearShort, nth);
    if (!c) return std::nullopt;
    const int pivot = anchor_.published ? (anchor_.published->year + 10) % 100 : 40;
    const int century = anchor_.published ? (anchor_.published->year + 10) / 100 * 100 : 2000;
    return c->value <= pivot ? century + c->value : century - 100 + c->value;
}

// The year that the same sentence has just told: "En 2019, … le 3 avril", "l'an dernier, en mai".
std::optional<int> Resolver::year_told(const Hit& h) const {
    if (hits_.empty() || !hits_.back().start || !anchor_.published) return std::nullopt;
    const std::size_t start = sentence_start(tokens_, h.from, 40);
    const bool beside = hits_.back().unit == kYearUnit && hits_.back().edge == 0 && !hits_.back().year_written &&
                        h.from - hits_.back().to <= 3;
    if (beside && hits_.back().from >= start && hits_.back().type == "date") return hits_.back().start->year;
    if (!hits_.back().year_written) return std::nullopt;
    if (hits_.back().from < start || hits_.back().start->year >= anchor_.published->year) return std::nullopt;
    if (hits_.back().unit == kDecadeUnit || hits_.back().unit == kCentury) return std::nullopt;
    const Preposition before = preposition_before(hits_.back().from);
    if (before != Preposition::kNone && before != Preposition::kOf) return std::nullopt;  // "depuis 1960"
    if (tense(h) != Tense::kPast) return std::nullopt;
    return hits_.back().start->year;
}

Stretch Resolver::nearest(const Hit& h, const ByYear& stretch, int relative, bool strict, std::string& why) const {
    const Date now = *anchor_.published;
    // "le recensement de mars": a time that only qualifies a noun does not follow the verb.
    const bool range = h.to < tokens_.size() && is(h.to, kRange) && tokens_[h.to].mark == 0;  // "du 20 mai au 5 juin"
    const Preposition before = preposition_before(h.from);
    const bool of_noun = before == Preposition::kOf && !strict && !range;
    const Tense t = relative != 0 || of_noun ? Tense::kUnknown : tense(h);
    Stretch best;
    std::int64_t best_cost = -1;
    for (int year = now.year - 2; year <= now.year + 2; ++year) {
        const Stretch s = stretch(year);
        if (!s.start || !s.end) continue;
        if (before == Preposition::kSince && *s.start > now) continue;  // "depuis le 26 juillet"
        if (before == Preposition::kBy && *s.end < now) continue;       // "d'ici mars"
        const std::int32_t days = days_from_epoch(*s.end) - days_from_epoch(*s.start);
        const Date over = days > 31 ? add_days(*s.end, -days / 8) : *s.end;  // "le printemps dernier" before it ends
        if ((relative > 0 && *s.start <= now) || (relative < 0 && over >= now)) continue;
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

// The rule's own value, "clock" for hours and minutes, "half" for a half more than the amount ("deux ans et demi"),
// else that of the amount.
std::string Resolver::length(const Match& m, const std::string& written, int unit) const {
    if (m.rule->value.empty()) return duration_value(written, unit);
    if (m.rule->value == "clock") {  // "en 1 h 32"
        const Capture* second = m.get(kN, 1);
        const int minutes = m.value(kMinute, second ? second->value : 0);
        return duration_value(written, kHourUnit) + std::to_string(minutes) + "M";
    }
    if (m.rule->value != "half") return m.rule->value;
    if (unit == kHourUnit) return duration_value(written, unit) + "30M";
    return duration_value(written + ".5", unit);
}

bool Resolver::shift(const Match& m, Hit& h) {
    const int unit = m.value(kUnit, m.rule->unit), by = m.rule->by;
    long number = -1;
    const std::string written = amount(m, number);
    if (!m.rule->value_of_date) {
        h.type = "duration";
        h.value = length(m, written, unit);
    }
    h.precision = unit_name(unit);
    h.why = "no day to count from";
    const auto from = base(*m.rule, h);
    if (number < 0 && m.rule->value_of_date) h.value = by < 0 ? "PAST_REF" : "FUTURE_REF";
    if (!from && h.value.empty()) h.value = duration_value(written, unit);
    if (!from) return true;
    h.why = written + " " + unit_name(unit) + (by < 0 ? "(s) before " : "(s) after ") +
            (m.rule->narrative ? "the last day told, " : "publication, ") + to_string(*from);
    if (number < 0) {  // "quelques mois": only the side is known
        (by < 0 ? h.end : h.start) = *from;
        return true;
    }
    if (!in_calendar(*from, unit, by * number)) return true;  // "dans 99999 ans"
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
    h.value = length(m, written, unit);
    h.precision = unit_name(unit);
    h.why = "a length of time";
    h.unit = unit;
    h.duration_from_now = number > 0 && m.rule->value.empty();
    if (h.value.empty()) return false;
    if (by == 0) return true;
    h.why = by > 0 ? "the time that begins at publication" : "the time that ends at publication";
    if (!anchor_.published) return true;
    (by > 0 ? h.start : h.end) = anchor_.published;
    if (number > 0 && unit >= kDayUnit && in_calendar(*anchor_.published, unit, by > 0 ? number : -number))
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
        if (const auto days = m.all({kDay, kDayOrd}); !days.empty()) h.value += "-" + two(days[0]->value);
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
    if (const Capture* joined = m.get(kHourMinute)) hour = joined->value / 100, minute = joined->value % 100;
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
    const auto ordinals = m.all({kOrd, kN, kDayOrd});
    const int which = ordinals.empty() ? m.rule->by : ordinals[0]->value;
    if (unit != kQuarter && unit != kHalf) return false;
    if (which < 1 || which > (unit == kQuarter ? 4 : 2)) return false;
    return named_by_year(
        m, h, unit, [=](int y) { return unit == kQuarter ? quarter_of(y, which) : half_of(y, which); },
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
    if (m.rule->value == "this year") {  // "the first quarter of the year"
        h.why = "of the year of publication, " + to_string(*anchor_.published);
        take(h, stretch(anchor_.published->year), unit);
        return h.start.has_value();
    }
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
    const auto ordinals = m.all({kOrd, kDayOrd});
    if (ordinals.empty()) return false;
    h.anchor = "explicit";
    h.why = "the century is written";
    take(h, century_of(ordinals.back()->value), kCentury);
    return h.start.has_value();
}

}  // namespace entente::grounding::times
