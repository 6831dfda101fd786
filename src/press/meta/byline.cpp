// Who wrote it: JSON-LD, rel=author, microdata, elements named so, the labels that cards for sharing carry, lines of
// the page ("Par X", "3 avril 2025 - X"), meta. The first that names somebody wins; the publisher only where nobody
// else is named.
#include <algorithm>
#include <utility>

#include "base/text.h"
#include "press/dates.h"
#include "press/meta/metadata.h"

namespace entente::press {

namespace {

bool is_address(std::string_view s) { return s.starts_with("http://") || s.starts_with("https://"); }

// "https://www.example.co.uk/a" → "example"
std::string host_label(std::string_view url) {
    const std::size_t at = url.find("://");
    if (at == std::string_view::npos) return {};
    std::string_view host = url.substr(at + 3, url.find_first_of("/?#:", at + 3) - at - 3);
    if (host.starts_with("www.")) host.remove_prefix(4);
    return bare_letters(host.substr(0, host.find('.')));
}

// "- Jean Roy" → "Jean Roy"
std::string_view without_dash(std::string_view line) {
    for (std::string_view dash : {"-", "–", "—"})
        if (line.starts_with(dash)) return base::trim(line.substr(dash.size()));
    return line;
}

bool is_joiner(std::string_view folded) {
    for (std::string_view j : {",", "&", "et", "and", "und", "y", "e", ";", "i", "/"})
        if (folded == j) return true;
    return false;
}

}  // namespace

bool PageMetadata::is_publisher(std::string_view name, const Article& article) const {
    const std::string n = bare_letters(name), host = host_label(article.url);
    if (host.size() >= 4 && n.starts_with(host)) {  // "Example.org-Redaktion"
        const std::string folded = base::fold(name);
        for (std::string_view w : base::split(folded, ' '))
            if (const std::size_t dash = w.rfind('-');
                words_.newsroom.contains(w.substr(dash == std::string_view::npos ? 0 : dash + 1)))
                return true;
    }
    return n.empty() || n == bare_letters(article.source) || n == bare_letters(json_.publisher) || n == host ||
           n == bare_letters(site_in_title(article.title));
}

// Takes the names in `text`, if it names somebody and nobody is named yet. `marked`: its element is an author's, so
// that a name may look like none ("tlow", a long one with its newspaper).
void PageMetadata::take_byline(Article& article, std::string_view text, const char* read_in, bool person,
                               bool marked) const {
    if (!article.byline.empty()) return;
    std::vector<std::string> names = author_names(text, words_);
    if (names.empty() && marked)
        if (std::string alias = pen_name(text, words_); !alias.empty()) names.push_back(std::move(alias));
    std::erase_if(names, [&](const std::string& n) {
        const std::string folded = base::fold(n);
        return words_.nobody.contains(folded) || words_.published.contains(folded) ||
               words_.modified.contains(folded) || (!person && is_publisher(n, article));
    });
    if (names.empty() || base::squeeze(text) == article.title) return;
    article.byline = std::move(names);
    article.provenance["byline"] = read_in;
}

// Readers' words, forms and teasers name other people.
bool PageMetadata::names_others(NodeIndex i) const {
    for (NodeIndex n = i, steps = 0; n != kNoNode && steps < 40; n = tree_[n].parent, ++steps) {
        if (title_first_ != kNoNode && n < title_first_ && title_first_ < tree_[n].end) break;  // holds the title too
        if ((marks_.own[n] & kCommentName) || tree_[n].tag == Tag::kLabel || tree_[n].tag == Tag::kForm) return true;
    }
    return false;
}

// In the microdata of the article that holds the body, however far from it: itemprop=author is of the nearest item.
bool PageMetadata::in_own_item(NodeIndex i, const Body& body) const {
    for (NodeIndex n = tree_[i].parent, steps = 0; n != kNoNode && steps < 60; n = tree_[n].parent, ++steps) {
        const std::string_view type = tree_.attribute(n, "itemtype");
        if (type.empty()) continue;
        const bool article = type.ends_with("Article") || type.ends_with("Posting");
        return article && body.container != kNoNode && n <= body.container && body.container < tree_[n].end;
    }
    return false;
}

// Links marked rel=author and elements marked itemprop=author; several that stand together are one byline.
void PageMetadata::marked_authors(Article& article, const Body& body, bool publisher) const {
    std::string all;
    NodeIndex last = kNoNode;
    bool rel_author = false;
    for (NodeIndex i = 0; i < tree_.size(); ++i) {
        if (tree_[i].tag == Tag::kText || !tree_[i].attributes || marks_.skipped[i]) continue;
        const bool rel = tree_.attribute(i, "rel") == "author", item = tree_.attribute(i, "itemprop") == "author";
        if ((!rel && !item) || names_others(i) || (!near_body(i, body) && !(item && in_own_item(i, body)))) continue;
        if (last != kNoNode && (i > last + 12 || rel != rel_author)) break;
        NodeIndex named = i;
        for (NodeIndex k = i; k < tree_[i].end && named == i; ++k)
            if (tree_.attribute(k, "itemprop") == "name") named = k;
        std::string text(tree_.attribute(named, "content"));
        if (text.empty()) text = tree_.parted_text(named);
        if (text.empty() || text.size() >= 120) continue;
        if (author_names(text, words_).empty() && (!all.empty() || pen_name(text, words_).empty())) continue;
        (all += all.empty() ? "" : "; ") += text;
        last = tree_[i].end, rel_author = rel;
        i = tree_[i].end - 1;
    }
    take_byline(article, all, rel_author ? "rel-author" : "microdata", publisher, true);
}

// The names in an element, without what stands beside them in elements of its own (office, place, date): texts after
// the first that names somebody count only where a comma or "et" joins them.
std::string PageMetadata::author_text(NodeIndex i) const {
    std::string all;
    bool joined = true;
    for (NodeIndex k = i; k < tree_[i].end && all.size() < 300; ++k) {
        if (tree_[k].tag != Tag::kText || marks_.skipped[k]) continue;
        const std::string part = base::squeeze(tree_[k].text);
        if (part.empty()) continue;
        const std::string folded = base::fold(part);
        const bool joiner = is_joiner(folded);
        if (!joiner && !joined && !is_joiner(folded.substr(0, folded.find(' ')))) break;
        joined = joiner || is_joiner(folded.substr(folded.rfind(' ') + 1)) || folded.ends_with(',');
        (all += all.empty() ? "" : " ") += part;
        if (author_names(all, words_).empty()) joined = true;
    }
    return all;
}

// Links to an author's own page ("/author/jean-roy"), several that stand together.
void PageMetadata::linked_authors(Article& article, const Body& body, bool publisher) const {
    if (!article.byline.empty()) return;
    const std::size_t title = title_block(article);
    const NodeIndex from = title == kNoBlock ? 0 : blocks_[title].first;
    std::string all;
    NodeIndex last = kNoNode;
    for (NodeIndex i = from; i < tree_.size(); ++i) {
        if (tree_[i].tag != Tag::kA || marks_.skipped[i] || (last != kNoNode && i > last + 12)) {
            if (last != kNoNode && i > last + 12) break;
            continue;
        }
        const std::string_view href = tree_.attribute(i, "href");
        if (!words_.author_path(href) || !near_body(i, body) || names_others(i)) continue;
        const auto block = std::upper_bound(blocks_.begin(), blocks_.end(), tree_[i].end,
                                            [](NodeIndex n, const Block& b) { return n <= b.first; });
        if (block == blocks_.begin() || std::prev(block)->text.size() > 140) continue;  // a name in the text
        const std::string text = tree_.parted_text(i, 100);
        const NodeIndex above = tree_[i].parent;
        const bool marked = (marks_.own[i] | (above == kNoNode ? 0 : marks_.own[above])) & kBylineName;
        if (text.size() < 3 || text.size() > 60) continue;
        if (author_names(text, words_).empty() && (!marked || pen_name(text, words_).empty())) continue;
        (all += all.empty() ? "" : "; ") += text;
        last = tree_[i].end;
    }
    take_byline(article, all, "author-link", publisher, true);
}

// Elements whose names say byline; of a long one, its first link. First those between the title and the end of the
// text.
void PageMetadata::named_authors(Article& article, const Body& body, bool publisher) const {
    const std::size_t title = title_block(article);
    if (title != kNoBlock && body.container != kNoNode)
        named_authors_in(article, body, publisher, blocks_[title].first, tree_[body.container].end);
    named_authors_in(article, body, publisher, 0, tree_.size());
}

void PageMetadata::named_authors_in(Article& article, const Body& body, bool publisher, NodeIndex from,
                                    NodeIndex end) const {
    for (NodeIndex i = from; i < end && article.byline.empty(); ++i) {
        if (!(marks_.own[i] & kBylineName) || marks_.skipped[i] || !near_body(i, body) || names_others(i)) continue;
        std::string text = author_text(i);
        if (text.size() >= 120) {
            text.clear();
            for (NodeIndex k = i; k < tree_[i].end && text.empty(); ++k)
                if (tree_[k].tag == Tag::kA) text = tree_.parted_text(k, 100);
        }
        if (text.size() >= 3 && text.size() < 120) take_byline(article, text, "markup", publisher);
    }
}

// Lines of the page that say who wrote it.
void PageMetadata::authors_in_lines(Article& article, const Body& body) const {
    for (const Block& b : blocks_) {
        if (!article.byline.empty()) return;
        if (b.text.size() > 140 || !near_body(b.node, body) || names_others(b.node)) continue;
        for (const std::string& n : authors_in_line(b.text, words_))
            if (!is_publisher(n, article) && !words_.nobody.contains(base::fold(n))) {
                article.byline.push_back(n);
                article.provenance["byline"] = "text";
            }
    }
    const std::size_t title = title_block(article);
    const auto beside_date = [&](std::size_t from, std::size_t end) {
        for (std::size_t k = from; k + 1 < blocks_.size() && k < end && article.byline.empty(); ++k)
            for (const auto& [date, name] : {std::pair{k, k + 1}, std::pair{k + 1, k}})
                if (name != title && date != title && is_date_line(blocks_[date]) && signs_beside(date, name))
                    take_byline(article, without_dash(blocks_[name].text), "text", false);
    };
    if (title != kNoBlock) {
        for (std::size_t k = title + 1; k < blocks_.size() && k < title + 6 && article.byline.empty(); ++k)
            take_byline(article, name_beside_date(blocks_[k].text, words_), "text", false);
        beside_date(title > 3 ? title - 3 : 0, title + 6);
    }
    if (!body.blocks.empty())  // … or right under the text
        beside_date(std::max<std::size_t>(body.blocks.back(), 1) - 1, body.blocks.back() + 2);
}

// A line that is a date and next to nothing else.
bool PageMetadata::is_date_line(const Block& b) const {
    if (b.text.size() > 60) return false;
    const std::vector<FoundDate> dates = find_dates(b.text, words_, 2);
    return dates.size() == 1 && dates[0].label != DateLabel::kModified &&
           (dates[0].end - dates[0].start + (dates[0].iso.size() > 10 ? 6 : 0)) * 2 > b.text.size();
}

// A person's name in a line of its own, in the same small group of lines as the date.
bool PageMetadata::signs_beside(std::size_t date, std::size_t name) const {
    const Block &d = blocks_[date], &n = blocks_[name];
    const std::string_view text = without_dash(n.text);
    const std::size_t words = word_count(text);
    if (words < 2 || words > 4 || text.size() > 50 || !looks_like_name(text) || !is_signature_line(text)) return false;
    const NodeIndex apart = d.first > n.first ? d.first - n.first : n.first - d.first;
    if (apart > 10 || names_others(n.node)) return false;
    const std::string folded = base::fold(text);
    for (const BlockLink& l : n.links)
        if (!words_.author_path(tree_.attribute(l.node, "href"))) return false;  // a section, a place
    return !words_.sections.contains(folded) && !words_.line.contains(folded) && n.kind != ParagraphKind::kHeading;
}

void PageMetadata::choose_byline(Article& article, const Body& body) const {
    search_byline(article, body, false);
    if (article.byline.empty()) search_byline(article, body, true);
    complete_byline(article, body);
    for (std::string& name : article.byline) name = as_page_writes(name);
}

// "TIM ANDERSON" where another line of the page has "Tim Anderson".
std::string PageMetadata::as_page_writes(const std::string& name) const {
    const auto shouts = [](std::string_view s) {
        std::size_t upper = 0;
        for (std::size_t i = 0; i < s.size();) {
            const char32_t c = base::next_code_point(s, i);
            if (base::is_letter(c) && !base::is_upper(c)) return false;
            upper += base::is_upper(c);
        }
        return upper >= 6;
    };
    if (word_count(name) < 2 || !shouts(name)) return name;
    const std::string folded = base::fold(name);
    for (const Block& b : blocks_) {
        if (b.text.size() > 140 || b.text.size() < name.size()) continue;
        const base::Folded f = base::fold_with_map(b.text);
        const std::size_t at = f.text.find(folded);
        if (at == std::string::npos) continue;
        const std::string written(f.source(at, at + folded.size()).of(b.text));
        if (!shouts(written)) return written;
    }
    return name;
}

namespace {

// Whether `more` holds all of `less` and something besides: another name, or the only one in full ("Nils", "Nils Roy").
bool completes(const std::vector<std::string>& more, const std::vector<std::string>& less) {
    if (less.size() == 1 && more.size() == 1)
        return more[0].starts_with(less[0] + " ") && word_count(less[0]) == 1 && word_count(more[0]) == 2;
    return more.size() > less.size() && std::all_of(less.begin(), less.end(), [&](const std::string& n) {
               return std::find(more.begin(), more.end(), n) != more.end();
           });
}

}  // namespace

// Machines often name one of two authors, or only a first name: what the page shows tells the rest.
void PageMetadata::complete_byline(Article& article, const Body& body) const {
    if (article.byline.empty() || article.byline.size() > 1) return;
    const auto look = [&](auto&& search) {
        Article other;
        other.url = article.url, other.source = article.source, other.title = article.title;
        search(other);
        if (completes(other.byline, article.byline))
            article.byline = other.byline, article.provenance["byline"] = other.provenance["byline"];
    };
    look([&](Article& o) { marked_authors(o, body, false); });
    look([&](Article& o) { named_authors(o, body, false); });
    if (article.byline[0].find(' ') == std::string::npos) look([&](Article& o) { authors_in_lines(o, body); });
}

void PageMetadata::search_byline(Article& article, const Body& body, bool publisher) const {
    const auto joined = [](const std::vector<std::string>& names) {
        std::string all;
        for (const std::string& n : names) all += (all.empty() ? "" : "; ") + n;
        return all;
    };
    const std::string people = joined(json_.authors);
    const std::string letters = bare_letters(people);
    const bool house = letters == bare_letters(json_.publisher) || letters == host_label(article.url);
    take_byline(article, people, "json-ld", publisher || (json_.person && !house), json_.person);
    marked_authors(article, body, publisher);
    named_authors(article, body, publisher);
    linked_authors(article, body, publisher);
    for (const char* n : {"1", "2"}) {  // "Written by" on cards for sharing
        const std::string label = base::fold(meta({std::string("twitter:label") + n}));
        if (words_.byline.contains(label)) take_byline(article, meta({std::string("twitter:data") + n}), "meta", false);
    }
    authors_in_lines(article, body);
    const std::string author = meta({"author", "article:author", "dc.creator", "dcterms.creator", "parsely-author",
                                     "sailthru.author", "cxenseparse:author"});
    if (!is_address(author)) take_byline(article, author, "meta", publisher);
    take_byline(article, joined(json_.organisations), "json-ld", publisher);
}

}  // namespace entente::press
