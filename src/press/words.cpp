#include "press/words.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "press/dates.h"

namespace entente::press {

namespace {

bool word_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

std::size_t count_words(std::string_view s) {
    return 1 + static_cast<std::size_t>(std::count_if(s.begin(), s.end(), [](char c) { return c == ' ' || c == '-'; }));
}

std::size_t beginning(std::string_view s) {
    return s.empty() ? 0
                     : static_cast<unsigned char>(s[0]) * 256u + (s.size() > 1 ? static_cast<unsigned char>(s[1]) : 0u);
}

}  // namespace

void PhraseSet::add(std::string_view phrase) {
    std::string folded = base::fold(base::trim(phrase));
    words_ = std::max(words_, count_words(folded));
    beginnings_.set(beginning(folded));
    phrases_.insert(std::move(folded));
}

std::size_t PhraseSet::prefix(std::string_view folded) const {
    std::size_t best = 0, words = 0;
    if (!beginnings_[beginning(folded)] && !beginnings_[beginning(folded.substr(0, 1))]) return 0;
    for (std::size_t i = 1; i <= folded.size() && words <= words_ + 1 && i < 120; ++i) {
        const bool border = i == folded.size() || !word_char(folded[i]) || !word_char(folded[i - 1]);
        if (!border) continue;
        words += i == folded.size() || folded[i] == ' ';
        if (contains(folded.substr(0, i))) best = i;
    }
    return best;
}

std::size_t PhraseSet::suffix(std::string_view folded) const {
    std::size_t best = 0, words = 0;
    for (std::size_t n = 1; n <= folded.size() && words <= words_ && n < 80; ++n) {
        const std::size_t i = folded.size() - n;
        if (i != 0 && word_char(folded[i - 1])) continue;
        ++words;
        if (contains(folded.substr(i))) best = n;
    }
    return best;
}

unsigned PageWords::markup_use(std::string_view names) const {
    unsigned use = 0;
    std::string pieces;                                        // the last ones, a space between
    std::size_t piece = 0, previous = 0, before_previous = 0;  // where they begin in it
    const auto flush = [&] {
        if (pieces.size() == piece) return;
        for (const std::size_t from : {piece, previous, before_previous})
            if (const auto it = markup_.find(std::string_view(pieces).substr(from)); it != markup_.end())
                use |= it->second;
        for (const auto& [stem, meaning] : stems_)
            if (std::string_view(pieces).substr(piece).find(stem) != std::string_view::npos) use |= meaning;
        pieces += ' ';
        before_previous = std::exchange(previous, std::exchange(piece, pieces.size()));
    };
    for (std::size_t i = 0; i < names.size() && i < 400; ++i) {
        const char c = names[i];
        if (c >= 'A' && c <= 'Z') {
            if (i > 0 && names[i - 1] >= 'a' && names[i - 1] <= 'z') flush();
            pieces += static_cast<char>(c + 32);
        } else if (c >= 'a' && c <= 'z') {
            pieces += c;
        } else {
            flush();
            if (c == ' ') previous = before_previous = piece;
        }
    }
    flush();
    return use;
}

bool PageWords::author_path(std::string_view href) const {
    if (const std::size_t host = href.find("://"); host != std::string_view::npos) href.remove_prefix(host + 3);
    const std::size_t first = href.find('/');
    if (first == std::string_view::npos || href.size() > 400) return false;
    const std::vector<std::string_view> parts = base::split(href.substr(first + 1), '/');
    for (std::size_t i = 0; i + 1 < parts.size(); ++i)  // the last part is the author's own
        if (!parts[i + 1].empty() && author_paths_.find(parts[i]) != author_paths_.end()) return true;
    return false;
}

namespace {

// Past the phrase: spaces, ":", dashes, quotes' opening is kept.
std::size_t after_separator(std::string_view line, std::size_t at) {
    while (at < line.size()) {
        std::size_t next = at;
        const char32_t c = base::next_code_point(line, next);
        if (!base::is_space(c) && c != ':' && c != '-' && c != 0x2013 && c != 0x2014 && c != '|' && c != '>' &&
            c != 0x203A && c != 0x2192 && c != 0x25BA && c != 0x25B6)
            break;
        at = next;
    }
    return at;
}

// Marks that stand before such a line: bullets, arrows, brackets.
std::size_t before_words(std::string_view line) {
    std::size_t at = 0;
    while (at < line.size()) {
        std::size_t next = at;
        const char32_t c = base::next_code_point(line, next);
        if (base::is_letter(c) || base::is_digit(c) || c == '(' || c == 0xA9) break;
        if (c < 0x80 && c != '>' && c != '-' && c != '*' && c != '[' && c != ' ' && c != '|' && c != '+') break;
        at = next;
    }
    return at;
}

bool has_separator(std::string_view folded, std::size_t at) {
    const std::size_t i = folded.find_first_not_of(' ', at);
    return i != std::string_view::npos &&
           (folded[i] == ':' || folded[i] == '-' || folded[i] == '>' || folded[i] == '|' ||
            folded.substr(i).starts_with("\xE2\x86\x92") || folded.substr(i).starts_with("\xE2\x96"));
}

// "Bo2man am 29.12.2010" → "Bo2man": cut before a date, and before the word that leads to it.
std::string_view before_date(std::string_view name, const PageWords& words) {
    std::size_t digit = name.find_first_of("0123456789");
    while (digit != std::string_view::npos && digit > 0 && name[digit - 1] != ' ')
        digit = name.find_first_of("0123456789", digit + 1);
    if (digit == std::string_view::npos || digit == 0) return name;
    name = base::trim(name.substr(0, digit));
    for (int round = 0; round < 3; ++round) {  // "… am", "… il y a", "… Published"
        const std::size_t space = name.rfind(' ');
        if (space == std::string_view::npos) break;
        const std::string_view last = name.substr(space + 1);
        const bool low = last[0] >= 'a' && last[0] <= 'z';
        const std::string folded = base::fold(last);
        if (!low && !words.published.contains(folded) && !words.modified.contains(folded) &&
            !words.weekdays.count(folded) && !words.months.count(folded))
            break;
        name = base::trim(name.substr(0, space));
    }
    return name;
}

// "1 234 vues", "3.4k views": a number and what is counted.
bool is_counter(std::string_view folded, const PageWords& words) {
    if (folded.empty() || folded[0] < '0' || folded[0] > '9' || folded.size() > 40) return false;
    const std::size_t n = folded.find_first_not_of("0123456789 .,+km");
    const std::size_t word = n == std::string_view::npos ? n : folded.rfind(' ', n);
    return word != std::string_view::npos && words.line.contains("#" + std::string(folded.substr(word)));
}

}  // namespace

LineClass classify_line(std::string_view line, const PageWords& words) {
    const std::size_t lead = before_words(line);
    const base::Folded f = base::fold_with_map(line.substr(lead, 240));
    std::string_view t = f.text;
    while (!t.empty() && std::string_view(" :.!]-*|").find(t.back()) != std::string_view::npos) t.remove_suffix(1);
    if (t.empty()) return {};
    const bool short_line = line.size() <= 100;
    const auto source = [&](std::size_t n) { return lead + f.source(0, n).end; };
    if (words.line.contains(t) || words.elsewhere.contains(t) || is_counter(t, words))
        return {LineUse::kChrome, line.size()};
    if (const std::size_t n = words.related.prefix(f.text)) {
        if (t.size() <= n || has_separator(f.text, n)) return {LineUse::kRelated, after_separator(line, source(n))};
    }
    if (line.size() <= 160 && words.paywall.prefix(t)) return {LineUse::kPaywall, line.size()};
    if (short_line) {
        if (const std::size_t n = words.end.prefix(t);
            n && (n == t.size() || has_separator(t, n) || t.size() < n + 14) && !ends_like_sentence(line))
            return {LineUse::kEnd, line.size()};
        if (const std::size_t n = words.start.prefix(t);
            n && (t.size() == n || !word_char(t[n])) && (!ends_like_sentence(line) || line.size() < 80))
            return {LineUse::kChrome, line.size()};
        if (const std::size_t n = words.byline.prefix(t); n && n < t.size()) {
            const std::size_t rest = after_separator(line, source(n));
            const std::string_view name = line.substr(rest);
            const std::string_view signer = before_date(name.substr(0, name.find_first_of("|(,")), words);
            if (looks_like_name(signer) || words.newsroom.contains(base::fold(base::trim(signer))))
                return {LineUse::kByline, rest};
        }
    }
    return {};
}

std::string bare_letters(std::string_view text) {
    std::string out;
    for (char c : base::fold(text))
        if (word_char(c)) out += c;
    return out;
}

std::size_t word_count(std::string_view text) {
    std::size_t n = 0;
    for (std::string_view w : base::split(text, ' ')) n += !w.empty();
    return n;
}

bool ends_like_sentence(std::string_view text) {
    text = base::trim(text);
    for (std::string_view tail :
         {std::string_view("\xC2\xBB"), std::string_view("\""), std::string_view("\xE2\x80\x9D"), std::string_view(")"),
          std::string_view("'"), std::string_view("\xE2\x80\x99")})
        if (text.ends_with(tail)) text = base::trim(text.substr(0, text.size() - tail.size()));
    return text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with("\xE2\x80\xA6") ||
           text.ends_with(':') || text.ends_with(';');
}

bool looks_like_name(std::string_view text) {
    text = base::trim(text);
    if (text.empty() || text.size() > 70) return false;
    if (text.find_first_of("?!;:") != std::string_view::npos) return false;
    std::size_t words = 0, capital = 0, letters = 0;
    for (std::string_view w : base::split(text, ' ')) {
        w = base::trim(w);
        if (w.empty()) continue;
        std::size_t i = 0;
        const char32_t c = base::next_code_point(w, i);
        if (words == 0 && w.size() > 4 && base::is_letter(c) && !base::is_upper(c)) return false;  // no particle
        ++words;
        capital += base::is_upper(c);
        letters += base::is_letter(c);
        if (base::is_digit(c)) return false;
    }
    return words >= 1 && words <= 7 && capital >= 1 && capital * 2 >= words && letters == words;
}

namespace {

// Cuts at separators between names: ",", ";", "&", "|", " et ", " and ", " und ", …
std::vector<std::string_view> cut_names(std::string_view text) {
    std::vector<std::string_view> out;
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t n = 0;
        for (std::string_view sep :
             {std::string_view(" et "), std::string_view(" and "), std::string_view(" und "), std::string_view(" y "),
              std::string_view(" & "), std::string_view(", "), std::string_view(","), std::string_view(";"),
              std::string_view(" | "), std::string_view(" / "), std::string_view("\n"), std::string_view("•"),
              std::string_view(" · ")})
            if (text.substr(i).starts_with(sep)) n = std::max(n, sep.size());
        if (n == 0) {
            ++i;
            continue;
        }
        out.push_back(text.substr(from, i - from));
        i += n;
        from = i;
    }
    out.push_back(text.substr(from));
    return out;
}

}  // namespace

