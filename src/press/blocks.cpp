#include "press/blocks.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "base/text.h"

namespace entente::press {

namespace {

bool role_is_chrome(std::string_view role) {
    for (std::string_view r : {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alert",
                               "menu", "menubar", "toolbar", "alertdialog"})
        if (role == r) return true;
    return false;
}

bool never_shown(const HtmlTree& tree, NodeIndex i, Trust trust) {
    switch (tree[i].tag) {
        case Tag::kHead:
        case Tag::kTemplate:
        case Tag::kSelect:
        case Tag::kButton:
        case Tag::kInput:
        case Tag::kVideo:
        case Tag::kAudio: return true;
        default: return trust != Trust::kNothing && tree.has_attribute(i, "hidden");
    }
}

// Builds one block at a time while the tree is walked.
class Builder {
 public:
    Builder(const HtmlTree& tree, const Marks& marks, std::size_t max) : tree_(tree), marks_(marks), max_(max) {}

    std::vector<Block> run() {
        for (NodeIndex i = 0; i < tree_.size() && blocks_.size() < max_;) {
            leave(i);
            if (marks_.skipped[i]) {
                i = tree_[i].end;
                continue;
            }
            enter(i);
            ++i;
        }
        leave(tree_.size());
        flush();
        return std::move(blocks_);
    }

 private:
    void leave(NodeIndex i) {
        while (!open_.empty() && tree_[open_.back()].end <= i) {
            flush();
            open_.pop_back();
        }
        while (!links_.empty() && tree_[links_.back()].end <= i) end_link();
        while (bold_end_ && bold_end_ <= i) bold_end_ = 0;
        if (time_end_ && time_end_ <= i) space(), time_end_ = 0;
    }

    void enter(NodeIndex i) {
        const Node& n = tree_[i];
        if (n.tag == Tag::kText) {
            if (current_.letters == 0) current_.first = i;
            return add_text(n.text);
        }
        if (n.tag == Tag::kBr) return line_break();
        if (n.tag == Tag::kA) {
            links_.push_back(i);
            link_start_ = current_.text.size();
            return;
        }
        if (n.tag == Tag::kTime) space(), time_end_ = n.end;  // "2 avril 2025<time>14:30</time>Dakar" is three things
        if ((n.tag == Tag::kB || n.tag == Tag::kStrong) && !bold_end_) bold_end_ = n.end;
        if (!is_block(n.tag)) return;
        if (n.tag == Tag::kTd || n.tag == Tag::kTh) {  // a row is one block unless its cells hold blocks of their own
            if (!current_.text.empty() && current_.text.back() != ' ') add_text(" ");
            row_cells_ = true;
            if (!holds_blocks(i)) return;
        }
        flush();
        open_.push_back(i);
    }

    bool holds_blocks(NodeIndex i) const {
        for (NodeIndex k = i + 1; k < tree_[i].end && k < i + 200; ++k)
            if (is_block(tree_[k].tag) || tree_[k].tag == Tag::kBr) return true;
        return false;
    }

    void add_text(std::string_view text) {
        const bool linked = !links_.empty();
        for (std::size_t at = 0; at < text.size();) {
            const auto u = static_cast<unsigned char>(text[at]);
            if (u < 0x80) {
                ++at;
                if (u <= 0x20 || u == 0x7F) {
                    space();
                    continue;
                }
                current_.text += static_cast<char>(u);
                count((u | 0x20) >= 'a' && (u | 0x20) <= 'z' ? 1 : (u >= '0' && u <= '9'), linked);
            } else {
                std::size_t next = at;
                const char32_t c = base::next_code_point(text, next);
                if (c == 0xA0 || c == 0x202F || c == 0x2009 || (c > 0x2000 && base::is_space(c))) {
                    special_space(text.substr(at, next - at));
                } else if (c != 0x200B && c != 0xFEFF && c != 0xAD && !(c >= 0x80 && c < 0xA0)) {
                    current_.text.append(text.substr(at, next - at));
                    count(static_cast<std::uint32_t>(next - at), linked);
                }
                at = next;
            }
        }
        breaks_ = text.find_first_not_of(" \t\r\n") == std::string_view::npos ? breaks_ : 0;
    }

