#include "language/shapes.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace entente::language {

namespace {

enum Letters : std::int32_t { kLower, kCapital, kInitial, kCapitals, kMixed, kCaseless, kLetterClasses };
enum Numbers : std::int32_t { kShortNumber, kYear, kNumber, kWithLetters, kNumberClasses };
constexpr std::int32_t kNumbersFrom = 1 + 2 * kLetterClasses;
constexpr std::int32_t kMarksFrom = kNumbersFrom + kNumberClasses;
constexpr std::u32string_view kMarks = U".…!?,;:()[]«»\"“”'’-–—/•*";

struct Counts {
    std::size_t all = 0, letters = 0, upper = 0, digits = 0;
    bool first_upper = false, any_lower = false;
};

Counts count(std::string_view form) {
    Counts out;
    for (std::size_t at = 0; at < form.size(); ++out.all) {
        const auto type = u_charType(static_cast<UChar32>(base::next_code_point(form, at)));
        const bool upper = type == U_UPPERCASE_LETTER || type == U_TITLECASE_LETTER;
        const bool lower = type == U_LOWERCASE_LETTER;
        if (type == U_DECIMAL_DIGIT_NUMBER) ++out.digits;
        if (!upper && !lower && type != U_MODIFIER_LETTER && type != U_OTHER_LETTER) continue;
        if (out.letters++ == 0) out.first_upper = upper;
        out.upper += upper;
        out.any_lower |= lower;
    }
    return out;
}

Letters letters_of(const Counts& c) {
    if (c.upper == 0) return c.any_lower ? kLower : kCaseless;
    if (c.upper == c.letters) return c.upper == 1 ? kInitial : kCapitals;
    return c.upper == 1 && c.first_upper ? kCapital : kMixed;
}

Numbers number_of(const Counts& c) {
    if (c.letters > 0) return kWithLetters;
    if (c.all <= 2) return kShortNumber;
    return c.all == 4 && c.digits == 4 ? kYear : kNumber;
}

}  // namespace

std::int32_t shape_of(std::string_view form) {
    const Counts c = count(form);
    if (c.digits > 0) return kNumbersFrom + number_of(c);
    if (c.letters > 0) return 1 + letters_of(c) + (form.back() == '.' ? kLetterClasses : 0);
    std::size_t at = 0;
    char32_t mark = form.empty() ? U'\0' : base::next_code_point(form, at);
    if (form.substr(0, 2) == "..") mark = U'…';
    const std::size_t found = kMarks.find(mark);
    return kMarksFrom + static_cast<std::int32_t>(found == std::u32string_view::npos ? kMarks.size() : found);
}

}  // namespace entente::language
