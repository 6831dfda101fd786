// Which blocks of a page are the article, and which of the rest are links to other articles.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/article.h"
#include "entente/limits.h"
#include "press/blocks.h"

namespace entente::press {

// What the page's head says that helps to find the body.
struct BodyHints {
    std::string_view title;        // where its words stand as a block, the head of the article ends
    std::string_view description;  // og:description and its like: a block that repeats it is the standfirst
    std::string_view body;         // articleBody of JSON-LD: a block that stands in it is text, whatever it is called
};

struct Body {
    NodeIndex container = kNoNode;
    double weight = 0;                  // letters of running text in it
    double page = 0;                    // … on the whole page, chrome too
    std::vector<std::size_t> blocks;    // indices into the page's blocks, in order
    std::vector<std::size_t> captions;  // … of captions inside the article
    std::vector<std::size_t> leads;     // of `blocks`: standfirsts, which are paragraphs whatever their tag
    std::vector<Related> related;
    std::vector<Note> notes;
    bool listing = false;
    bool gallery = false;  // captions are the text
};

[[nodiscard]] Body find_body(const HtmlTree& tree, const Marks& marks, const std::vector<Block>& blocks,
                             const BodyHints& hints, const PageWords& words, const Limits& limits);
// What is left when no running text is found (short lines, a poem, a table): every line that is not a link or chrome.
[[nodiscard]] Body find_any_text(const HtmlTree& tree, const Marks& marks, const std::vector<Block>& blocks,
                                 const BodyHints& hints, const PageWords& words, const Limits& limits);

}  // namespace entente::press
