// The body is found in three steps.
// 1. Mass: a block of running text (long enough, few of its letters under links) weighs its letters; a node weighs what
//    stands below it. What class names, tags or roles call chrome weighs nothing, unless most of the page's mass is in
//    it.
// 2. Container: the heaviest element that schema.org, class names, <article> or <main> mark as an article; failing
// that,
//    from <body> down as long as one child holds nearly all.
// 3. Blocks inside: link lists, chrome lines and what follows an end line ("Laisser un commentaire") go; lines such as
//    "À lire aussi : …" become related headlines.
#include "press/body.h"

#include <algorithm>
#include <unordered_map>

#include "base/text.h"

namespace entente::press {

namespace {

bool is_copyright(std::string_view text) {
    return text.size() < 220 &&
           (text.find("©") != std::string_view::npos || text.find("opyright") != std::string_view::npos);
}

double weight(const Block& b) {
    if (b.kind == ParagraphKind::kHeading || b.kind == ParagraphKind::kCaption) return 0;
    if (b.letters < 35 || b.link_density() > 0.45 || is_copyright(b.text)) return 0;
    const double own = b.letters - b.link_letters;
    return ends_like_sentence(b.text) || b.letters > 160 ? own : own * 0.4;
}

class Finder {
 public:
    Finder(const HtmlTree& tree, const Marks& marks, const std::vector<Block>& blocks, std::string_view title,
           const PageWords& words, const Limits& limits)
        : tree_(tree), marks_(marks), blocks_(blocks), title_(base::fold(title)), words_(words), limits_(limits) {}

    Body run() {
        weigh_all();
        body_.container = choose_container();
        if (body_.container != kNoNode) pick_blocks();
        body_.listing = is_listing();
        return std::move(body_);
    }

 private:
    void weigh_all() {
        raw_.assign(tree_.size(), 0);
        mass_.assign(tree_.size(), 0);
        for (const Block& b : blocks_) raw_[b.node] += weight(b);
        sum_up(raw_);
        total_ = raw_.empty() ? 0 : raw_[0];
        for (const Block& b : blocks_)
            if (!is_chrome(b.node)) mass_[b.node] += weight(b);
        sum_up(mass_);
    }

    // Children come after their parents: one pass from the end adds each node to its parent.
    void sum_up(std::vector<double>& of) const {
        for (NodeIndex i = tree_.size(); i-- > 1;)
            if (tree_[i].parent != kNoNode) of[tree_[i].parent] += of[i];
    }

    // In chrome, by the outermost element so named that does not hold half of the page's text.
    bool is_chrome(NodeIndex i) const {
        for (int steps = 0; i != kNoNode && marks_.chrome[i] != kNoNode && steps < 600; ++steps) {
            if ((marks_.own[i] & kChromeName) && !(marks_.own[i] & kBodyName && raw_[i] > 0.3 * total_) &&
                raw_[i] < 0.5 * total_)
                return true;
            i = tree_[i].parent;
        }
        return false;
    }

    NodeIndex choose_container() const {
        if (tree_.size() == 0 || mass_[0] <= 0) return kNoNode;
        NodeIndex best = kNoNode;
        double best_score = 0;
        for (NodeIndex i = 0; i < tree_.size(); ++i) {
            double bonus = 0;
            if (marks_.own[i] & kBodyName)
                bonus = tree_.attribute(i, "itemprop") == "articleBody" ? 1.35 : 1.3;
            else if (tree_[i].tag == Tag::kArticle)
                bonus = 1.15;
            else if (tree_[i].tag == Tag::kMain || tree_.attribute(i, "role") == "main")
                bonus = 1.0;
            if (bonus == 0 || mass_[i] < 0.35 * mass_[0]) continue;
            if (mass_[i] * bonus > best_score) best = i, best_score = mass_[i] * bonus;
        }
        if (best == kNoNode) best = 0;
        return narrow(best);
    }

    // Down to the smallest element that still holds nearly all of the mass.
    NodeIndex narrow(NodeIndex from) const {
        for (NodeIndex at = from;;) {
            NodeIndex heaviest = kNoNode;
            for (NodeIndex c = at + 1; c < tree_[at].end; c = tree_[c].end)
                if (heaviest == kNoNode || mass_[c] > mass_[heaviest]) heaviest = c;
            if (heaviest == kNoNode || mass_[heaviest] < 0.92 * mass_[at] || !is_block(tree_[heaviest].tag)) return at;
            if (tree_[heaviest].tag == Tag::kP || tree_[heaviest].tag == Tag::kLi) return at;
            at = heaviest;
        }
    }

