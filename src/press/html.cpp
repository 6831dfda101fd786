// gumbo builds the tree; it is copied into a flat one, without recursion. gumbo's memory comes from an arena of ours:
// nothing is ever freed by it, so its recursive destroy is never called.
#include "press/html.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "base/text.h"

namespace entente::press {

class HtmlTree::Arena {
 public:
    void* take(std::size_t size) {
        size = (size + 15) & ~std::size_t{15};
        if (size > kChunk / 4) {  // its own chunk, kept below the one in use
            chunks_.insert(chunks_.empty() ? chunks_.end() : chunks_.end() - 1, std::make_unique<std::byte[]>(size));
            if (chunks_.size() == 1) used_ = kChunk;
            return (chunks_.size() == 1 ? chunks_.back() : chunks_[chunks_.size() - 2]).get();
        }
        if (chunks_.empty() || used_ + size > kChunk) {
            chunks_.push_back(std::unique_ptr<std::byte[]>(new std::byte[kChunk]));
            used_ = 0;
        }
        void* p = chunks_.back().get() + used_;
        used_ += size;
        return p;
    }

 private:
    static constexpr std::size_t kChunk = 256 << 10;
    std::vector<std::unique_ptr<std::byte[]>> chunks_;
    std::size_t used_ = 0;
};

namespace {

void* arena_take(void* arena, std::size_t size) { return static_cast<HtmlTree::Arena*>(arena)->take(size); }
void arena_keep(void*, void*) {}

struct TagName {
    GumboTag gumbo;
    Tag tag;
};
constexpr std::array kTags = {
    TagName{GUMBO_TAG_HTML, Tag::kHtml},
    TagName{GUMBO_TAG_HEAD, Tag::kHead},
    TagName{GUMBO_TAG_TITLE, Tag::kTitle},
    TagName{GUMBO_TAG_META, Tag::kMeta},
    TagName{GUMBO_TAG_LINK, Tag::kLink},
    TagName{GUMBO_TAG_BODY, Tag::kBody},
    TagName{GUMBO_TAG_ARTICLE, Tag::kArticle},
    TagName{GUMBO_TAG_SECTION, Tag::kSection},
    TagName{GUMBO_TAG_MAIN, Tag::kMain},
    TagName{GUMBO_TAG_NAV, Tag::kNav},
    TagName{GUMBO_TAG_ASIDE, Tag::kAside},
    TagName{GUMBO_TAG_HEADER, Tag::kHeader},
    TagName{GUMBO_TAG_FOOTER, Tag::kFooter},
    TagName{GUMBO_TAG_DIV, Tag::kDiv},
    TagName{GUMBO_TAG_P, Tag::kP},
    TagName{GUMBO_TAG_H1, Tag::kH1},
    TagName{GUMBO_TAG_H2, Tag::kH2},
    TagName{GUMBO_TAG_H3, Tag::kH3},
    TagName{GUMBO_TAG_H4, Tag::kH4},
    TagName{GUMBO_TAG_H5, Tag::kH5},
    TagName{GUMBO_TAG_H6, Tag::kH6},
    TagName{GUMBO_TAG_UL, Tag::kUl},
    TagName{GUMBO_TAG_OL, Tag::kOl},
    TagName{GUMBO_TAG_LI, Tag::kLi},
    TagName{GUMBO_TAG_DL, Tag::kDl},
    TagName{GUMBO_TAG_DT, Tag::kDt},
    TagName{GUMBO_TAG_DD, Tag::kDd},
    TagName{GUMBO_TAG_BLOCKQUOTE, Tag::kBlockquote},
    TagName{GUMBO_TAG_PRE, Tag::kPre},
    TagName{GUMBO_TAG_TABLE, Tag::kTable},
    TagName{GUMBO_TAG_THEAD, Tag::kThead},
    TagName{GUMBO_TAG_TBODY, Tag::kTbody},
    TagName{GUMBO_TAG_TFOOT, Tag::kTfoot},
    TagName{GUMBO_TAG_TR, Tag::kTr},
    TagName{GUMBO_TAG_TD, Tag::kTd},
    TagName{GUMBO_TAG_TH, Tag::kTh},
    TagName{GUMBO_TAG_CAPTION, Tag::kCaption},
    TagName{GUMBO_TAG_FIGURE, Tag::kFigure},
    TagName{GUMBO_TAG_FIGCAPTION, Tag::kFigcaption},
    TagName{GUMBO_TAG_IMG, Tag::kImg},
    TagName{GUMBO_TAG_A, Tag::kA},
    TagName{GUMBO_TAG_SPAN, Tag::kSpan},
    TagName{GUMBO_TAG_B, Tag::kB},
    TagName{GUMBO_TAG_STRONG, Tag::kStrong},
    TagName{GUMBO_TAG_TIME, Tag::kTime},
    TagName{GUMBO_TAG_BR, Tag::kBr},
    TagName{GUMBO_TAG_HR, Tag::kHr},
    TagName{GUMBO_TAG_FORM, Tag::kForm},
    TagName{GUMBO_TAG_INPUT, Tag::kInput},
    TagName{GUMBO_TAG_BUTTON, Tag::kButton},
    TagName{GUMBO_TAG_SELECT, Tag::kSelect},
    TagName{GUMBO_TAG_LABEL, Tag::kLabel},
    TagName{GUMBO_TAG_ADDRESS, Tag::kAddress},
    TagName{GUMBO_TAG_DETAILS, Tag::kDetails},
    TagName{GUMBO_TAG_CENTER, Tag::kCenter},
    TagName{GUMBO_TAG_TEMPLATE, Tag::kTemplate},
    TagName{GUMBO_TAG_FIELDSET, Tag::kFieldset},
    TagName{GUMBO_TAG_VIDEO, Tag::kVideo},
    TagName{GUMBO_TAG_AUDIO, Tag::kAudio},
};

const std::array<Tag, GUMBO_TAG_LAST + 1>& tag_table() {
    static const auto table = [] {
        std::array<Tag, GUMBO_TAG_LAST + 1> t{};
        t.fill(Tag::kOther);
        for (const TagName& n : kTags) t[n.gumbo] = n.tag;
        return t;
    }();
    return table;
}

// Copies gumbo's tree in document order; a stack of (element, next child) stands in for recursion.
void flatten(const GumboNode* root, std::vector<Node>& nodes, std::vector<Attribute>& attributes) {
    struct Open {
        const GumboNode* element;
        unsigned next;
        NodeIndex index;
    };
    std::vector<Open> open;
    const auto add_element = [&](const GumboNode* g) {
        const GumboElement& e = g->v.element;
        Node n;
        n.parent = open.empty() ? kNoNode : open.back().index;
        n.tag = tag_table()[std::min<std::size_t>(e.tag, GUMBO_TAG_LAST)];
        if (n.tag == Tag::kOther && e.original_tag.data) {
            GumboStringPiece name = e.original_tag;
            gumbo_tag_from_original_text(&name);
            n.text = std::string_view(name.data, name.length);
        }
        n.first_attribute = static_cast<std::uint32_t>(attributes.size());
        for (unsigned i = 0; i < e.attributes.length && i < 64; ++i) {
            const auto* a = static_cast<const GumboAttribute*>(e.attributes.data[i]);
            attributes.push_back({a->name, a->value});
            ++n.attributes;
        }
        nodes.push_back(n);
        open.push_back({g, 0, static_cast<NodeIndex>(nodes.size() - 1)});
    };
    add_element(root);
    while (!open.empty()) {
        Open& top = open.back();
        const GumboVector& children = top.element->v.element.children;
        if (top.next == children.length) {
            nodes[top.index].end = static_cast<NodeIndex>(nodes.size());
            open.pop_back();
            continue;
        }
        const auto* child = static_cast<const GumboNode*>(children.data[top.next++]);
        if (child->type == GUMBO_NODE_ELEMENT) {
            add_element(child);
        } else if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_CDATA) {
            nodes.push_back(
                {Tag::kText, top.index, static_cast<NodeIndex>(nodes.size() + 1), child->v.text.text, 0, 0});
        } else if (child->type == GUMBO_NODE_WHITESPACE) {
            nodes.push_back({Tag::kText, top.index, static_cast<NodeIndex>(nodes.size() + 1), " ", 0, 0});
        }
    }
}

}  // namespace