    void space() {
        if (!current_.text.empty() && current_.text.back() != ' ') current_.text += ' ';
    }
    // No-break spaces stay as they are inside text (French punctuation), but do not stand beside another space.
    void special_space(std::string_view as_is) {
        if (!current_.text.empty() && current_.text.back() != ' ') {
            const bool narrow = as_is == "\xC2\xA0" || as_is == "\xE2\x80\xAF";
            if (narrow && !ends_in_nbsp())
                current_.text += as_is;
            else if (!narrow)
                current_.text += ' ';
        }
    }
    bool ends_in_nbsp() const { return current_.text.ends_with("\xC2\xA0") || current_.text.ends_with("\xE2\x80\xAF"); }

    void count(std::uint32_t letters, bool linked) {
        current_.letters += letters;
        if (linked) current_.link_letters += letters;
        if (letters && !bold_end_) plain_ = true;
    }

    // Two breaks part paragraphs; so does one after a long sentence, or after a short line in bold or above the
    // page's first running text (title, byline, date).
    void line_break() {
        ++breaks_;
        const std::size_t size = current_.text.size();
        if (breaks_ >= 2 || (size < 60 && (!plain_ || (!running_ && ++short_lines_ <= 3))) ||
            (size > 120 && ends_like_sentence(current_.text))) {
            const int keep = breaks_;
            flush();
            breaks_ = keep;
        } else {
            space();
        }
    }

    void end_link() {
        const std::size_t end = current_.text.size();
        if (link_start_ < end && current_.links.size() < 200)
            current_.links.push_back(
                {static_cast<std::uint32_t>(link_start_), static_cast<std::uint32_t>(end), links_.back()});
        links_.pop_back();
        link_start_ = end;
    }

    void flush() {
        const NodeIndex open_link = links_.empty() ? kNoNode : links_.back();
        if (open_link != kNoNode && link_start_ < current_.text.size())
            current_.links.push_back(
                {static_cast<std::uint32_t>(link_start_), static_cast<std::uint32_t>(current_.text.size()), open_link});
        link_start_ = 0;
        breaks_ = 0;
        Block done = std::move(current_);
        current_ = {};
        const bool plain = std::exchange(plain_, false), row = std::exchange(row_cells_, false);
        trim_end(done.text);
        if (done.letters == 0) return;
        for (BlockLink& l : done.links) l.end = std::min(l.end, static_cast<std::uint32_t>(done.text.size()));
        std::erase_if(done.links, [](const BlockLink& l) { return l.start >= l.end; });
        done.bold = !plain;
        done.node = open_.empty() ? 0 : open_.back();
        done.kind = kind_of(done.node, row);
        running_ |= done.letters > 100 && done.link_density() < 0.3;
        blocks_.push_back(std::move(done));
    }

    static void trim_end(std::string& s) {
        for (;;) {
            if (s.ends_with(' '))
                s.pop_back();
            else if (s.ends_with("\xC2\xA0"))
                s.resize(s.size() - 2);
            else if (s.ends_with("\xE2\x80\xAF"))
                s.resize(s.size() - 3);
            else
                return;
        }
    }

    ParagraphKind kind_of(NodeIndex node, bool row) const {
        if (is_heading(tree_[node].tag)) return ParagraphKind::kHeading;
        for (NodeIndex n = node, steps = 0; n != kNoNode && steps < 8; n = tree_[n].parent, ++steps) {
            switch (tree_[n].tag) {
                case Tag::kH1:
                case Tag::kH2:
                case Tag::kH3:
                case Tag::kH4:
                case Tag::kH5:
                case Tag::kH6: return ParagraphKind::kHeading;
                case Tag::kFigcaption:
                case Tag::kCaption: return ParagraphKind::kCaption;
                case Tag::kFigure: return ParagraphKind::kCaption;
                case Tag::kLi:
                case Tag::kDd:
                case Tag::kDt: return ParagraphKind::kListItem;
                case Tag::kBlockquote: return ParagraphKind::kQuote;
                case Tag::kTr: return row ? ParagraphKind::kTable : ParagraphKind::kParagraph;
                case Tag::kArticle:
                case Tag::kSection:
                case Tag::kMain:
                case Tag::kBody:
                case Tag::kTd: return ParagraphKind::kParagraph;
                default: break;
            }
            if ((marks_.own[n] & kCaptionName) && steps < 3) return ParagraphKind::kCaption;
        }
        return ParagraphKind::kParagraph;
    }