std::string_view name_beside_date(std::string_view line, const PageWords& words) {
    if (line.size() > 100) return {};
    const std::vector<FoundDate> dates = find_dates(line, words, 2);
    if (dates.size() != 1) return {};
    constexpr std::string_view kParts[] = {" - ", " – ", " — ", " | ", " • ", " · ", " / "};
    for (std::string_view sep : kParts) {
        const std::size_t at = line.find(sep);
        if (at == std::string_view::npos) continue;
        const bool date_first = dates[0].end <= at;
        std::string_view rest = date_first ? line.substr(at + sep.size()) : line.substr(0, at);
        if (date_first)
            for (std::string_view other : kParts) rest = rest.substr(0, rest.find(other));
        rest = base::trim(rest);
        const auto spaces = std::count(rest.begin(), rest.end(), ' ');
        const bool person = looks_like_name(rest) && spaces >= 1 && spaces <= 3 && is_signature_line(rest);
        return person ? rest : std::string_view();
    }
    return {};
}

std::vector<std::string> author_names(std::string_view text, const PageWords& words) {
    std::vector<std::string> out;
    std::string line = base::squeeze(text.substr(0, base::border_before(text, 300)));
    const base::Folded head = base::fold_with_map(line.substr(0, base::border_before(line, 40)));
    if (const std::size_t n = words.byline.prefix(head.text);  // "Text & Fotos: X": before the cut at "&"
        n && n < head.text.size() && !word_char(head.text[n]))
        line = line.substr(after_separator(line, head.source(0, n).end));
    for (std::string_view name : cut_names(line)) {
        name = base::trim(name);
        for (int round = 0; round < 3; ++round) {  // "Article écrit par Par X"
            const base::Folded f = base::fold_with_map(name);
            const std::size_t n = words.byline.prefix(f.text);
            if (n == 0 || n >= f.text.size() || word_char(f.text[n])) break;
            name = name.substr(after_separator(name, f.source(0, n).end));
        }
        if (const std::size_t cut = name.find_first_of("(|\xE2\x80\xA2<@");
            cut != std::string_view::npos && cut > 0 && static_cast<unsigned char>(name[cut]) < 0x80)
            name = base::trim(name.substr(0, cut));
        for (std::string_view dash :
             {std::string_view(" - "), std::string_view(" \xE2\x80\x93 "), std::string_view(" avec "),
              std::string_view(" with "), std::string_view(" in "), std::string_view(" à ")})
            if (const std::size_t cut = name.find(dash); cut != std::string_view::npos)
                name = base::trim(name.substr(0, cut));
        name = before_date(name, words);
        while (!name.empty() && (name.back() == ',' || name.back() == ':')) name.remove_suffix(1);
        if (words.weekdays.count(base::fold(name))) continue;
        if (name.ends_with('.') && name.size() - std::min(name.size(), name.rfind(' ')) > 5)
            name.remove_suffix(1);  // not "Jr."
        if ((!looks_like_name(name) && !words.newsroom.contains(base::fold(name))) ||
            name.find("http") != std::string_view::npos || name.find("www.") != std::string_view::npos)
            continue;
        const std::string whole = base::fold(name);
        if (const std::size_t n = words.not_author.prefix(whole); n && n < whole.size() && whole[n] == ' ') continue;
        if (words.related.contains(whole) || words.line.contains(whole) || words.byline.contains(whole) ||
            words.published.contains(whole) || words.modified.contains(whole) || words.nobody.contains(whole))
            continue;
        if (std::find(out.begin(), out.end(), name) == out.end() && out.size() < 12) out.emplace_back(name);
    }
    return out;
}

