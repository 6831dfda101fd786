// A page's source made small and shallow before a parser sees it: what we never read goes, nesting is bounded.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace entente::press {

struct Markup {
    std::string html;
    std::vector<std::string> json_ld;  // the contents of the page's JSON-LD scripts, as they stand
    bool flattened = false;            // tags nested deeper than the limit were left out (their text stays)
};

// Drops comments, scripts, styles, drawings, frames, attributes that nobody reads, and tags nested deeper than `depth`.
// `html` is UTF-8. Never fails. Cost: linear, whatever the input.
[[nodiscard]] Markup simplify_markup(std::string_view html, std::size_t depth);

}  // namespace entente::press
