#include "grounding/times/tokens.h"

#include <algorithm>

#include "base/text.h"

namespace entente::grounding::times {

namespace {

constexpr std::size_t kLongestWord = 32;  // bytes of the longest word that any rule may hold

// U+00C0 to U+00FF without their accents; '*': not a letter, '?': two letters.
constexpr char kLatin1[] = "aaaaaa?ceeeeiiii?nooooo*ouuuuy?saaaaaa?ceeeeiiii?nooooo*ouuuuy?y";

bool ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool ascii_digit(char c) { return c >= '0' && c <= '9'; }
bool combining(char32_t c) { return c >= 0x300 && c <= 0x36F; }
bool apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x02BC || c == 0x2018; }
char32_t lower_latin1(char32_t c) { return c >= 0xC0 && c <= 0xDE && c != 0xD7 ? c + 0x20 : c; }

// A word's two folded forms at once: with accents (kept for words of three letters or fewer) and without.
class WordFold {
 public:
    void ascii(char c) {
        const char low = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        put(plain_, plain_size_, low);
        put(accented_, accented_size_, low);
        ++letters_;
    }
    void other(std::string_view bytes, char32_t c) {
        if (combining(c)) return;
        if (apostrophe(c)) return ascii('\''), void(--letters_);
        ++letters_;
        char32_t low = c;
        if (c >= 0xC0 && c <= 0xFF && kLatin1[c - 0xC0] != '?' && kLatin1[c - 0xC0] != '*') {
            low = lower_latin1(c);
            put(plain_, plain_size_, kLatin1[c - 0xC0]);
        } else {
            for (char f : base::fold(bytes)) put(plain_, plain_size_, f);
        }
        std::string kept;
        base::append_code_point(kept, low);
        for (char f : kept) put(accented_, accented_size_, f);
    }
    // Empty when longer than any word of the rules.
    [[nodiscard]] std::string_view word() const {
        if (letters_ <= 3) return {accented_.data(), accented_size_};
        return plain_size_ < kLongestWord ? std::string_view{plain_.data(), plain_size_} : std::string_view{};
    }

 private:
    using Buffer = std::array<char, kLongestWord>;
    static void put(Buffer& buffer, std::size_t& size, char c) {
        if (size < kLongestWord) buffer[size++] = c;
    }
    Buffer plain_{}, accented_{};
    std::size_t plain_size_ = 0, accented_size_ = 0, letters_ = 0;
};

class Tokenizer {
 public:
    Tokenizer(std::string_view text, const Language& language) : text_(text), language_(language) {
        tokens_.reserve(text.size() / 5 + 8);
    }

    std::vector<Token> run() {
        while (at_ < text_.size()) step();
        return std::move(tokens_);
    }

 private:
    void step() {
        const char c = text_[at_];
        if (ascii_letter(c)) return word();
        if (ascii_digit(c)) return number();
        if (c == '\n') return mark(TokenKind::kBreak, 0, at_ + 1);
        if (static_cast<unsigned char>(c) <= 0x20) {
            ++at_;
            return;
        }
        if (static_cast<unsigned char>(c) < 0x80) return mark(TokenKind::kMark, c, at_ + 1);
        std::size_t next = at_;
        const char32_t point = base::next_code_point(text_, next);
        if (base::is_letter(point)) return word();
        if (base::is_space(point) || combining(point) || point == 0xAD || point == 0x200B || point == 0xFEFF) {
            at_ = next;
            return;
        }
        mark(TokenKind::kMark, plain_mark(point), next);
    }

    static char plain_mark(char32_t c) {
        if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) return '-';
        if (c == 0xAB || c == 0xBB || (c >= 0x201C && c <= 0x201E)) return '"';
        return apostrophe(c) ? '\'' : 0;
    }

    void mark(TokenKind kind, char sign, std::size_t end) {
        Token& t = add(kind, at_, end);
        t.mark = sign;
        if (sign) t.entry = language_.find(std::string_view(&sign, 1));
        at_ = end;
    }

    Token& add(TokenKind kind, std::size_t start, std::size_t end) {
        Token t;
        t.kind = kind;
        t.start = static_cast<ByteOffset>(start);
        t.end = static_cast<ByteOffset>(end);
        t.glued = !tokens_.empty() && tokens_.back().end == t.start;
        tokens_.push_back(t);
        return tokens_.back();
    }

