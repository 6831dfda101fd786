#include "press/dates.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

#include "base/text.h"

namespace entente::press {

namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

// Reads folded text from left to right; every step either consumes or leaves `at` where it was.
class Cursor {
 public:
    Cursor(std::string_view text, std::size_t at) : text_(text), at_(at) {}
    std::size_t at() const { return at_; }
    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool take(std::string_view s) { return text_.substr(at_).starts_with(s) && (at_ += s.size(), true); }
    bool take(char c) { return peek() == c && (++at_, true); }
    void spaces() {
        while (peek() == ' ') ++at_;
    }
    std::optional<int> number(std::size_t min, std::size_t max) {
        std::size_t n = 0;
        int value = 0;
        for (; at_ + n < text_.size() && digit(text_[at_ + n]) && n <= max; ++n)
            if (n < max) value = value * 10 + (text_[at_ + n] - '0');  // one more digit is seen, but not counted
        if (n < min || n > max) return std::nullopt;
        at_ += n;
        return value;
    }
    std::string_view word() {
        const std::size_t from = at_;
        while (at_ < text_.size() && letter(text_[at_])) ++at_;
        return text_.substr(from, at_ - from);
    }
    bool take_word(std::initializer_list<std::string_view> words) {
        const std::size_t from = at_;
        const std::string_view w = word();
        for (std::string_view x : words)
            if (w == x) return true;
        at_ = from;
        return false;
    }