    const HtmlTree& tree_;
    const Marks& marks_;
    std::size_t max_;
    std::vector<Block> blocks_;
    Block current_;
    std::vector<NodeIndex> open_, links_;
    std::size_t link_start_ = 0;
    NodeIndex bold_end_ = 0, time_end_ = 0;
    int breaks_ = 0;
    bool plain_ = false, row_cells_ = false, running_ = false;
    int short_lines_ = 0;  // cut off at the top so far: a poem is not a head
};

}  // namespace

Marks mark_nodes(const HtmlTree& tree, const PageWords& words, Trust trust) {
    Marks m;
    m.own.assign(tree.size(), 0);
    m.chrome.assign(tree.size(), kNoNode);
    m.skipped.assign(tree.size(), false);
    std::unordered_map<std::string_view, unsigned> known;  // most names stand on many elements
    const auto use_of = [&](std::string_view names) {
        const auto [it, fresh] = known.try_emplace(names, 0u);
        if (fresh) it->second = words.markup_use(names);
        return it->second;
    };
    for (NodeIndex i = 0; i < tree.size(); ++i) {
        const Node& n = tree[i];
        if (n.parent != kNoNode) {
            m.chrome[i] = m.chrome[n.parent];
            if (m.skipped[n.parent]) m.skipped[i] = true;
        }
        if (n.tag == Tag::kText || m.skipped[i]) continue;
        if (never_shown(tree, i, trust)) {
            m.skipped[i] = true;
            continue;
        }
        unsigned use = 0;
        if (n.attributes) {
            for (const char* name : {"class", "id", "data-testid"})  // the last: sites whose classes say nothing
                if (const auto names = tree.attribute(i, name); !names.empty()) use |= use_of(names);
            if (role_is_chrome(tree.attribute(i, "role"))) use |= kChromeName;
            if (tree.attribute(i, "itemprop") == "comment") use |= kChromeName | kCommentName;
            if (tree.attribute(i, "itemprop").find("articleBody") != std::string_view::npos) use |= kBodyName;
            if (trust != Trust::kNames || (use & kTextName)) use &= ~unsigned{kDoubtfulName};
            if (tree.attribute(i, "itemprop") == "articleBody" || trust >= Trust::kComments)
                use &= ~unsigned{kChromeName};
            if (use & kCommentName && trust != Trust::kNothing) use |= kChromeName;
        }
        if (n.tag == Tag::kNav || n.tag == Tag::kFooter || n.tag == Tag::kAside || n.tag == Tag::kForm ||
            n.tag == Tag::kFieldset || n.tag == Tag::kLabel)
            use |= kChromeName;
        if (n.tag == Tag::kHtml || n.tag == Tag::kBody || n.tag == Tag::kMain)
            use &= ~unsigned{kChromeName | kDoubtfulName};
        m.own[i] = static_cast<std::uint16_t>(use);
        if ((use & (kChromeName | kDoubtfulName)) && m.chrome[i] == kNoNode) m.chrome[i] = i;
    }
    return m;
}

std::vector<Block> find_blocks(const HtmlTree& tree, const Marks& marks, std::size_t max) {
    return Builder(tree, marks, max).run();
}

std::size_t find_title(const std::vector<Block>& blocks, std::string_view title, std::size_t from, std::size_t end) {
    const std::string wanted = base::fold(title);
    std::size_t labelled = kNoBlock, part = kNoBlock;
    for (std::size_t k = from; k < std::min(end, blocks.size()); ++k) {
        const Block& b = blocks[k];
        if (b.text.size() > 500 || b.text.size() < 4) continue;
        const bool heading = b.kind == ParagraphKind::kHeading;
        if (!heading && k >= from + 65) continue;
        const std::string text = base::fold(b.text);
        if (text == wanted) return k;
        if (!heading || wanted.size() < 12) continue;
        if (labelled == kNoBlock && text.size() < wanted.size() + 60 && text.ends_with(wanted)) labelled = k;
        if (text.size() >= 8 && wanted.ends_with(text) && text.size() * 4 > wanted.size() && part == kNoBlock) part = k;
    }
    return labelled != kNoBlock ? labelled : part;
}

}  // namespace entente::press