    void word() {
        const std::size_t start = at_;
        const bool after_digit = start > 0 && ascii_digit(text_[start - 1]);
        const bool capital = base::is_upper(peek(start));
        WordFold fold;
        std::size_t letters = 0;
        for (bool more = true; more && at_ < text_.size();) more = letter(fold, letters, after_digit);
        Token& t = add(TokenKind::kWord, start, at_);
        t.capital = capital;
        t.entry = language_.find(fold.word());
        if (t.entry && t.entry->abbreviation && at_ < text_.size() && text_[at_] == '.')
            t.end = static_cast<ByteOffset>(++at_);
    }

    [[nodiscard]] char32_t peek(std::size_t i) const { return i < text_.size() ? base::next_code_point(text_, i) : 0; }

    // Takes one more letter (or elision, dot of an acronym, digit of "G20") into the word; false at its end.
    bool letter(WordFold& fold, std::size_t& letters, bool after_digit) {
        const char c = text_[at_];
        if (ascii_letter(c) || (ascii_digit(c) && !after_digit && letters > 0)) {
            fold.ascii(c);
            ++at_, ++letters;
            return true;
        }
        if (c == '.' && letters == 1 && dotted_letter()) return acronym(fold);
        if (c != '\'' && static_cast<unsigned char>(c) < 0x80) return false;
        std::size_t next = at_;
        const char32_t point = base::next_code_point(text_, next);
        if (apostrophe(point)) {
            if (!language_.elides() || !base::is_letter(peek(next))) return false;
            fold.other(text_.substr(at_, next - at_), point);
            at_ = next;
            return false;
        }
        if (!base::is_letter(point) && !combining(point)) return false;
        fold.other(text_.substr(at_, next - at_), point);
        at_ = next;
        ++letters;
        return true;
    }

    [[nodiscard]] bool dotted_letter() const {
        return at_ + 2 < text_.size() && ascii_letter(text_[at_ + 1]) && text_[at_ + 2] == '.';
    }
    // The rest of "p.m.", "U.S.": single letters with dots; folded without the dots.
    bool acronym(WordFold& fold) {
        ++at_;
        while (at_ + 1 < text_.size() && ascii_letter(text_[at_]) && text_[at_ + 1] == '.') {
            fold.ascii(text_[at_]);
            at_ += 2;
        }
        return false;
    }

    [[nodiscard]] std::size_t digits_from(std::size_t i) const {
        const std::size_t from = i;
        while (i < text_.size() && ascii_digit(text_[i])) ++i;
        return i - from;
    }

    void number() {
        const std::size_t start = at_;
        const std::size_t first = digits_from(at_);
        at_ += first;
        const bool grouped = first <= 3 && take_groups();
        const bool decimal = !grouped && first <= 9 && take_decimals(first);
        Token& t = add(decimal ? TokenKind::kDecimal : TokenKind::kNumber, start, at_);
        t.grouped = grouped;
        t.digits = static_cast<std::uint8_t>(std::min<std::size_t>(first, 255));
        if (first <= 4) t.entry = language_.find(text_.substr(start, first));
        if (!decimal) t.number = value_of(text_.substr(start, at_ - start));
        if (!decimal && !grouped && first <= 4) take_ordinal_end();
    }

    static std::int32_t value_of(std::string_view written) {
        std::int64_t value = 0;
        for (char c : written) {
            if (!ascii_digit(c)) continue;
            value = value * 10 + (c - '0');
            if (value > 999999999) return -1;
        }
        return static_cast<std::int32_t>(value);
    }

    // "60 000", "2.008.000", "2,000": further groups of exactly three digits. A comma groups in English only, a plain
    // space only where words elide (French).
    bool take_groups() {
        bool taken = false;
        for (;;) {
            std::size_t i = at_;
            if (i >= text_.size()) return taken;
            const char32_t gap = base::next_code_point(text_, i);
            const bool groups = gap == '.' || gap == 0xA0 || gap == 0x202F || gap == 0x2009 ||
                                (language_.elides() ? gap == ' ' : gap == ',');
            if (!groups || digits_from(i) != 3) return taken;
            at_ = i + 3;
            taken = true;
        }
    }