 private:
    std::string_view text_;
    std::size_t at_;
};

struct Hit {
    Date date;
    std::size_t end;
};

std::optional<int> full_year(int y) {
    if (y >= 1990 && y <= 2100) return y;
    return std::nullopt;
}

std::optional<Hit> hit(int year, int month, int day, std::size_t end) {
    if (!full_year(year)) return std::nullopt;
    const std::optional<Date> d = make_date(year, month, day);
    if (!d) return std::nullopt;
    return Hit{*d, end};
}

std::optional<int> month_word(Cursor& c, const PageWords& words) {
    const auto it = words.months.find(std::string(c.word()));
    if (it == words.months.end()) return std::nullopt;
    c.take('.');
    return it->second;
}

// 2025年4月3日, 2025년 4월 3일
std::optional<Hit> east_asian(Cursor c) {
    const auto y = c.number(4, 4);
    if (!y || (!c.take("年") && !c.take("년"))) return std::nullopt;
    c.spaces();
    const auto m = c.number(1, 2);
    if (!m || (!c.take("月") && !c.take("월"))) return std::nullopt;
    c.spaces();
    const auto d = c.number(1, 2);
    if (!d || (!c.take("日") && !c.take("일"))) return std::nullopt;
    return hit(*y, *m, *d, c.at());
}

// 2025-04-03, 2025/4/3, 2025.04.03
std::optional<Hit> year_first(Cursor c) {
    const auto y = c.number(4, 4);
    const char sep = c.peek();
    if (!y || (sep != '-' && sep != '/' && sep != '.') || !c.take(sep)) return std::nullopt;
    const auto m = c.number(1, 2);
    if (!m || !c.take(sep)) return std::nullopt;
    const auto d = c.number(1, 2);
    if (!d || digit(c.peek())) return std::nullopt;
    return hit(*y, *m, *d, c.at());
}

// 03/04/2025, 3.4.2025, 3. 4. 2025, 03/04/25, 3 | 4 | 2025
std::optional<Hit> day_first(Cursor c) {
    const auto a = c.number(1, 2);
    const bool spaced = c.peek() == ' ';  // "3 | 4 | 2025"
    c.spaces();
    const char sep = c.peek();
    if (!a || (sep != '-' && sep != '/' && sep != '.' && sep != '|') || !c.take(sep)) return std::nullopt;
    if (sep == '.' || spaced) c.spaces();
    const auto b = c.number(1, 2);
    if (spaced) c.spaces();
    if (!b || !c.take(sep)) return std::nullopt;
    if (sep == '.' || spaced) c.spaces();
    auto y = c.number(4, 4);
    if (!y && sep != '-' && !spaced) {
        y = c.number(2, 2);
        if (y) *y += 2000;
    }
    if (!y || digit(c.peek())) return std::nullopt;
    if (auto h = hit(*y, *b, *a, c.at())) return h;
    return hit(*y, *a, *b, c.at());
}

// 3 avril 2025, 1er mai 2025, 3. April 2025, 3rd of April, 2025, 3-Apr-2025, 3 de abril de 2025
std::optional<Hit> day_month(Cursor c, const PageWords& words) {
    const auto d = c.number(1, 2);
    if (!d) return std::nullopt;
    if (letter(c.peek())) {
        if (!words.ordinals.count(std::string(c.word()))) return std::nullopt;
    }
    c.take('.');
    c.take('-');
    c.spaces();
    if (c.take_word({"de", "of"})) c.spaces();
    const auto m = month_word(c, words);
    if (!m) return std::nullopt;
    c.take(',');
    c.take('-');
    c.spaces();
    if (c.take_word({"de", "del"})) c.spaces();
    const auto y = c.number(4, 4);
    if (!y || digit(c.peek())) return std::nullopt;
    return hit(*y, *m, *d, c.at());
}

// April 3, 2025; Apr. 3rd 2025
std::optional<Hit> month_day(Cursor c, const PageWords& words) {
    const auto m = month_word(c, words);
    if (!m) return std::nullopt;
    c.spaces();
    const auto d = c.number(1, 2);
    if (!d || c.peek() == ':') return std::nullopt;
    if (letter(c.peek()) && !words.ordinals.count(std::string(c.word()))) return std::nullopt;
    c.take(',');
    c.spaces();
    const auto y = c.number(4, 4);
    if (!y || digit(c.peek())) return std::nullopt;
    return hit(*y, *m, *d, c.at());
}

// The hour beside a date: ", 14:30", " à 14h30", " at 2:30 pm", "T10:00:00+02:00", " 10:00:00 GMT". Empty: none.
std::string hour_after(std::string_view text, std::size_t at, std::size_t& end) {
    Cursor c(text, at);
    for (int i = 0; i < 6; ++i) {
        c.spaces();
        if (!c.take(',') && !c.take('-') && !c.take('|') && !c.take('/') && !c.take('(') &&
            !c.take_word({"a", "at", "um", "alle", "as", "t", "kl", "ore"}))
            break;
    }
    auto h = c.number(1, 2);
    if (!h || *h > 23) return {};
    int minute = 0, second = -1;
    const bool french = c.peek() == 'h';
    if (!c.take(':') && !c.take('h') && !(c.peek() == '.' && c.take('.'))) return {};
    if (const auto m = c.number(2, 2))
        minute = *m;
    else if (!french)
        return {};
    if (minute > 59) return {};
    if (c.peek() == ':' && c.take(':')) {
        if (const auto s = c.number(2, 2); s && *s < 61) second = *s;
    }
    if (c.take('.')) (void)c.number(1, 9);  // fractions of a second
    end = c.at();
    Cursor half(text, c.at());
    half.spaces();
    if (half.take_word({"pm"}) || (half.take_word({"p"}) && half.take('.'))) {
        if (*h < 12) *h += 12;
    } else if (half.take_word({"am"}) && *h == 12) {
        h = 0;
    }
    char buf[40];
    if (second >= 0)
        std::snprintf(buf, sizeof buf, "T%02d:%02d:%02d", *h, minute, second);
    else
        std::snprintf(buf, sizeof buf, "T%02d:%02d", *h, minute);
    return buf;
}

// "Z", "+02:00", "+0200", " gmt" right after an hour.
std::string zone_after(std::string_view text, std::size_t at) {
    Cursor c(text, at);
    if (c.take('z')) return letter(c.peek()) ? "" : "Z";
    c.spaces();
    if (c.take_word({"gmt", "utc"})) return "Z";
    const char sign = c.peek();
    if ((sign != '+' && sign != '-') || !c.take(sign)) return {};
    const auto h = c.number(2, 2);
    c.take(':');
    const auto m = c.number(2, 2);
    if (!h || !m || *h > 14 || *m > 59) return {};
    char buf[40];
    std::snprintf(buf, sizeof buf, "%c%02d:%02d", sign, *h, *m);
    return buf;
}

// "Updated 10:15 AM EST, Tue" and "Mis à jour à 10h30 le": an hour stands between the label and the date.
bool modified_before_hour(std::string_view before, const PageWords& words) {
    for (int round = 0; round < 10 && !before.empty(); ++round) {
        while (!before.empty() && !letter(before.back()) && before.back() != '|' && before.back() != ';')
            before.remove_suffix(1);
        if (words.modified.suffix(before)) return true;
        std::size_t n = 0;
        while (n < before.size() && letter(before[before.size() - 1 - n])) ++n;
        const std::string last(before.substr(before.size() - n));
        const bool short_day = std::any_of(words.weekdays.begin(), words.weekdays.end(),
                                           [&](const std::string& w) { return n == 3 && w.starts_with(last); });
        const bool passes = n > 0 && (n <= 2 || short_day || words.weekdays.count(last) ||
                                      words.hour_words.count(last) || (n == 3 && words.published.contains(last)));
        if (!passes) return false;
        before.remove_suffix(n);
    }
    return false;
}

DateLabel label_before(std::string_view text, std::size_t at, const PageWords& words) {
    std::string_view before = text.substr(at > 60 ? at - 60 : 0, at > 60 ? 60 : at);
    for (int round = 0; round < 3; ++round) {
        while (!before.empty() && !letter(before.back()) && !digit(before.back())) before.remove_suffix(1);
        std::size_t n = 0;
        while (n < before.size() && letter(before[before.size() - 1 - n])) ++n;
        const std::string last(before.substr(before.size() - n));
        if (!words.weekdays.count(last)) break;
        before.remove_suffix(n);
    }
    if (words.modified.suffix(before)) return DateLabel::kModified;
    const std::size_t published = words.published.suffix(before);
    constexpr std::size_t kWeak = 3;  // "le", "on", "am": what was done on that day may stand further back
    if (published <= kWeak && modified_before_hour(before, words)) return DateLabel::kModified;
    return published ? DateLabel::kPublished : DateLabel::kNone;
}

}  // namespace

