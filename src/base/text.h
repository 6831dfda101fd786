// UTF-8 checks and the fold that names and triggers are compared by, with a map back to the bytes it came from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/span.h"

namespace entente::base {

// Whether the bytes are well-formed UTF-8 (no surrogates, no overlong forms, up to U+10FFFF).
[[nodiscard]] bool valid_utf8(std::string_view bytes);
// The same text with each ill-formed byte run replaced by U+FFFD; `replaced` (if given) is set when there was one.
[[nodiscard]] std::string make_valid_utf8(std::string_view bytes, bool* replaced = nullptr);
// The code point at `at`, which moves past it; U+FFFD and one byte for an ill-formed place. at < text.size().
[[nodiscard]] char32_t next_code_point(std::string_view text, std::size_t& at);
void append_code_point(std::string& out, char32_t c);
// The greatest code point border <= at.
[[nodiscard]] std::size_t border_before(std::string_view text, std::size_t at);
[[nodiscard]] std::size_t count_code_points(std::string_view text);

[[nodiscard]] bool is_letter(char32_t c);
[[nodiscard]] bool is_digit(char32_t c);
[[nodiscard]] bool is_upper(char32_t c);
[[nodiscard]] bool is_space(char32_t c);  // every Unicode space, NBSP and narrow NBSP included

// Folded text: lower case, accents off, œ→oe, curly apostrophes and quotes straight, every space one " ", hyphens "-",
// soft hyphens and zero-width characters gone. `map[i]` is the byte of the source that folded byte i came from;
// map.size() == text.size() + 1, the last entry is the source's end. Cost: linear.
struct Folded {
    std::string text;
    std::vector<ByteOffset> map;
    // The source span of a folded stretch [start, end).
    [[nodiscard]] Span source(std::size_t start, std::size_t end) const;
};
[[nodiscard]] Folded fold_with_map(std::string_view utf8);
[[nodiscard]] std::string fold(std::string_view utf8);

// Spaces at the ends off; inner runs of spaces and control characters become one space.
[[nodiscard]] std::string squeeze(std::string_view utf8);
[[nodiscard]] std::string_view trim(std::string_view utf8);
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char at);

// First 16 hex digits of the SHA-256 of the parts, each preceded by its length: an id made from content.
[[nodiscard]] std::string content_id(std::initializer_list<std::string_view> parts);

}  // namespace entente::base
