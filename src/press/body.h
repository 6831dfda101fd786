// Which blocks of a page are the article, and which of the rest are links to other articles.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/article.h"
#include "entente/limits.h"
#include "press/blocks.h"

namespace entente::press {

struct Body {
    NodeIndex container = kNoNode;
    std::vector<std::size_t> blocks;    // indices into the page's blocks, in order
    std::vector<std::size_t> captions;  // … of captions inside the article
    std::vector<Related> related;
    std::vector<Note> notes;
    bool listing = false;
};

// `title` is the article's title: where its words stand as a block, the head of the article ends.
[[nodiscard]] Body find_body(const HtmlTree& tree, const Marks& marks, const std::vector<Block>& blocks,
                             std::string_view title, const PageWords& words, const Limits& limits);

}  // namespace entente::press
