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
#include "press/dates.h"

namespace entente::press {

namespace {

bool is_copyright(std::string_view text) {
    if (text.size() < 600 && text.starts_with("©")) return true;
    return text.size() < 220 &&
           (text.find(" ©") != std::string_view::npos || text.find("(©") != std::string_view::npos ||
            text.find("opyright") != std::string_view::npos);
}

double text_weight(const Block& b) {
    if (b.letters < 35 || b.link_density() > 0.45 || is_copyright(b.text)) return 0;
    const double own = b.letters - b.link_letters;
    return ends_like_sentence(b.text) || b.letters > 160 ? own : own * 0.4;
}

constexpr double kBoxText = 300;                  // a box of doubtful name that holds more is text
constexpr std::size_t kWitnessBytes = 200 << 10;  // of JSON-LD's articleBody
constexpr int kWitnessAsked = 400;                // blocks looked up in it

class Finder {
 public:
    Finder(const HtmlTree& tree, const Marks& marks, const std::vector<Block>& blocks, const BodyHints& hints,
           const PageWords& words, const Limits& limits)
        : tree_(tree),
          marks_(marks),
          blocks_(blocks),
          title_(base::fold(hints.title)),
          description_(bare_letters(hints.description)),
          witness_(bare_letters(hints.body.substr(0, kWitnessBytes))),
          words_(words),
          limits_(limits) {}

    Body run() {
        captions_are_text_ = is_gallery();
        weigh_all();
        body_.container = choose_container();
        if (body_.container != kNoNode) pick_blocks();
        for (std::size_t k : body_.blocks) body_.weight += weight(blocks_[k]);
        body_.page = total_;
        body_.gallery = captions_are_text_;
        body_.listing = is_listing();
        return std::move(body_);
    }

    Body any_text() {
        weigh_all();
        body_.container = 0;
        find_head(0, tree_.size());
        for (std::size_t k = head_; k < blocks_.size() && body_.blocks.size() < limits_.paragraphs; ++k) {
            const Block& b = blocks_[k];
            const LineClass line = classify_line(b.text, words_);
            if (line.use == LineUse::kEnd && body_.blocks.size() > 5) break;
            if (line.use != LineUse::kText || b.link_density() > 0.5 || b.letters < 8 || is_copyright(b.text)) continue;
            if (marks_.chrome[b.node] == kNoNode && base::fold(b.text) != title_) body_.blocks.push_back(k);
        }
        return std::move(body_);
    }

 private:
    double weight(const Block& b) const {
        const bool caption = b.kind == ParagraphKind::kCaption && !captions_are_text_;
        return b.kind == ParagraphKind::kHeading || caption ? 0 : text_weight(b);
    }

    // A row of pictures whose captions are the text.
    bool is_gallery() const {
        double captions = 0, text = 0;
        std::size_t n = 0;
        for (const Block& b : blocks_) {
            if (b.kind == ParagraphKind::kHeading) continue;
            (b.kind == ParagraphKind::kCaption ? captions : text) += text_weight(b);
            n += b.kind == ParagraphKind::kCaption && text_weight(b) > 60;
        }
        return n >= 4 && captions > 2 * text;
    }

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
            if (is_named_chrome(i, total_, 1e9)) return true;
            i = tree_[i].parent;
        }
        return false;
    }