    void pick_blocks() {
        const NodeIndex from = body_.container, end = tree_[from].end;
        find_head(from, end);
        bool related_open = false, begun = false;
        for (std::size_t k = head_; k < blocks_.size(); ++k) {
            const Block& b = blocks_[k];
            if (b.first >= end) break;
            const bool inside = b.first >= from;
            const bool headed_caption = titled_ && b.kind == ParagraphKind::kCaption;
            if (!inside && ((weight(b) == 0 && !headed_caption) || is_chrome(b.node))) continue;
            const LineClass line = classify_line(b.text, words_);
            if (line.use == LineUse::kRelated) {
                related_open = !add_related(b, line.rest);
                continue;
            }
            if (related_open && b.link_density() > 0.7) {
                add_related(b, 0);
                continue;
            }
            related_open = false;
            if (line.use == LineUse::kEnd && enough_before(k)) break;
            if (in_chrome(b) || b.text.size() < 2 || is_copyright(b.text)) continue;
            if (line.use == LineUse::kPaywall) body_.notes.push_back({"paywall", b.text, std::nullopt});
            if (line.use != LineUse::kText) continue;
            if (b.kind == ParagraphKind::kCaption) {
                if (b.letters >= 40 && ends_like_sentence(b.text)) body_.captions.push_back(k);  // others are credits
                continue;
            }
            if (is_link_block(b) || base::fold(b.text) == title_) continue;
            begun |= weight(b) > 0 && (ends_like_sentence(b.text) || b.letters > 100);
            if (!begun && titled_ && is_head_line(b)) continue;
            if (body_.blocks.size() < limits_.paragraphs) body_.blocks.push_back(k);
        }
        trim_foot();
    }

    // Where the article may begin: after its title, when that stands in the container or not far above it.
    void find_head(NodeIndex from, NodeIndex end) {
        double before = 0;
        std::size_t first_inside = 0;
        while (first_inside < blocks_.size() && blocks_[first_inside].first < from) ++first_inside;
        head_ = first_inside;
        for (std::size_t k = first_inside > 25 ? first_inside - 25 : 0; k < blocks_.size() && blocks_[k].first < end;
             ++k) {
            const bool may_be = blocks_[k].kind == ParagraphKind::kHeading || k < 40;
            if (may_be && blocks_[k].text.size() < 500 && base::fold(blocks_[k].text) == title_) {
                head_ = k + 1;
                titled_ = true;
                return;
            }
            if (k >= first_inside) before += weight(blocks_[k]);
            if (before > 0.2 * mass_[body_.container]) return;
        }
    }

    // Between title and text: dates, bylines, labels, buttons; a standfirst ends like a sentence or is long.
    static bool is_head_line(const Block& b) {
        if (b.kind == ParagraphKind::kHeading || b.kind == ParagraphKind::kListItem) return b.letters < 12;
        return b.link_density() > 0.3 || (b.text.size() < 110 && !ends_like_sentence(b.text)) || b.letters < 25;
    }

    // After the last running text: short lines that are no sentences, and headings that nothing follows.
    void trim_foot() {
        std::size_t last = body_.blocks.size();
        while (last > 0 && weight(blocks_[body_.blocks[last - 1]]) == 0) --last;
        if (last == 0) return;
        std::size_t keep = last;
        for (std::size_t i = last; i < body_.blocks.size(); ++i) {
            const Block& b = blocks_[body_.blocks[i]];
            if (b.kind == ParagraphKind::kHeading || b.link_density() > 0.3) break;
            const bool plain = b.kind == ParagraphKind::kParagraph;
            const bool name = i == last && plain && is_signature_line(b.text);
            if (plain && !name && (b.letters < 12 || !ends_like_sentence(b.text) || b.text.ends_with(':'))) break;
            keep = i + 1;
        }
        body_.blocks.resize(keep);
    }

    // Chrome inside the container: the name counts unless the element holds a good part of the container itself.
    bool in_chrome(const Block& b) const {
        const double of = mass_[body_.container] > 0 ? raw_[body_.container] : 1;
        NodeIndex i = b.node;
        for (int steps = 0; i != kNoNode && i != body_.container && steps < 600; ++steps, i = tree_[i].parent) {
            if ((marks_.own[i] & kChromeName) && !((marks_.own[i] & kBodyName) && raw_[i] > 0.3 * of) &&
                raw_[i] < 0.5 * of)
                return true;
            if (is_link_list(i)) return true;
        }
        return false;
    }

