// A tree's text as blocks in document order: paragraphs, headings, list items, table rows, captions, with their links.
#pragma once

#include <string>
#include <vector>

#include "entente/article.h"
#include "press/html.h"
#include "press/words.h"

namespace entente::press {

struct BlockLink {
    std::uint32_t start = 0, end = 0;  // bytes of the block's text
    NodeIndex node = kNoNode;          // the <a>
};

struct Block {
    NodeIndex node = kNoNode;  // nearest block element
    NodeIndex first = 0;       // first text node: grows from block to block
    ParagraphKind kind = ParagraphKind::kParagraph;
    std::string text;  // squeezed, valid UTF-8
    std::vector<BlockLink> links;
    std::uint32_t letters = 0;       // bytes that are letters or digits
    std::uint32_t link_letters = 0;  // … under a link
    bool bold = false;               // all of it in <b> or <strong>
    [[nodiscard]] double link_density() const { return letters ? double(link_letters) / letters : 0; }
};

// What class, id, tag and role say of each node, inherited where noted; index = node.
struct Marks {
    std::vector<std::uint16_t> own;  // MarkupUse bits of the node itself
    std::vector<NodeIndex> chrome;   // the outermost chrome element at or above the node; kNoNode: none
    std::vector<bool> skipped;       // never shown: head, template, hidden, select, button
};

// How far names are trusted to tell chrome: each step less far, for pages that the step before leaves without a body.
enum class Trust { kNames, kSureNames, kComments, kNothing };  // the last: also what style hides is shown

[[nodiscard]] Marks mark_nodes(const HtmlTree& tree, const PageWords& words, Trust trust = Trust::kNames);
[[nodiscard]] std::vector<Block> find_blocks(const HtmlTree& tree, const Marks& marks, std::size_t max);

inline constexpr std::size_t kNoBlock = SIZE_MAX;
// The block of `title` from `from` on: the same words, else a heading with a label more, else the last part of a
// heading that the title was put together from. kNoBlock: none.
[[nodiscard]] std::size_t find_title(const std::vector<Block>& blocks, std::string_view title, std::size_t from,
                                     std::size_t end);

}  // namespace entente::press