std::vector<FoundDate> find_dates(std::string_view text, const PageWords& words, std::size_t max) {
    std::vector<FoundDate> out;
    const base::Folded f = base::fold_with_map(text);
    const std::string_view t = f.text;
    for (std::size_t i = 0; i < t.size() && out.size() < max;) {
        const bool border = i == 0 || (!digit(t[i - 1]) && !letter(t[i - 1]));
        if (!border || (!digit(t[i]) && !letter(t[i]))) {
            ++i;
            continue;
        }
        const Cursor c(t, i);
        std::optional<Hit> h;
        if (digit(t[i])) {
            h = year_first(c);
            if (!h) h = east_asian(c);
            if (!h) h = day_first(c);
            if (!h) h = day_month(c, words);
        } else {
            h = month_day(c, words);
        }
        if (!h) {
            while (i < t.size() && (digit(t[i]) || letter(t[i]))) ++i;
            continue;
        }
        FoundDate found{h->date, to_string(h->date), 0, 0, label_before(t, i, words)};
        std::size_t end = h->end;
        if (const std::string hour = hour_after(t, h->end, end); !hour.empty()) found.iso += hour + zone_after(t, end);
        const Span span = f.source(i, h->end);
        found.start = span.start, found.end = span.end;
        out.push_back(std::move(found));
        i = end;
    }
    return out;
}

std::optional<Date> relative_date(std::string_view text, const PageWords& words, std::string_view fetched) {
    const auto day = parse_date(fetched);
    if (!day || text.size() > 120) return std::nullopt;
    const std::string t = base::fold(text);
    for (std::size_t i = t.find_first_of("0123456789"); i != std::string::npos; i = t.find_first_of("0123456789", i)) {
        Cursor c(t, i);
        const auto n = c.number(1, 2);
        std::size_t next = i;
        while (next < t.size() && digit(t[next])) ++next;
        if (!n) {
            i = next;
            continue;
        }
        c.spaces();
        const auto unit = words.units.find(std::string(c.word()));
        const std::size_t after = t.find_first_not_of(' ', c.at());
        const bool ago =
            words.ago.suffix(std::string_view(t).substr(0, t.find_last_not_of(' ', i ? i - 1 : 0) + (i ? 1 : 0))) ||
            (after != std::string::npos && words.ago.prefix(std::string_view(t).substr(after)));
        i = next;
        if (unit == words.units.end() || !ago) continue;
        if (unit->second >= 1440) return add_days(*day, -(*n * unit->second / 1440));
        if (fetched.size() < 16) continue;  // the hour is not known: it may have been the day before
        const auto two = [&](std::size_t at) { return (fetched[at] - '0') * 10 + fetched[at + 1] - '0'; };
        const int minutes = two(11) * 60 + two(14) - *n * unit->second;
        return add_days(*day, minutes >= 0 ? 0 : -((-minutes + 1439) / 1440));
    }
    return std::nullopt;
}

std::string iso_date(std::string_view text, const PageWords& words) {
    text = base::trim(text.substr(0, base::border_before(text, 80)));
    if (text.size() >= 8 && text.find_first_not_of("0123456789") == std::string_view::npos) {
        Cursor c(text, 0);
        const auto n = [&](std::size_t at, std::size_t len) {
            int v = 0;
            for (char ch : text.substr(at, len)) v = v * 10 + (ch - '0');
            return v;
        };
        if (text.size() == 8 || text.size() == 14) {
            if (const auto h = hit(n(0, 4), n(4, 2), n(6, 2), 8)) return to_string(h->date);
        }
        if (text.size() == 10 || text.size() == 13) {  // seconds or milliseconds since 1970
            long long seconds = 0;
            for (char ch : text.substr(0, 10)) seconds = seconds * 10 + (ch - '0');
            const Date d = date_from_days(static_cast<std::int32_t>(seconds / 86400));
            if (full_year(d.year)) return to_string(d);
        }
        return {};
    }
    const std::vector<FoundDate> found = find_dates(text, words, 1);
    return found.empty() ? std::string() : found.front().iso;
}

}  // namespace entente::press