    // A list or box of links: three or more blocks nearly all of whose letters are links.
    bool is_link_list(NodeIndex i) const {
        const Tag t = tree_[i].tag;
        if (t != Tag::kUl && t != Tag::kOl && t != Tag::kTable) return false;
        if (const auto known = link_lists_.find(i); known != link_lists_.end()) return known->second;
        std::uint32_t letters = 0, linked = 0;
        auto b = std::lower_bound(blocks_.begin(), blocks_.end(), i,
                                  [](const Block& x, NodeIndex n) { return x.first < n; });
        for (; b != blocks_.end() && b->first < tree_[i].end; ++b) letters += b->letters, linked += b->link_letters;
        return link_lists_[i] = letters > 0 && linked * 10 > letters * 7;
    }

    bool is_link_block(const Block& b) const {
        if (b.link_density() < 0.75) return false;
        return b.kind != ParagraphKind::kParagraph || b.letters < 200;
    }

    // An end line before the text has begun ends nothing ("Commentaires (3)" on top).
    bool enough_before(std::size_t k) const {
        double before = 0;
        for (std::size_t i : body_.blocks)
            if (i < k) before += weight(blocks_[i]);
        return before > 0.3 * mass_[body_.container];
    }

    // True when the line itself named an article.
    bool add_related(const Block& b, std::size_t rest) {
        std::string title(base::trim(std::string_view(b.text).substr(std::min(rest, b.text.size()))));
        std::optional<std::string> url;
        for (const BlockLink& l : b.links) {
            const std::string_view href = tree_.attribute(l.node, "href");
            if (href.empty() || href.starts_with('#') || href.starts_with("javascript")) continue;
            if (!url || l.end > rest) url = std::string(href);
            if (l.end > rest) break;
        }
        if (title.empty() || base::count_code_points(title) < 12 || title.size() > 400) return !title.empty();
        const bool known =
            std::any_of(body_.related.begin(), body_.related.end(), [&](const Related& r) { return r.title == title; });
        if (!known && body_.related.size() < limits_.related)
            body_.related.push_back({std::move(title), std::move(url)});
        return rest > 0;
    }

    // Many links to elsewhere with little text between them.
    bool is_listing() const {
        std::uint32_t letters = 0, linked = 0, teasers = 0;
        for (const Block& b : blocks_) {
            if (is_chrome(b.node)) continue;
            letters += b.letters, linked += b.link_letters;
            teasers += (b.kind == ParagraphKind::kHeading || b.letters > 30) && b.link_density() > 0.8;
        }
        double text = 0;
        for (std::size_t k : body_.blocks) text += weight(blocks_[k]);
        if (teasers >= 8 && linked > 2 * text) return true;
        return teasers >= 6 && headed_teasers() >= 5 && text < 3000;
    }

    // Teasers: a linked heading followed by a short text, over and over.
    std::size_t headed_teasers() const {
        std::size_t n = 0;
        for (std::size_t k = 0; k + 1 < blocks_.size(); ++k)
            n += blocks_[k].kind == ParagraphKind::kHeading && blocks_[k].link_density() > 0.8 &&
                 !is_chrome(blocks_[k].node) && blocks_[k + 1].kind != ParagraphKind::kHeading &&
                 blocks_[k + 1].letters < 400;
        return n;
    }

    const HtmlTree& tree_;
    const Marks& marks_;
    const std::vector<Block>& blocks_;
    std::string title_;
    const PageWords& words_;
    const Limits& limits_;
    std::vector<double> raw_, mass_;
    double total_ = 0;
    std::size_t head_ = 0;                                    // first block that may be the article's
    bool titled_ = false;                                     // the title stands right before it
    mutable std::unordered_map<NodeIndex, bool> link_lists_;  // asked for once per block below
    Body body_;
};

}  // namespace

Body find_body(const HtmlTree& tree, const Marks& marks, const std::vector<Block>& blocks, std::string_view title,
               const PageWords& words, const Limits& limits) {
    return Finder(tree, marks, blocks, title, words, limits).run();
}

}  // namespace entente::press
