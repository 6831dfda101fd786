// A page saved as plain text: section line, title, byline, paragraphs, cross-headings, links to other articles, author
// box.
#pragma once

#include <string_view>

#include "entente/article.h"
#include "entente/limits.h"
#include "press/words.h"

namespace entente::press {

// `text` is UTF-8. Everything is told by form: a line's length, its last character, its place, the words of `words`.
[[nodiscard]] Article read_text_page(std::string_view text, const PageWords& words, const Limits& limits);
[[nodiscard]] bool is_text_page(std::string_view text, const PageWords& words);

}  // namespace entente::press
