#include "press/meta/metadata.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "press/dates.h"
#include "press/meta/sources.h"

namespace entente::press {

namespace {

std::string lower_ascii(std::string_view s) {
    std::string out(s.substr(0, 80));
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

bool is_address(std::string_view s) { return s.starts_with("http://") || s.starts_with("https://"); }

// "https://www.example.org/a/b?c" → "https://www.example.org"
std::string_view origin_of(std::string_view url) {
    const std::size_t at = url.find("://");
    if (at == std::string_view::npos) return {};
    return url.substr(0, url.find_first_of("/?#", at + 3));
}

}  // namespace

PageMetadata::PageMetadata(const HtmlTree& tree, const Marks& marks, const std::vector<Block>& blocks,
                           const PageWords& words, std::string_view page_url, std::string_view fetched)
    : tree_(tree), marks_(marks), blocks_(blocks), words_(words), base_(page_url), fetched_(fetched) {
    for (NodeIndex i = 0; i < tree_.size(); ++i) {
        const Node& n = tree_[i];
        if (n.tag == Tag::kTitle && title_tag_.empty()) title_tag_ = tree_.text(i, 1000);
        if (n.tag != Tag::kMeta || metas_.size() > 300) continue;
        for (const char* key : {"property", "name", "itemprop", "http-equiv"})
            if (const auto name = tree_.attribute(i, key); !name.empty()) {
                const std::string content = base::squeeze(tree_.attribute(i, "content"));
                if (!content.empty()) metas_.emplace_back(lower_ascii(name), content);
                break;
            }
    }
    json_ = read_json_ld(tree.json_ld(), title_tag_ + "\n" + meta({"og:title"}));
}

std::string PageMetadata::meta(std::initializer_list<std::string_view> names) const {
    for (std::string_view wanted : names)
        for (const auto& [name, content] : metas_)
            if (name == wanted) return content;
    return {};
}

std::string PageMetadata::declared_language() const {
    std::string lang = std::string(tree_.attribute(0, "lang"));
    if (lang.empty()) lang = std::string(tree_.attribute(0, "xml:lang"));
    if (lang.empty()) lang = meta({"content-language", "og:locale", "dc.language", "language"});
    if (lang.empty()) lang = json_.language;
    lang = lower_ascii(lang.substr(0, lang.find_first_of("-_ ,;")));
    return lang.size() == 2 || lang.size() == 3 ? lang : std::string();
}

namespace {

// "https://a.example/b/../c/./d" → "https://a.example/c/d"
std::string without_dots(const std::string& url) {
    const std::size_t path = origin_of(url).size();
    if (url.find("/.", path) == std::string::npos) return url;
    const std::size_t query = std::min(url.find_first_of("?#", path), url.size());
    std::vector<std::string_view> kept;
    const std::string_view whole = std::string_view(url).substr(path, query - path);
    for (std::string_view part : base::split(whole, '/')) {
        if (part == "..") {
            if (!kept.empty() && kept.size() > 1) kept.pop_back();
        } else if (part != ".") {
            kept.push_back(part);
        }
    }
    std::string out = url.substr(0, path);
    for (std::size_t i = 1; i < kept.size(); ++i) (out += '/') += kept[i];
    return out + url.substr(query);
}

}  // namespace

std::string PageMetadata::absolute(std::string_view href) const {
    href = base::trim(href);
    if (href.empty() || href.size() > 2000 || href[0] == '#') return {};
    if (is_address(href)) return std::string(href);
    if (href.starts_with("//")) return "https:" + std::string(href);
    const std::size_t colon = href.find(':');
    if (colon != std::string_view::npos && colon < href.find_first_of("/?#")) return {};  // mailto:, javascript:
    const std::string_view origin = origin_of(base_);
    if (origin.empty()) return {};
    if (href[0] == '/') return std::string(origin) + std::string(href);
    const std::size_t dir = base_.rfind('/');
    return without_dots((dir > origin.size() ? base_.substr(0, dir + 1) : std::string(origin) + "/") +
                        std::string(href));
}

void PageMetadata::before_body(Article& article) {
    std::string canonical;
    for (NodeIndex i = 0; i < tree_.size() && canonical.empty(); ++i)
        if (tree_[i].tag == Tag::kLink && lower_ascii(tree_.attribute(i, "rel")) == "canonical")
            canonical = std::string(base::trim(tree_.attribute(i, "href")));
    std::string read_in = "canonical";
    if (!is_address(canonical)) canonical = absolute(canonical);
    if (canonical.empty()) canonical = meta({"og:url"}), read_in = "opengraph";
    if (!is_address(canonical) && is_address(json_.url)) canonical = json_.url, read_in = "json-ld";
    if (is_address(canonical)) {
        article.url = canonical;
        article.provenance["url"] = read_in;
    } else if (!base_.empty()) {
        article.url = base_;
        article.provenance["url"] = "given";
    }
    if (base_.empty()) base_ = article.url;
    site_ = meta({"og:site_name"});
    read_in = "opengraph";
    if (site_.empty()) site_ = json_.publisher, read_in = "json-ld";
    if (site_.empty())
        site_ = meta({"application-name", "apple-mobile-web-app-title", "publisher", "dc.publisher"}), read_in = "meta";
    if (site_.empty()) site_ = host_of(article.url), read_in = "host";
    choose_title(article);
    if (site_.empty() || read_in == "host") {
        const std::string named = site_in_title(article.title);
        if (!named.empty()) site_ = named, read_in = "title";
    }
    if (!site_.empty()) article.source = site_, article.provenance["source"] = read_in;
}

void PageMetadata::after_body(Article& article, const Body& body, std::string_view country) {
    const std::size_t title = title_block(article);
    title_first_ = title == kNoBlock ? kNoNode : blocks_[title].first;
    choose_dates(article, body, country);
    choose_byline(article, body);
    choose_sections(article);
    if (json_.repaired)
        article.notes.push_back({"json-ld", "the page's JSON-LD is broken: read by force", std::nullopt});
}

// A small <footer> or <aside> of the article's own element, or between its title and the text: it says who wrote it,
// and when.
bool PageMetadata::is_article_foot(NodeIndex foot, const Body& body) const {
    constexpr NodeIndex kSmall = 80;
    if (tree_[foot].end - foot > kSmall || body.container == kNoNode) return false;
    if (title_first_ != kNoNode && foot > title_first_ && foot < tree_[body.container].end) return true;
    for (NodeIndex n = tree_[foot].parent, steps = 0; n != kNoNode && steps < 60; n = tree_[n].parent, ++steps)
        if (tree_[n].tag == Tag::kArticle || tree_.attribute(n, "itemtype").ends_with("Article") ||
            tree_.attribute(n, "itemtype").ends_with("Posting"))
            return n <= body.container && body.container < tree_[n].end;
    return false;
}

// In the container, or at most a few elements before or after it, and not in chrome that holds other articles.
bool PageMetadata::near_body(NodeIndex i, const Body& body) const {
    for (NodeIndex n = i, steps = 0; n != kNoNode && steps < 60; n = tree_[n].parent, ++steps) {
        if (marks_.own[n] & kRelatedName) return false;
        const Tag t = tree_[n].tag;
        if (t == Tag::kNav) return false;
        if ((t == Tag::kAside || t == Tag::kFooter) && !is_article_foot(n, body)) return false;
    }
    if (body.container == kNoNode) return true;
    const NodeIndex from = body.container > 700 ? body.container - 700 : 0;
    return i >= from && i < tree_[body.container].end + 200;
}

std::size_t PageMetadata::title_block(const Article& article) const {
    return article.title.empty() ? kNoBlock : find_title(blocks_, article.title, 0, blocks_.size());
}

// A label of one to four words right above the title.
std::string PageMetadata::kicker(const Article& article) const {
    const std::size_t k = title_block(article);
    if (k == kNoBlock || k == 0) return {};
    const Block& b = blocks_[k - 1];
    for (NodeIndex n = b.node, steps = 0; n != kNoNode && steps < 4; n = tree_[n].parent, ++steps)
        if (tree_[n].tag == Tag::kNav || tree_[n].tag == Tag::kUl || tree_[n].tag == Tag::kFooter) return {};
    const bool fits =
        b.text.size() <= 40 && word_count(b.text) <= 4 && !ends_like_sentence(b.text) && blocks_[k].node - b.node < 12;
    return fits && looks_like_name(b.text) ? b.text : std::string();
}

void PageMetadata::choose_sections(Article& article) const {
    std::vector<std::string> found = json_.breadcrumbs;
    const char* read_in = "json-ld";
    if (found.size() < 2) found = json_.sections;
    if (found.empty()) {
        read_in = "meta";
        for (const auto& [name, content] : metas_)
            if (name == "article:section" || name == "og:article:section" || name == "sailthru.section")
                found.push_back(content);
    }
    if (found.empty()) {
        read_in = "markup";
        for (NodeIndex i = 0; i < tree_.size() && found.size() < 8; ++i) {
            if (tree_[i].tag != Tag::kA) continue;
            bool way = tree_.attribute(i, "rel").find("category") != std::string_view::npos;
            for (NodeIndex n = i, s = 0; !way && n != kNoNode && s < 5; n = tree_[n].parent, ++s)
                way = (marks_.own[n] & kSectionName) != 0;
            if (way) found.push_back(tree_.text(i, 200));
        }
    }
    if (found.empty()) {
        read_in = "text";
        if (std::string label = kicker(article); !label.empty()) found.push_back(std::move(label));
    }
    const std::string title = base::fold(article.title), site = base::fold(article.source);
    for (std::string& s : found) {
        const std::string folded = base::fold(s);
        if (s.empty() || s.size() > 60 || folded == title || folded == site || words_.line.contains(folded)) continue;
        if (title.size() > 12 && folded.starts_with(title.substr(0, 12))) continue;
        if (std::find(article.sections.begin(), article.sections.end(), s) == article.sections.end() &&
            article.sections.size() < 8)
            article.sections.push_back(std::move(s));
    }
    if (!article.sections.empty()) article.provenance["sections"] = read_in;
}

}  // namespace entente::press