    // "30,4", "3.5"; not "12.05.2025" and not "13,2024".
    bool take_decimals(std::size_t first) {
        if (at_ >= text_.size() || (text_[at_] != '.' && text_[at_] != ',')) return false;
        const std::size_t n = digits_from(at_ + 1);
        if (n == 0 || n > 3) return false;
        const std::size_t after = at_ + 1 + n;
        if (first <= 2 && n <= 2 && text_[at_] == '.' && after < text_.size() && text_[after] == '.' &&
            (digits_from(after + 1) == 4 || digits_from(after + 1) == 2))
            return false;
        at_ = after;
        return true;
    }

    // The "er" of "1er", the "th" of "5th".
    void take_ordinal_end() {
        std::size_t i = at_;
        WordFold fold;
        for (std::size_t n = 0; n < 5 && i < text_.size(); ++n) {
            std::size_t next = i;
            const char32_t c = base::next_code_point(text_, next);
            if (!base::is_letter(c)) break;
            if (c < 0x80)
                fold.ascii(static_cast<char>(c));
            else
                fold.other(text_.substr(i, next - i), c);
            i = next;
        }
        if (i == at_ || (i < text_.size() && base::is_letter(peek(i)))) return;
        const Entry* end = language_.find(fold.word());
        if (!end || std::none_of(end->senses.begin(), end->senses.end(),
                                 [](const Sense& s) { return s.symbol == kOrdinalEnd; }))
            return;
        tokens_.back().kind = TokenKind::kOrdinal;
        tokens_.back().entry = nullptr;
        tokens_.back().end = static_cast<ByteOffset>(i);
        at_ = i;
    }

    std::string_view text_;
    const Language& language_;
    std::size_t at_ = 0;
    std::vector<Token> tokens_;
};

std::int32_t sense_value(const Token& t, Symbol symbol) {
    if (!t.entry || t.kind != TokenKind::kWord) return -1;
    for (const Sense& s : t.entry->senses)
        if (s.symbol == symbol) return s.value;
    return -1;
}

// Spelled numbers: adds the next word to what has been read, or says that it does not belong ("vingt" + "cinq",
// "quatre" + "vingt", "two" + "hundred"; not "deux" + "trois").
bool join_number(std::int32_t& total, std::int32_t& current, std::int32_t word) {
    const std::int32_t tens = current % 100;
    if (word == 1000 && total == 0) {
        total = std::max(current, 1) * 1000;
        current = 0;
        return true;
    }
    if (word >= 1000) return false;
    if (word == 100) {
        if (current == 0 || current > 9) return false;
        current *= 100;
        return true;
    }
    if (word == 20 && tens == 4) {
        current += 76;
        return true;
    }
    const bool teens = tens == 10 && word >= 7 && word <= 9;  // "dix-huit"
    const bool fits = tens == 0 || teens ||
                      (tens >= 20 && tens % 10 == 0 && (word < 10 || ((tens == 60 || tens == 80) && word < 20)));
    if (!fits || word <= 0) return false;
    current += word;
    return true;
}

// Joins the spelled number that starts at `at`; gives the number of tokens it takes and writes it as one token.
std::size_t spelled_number(const std::vector<Token>& tokens, std::size_t at, const Language& language, Token& out) {
    std::int32_t total = 0, current = 0;
    const std::int32_t first = sense_value(tokens[at], kNumberWord);
    if (first < 0) return 0;
    if (first == 1000)
        total = 1000;
    else
        current = first;
    std::size_t used = 1;
    out = tokens[at];
    out.kind = TokenKind::kSpelled;
    const Entry* join = language.find(language.elides() ? "et" : "and");
    for (std::size_t i = at + 1; i < tokens.size() && used < 12;) {
        const bool dash = tokens[i].mark == '-' && tokens[i].glued;
        const bool and_word = join && tokens[i].entry == join;
        const std::size_t word_at = dash || and_word ? i + 1 : i;
        if (word_at >= tokens.size()) break;
        const std::int32_t word = sense_value(tokens[word_at], kNumberWord);
        if (and_word && !(language.elides() ? (word == 1 || word == 11) && current % 100 >= 20
                                            : current >= 100 && current % 100 == 0))
            break;
        const std::int32_t ordinal = word < 0 && dash ? sense_value(tokens[word_at], kOrd) : -1;
        if (!join_number(total, current, word < 0 ? ordinal : word)) break;
        used = word_at + 1 - at;
        i = word_at + 1;
        if (ordinal >= 0) {
            out.kind = TokenKind::kOrdinal;
            break;
        }
    }
    if (used > 1) out.entry = nullptr;
    out.end = tokens[at + used - 1].end;
    out.number = total + current;
    return used;
}

