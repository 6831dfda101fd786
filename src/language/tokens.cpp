// One pass from left to right. At each place the longest of these is taken: an address (URL, e-mail, domain), a
// number with its groups and decimals, a run of letters and inner joiners, a run of like marks, one symbol. A run of
// letters is then cut as its language wants: elisions off its head (l'), clitics off its tail (-t-il), contractions
// into parts (don't, auquel), English hyphens apart; words that the data keeps whole are never cut.
#include "language/tokens.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/text.h"
#include "language/chars.h"

namespace entente::language {

namespace {

constexpr std::size_t kLongestRun = 2048;      // code points looked at for one run
constexpr std::size_t kAddressLook = 128;      // code points looked at to tell an address

bool one_of(char32_t c, std::u32string_view set) { return c != 0 && set.find(c) != std::u32string_view::npos; }

class Tokenizer {
   public:
    Tokenizer(std::string_view text, Span stretch, const LanguageRules& rules, std::vector<Word>& out)
        : text_(text), c_(text, stretch), rules_(rules), out_(out) {}

    void run() {
        for (std::size_t i = 0; i < c_.size();) {
            if (c_.kind[i] == Kind::kSpace) {
                ++i;
                continue;
            }
            std::size_t end = address(i);
            if (end == i) end = number(i);
            if (end == i) end = letters(i);
            if (end == i) end = symbols(i);
            i = std::max(end, i + 1);
        }
    }

   private:
    // ---- words given
    void emit(std::size_t b, std::size_t e) {
        while (b < e) {  // a form without end is cut
            std::size_t last = b;
            while (last < e && c_.offset[last] - c_.offset[b] < kLongestWord) ++last;
            give(c_.span(b, last), std::string(c_.span(b, last).of(text_)), 0, 1);
            b = last;
        }
    }
    void give(Span span, std::string form, std::size_t part, std::size_t parts) {
        Word w;
        w.form = std::move(form);
        w.span = span;
        w.part = static_cast<std::uint8_t>(part);
        w.parts = static_cast<std::uint8_t>(parts);
        out_.push_back(std::move(w));
    }

    // ---- addresses
    std::size_t address(std::size_t i) {
        if (!c_.word(i) && !one_of(c_.at[i], U"@#")) return i;
        if (!c_.word(i)) return tag(i);
        std::size_t j = i, dots = 0;
        while (j < i + kAddressLook && (c_.word(j) || one_of(c_.get(j), U"._+-"))) dots += c_.at[j++] == U'.';
        bool is_address = c_.get(j) == U':' && c_.get(j + 1) == U'/' && c_.get(j + 2) == U'/' && j > i + 1;
        if (!is_address && c_.get(j) == U'@' && c_.word(j + 1)) is_address = domain_after(j + 1);
        if (!is_address && dots > 0) is_address = is_domain(i, j);
        if (!is_address) return i;
        const std::size_t end = address_end(i, j);
        emit(i, end);
        return end;
    }
    std::size_t tag(std::size_t i) {  // @name, #word
        if (c_.kind_at(i + 1) != Kind::kLetter || (i > 0 && c_.word(i - 1))) return i;
        std::size_t j = i + 1;
        while (j < i + kAddressLook && (c_.word(j) || c_.get(j) == U'_')) ++j;
        emit(i, j);
        return j;
    }
    // name.tld in [i, j), with at most a path after it
    bool is_domain(std::size_t i, std::size_t j) const {
        while (j > i && !c_.word(j - 1)) --j;
        std::size_t dot = j;
        while (dot > i && c_.at[dot - 1] != U'.') --dot;
        if (dot == i || dot == j || dot - 1 == i) return false;
        return rules_.domains.count(c_.plain(dot, j)) > 0;
    }
    bool domain_after(std::size_t i) const {
        for (std::size_t j = i; j < i + kAddressLook && (c_.word(j) || one_of(c_.get(j), U".-")); ++j)
            if (c_.at[j] == U'.' && c_.word(j + 1)) return true;
        return false;
    }
    std::size_t address_end(std::size_t i, std::size_t j) const {
        bool open = false;
        std::size_t e = j;
        while (e < c_.size() && e < i + kLongestRun && c_.kind[e] != Kind::kSpace && !one_of(c_.at[e], U"<>\"«»“”|")) {
            open = open || c_.at[e] == U'(';
            ++e;
        }
        while (e > i + 1 && (one_of(c_.at[e - 1], U".,;:!?'*…]") || (c_.at[e - 1] == U')' && !open))) --e;
        return e;
    }

