// What joins neighbouring expressions: a clock time and its day, the two ends of a range, a preposition and its date.
#include <algorithm>
#include <cstdio>

#include "grounding/times/resolve.h"

namespace entente::grounding::times {

namespace {

constexpr std::size_t kClockReach = 30;  // tokens between a day and the clock time that is its

std::string clock_text(const Hit& h) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "T%02d:%02d", *h.hour, h.minute.value_or(0));
    return buffer + h.zone;
}

// "ce soir", "demain matin": the clock time that follows says it more closely.
bool is_part(const Hit& h) { return h.type == "time" && h.part != 0 && !h.hour && h.unit == kDayUnit; }

bool is_day(const Hit& h) { return h.type == "date" && (h.unit == kDayUnit || h.value.starts_with("XXXX-WXX")); }

// "between January and March 2025", "du 3 mars au 5 mai 2025": the year that is written once counts for both ends.
void take_year(Hit& a, const Hit& b) {
    const bool dated = a.unit == kDayUnit || a.unit == kMonthUnit;
    if (!b.year_written || a.year_written || !dated || a.unit != b.unit || a.bare_weekday || a.part != 0 || a.hour)
        return;
    if (a.value.size() != (a.unit == kDayUnit ? 10u : 7u) || a.start->year == b.start->year) return;
    const bool later = std::pair(a.start->month, a.start->day) > std::pair(b.start->month, b.start->day);
    const int year = later ? b.start->year - 1 : b.start->year;
    const auto start = make_date(year, a.start->month, a.start->day);
    if (!start) return;
    a.start = start;
    a.end = a.unit == kDayUnit
                ? *start
                : Date{start->year, start->month, static_cast<std::uint8_t>(days_in_month(year, start->month))};
    a.value = to_string(*start).substr(0, a.value.size());
    a.anchor = "explicit";
    a.why = "the year is written at the other end";
}

// "du 15 juin au 15 septembre" without a year: the last end is the first such day after the first end.
void follow_first(const Hit& a, Hit& b) {
    const bool dated = (b.unit == kDayUnit || b.unit == kMonthUnit) && a.unit == b.unit;
    if (a.year_written || b.year_written || !dated || b.bare_weekday || b.hour || b.part != 0 || a.bare_weekday) return;
    if (b.value.size() != (b.unit == kDayUnit ? 10u : 7u) || *a.start <= *b.start) return;
    const bool next = std::pair(b.start->month, b.start->day) < std::pair(a.start->month, a.start->day);
    const int years = a.start->year + (next ? 1 : 0) - b.start->year;
    b.start = add_months(*b.start, 12 * years);
    b.end = b.unit == kDayUnit ? b.start : month_of(b.start->year, b.start->month).end;
    b.value = to_string(*b.start).substr(0, b.value.size());
    b.why = "the first after the other end";
}

}  // namespace

std::vector<TimeExpression> Resolver::finish() {
    merge_clocks();
    attach_clocks();
    join_ranges();
    apply_prepositions();
    std::vector<TimeExpression> out;
    out.reserve(hits_.size());
    for (const Hit& h : hits_) out.push_back(write(h));
    return out;
}

bool Resolver::is(std::size_t token, Symbol symbol) const {
    const Entry* e = tokens_[token].entry;
    return e && std::any_of(e->senses.begin(), e->senses.end(), [&](const Sense& s) { return s.symbol == symbol; });
}

// "vendredi à 14h30", "3 p.m. on Friday": one expression.
void Resolver::merge_clocks() {
    std::vector<Hit> out;
    for (Hit& h : hits_) {
        const bool near = !out.empty() && h.from >= out.back().to && h.from - out.back().to <= 1 &&
                          (h.from == out.back().to || is(out.back().to, kJoin));
        Hit* left = near ? &out.back() : nullptr;
        if (left && h.clock_alone && (is_day(*left) || is_part(*left)) && !left->range) {
            h.from = left->from;
            left->part = 0;
        } else if (left && left->clock_alone && is_day(h) && !h.range) {
            h.from = left->from;
            std::swap(h.hour, left->hour), std::swap(h.minute, left->minute), std::swap(h.zone, left->zone);
            h.precision = left->precision;
            out.pop_back();
            h.type = "time";
            h.why += ", with its clock time";
            out.push_back(std::move(h));
            continue;
        } else {
            out.push_back(std::move(h));
            continue;
        }
        left->hour = h.hour, left->minute = h.minute, left->zone = h.zone;
        left->precision = h.precision;
        left->type = "time";
        left->to = h.to;
        left->why += ", with its clock time";
    }
    hits_ = std::move(out);
}

// A clock time alone belongs to the day last told in its sentence, else to the next one there, else to publication.
void Resolver::attach_clocks() {
    for (std::size_t i = 0; i < hits_.size(); ++i) {
        Hit& h = hits_[i];
        if (!h.clock_alone || h.start) continue;
        const std::size_t begin = sentence_start(tokens_, h.from, kClockReach);
        const std::size_t end = sentence_end(tokens_, h.to, kClockReach);
        const Hit* day = nullptr;
        for (std::size_t k = i; k-- > 0 && hits_[k].from >= begin && !day;)
            if (is_day(hits_[k]) || (hits_[k].type == "time" && hits_[k].start)) day = &hits_[k];
        for (std::size_t k = i + 1; k < hits_.size() && hits_[k].to <= end && !day; ++k)
            if (is_day(hits_[k])) day = &hits_[k];
        if (day && day->start) {
            h.start = h.end = day->start;
            h.unit = kDayUnit;
            h.anchor = day->anchor;
            h.why += " of the day told beside it, " + to_string(*day->start);
        } else if (!day && anchor_.published) {
            h.start = h.end = anchor_.published;
            h.unit = kDayUnit;
            h.why += " of the day of publication, " + to_string(*anchor_.published);
        }
    }
}