std::string pen_name(std::string_view text, const PageWords& words) {
    std::string name = base::squeeze(text.substr(0, base::border_before(text, 100)));
    for (int round = 0; round < 2; ++round) {
        const base::Folded f = base::fold_with_map(name);
        const std::size_t n = words.byline.prefix(f.text);
        if (n == 0 || n >= f.text.size() || word_char(f.text[n])) break;
        name = name.substr(after_separator(name, f.source(0, n).end));
    }
    const std::string folded = base::fold(name);
    if (name.size() < 2 || name.size() > 80 || word_count(name) > 11 || ends_like_sentence(name)) return {};
    if (name.find_first_of("@|<>:/()[]{}=") != std::string::npos || name.find("www.") != std::string::npos) return {};
    if (name.find('.') != std::string::npos && name.find(' ') == std::string::npos) return {};  // a host
    if (std::count_if(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; }) > 3) return {};
    if (words.nobody.contains(folded) || words.line.contains(folded) || words.byline.contains(folded) ||
        words.related.contains(folded) || words.end.contains(folded))
        return {};
    const bool letters = std::any_of(folded.begin(), folded.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return letters && find_dates(name, words, 1).empty() ? name : std::string();
}

bool is_signature_line(std::string_view line) {
    line = base::trim(line);
    while (line.starts_with("—") || line.starts_with("–")) line = base::trim(line.substr(3));
    if (line.empty() || line.size() > 60) return false;
    const bool initials = line.size() <= 9 && std::all_of(line.begin(), line.end(), [](char c) {
                              return (c >= 'A' && c <= 'Z') || c == '.' || c == ' ' || c == '-';
                          });
    if (initials) return line.find('.') != std::string_view::npos;
    std::size_t capitals = 0, particles = 0, words = 0;
    for (std::string_view w : base::split(line, ' ')) {
        if (w.empty()) continue;
        std::size_t i = 0;
        const char32_t c = base::next_code_point(w, i);
        ++words;
        if (base::is_upper(c) || c == '(')
            ++capitals;
        else if (w.size() <= 4 && base::is_letter(c))
            ++particles;
        else
            return false;
    }
    return words <= 6 && capitals >= 1 && particles <= capitals && !ends_like_sentence(line) &&
           line.find_first_of("0123456789?!;:\"") == std::string_view::npos;
}

std::vector<std::string> authors_in_line(std::string_view line, const PageWords& words) {
    for (std::size_t from = 0; from < line.size() && line.size() < 300;) {
        std::size_t end = line.size(), next = line.size();
        for (std::string_view sep : {" - ", " – ", " — ", " | ", ", ", " • ", " · ", " / "})
            if (const std::size_t at = line.find(sep, from); at < end) end = at, next = at + sep.size();
        const std::string_view part = base::trim(line.substr(from, end - from));
        if (const LineClass c = classify_line(part, words); c.use == LineUse::kByline) {
            std::vector<std::string> names = author_names(part.substr(c.rest), words);
            if (!names.empty()) return names;
        }
        for (std::string_view word : {" par ", " by ", " von ", " Par ", " By "}) {  // "Publié le 3 avril 2025 par X"
            const std::size_t at = part.find(word);
            if (at == std::string_view::npos || part.find_first_of("0123456789") > at) continue;
            std::vector<std::string> names = author_names(part.substr(at + word.size()), words);
            if (!names.empty()) return names;
        }
        from = next;
    }
    return {};
}

}  // namespace entente::press