    // ---- numbers
    std::size_t digits(std::size_t i) const {
        while (c_.kind_at(i) == Kind::kDigit) ++i;
        return i;
    }
    bool free_left(std::size_t i) const { return i == 0 || c_.kind[i - 1] == Kind::kSpace || one_of(c_.at[i - 1], U"(["); }

    std::size_t number(std::size_t i) {
        std::size_t j = i;
        if (one_of(c_.at[i], U"+-−") && free_left(i)) ++j;
        if (c_.kind_at(j) != Kind::kDigit) return i;
        const std::size_t first = j;
        j = digits(j);
        bool plain_groups = j - first <= 3;
        for (std::size_t next = joined_group(first, j, plain_groups); next != j;) {
            j = next;
            next = joined_group(first, j, plain_groups);
        }
        return after_number(i, j);
    }
    // The end of the group of digits that belongs to the number ending at j, else j.
    std::size_t joined_group(std::size_t first, std::size_t j, bool& plain_groups) const {
        const std::size_t g = digits(j + 1);
        if (g == j + 1) return j;
        const char32_t sep = c_.get(j);
        if (c_.kind_at(j) == Kind::kSpace)
            return rules_.grouped_numbers && plain_groups && g - j == 4 && sep >= U' ' ? g : j;
        plain_groups = false;
        if (one_of(sep, U".,:/")) return g;
        if (sep == U'\'') return g - j == 4 ? g : j;
        if (sep == U'-' || sep == U'–') {
            if (!rules_.split_hyphens) return sep == U'-' ? g : j;
            const bool telephone = (c_.get(g) == U'-' && c_.kind_at(g + 1) == Kind::kDigit) || g - j == 5;
            const bool went_on = std::find(c_.at.begin() + first, c_.at.begin() + j, U'-') != c_.at.begin() + j;
            return sep == U'-' && (went_on || (telephone && j - first <= 4 && !(j - first == 4 && g - j == 5))) ? g : j;
        }
        return j;
    }
    // Letters that follow digits: a unit is a word of its own (14 h 30), else they belong (3e, G20, 4-temps).
    std::size_t after_number(std::size_t i, std::size_t j) {
        if (c_.kind_at(j) == Kind::kJoin || (c_.get(j) == U'-' && c_.kind_at(j + 1) == Kind::kLetter && !rules_.split_hyphens))
            return letters_from(i, j);
        if (c_.kind_at(j) != Kind::kLetter) {
            emit(i, j);
            return j;
        }
        std::size_t k = j;
        while (c_.kind_at(k) == Kind::kLetter && k < j + 16) ++k;
        if (rules_.units.count(c_.plain(j, k)) == 0) return letters_from(i, j);
        emit(i, j);
        if (c_.get(k) == U'.' && c_.kind_at(k + 1) == Kind::kLetter) return j;  // 5p.m.
        emit(j, k);
        return k;
    }

    // ---- letters
    std::size_t letters(std::size_t i) { return c_.kind[i] == Kind::kLetter || c_.kind[i] == Kind::kDigit ? letters_from(i, i) : i; }

