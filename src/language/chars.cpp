#include "language/chars.h"

#include <unicode/uchar.h>

#include "base/text.h"

namespace entente::language {

namespace {

char32_t plain_form(char32_t c) {
    switch (c) {
        case 0x2019: case 0x02BC: case 0xFF07: case 0x2018: case 0x00B4: return U'\'';
        case 0x2010: case 0x2011: return U'-';
        default: return c;
    }
}

Kind kind_of(char32_t c) {
    if (c < 0x80) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return Kind::kLetter;
        if (c >= '0' && c <= '9') return Kind::kDigit;
        return c <= ' ' || c == 0x7F ? Kind::kSpace : Kind::kSymbol;
    }
    const auto u = static_cast<UChar32>(c);
    if (c == 0x00AD || c == 0x200C || c == 0x200D || c == 0x2060) return Kind::kJoin;
    switch (u_charType(u)) {
        case U_UPPERCASE_LETTER: case U_LOWERCASE_LETTER: case U_TITLECASE_LETTER: case U_MODIFIER_LETTER:
        case U_OTHER_LETTER: case U_LETTER_NUMBER: return Kind::kLetter;
        case U_NON_SPACING_MARK: case U_ENCLOSING_MARK: case U_COMBINING_SPACING_MARK: return Kind::kJoin;
        case U_DECIMAL_DIGIT_NUMBER: return Kind::kDigit;
        case U_SPACE_SEPARATOR: case U_LINE_SEPARATOR: case U_PARAGRAPH_SEPARATOR: case U_CONTROL_CHAR:
        case U_FORMAT_CHAR: return Kind::kSpace;
        default: break;
    }
    if (c >= 0x1F3FB && c <= 0x1F3FF) return Kind::kJoin;  // skin tones
    if (c == 0x00AA || c == 0x00BA) return Kind::kLetter;  // ordinal indicators
    return Kind::kSymbol;
}

}  // namespace

Chars::Chars(std::string_view text, Span stretch) {
    at.reserve(stretch.size());
    offset.reserve(stretch.size() + 1);
    kind.reserve(stretch.size());
    const std::string_view part = text.substr(0, stretch.end);
    for (std::size_t i = stretch.start; i < stretch.end;) {
        offset.push_back(static_cast<ByteOffset>(i));
        const char32_t c = base::next_code_point(part, i);
        at.push_back(plain_form(c));
        kind.push_back(kind_of(c));
    }
    offset.push_back(stretch.end);
}

bool Chars::upper(std::size_t i) const { return i < at.size() && base::is_upper(at[i]); }

std::string Chars::plain(std::size_t begin, std::size_t end) const {
    std::string out;
    for (std::size_t i = begin; i < end && i < at.size(); ++i)
        if (kind[i] != Kind::kJoin || (at[i] != 0x00AD && at[i] < 0x2000))
            base::append_code_point(out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(at[i]))));
    return out;
}

}  // namespace entente::language