// Joins the class member of several words that starts at `at`; gives the number of tokens it takes, 0 for none.
std::size_t phrase(const std::vector<Token>& tokens, std::size_t at, const Language& language, Token& out) {
    if (!tokens[at].entry) return 0;
    for (const Phrase& p : tokens[at].entry->phrases) {
        if (at + p.rest.size() >= tokens.size()) continue;
        bool same = true;
        for (std::size_t k = 0; k < p.rest.size() && same; ++k)
            same = tokens[at + 1 + k].entry == &language.entry(p.rest[k]);
        if (!same) continue;
        out = tokens[at];
        out.kind = TokenKind::kWord;
        out.entry = &language.entry(p.whole);
        out.end = tokens[at + p.rest.size()].end;
        return p.rest.size() + 1;
    }
    return 0;
}

}  // namespace

std::vector<Token> tokenize(std::string_view text, const Language& language) {
    std::vector<Token> tokens = Tokenizer(text, language).run();
    std::size_t out = 0;
    for (std::size_t i = 0; i < tokens.size();) {
        Token joined;
        std::size_t used = phrase(tokens, i, language, joined);
        if (used == 0) used = spelled_number(tokens, i, language, joined);
        tokens[out++] = used == 0 ? tokens[i] : joined;
        i += std::max<std::size_t>(used, 1);
    }
    tokens.resize(out);
    return tokens;
}

void Senses::add(Symbol symbol, std::int32_t value) {
    if (count < kMaxSenses) items[count++] = Sense{symbol, value, false, false};
}

const Sense* Senses::find(Symbol symbol) const {
    for (std::size_t i = 0; i < count; ++i)
        if (items[i].symbol == symbol) return &items[i];
    return nullptr;
}

Senses senses_of(const Token& t) {
    Senses out;
    if (t.entry)
        for (const Sense& s : t.entry->senses)
            if ((!s.capital || t.capital) && (!s.lower || !t.capital)) out.add(s.symbol, s.value);
    const std::int32_t n = t.number;
    if (t.kind == TokenKind::kSpelled) out.add(kN, n);
    if (t.kind == TokenKind::kDecimal) out.add(kDecimal, 0);
    if (t.kind == TokenKind::kOrdinal) {
        out.add(kOrd, n);
        if (n >= 1 && n <= 31) out.add(kDayOrd, n);
    }
    if (t.kind != TokenKind::kNumber || n < 0) return out;
    if (n <= 99999) out.add(kN, n);
    if (t.grouped) return out;
    if (t.digits == 4 && n >= 1000 && n < 2200) out.add(kYear, n);
    if (t.digits == 4 && n / 100 <= 24 && n % 100 <= 59) out.add(kHourMinute, n);
    if (t.digits > 2) return out;
    if (n >= 1 && n <= 31) out.add(kDay, n);
    if (n <= 24) out.add(kHour, n);
    if (n >= 1 && n <= 12) out.add(kMonthNumber, n);
    if (n >= 1 && n <= 31) out.add(kDayNumber, n);
    if (t.digits != 2) return out;
    out.add(kYearShort, n);
    if (n <= 59) out.add(kMinute, n);
    return out;
}

std::string fold_word(std::string_view text) {
    WordFold fold;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t from = i;
        const char32_t c = base::next_code_point(text, i);
        if (c == '.') continue;
        if (c < 0x80 && c != '\'')
            fold.ascii(static_cast<char>(c));
        else
            fold.other(text.substr(from, i - from), c);
    }
    return std::string(fold.word());
}

}  // namespace entente::grounding::times