    std::size_t letters_from(std::size_t i, std::size_t from) {
        const std::size_t end = run_end(i, from);
        std::size_t b = i;
        while (b < end) {  // elisions: each leaves the rest of the run
            if (rules_.whole.count(c_.plain(b, end))) break;
            const std::size_t e = elision_end(b, end);
            if (e == b) break;
            emit(b, e);
            b = e;
        }
        if (b == end) return end;
        return core(b, end);
    }
    std::size_t segment_end(std::size_t j) const {
        while (c_.word(j) || c_.kind_at(j) == Kind::kJoin) {
            if (j >= c_.size()) break;
            ++j;
        }
        return j;
    }
    std::size_t run_end(std::size_t i, std::size_t j) const {
        std::size_t segment = i;
        for (;;) {
            j = std::min(segment_end(j), i + kLongestRun);
            if (j == i + kLongestRun) return j;
            if (const std::size_t ending = bracketed_ending(j); ending != j) {
                j = ending;
                if (!c_.word(j)) return j;
                continue;
            }
            if (!joins(i, segment, j)) return is_elision(segment, j) ? j + 1 : j;
            if (c_.at[j] == U'°') return j + 1;
            segment = ++j;
            if (c_.get(j) == U'-') segment = ++j;  // J.-C.
        }
    }
    // élu(e)s: letters in brackets that may be read or not
    std::size_t bracketed_ending(std::size_t j) const {
        if (rules_.split_hyphens || c_.get(j) != U'(' || c_.kind_at(j - 1) != Kind::kLetter) return j;
        std::size_t k = j + 1;
        while (k < j + 5 && c_.kind_at(k) == Kind::kLetter) ++k;
        return k > j + 1 && c_.get(k) == U')' ? k + 1 : j;
    }
    // Whether the mark at j binds the run from i, whose last segment began at `segment`, to what follows.
    bool joins(std::size_t i, std::size_t segment, std::size_t j) const {
        const char32_t mark = c_.get(j);
        switch (mark) {
            case U'\'': case U'-': case U'_': case U'·': case U'‧': return c_.word(j + 1);
            case U'&': return c_.upper(j - 1) && c_.upper(j + 1);
            case U'.':
                if (j - segment == 1 && c_.kind_at(j + 1) == Kind::kLetter && c_.kind_at(j + 2) != Kind::kLetter) return true;
                if (j - segment == 1 && c_.get(j + 1) == U'-' && c_.upper(j + 2)) return true;
                return c_.word(j + 1) && j - i < 8 && rules_.abbreviations.count(c_.plain(i, segment_end(j + 1))) > 0;
            case U'/': return j - i < 8 && c_.word(j + 1) && rules_.whole.count(c_.plain(i, segment_end(j + 1))) > 0;
            case U'°': return j - i < 4 && rules_.whole.count(c_.plain(i, j + 1)) > 0;
            default: return false;
        }
    }
    // l' before a quotation mark or a space
    bool is_elision(std::size_t segment, std::size_t j) const {
        return c_.get(j) == U'\'' && j - segment <= 8 && rules_.elisions.count(c_.plain(segment, j)) > 0;
    }
    std::size_t elision_end(std::size_t b, std::size_t end) const {
        std::size_t j = b;
        while (j < end && j < b + 8 && c_.kind[j] == Kind::kLetter) ++j;
        if (j == b || j >= end || c_.at[j] != U'\'' || rules_.elisions.count(c_.plain(b, j)) == 0) return b;
        // N'Djamena, M'Bour: a capital letter elides before a vowel only.
        if (c_.upper(b) && j == b + 1 && c_.kind_at(j + 1) == Kind::kLetter && !is_vowel(j + 1)) return b;
        return j + 1;
    }
    bool is_vowel(std::size_t i) const {
        const std::string f = base::fold(c_.plain(i, i + 1));
        return !f.empty() && std::string_view("aeiouyh").find(f[0]) != std::string_view::npos;
    }

