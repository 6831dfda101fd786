// A stretch of UTF-8 as code points with their classes, for code that looks at its neighbours.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/span.h"

namespace entente::language {

enum class Kind : std::uint8_t {
    kSpace,    // spaces, controls, marks of direction, zero-width spaces: between words
    kLetter,   // letters, and marks that stand on them
    kDigit,
    kJoin,     // soft hyphen, joiners, combining marks, variation selectors: belong to what stands before
    kSymbol,   // everything else, one word each
};

struct Chars {
    std::vector<char32_t> at;         // straight apostrophe for every apostrophe, "-" for every hyphen
    std::vector<ByteOffset> offset;   // into the text; one more than `at`
    std::vector<Kind> kind;

    Chars(std::string_view text, Span stretch);
    [[nodiscard]] std::size_t size() const { return at.size(); }
    // 0 outside.
    [[nodiscard]] char32_t get(std::size_t i) const { return i < at.size() ? at[i] : U'\0'; }
    [[nodiscard]] Kind kind_at(std::size_t i) const { return i < at.size() ? kind[i] : Kind::kSpace; }
    [[nodiscard]] bool upper(std::size_t i) const;
    [[nodiscard]] bool word(std::size_t i) const { return kind_at(i) == Kind::kLetter || kind_at(i) == Kind::kDigit; }
    // The stretch in lower case, without joiners, apostrophes and hyphens plain: what rules are compared with.
    [[nodiscard]] std::string plain(std::size_t begin, std::size_t end) const;
    [[nodiscard]] Span span(std::size_t begin, std::size_t end) const { return {offset[begin], offset[end]}; }
};

}  // namespace entente::language
