#include "grounding/times/tense.h"

#include <algorithm>

namespace entente::grounding::times {

namespace {

constexpr std::size_t kReach = 30;

bool ends_sentence(const std::vector<Token>& tokens, std::size_t i) {
    const Token& t = tokens[i];
    if (t.kind == TokenKind::kBreak) return true;
    if (t.mark == '!' || t.mark == '?' || t.mark == ';') return true;
    if (t.mark != '.') return false;
    const bool initial = i > 0 && tokens[i - 1].capital && tokens[i - 1].end - tokens[i - 1].start == 1;  // "M. X"
    const bool goes_on = i + 1 < tokens.size() && tokens[i + 1].kind == TokenKind::kWord && !tokens[i + 1].capital;
    return !initial && !goes_on;
}

bool has(const Token& t, Symbol symbol) {
    if (!t.entry) return false;
    return std::any_of(t.entry->senses.begin(), t.entry->senses.end(), [&](const Sense& s) {
        return s.symbol == symbol && (!s.capital || t.capital) && (!s.lower || !t.capital);
    });
}

// A word that belongs to a class; one that a rule merely names ("reçu") may still be a verb.
bool has_sense(const Token& t) { return t.entry && t.entry->senses.size() > 1; }

bool ends_with_any(std::string_view word, const std::vector<std::string>& endings, std::size_t least) {
    return std::any_of(endings.begin(), endings.end(),
                       [&](const std::string& e) { return word.size() >= e.size() + least && word.ends_with(e); });
}

class Verbs {
 public:
    Verbs(std::string_view text, const std::vector<Token>& tokens, const Language& language)
        : text_(text), tokens_(tokens), language_(language) {}

    [[nodiscard]] Tense at(std::size_t i, std::size_t end) const {
        const Token& t = tokens_[i];
        if (t.kind != TokenKind::kWord) return Tense::kUnknown;
        if (has(t, kFuture)) return Tense::kFuture;
        if (has(t, kPast)) return Tense::kPast;
        if (has(t, kAuxiliary)) return auxiliary(i, end);
        if (has(t, kPresent)) return before_auxiliary(i, end) ? Tense::kUnknown : reflexive(i, end);
        if (has_sense(t) || t.capital) return Tense::kUnknown;
        const std::string_view word = text_.substr(t.start, t.end - t.start);
        if (ends_with_any(word, language_.endings().future, 2)) return Tense::kFuture;
        if (ends_with_any(word, language_.endings().past, 3)) return Tense::kPast;
        return Tense::kUnknown;
    }

    // A participle without its auxiliary ("Réélu dimanche"), which may as well be a noun ("défilé").
    [[nodiscard]] bool weak_past(std::size_t i) const {
        const Token& t = tokens_[i];
        if (t.kind != TokenKind::kWord || has_sense(t) || t.capital) return false;
        const std::string_view word = text_.substr(t.start, t.end - t.start);
        return ends_with_any(word, language_.endings().weak_past, 3) &&
               !ends_with_any(word, language_.endings().nouns, 0);
    }

    // The tense of a participle right before the expression: that of a verb just before it ("sera signée lundi"), else
    // it stands alone and tells the past ("entamée lundi").
    [[nodiscard]] Tense of_participle(std::size_t i, std::size_t start, std::size_t end) const {
        for (std::size_t k = i; k > start && i - k < 4;)
            if (const Tense t = at(--k, end); t != Tense::kUnknown) return t;
        return Tense::kPast;
    }

 private:
    // "s'est abattu": the auxiliary that follows tells.
    [[nodiscard]] bool before_auxiliary(std::size_t i, std::size_t end) const {
        return i + 1 < end && has(tokens_[i + 1], kAuxiliary);
    }

    // "se réunit" is now; "s'adonnaient", "se joua", "se réunira" say their own tense.
    [[nodiscard]] Tense reflexive(std::size_t i, std::size_t end) const {
        if (i + 1 >= end || tokens_[i + 1].kind != TokenKind::kWord) return Tense::kPresent;
        const Token& verb = tokens_[i + 1];
        if (has(verb, kFuture)) return Tense::kFuture;
        if (has(verb, kPast)) return Tense::kPast;
        const std::string_view word = text_.substr(verb.start, verb.end - verb.start);
        if (ends_with_any(word, language_.endings().future, 2)) return Tense::kFuture;
        const bool past =
            ends_with_any(word, language_.endings().past, 3) || ends_with_any(word, language_.endings().simple_past, 3);
        return past ? Tense::kPast : Tense::kPresent;
    }

    // "a signé", "est arrivé", "ont été reçus" are past; "est attendu" is to come; "est en visite" is now.
    [[nodiscard]] Tense auxiliary(std::size_t i, std::size_t end) const {
        for (std::size_t k = i + 1; k < std::min(end, i + 7); ++k) {
            const Token& t = tokens_[k];
            if (t.mark == '-') continue;  // "a-t-on appris"
            if (t.kind != TokenKind::kWord) break;
            if (has(t, kFuture)) return Tense::kFuture;
            if (has(t, kPast)) return Tense::kPast;
            if (has_sense(t) || t.capital) continue;
            if (ends_with_any(text_.substr(t.start, t.end - t.start), language_.endings().participle, 2))
                return Tense::kPast;
        }
        return Tense::kPresent;
    }

    std::string_view text_;
    const std::vector<Token>& tokens_;
    const Language& language_;
};

}  // namespace

std::size_t sentence_start(const std::vector<Token>& tokens, std::size_t at, std::size_t reach) {
    std::size_t i = at;
    while (i > 0 && at - i < reach && !ends_sentence(tokens, i - 1)) --i;
    return i;
}

std::size_t sentence_end(const std::vector<Token>& tokens, std::size_t at, std::size_t reach) {
    std::size_t i = at;
    while (i < tokens.size() && i - at < reach && !ends_sentence(tokens, i)) ++i;
    return i;
}

Tense tense_near(std::string_view text, const std::vector<Token>& tokens, std::size_t from, std::size_t to,
                 const Language& language) {
    const Verbs verbs(text, tokens, language);
    const std::size_t start = sentence_start(tokens, from, kReach), end = sentence_end(tokens, to, kReach);
    bool weak = false;
    for (std::size_t distance = 1; distance <= kReach; ++distance) {
        // A verb to the right counts as if it stood half as far again.
        if (from >= start + distance) {
            if (const Tense t = verbs.at(from - distance, end); t != Tense::kUnknown) return t;
            if (distance == 1 && verbs.weak_past(from - 1)) return verbs.of_participle(from - 1, start, end);
            weak = weak || verbs.weak_past(from - distance);
        }
        if (distance % 3 == 0) continue;
        const std::size_t right = to + distance - 1 - distance / 3;
        if (right >= end) continue;
        if (const Tense t = verbs.at(right, end); t != Tense::kUnknown) return t;
        weak = weak || verbs.weak_past(right);
    }
    return weak ? Tense::kPast : Tense::kUnknown;
}

}  // namespace entente::grounding::times