    // The run without elisions: full stop, parts, clitics, hyphens. Gives where it ends.
    std::size_t core(std::size_t b, std::size_t e) {
        const std::string plain = c_.plain(b, e);
        if (keeps_stop(b, e, plain)) {
            emit(b, e + 1);
            return e + 1;
        }
        if (rules_.whole.count(plain)) {
            emit(b, e);
            return e;
        }
        if (const auto it = rules_.together.find(plain); it != rules_.together.end()) {
            give_together(b, e, it->second);
            return e;
        }
        std::vector<std::size_t> cuts = clitic_cuts(b, e);
        const std::size_t host = cuts.empty() ? e : cuts.back();
        if (rules_.split_hyphens)
            hyphens(b, host);
        else
            contracted(b, host);
        for (auto it = cuts.rbegin(); it != cuts.rend(); ++it) emit(*it, it + 1 == cuts.rend() ? e : *(it + 1));
        return e;
    }
    bool keeps_stop(std::size_t b, std::size_t e, const std::string& plain) const {
        if (c_.get(e) != U'.' || c_.get(e + 1) == U'.') return false;
        if (rules_.abbreviations.count(plain) || rules_.closing_abbreviations.count(plain)) return true;
        if (rules_.number_abbreviations.count(plain)) {
            std::size_t next = e + 1;
            while (next < e + 3 && c_.kind_at(next) == Kind::kSpace) ++next;
            if (c_.kind_at(next) == Kind::kDigit) return true;
        }
        const bool one_letter = segment_is_letter(b, e);
        if (!one_letter) return false;
        if (e - b > 1) return true;  // U.S., J.-C.
        std::size_t next = e + 1;
        while (next < c_.size() && next < e + 4 && c_.kind[next] == Kind::kSpace) ++next;
        if (!c_.upper(b) || (!c_.upper(next) && c_.kind_at(next) != Kind::kDigit)) return false;
        return rules_.starters.count(c_.plain(next, segment_end(next))) == 0;
    }
    // Single letters with full stops (and hyphens) between them.
    bool segment_is_letter(std::size_t b, std::size_t e) const {
        for (std::size_t i = b; i < e; ++i) {
            const bool letter_place = i == b || (one_of(c_.at[i - 1], U".-") && c_.at[i] != U'-');
            if (letter_place ? c_.kind[i] != Kind::kLetter : !one_of(c_.at[i], U".-")) return false;
        }
        return c_.kind[e - 1] == Kind::kLetter;
    }
    void give_together(std::size_t b, std::size_t e, const std::vector<std::string>& parts) {
        std::string all;
        for (const std::string& p : parts) all += p;
        if (all == c_.plain(b, e) && all.size() == c_.span(b, e).size()) {
            ByteOffset at = c_.offset[b];
            for (std::size_t k = 0; k < parts.size(); ++k) {
                const Span s{at, at + static_cast<ByteOffset>(parts[k].size())};
                give(s, std::string(s.of(text_)), k, parts.size());
                at = s.end;
            }
            return;
        }
        for (std::size_t k = 0; k < parts.size(); ++k)
            give(c_.span(b, e), k == 0 && c_.upper(b) ? capitalised(parts[k]) : parts[k], k, parts.size());
    }
    static std::string capitalised(const std::string& word) {
        std::size_t at = 0;
        std::string out;
        const char32_t c = base::next_code_point(word, at);
        base::append_code_point(out, static_cast<char32_t>(u_toupper(static_cast<UChar32>(c))));
        return out + word.substr(at);
    }
    // Where clitics begin, from the last to the first.
    std::vector<std::size_t> clitic_cuts(std::size_t b, std::size_t e) const {
        std::vector<std::size_t> cuts;
        if (rules_.clitics.empty()) return cuts;
        for (int round = 0; round < 3; ++round) {
            std::size_t best = e;
            std::size_t hyphens_seen = 0;
            for (std::size_t k = e; k > b + 1 && k + 8 > e && hyphens_seen < 2;) {
                --k;
                if (c_.at[k] != U'-') continue;
                ++hyphens_seen;
                if (rules_.clitics.count(c_.plain(k, e))) best = k;
            }
            const bool capital = best < e && c_.upper(best + 1) && !c_.upper(b + 1) && best > b + 1;
            if (best == e || capital) break;
            cuts.push_back(best);
            e = best;
            if (rules_.whole.count(c_.plain(b, e))) break;
        }
        return cuts;
    }
    void hyphens(std::size_t b, std::size_t e) {
        const std::size_t first = static_cast<std::size_t>(
            std::find(c_.at.begin() + b, c_.at.begin() + e, U'-') - c_.at.begin());
        if (first == e || rules_.hyphen_prefixes.count(c_.plain(b, first))) return contracted(b, e);
        std::size_t from = b;
        for (std::size_t k = first; k < e; ++k) {
            if (c_.at[k] != U'-') continue;
            if (k > from) contracted(from, k);
            emit(k, k + 1);
            from = k + 1;
        }
        if (from < e) contracted(from, e);
    }
    void contracted(std::size_t b, std::size_t e) {
        for (std::size_t k = e > b + 3 ? e - 3 : b + 1; k < e && !rules_.contractions.empty(); ++k) {
            if (k == b || rules_.contractions.count(c_.plain(k, e)) == 0) continue;
            if (c_.span(b, e).size() >= kLongestWord) break;
            give(c_.span(b, k), std::string(c_.span(b, k).of(text_)), 0, 2);
            give(c_.span(k, e), std::string(c_.span(k, e).of(text_)), 1, 2);
            return;
        }
        emit(b, e);
    }