HtmlTree::HtmlTree() : arena_(std::make_unique<Arena>()) {}
HtmlTree::HtmlTree(HtmlTree&&) noexcept = default;
HtmlTree& HtmlTree::operator=(HtmlTree&&) noexcept = default;
HtmlTree::~HtmlTree() = default;

HtmlTree HtmlTree::parse(std::string_view html, const Limits& limits) {
    HtmlTree tree;
    Markup small = simplify_markup(html, limits.html_depth);
    tree.json_ld_ = std::move(small.json_ld);
    tree.flattened_ = small.flattened;
    tree.source_ = std::move(small.html);
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = arena_take;
    options.deallocator = arena_keep;
    options.userdata = tree.arena_.get();
    options.max_errors = 0;
    const GumboOutput* out = gumbo_parse_with_options(&options, tree.source_.data(), tree.source_.size());
    flatten(out->root, tree.nodes_, tree.attributes_);
    return tree;
}

std::string_view HtmlTree::attribute(NodeIndex i, std::string_view name) const {
    const Node& n = nodes_[i];
    for (std::uint32_t a = n.first_attribute; a < n.first_attribute + n.attributes; ++a)
        if (attributes_[a].name == name) return attributes_[a].value;
    return {};
}

bool HtmlTree::has_attribute(NodeIndex i, std::string_view name) const {
    const Node& n = nodes_[i];
    for (std::uint32_t a = n.first_attribute; a < n.first_attribute + n.attributes; ++a)
        if (attributes_[a].name == name) return true;
    return false;
}

std::string HtmlTree::text(NodeIndex i, std::size_t max) const {
    std::string all;
    for (NodeIndex n = i; n < nodes_[i].end && all.size() < max; ++n) {
        if (nodes_[n].tag == Tag::kText)
            all += nodes_[n].text;
        else if (is_block(nodes_[n].tag) || nodes_[n].tag == Tag::kBr)
            all += ' ';
    }
    return base::squeeze(all);
}

std::string HtmlTree::parted_text(NodeIndex i, std::size_t max) const {
    std::string all;
    for (NodeIndex n = i; n < nodes_[i].end && all.size() < max; ++n)
        if (nodes_[n].tag == Tag::kText)
            (all += nodes_[n].text) += ' ';
        else if (nodes_[n].tag == Tag::kBr || nodes_[n].tag == Tag::kLi)
            all += "\n";
    return base::squeeze(all);
}

bool is_heading(Tag tag) { return tag >= Tag::kH1 && tag <= Tag::kH6; }

bool is_block(Tag tag) {
    switch (tag) {
        case Tag::kText:
        case Tag::kOther:
        case Tag::kTitle:
        case Tag::kMeta:
        case Tag::kLink:
        case Tag::kImg:
        case Tag::kA:
        case Tag::kSpan:
        case Tag::kB:
        case Tag::kStrong:
        case Tag::kTime:
        case Tag::kBr:
        case Tag::kInput:
        case Tag::kLabel:
        case Tag::kButton:
        case Tag::kSelect:
        case Tag::kVideo:
        case Tag::kAudio: return false;
        default: return true;
    }
}

}  // namespace entente::press