// "entre janvier et mars", "du jeudi 3 avril au samedi 5 avril", "1982-1990": both carry the days of the whole.
void Resolver::join_ranges() {
    for (std::size_t i = 0; i + 1 < hits_.size(); ++i) {
        Hit& a = hits_[i];
        Hit& b = hits_[i + 1];
        if (b.from != a.to + 1 || !is(a.to, kRange) || a.range || b.range) continue;
        if (!a.start || !b.end || a.type != b.type || a.type == "duration" || a.type == "set") continue;
        const auto range_value = [&] {
            for (const Sense& s : tokens_[a.to].entry->senses)
                if (s.symbol == kRange) return s.value;
            return 0;
        }();
        const Preposition before = preposition_before(a.from);
        const bool opened = before == Preposition::kFrom || before == Preposition::kBetween ||
                            before == Preposition::kSince || before == Preposition::kOf;
        if (range_value == 2 && before != Preposition::kBetween) continue;  // "et" needs "entre"
        if (range_value == 1 && !opened) continue;                          // "à" needs "de"
        take_year(a, b);
        follow_first(a, b);
        if (*b.end < *a.start) {
            if (b.unit != kDayUnit || days_from_epoch(*a.start) - days_from_epoch(*b.end) > 7) continue;
            b.start = add_days(*b.start, 7), b.end = add_days(*b.end, 7);  // "de vendredi à lundi"
            b.value = to_string(*b.start);
        }
        if (a.hour && b.hour) a.end_clock = clock_text(b);
        a.end = b.end;
        b.start = a.start;
        a.range = b.range = true;
        a.why += "; first end of a range";
        b.why += "; last end of a range";
    }
}

Preposition Resolver::preposition_before(std::size_t token) const {
    for (const auto& [words, kind] : language_.prepositions()) {
        if (words.size() > token) continue;
        bool same = true;
        for (std::size_t k = 0; k < words.size() && same; ++k) same = is(token - words.size() + k, words[k]);
        if (same) return kind;
    }
    return Preposition::kNone;
}

void Resolver::apply_prepositions() {
    for (Hit& h : hits_) {
        if (h.type == "set" || h.type == "time" || h.range) continue;
        apply(preposition_before(h.from), h);
    }
}

void Resolver::apply(Preposition p, Hit& h) const {
    if (h.type == "duration") {
        if (p == Preposition::kBy && h.duration_from_now && anchor_.published && h.unit >= kDayUnit && !h.start) {
            h.start = anchor_.published;
            h.end = moved(*h.start, h.unit, std::atol(h.value.c_str() + 1));
            h.why = "a length of time from publication, " + to_string(*h.start);
            return;
        }
        if (p != Preposition::kSince || !h.duration_from_now || h.start || h.end) {
            if (p == Preposition::kSince && !h.end) h.end = anchor_.published;
            return;
        }
        h.end = anchor_.published;
        if (!h.end || h.unit < kDayUnit) return;
        const std::string digits = h.value.substr(h.value.find_first_of("0123456789"));
        h.start =
            moved(*h.end, h.unit == kDecadeUnit || h.unit >= kCentury ? kYearUnit : h.unit, -std::atol(digits.c_str()));
        h.why = "a length of time up to publication, " + to_string(*h.end);
        return;
    }
    if (!h.start || !h.end) return;
    if (p == Preposition::kFrom && (h.unit == kDecadeUnit || h.unit == kCentury)) return;  // "dates from the 1990s"
    switch (p) {
        case Preposition::kSince:
        case Preposition::kFrom: h.end.reset(); break;
        case Preposition::kUntil: h.start.reset(); break;
        case Preposition::kBy:
            h.start.reset();
            if (anchor_.published && *anchor_.published <= *h.end) h.start = anchor_.published;
            break;
        case Preposition::kBefore:
            if (h.unit != kDayUnit && h.edge == 0) h.end = add_days(*h.start, -1);
            h.start.reset();
            break;
        case Preposition::kAfter:
            h.start = add_days(*h.end, 1);
            h.end.reset();
            break;
        default: break;
    }
}

TimeExpression Resolver::write(const Hit& h) const {
    TimeExpression t;
    t.bare_weekday = h.bare_weekday;
    t.span = {tokens_[h.from].start, tokens_[h.to - 1].end};
    t.text = std::string(t.span.of(text_));
    t.type = h.type;
    t.value = h.value;
    t.precision = h.precision;
    t.anchor = h.anchor;
    t.why = h.why;
    const bool relative = h.anchor == "published" && h.start.has_value();
    if (anchor_.bound && relative) t.why += " (the publication day is not known: this is its bound)";
    if (h.start) t.start = to_string(*h.start);
    if (h.end) t.end = to_string(*h.end);
    if (h.hour) {
        const std::string clock = clock_text(h);
        if (h.clock_alone)
            t.value = h.start ? t.start + clock : "XXXX-XX-XX" + clock;
        else
            t.value += clock;
        if (h.start) t.start += clock;
        if (h.end) t.end = h.end_clock.empty() ? t.start : t.end + h.end_clock;
    } else if (h.part != 0) {
        if (!t.value.empty()) t.value += std::string("T") + part_code(h.part);
        t.precision = "part of day";
    }
    return t;
}

}  // namespace entente::grounding::times