    // ---- marks and symbols
    std::size_t symbols(std::size_t i) {
        std::size_t e = smiley(i);
        if (e == i) e = degrees(i);
        if (e == i) e = like_marks(i);
        if (e == i) e = symbol_end(i);
        emit(i, e);
        return e;
    }
    std::size_t smiley(std::size_t i) const {
        if (!one_of(c_.at[i], U":;=") || !free_left(i)) return i;
        std::size_t j = i + 1;
        if (one_of(c_.get(j), U"-'")) ++j;
        const std::size_t mouth = j;
        while (j < mouth + 5 && one_of(c_.get(j), U")(DPp/|]")) ++j;
        return j > mouth && (j == c_.size() || c_.kind[j] == Kind::kSpace) ? j : i;
    }
    std::size_t degrees(std::size_t i) const {
        return c_.at[i] == U'°' && one_of(c_.get(i + 1), U"CF") && !c_.word(i + 2) ? i + 2 : i;
    }
    std::size_t like_marks(std::size_t i) const {
        std::size_t j = i;
        if (one_of(c_.at[i], U"!?"))
            while (j < i + kLongestWord && one_of(c_.get(j), U"!?")) ++j;
        else if (one_of(c_.at[i], U".…"))
            while (j < i + kLongestWord && one_of(c_.get(j), U".…")) ++j;
        else if (one_of(c_.at[i], U"-=_*~+'`#|—"))
            while (j < i + kLongestWord && c_.get(j) == c_.at[i]) ++j;
        return j;
    }
    std::size_t symbol_end(std::size_t i) const {
        const auto flag = [&](std::size_t k) { return c_.get(k) >= 0x1F1E6 && c_.get(k) <= 0x1F1FF; };
        if (flag(i) && flag(i + 1)) return i + 2;
        std::size_t j = i + 1;
        while (j < i + kLongestWord && c_.kind_at(j) == Kind::kJoin)  // marks; and what a joiner joins
            j += c_.at[j] == 0x200D && c_.kind_at(j + 1) == Kind::kSymbol ? 2 : 1;
        return std::min(j, c_.size());
    }

    std::string_view text_;
    Chars c_;
    const LanguageRules& rules_;
    std::vector<Word>& out_;
};

}  // namespace

void tokenize(std::string_view text, Span stretch, const LanguageRules& rules, std::vector<Word>& out) {
    Tokenizer(text, stretch, rules, out).run();
}

}  // namespace entente::language
