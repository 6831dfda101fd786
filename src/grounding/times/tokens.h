// A text as the time rules see it: words, numbers and marks with their places, in one pass over the bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/span.h"
#include "grounding/times/words.h"

namespace entente::grounding::times {

enum class TokenKind : std::uint8_t { kWord, kNumber, kOrdinal, kDecimal, kSpelled, kMark, kBreak };

struct Token {
    ByteOffset start = 0, end = 0;
    const Entry* entry = nullptr;  // null: not a word of the rules
    std::int32_t number = -1;      // kNumber, kOrdinal, kSpelled; -1: none or too large
    TokenKind kind = TokenKind::kWord;
    std::uint8_t digits = 0;  // written digits; 0 for spelled numbers
    bool grouped = false;     // "60 000", "2.008.000": never a year or a day
    bool capital = false;
    bool glued = false;  // nothing between it and the token before
    char mark = 0;       // kMark: the ASCII sign ('-' for every dash, '"' for every quote), 0: another sign
};

// Words, numbers and signs in order; a line break gives kBreak. Spelled numbers ("vingt-cinq") are one token.
// Every start and end lies on a code point border, also in ill-formed text. Linear.
[[nodiscard]] std::vector<Token> tokenize(std::string_view text, const Language& language);

// The symbols that a token can stand for in a rule, with their values. At most kMaxSenses.
inline constexpr std::size_t kMaxSenses = 12;
struct Senses {
    std::array<Sense, kMaxSenses> items;
    std::size_t count = 0;
    void add(Symbol symbol, std::int32_t value);
    [[nodiscard]] const Sense* find(Symbol symbol) const;
};
[[nodiscard]] Senses senses_of(const Token& token);

// The form that words are looked up by: lower case, accents off unless it has three letters or fewer.
[[nodiscard]] std::string fold_word(std::string_view text);

}  // namespace entente::grounding::times