    // Named chrome, and not most of the text in `of` letters. A doubtful name counts only for boxes of little text.
    bool is_named_chrome(NodeIndex i, double of, double box) const {
        const bool sure = marks_.own[i] & kChromeName;
        if (!sure && (!(marks_.own[i] & kDoubtfulName) || raw_[i] > box)) return false;
        return raw_[i] < 0.5 * of && !((marks_.own[i] & kBodyName) && raw_[i] > 0.3 * of);
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
            if (heaviest == kNoNode || mass_[heaviest] < 0.97 * mass_[at] || !is_block(tree_[heaviest].tag)) return at;
            if (tree_[heaviest].tag == Tag::kP || tree_[heaviest].tag == Tag::kLi) return at;
            at = heaviest;
        }
    }

    void pick_blocks() {
        const NodeIndex from = body_.container, end = tree_[from].end;
        find_head(from, end);
        find_first_text(from, end);
        std::size_t k = head_;
        for (; k < blocks_.size() && blocks_[k].first < end; ++k)
            if (!take_block(k, blocks_[k].first >= from)) break;
        collect_related(k);
        trim_foot();
    }

    // False: the article ends before this block.
    bool take_block(std::size_t k, bool inside) {
        const Block& b = blocks_[k];
        if (!begun_ && is_lead(k)) {
            body_.leads.push_back(k);
            body_.blocks.push_back(k);
            return true;
        }
        if (is_witnessed(b)) {
            begun_ = true;
            if (body_.blocks.size() < limits_.paragraphs) body_.blocks.push_back(k);
            return true;
        }
        const bool headed_caption = titled_ && b.kind == ParagraphKind::kCaption;
        if (!inside && ((weight(b) == 0 && !headed_caption) || is_chrome(b.node))) return true;
        const LineClass line = classify_line(b.text, words_);
        if (const std::size_t rest = labelled_link(b)) {
            add_related(b, rest);
            return true;
        }
        if (line.use == LineUse::kRelated) {
            related_open_ = !add_related(b, line.rest);
            return true;
        }
        if ((related_open_ || in_related(b)) && b.link_density() > 0.7) {
            add_related(b, 0);
            return true;
        }
        related_open_ = false;
        if ((line.use == LineUse::kEnd || begins_other_article(k)) && enough_before(k)) return false;
        if (in_chrome(b) || b.text.size() < 2 || is_copyright(b.text)) return true;
        if (line.use == LineUse::kPaywall) body_.notes.push_back({"paywall", b.text, std::nullopt});
        if (line.use != LineUse::kText) return true;
        if (b.kind == ParagraphKind::kCaption && !captions_are_text_) {
            if (b.letters >= 40 && ends_like_sentence(b.text)) body_.captions.push_back(k);  // others are credits
            return true;
        }
        if (is_link_block(b) || base::fold(b.text) == title_) return true;
        begun_ |= weight(b) > 0 && (ends_like_sentence(b.text) || b.letters > 100);
        if (!begun_ && titled_ && is_head_line(b)) return true;
        if (body_.blocks.size() < limits_.paragraphs) body_.blocks.push_back(k);
        return true;
    }

    // "<b>Voir aussi</b><a>The title</a>": where the link begins that a related phrase stands before; 0: no such line.
    std::size_t labelled_link(const Block& b) const {
        if (b.links.empty() || b.links[0].start == 0 || b.links[0].start > 60 || b.links[0].end + 10 < b.text.size())
            return 0;
        const std::string_view label = std::string_view(b.text).substr(0, b.links[0].start);
        const LineClass line = classify_line(base::trim(label), words_);
        return line.use == LineUse::kRelated && line.rest + 3 >= base::trim(label).size() ? b.links[0].start : 0;
    }

    bool is_witnessed(const Block& b) {
        if (witness_.empty() || b.letters < 60 || ++asked_ > kWitnessAsked) return false;
        if (classify_line(b.text, words_).use == LineUse::kRelated || b.link_density() > 0.7) return false;
        return witness_.find(bare_letters(b.text)) != std::string::npos;
    }

    // The standfirst: between title and text, named so or the same as the page's own description.
    bool is_lead(std::size_t k) const {
        const Block& b = blocks_[k];
        if (!titled_ || b.letters < 40 || b.text.size() > 1200 || b.link_density() > 0.3 || k > first_text_)
            return false;
        bool named = false;
        for (NodeIndex n = b.node, steps = 0; n != kNoNode && steps < 4; n = tree_[n].parent, ++steps) {
            const Tag t = tree_[n].tag;
            if (t == Tag::kNav || t == Tag::kFooter || t == Tag::kAside || t == Tag::kFigure || t == Tag::kForm)
                return false;
            if (marks_.own[n] & (kRelatedName | kCommentName | kCaptionName)) return false;
            if (steps < 3 && raw_[n] < 1500)
                named |= (marks_.own[n] & kLeadName) ||
                         tree_.attribute(n, "itemprop").find("description") != std::string_view::npos;
        }
        if (named) return true;
        const std::string own = bare_letters(b.text);
        const std::size_t n = std::min(own.size(), description_.size());
        return n >= 40 && own.compare(0, n, description_, 0, n) == 0;
    }

    // The first block of running text, and its parent.
    void find_first_text(NodeIndex from, NodeIndex end) {
        for (first_text_ = head_; first_text_ < blocks_.size() && blocks_[first_text_].first < end; ++first_text_) {
            const Block& b = blocks_[first_text_];
            if (b.first < from || b.letters < 100 || weight(b) == 0 || in_chrome(b)) continue;
            first_parent_ = tree_[b.node].parent;
            return;
        }
    }

    // A heading of the first rank inside another article's element than the title's: endless scroll.
    bool begins_other_article(std::size_t k) {
        const NodeIndex article = article_of(blocks_[k].node);
        if (article == kNoNode || !begun_) return false;
        if (own_article_ == kNoNode)
            own_article_ = article_of(blocks_[first_text_ < blocks_.size() ? first_text_ : k].node);
        const Tag t = tree_[blocks_[k].node].tag;
        return article != own_article_ && own_article_ != kNoNode && article >= tree_[own_article_].end &&
               (t == Tag::kH1 || t == Tag::kH2) && raw_[article] > 0.2 * raw_[own_article_];
    }

    NodeIndex article_of(NodeIndex n) const {
        for (int steps = 0; n != kNoNode && steps < 60; n = tree_[n].parent, ++steps)
            if (tree_[n].tag == Tag::kArticle || tree_.attribute(n, "itemtype").ends_with("Article")) return n;
        return kNoNode;
    }

    bool in_related(const Block& b) const {
        for (NodeIndex n = b.node, steps = 0; n != kNoNode && n != body_.container && steps < 8;
             n = tree_[n].parent, ++steps)
            if ((marks_.own[n] & kRelatedName) && raw_[n] < 0.3 * total_) return true;
        return false;
    }

    // Just behind the text: a heading such as "Sur le même sujet" and the links under it.
    void collect_related(std::size_t k) {
        bool open = false;
        const std::size_t stop = std::min(blocks_.size(), k + 60);
        for (; k < stop && body_.related.size() < 12; ++k) {
            const Block& b = blocks_[k];
            const LineClass line = classify_line(b.text, words_);
            if (line.use == LineUse::kRelated) {
                add_related(b, line.rest);
                open = true;
            } else if (b.link_density() > 0.7 && (open || in_related(b))) {
                add_related(b, 0);
            } else if (b.kind == ParagraphKind::kHeading || weight(b) > 0) {
                open = false;
            }
        }
    }

    // Where the article may begin: after its title, when that stands in the container or not far above it.
    void find_head(NodeIndex from, NodeIndex end) {
        double before = 0;
        std::size_t first_inside = 0;
        while (first_inside < blocks_.size() && blocks_[first_inside].first < from) ++first_inside;
        head_ = first_inside;
        const std::size_t start = first_inside > 25 ? first_inside - 25 : 0;
        std::size_t stop = start;  // where a good part of the text is past
        for (; stop < blocks_.size() && blocks_[stop].first < end && before <= 0.2 * mass_[body_.container]; ++stop)
            if (stop >= first_inside) before += weight(blocks_[stop]);
        const std::size_t title = find_title(blocks_, title_, start, stop);
        if (title == kNoBlock) return;
        head_ = title + 1;
        titled_ = true;
    }

    // Between title and text: dates, bylines, labels, buttons; a standfirst ends like a sentence or is long. A
    // paragraph that stands among the paragraphs of the text is text, however short.
    bool is_head_line(const Block& b) const {
        if (tree_[b.node].tag == Tag::kP && tree_[b.node].parent == first_parent_ && b.link_density() < 0.3 &&
            !(marks_.own[b.node] & (kBylineName | kDateName | kSectionName | kKickerName)) &&
            find_dates(b.text, words_, 1).empty())
            return false;
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
            if (is_named_chrome(i, of, kBoxText)) return true;
            if (is_link_list(i) || is_author_box(i)) return true;
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

    // A byline's element that holds running text: who the author is.
    bool is_author_box(NodeIndex i) const {
        const bool byline = (marks_.own[i] & kBylineName) || tree_.attribute(i, "itemprop") == "author";
        const double most = tree_.attribute(i, "itemprop") == "author" ? 0.6 : 0.25;
        return byline && raw_[i] > 0 && raw_[i] < most * raw_[body_.container];
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
    std::string title_, description_, witness_;
    int asked_ = 0;
    const PageWords& words_;
    const Limits& limits_;
    std::vector<double> raw_, mass_;
    double total_ = 0;
    std::size_t head_ = 0;       // first block that may be the article's
    bool titled_ = false;        // the title stands right before it
    bool begun_ = false;         // running text was taken
    bool related_open_ = false;  // a line just said that links to other articles follow
    bool captions_are_text_ = false;
    std::size_t first_text_ = 0;
    NodeIndex first_parent_ = kNoNode, own_article_ = kNoNode;
    mutable std::unordered_map<NodeIndex, bool> link_lists_;  // asked for once per block below
    Body body_;
};

}  // namespace

Body find_body(const HtmlTree& tree, const Marks& marks, const std::vector<Block>& blocks, const BodyHints& hints,
               const PageWords& words, const Limits& limits) {
    return Finder(tree, marks, blocks, hints, words, limits).run();
}

Body find_any_text(const HtmlTree& tree, const Marks& marks, const std::vector<Block>& blocks, const BodyHints& hints,
                   const PageWords& words, const Limits& limits) {
    return Finder(tree, marks, blocks, hints, words, limits).any_text();
}

}  // namespace entente::press
