// A stretch of text to words, as Universal Dependencies of its language cut them.
#pragma once

#include <string_view>
#include <vector>

#include "entente/sentence.h"
#include "language/rules.h"

namespace entente::language {

// A form longer than this is cut into several words: no word of a language is.
inline constexpr std::size_t kLongestWord = 512;  // bytes, a little more at a code point border

// Appends the words of text[stretch] to `out`: form, span, part and parts are filled. Between two words stand only
// spaces, controls and marks of direction. Linear: what is looked ahead is bounded. `text` must be valid UTF-8.
void tokenize(std::string_view text, Span stretch, const LanguageRules& rules, std::vector<Word>& out);

}  // namespace entente::language
