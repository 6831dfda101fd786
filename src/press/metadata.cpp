#include "press/metadata.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "press/dates.h"

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

std::string host_of(std::string_view url) {
    std::string_view o = origin_of(url);
    if (o.empty()) return {};
    o.remove_prefix(o.find("://") + 3);
    if (o.starts_with("www.")) o.remove_prefix(4);
    return lower_ascii(o.substr(0, o.find(':')));
}

std::string letters_only(std::string_view folded) {
    std::string out;
    for (char c : folded)
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) out += c;
    return out;
}

std::size_t word_count(std::string_view s) {
    std::size_t n = 0;
    for (std::string_view w : base::split(s, ' ')) n += !w.empty();
    return n;
}

}  // namespace

PageMetadata::PageMetadata(const HtmlTree& tree, const Marks& marks, const std::vector<Block>& blocks,
                           const PageWords& words, std::string_view page_url)
    : tree_(tree), marks_(marks), blocks_(blocks), words_(words), json_(read_json_ld(tree.json_ld())), base_(page_url) {
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

// "Title - Site" or "Site : Title": what is left of the title element, when it reads like a name.
std::string PageMetadata::site_in_title(std::string_view title) const {
    const std::size_t at = title.empty() ? std::string::npos : title_tag_.find(title);
    if (at == std::string::npos) return {};
    std::string_view rest =
        at == 0 ? std::string_view(title_tag_).substr(title.size()) : std::string_view(title_tag_).substr(0, at);
    const auto mark = [](char32_t c) {
        return c < 0x80 ? !base::is_letter(c) && !base::is_digit(c)
                        : (c >= 0x2010 && c <= 0x2022) || c == 0xAB || c == 0xBB || c == 0xB7 || base::is_space(c);
    };
    while (!rest.empty()) {
        std::size_t next = 0;
        if (!mark(base::next_code_point(rest, next))) break;
        rest.remove_prefix(next);
    }
    while (!rest.empty()) {
        const std::size_t last = base::border_before(rest, rest.size() - 1);
        std::size_t next = last;
        if (!mark(base::next_code_point(rest, next))) break;
        rest.remove_suffix(rest.size() - last);
    }
    return word_count(rest) <= 6 && rest.size() >= 2 && rest.size() <= 60 ? std::string(rest) : std::string();
}

// Cuts " | Site" and its like off. `any_tail`: a short tail goes even when it is not the site's known name.
std::string PageMetadata::strip_site(std::string_view title, bool any_tail) const {
    const std::string site = letters_only(base::fold(site_)), host = letters_only(host_of(base_));
    std::string out(base::trim(title));
    for (int round = 0; round < 3; ++round) {
        std::size_t cut = std::string::npos, after = 0;
        for (std::string_view sep : {" | ", " - ", " – ", " — ", " · ", " • ", " » ", " « ", " :: ", " / ", "|"}) {
            const std::size_t at = out.rfind(sep);
            if (at != std::string::npos && (cut == std::string::npos || at > cut)) cut = at, after = at + sep.size();
        }
        if (cut == std::string::npos || cut == 0) break;
        const std::string tail = letters_only(base::fold(std::string_view(out).substr(after)));
        const std::size_t tail_words = word_count(std::string_view(out).substr(after));
        const std::size_t head_words = word_count(std::string_view(out).substr(0, cut));
        const bool named =
            !tail.empty() &&
            ((!site.empty() && (site.find(tail) != std::string::npos || tail.find(site) != std::string::npos)) ||
             (tail.size() > 3 && host.find(tail) != std::string::npos));
        if (!named && !(any_tail && tail_words <= 4 && head_words > tail_words + 1)) break;
        out = std::string(base::trim(std::string_view(out).substr(0, cut)));
    }
    return out;
}

namespace {

// A word of five letters or more that stands in both.
bool shares_word(std::string_view a, std::string_view b) {
    const std::string in = " " + base::fold(b) + " ", from = base::fold(a);
    for (std::string_view w : base::split(from, ' '))
        if (w.size() >= 5 && in.find(w) != std::string::npos) return true;
    return false;
}

// A heading that holds a label before the title ("Label The title"): the part that another witness gives.
std::string without_kicker(const std::string& heading, const std::string& og, const std::string& headline) {
    for (const std::string* w : {&headline, &og})
        if (w->size() >= 20 && w->size() < heading.size() && w->size() * 2 > heading.size() && heading.ends_with(*w))
            return *w;
    return heading;
}

}  // namespace

// The heading's text without the label in it ("<h1><span class=kicker>Sahel</span> The title</h1>").
std::string PageMetadata::heading_text(NodeIndex heading) const {
    std::string all;
    for (NodeIndex n = heading; n < tree_[heading].end && all.size() < 600;) {
        if (n != heading && (marks_.skipped[n] || (marks_.own[n] & (kKickerName | kSectionName)))) {
            n = tree_[n].end;
            continue;
        }
        if (tree_[n].tag == Tag::kText)
            all += tree_[n].text;
        else if (is_block(tree_[n].tag) || tree_[n].tag == Tag::kBr)
            all += ' ';
        ++n;
    }
    all = base::squeeze(all);
    if (all.empty()) return tree_.text(heading, 600);
    const std::size_t first = all.find_first_not_of(":|-/ ");  // what parted the label
    return first == std::string::npos ? all : all.substr(first);
}

void PageMetadata::choose_title(Article& article) const {
    // "The title | Site": what stands behind the last bar is the site's name, though a heading repeats it.
    std::string tail;
    if (const std::string head = strip_site(title_tag_, true); head.size() < title_tag_.size() && word_count(head) >= 3)
        tail = letters_only(base::fold(std::string_view(title_tag_).substr(std::min(head.size(), title_tag_.size()))));
    const std::string og = meta({"og:title"}), twitter = meta({"twitter:title"});
    std::vector<std::string> witnesses;
    for (const std::string* w : {&og, &json_.headline, &title_tag_, &twitter})
        if (!w->empty()) witnesses.push_back(letters_only(base::fold(*w)));
    std::string best;
    double best_score = 0;
    std::size_t headings = 0, firsts = 0, seen = 0;
    // First the headings; where none is the title, any short line near the top that the page's own title repeats.
    for (int rounds = 0; rounds < 2 && best_score < 2; ++rounds)
        for (const Block& b : blocks_) {
            NodeIndex n = b.node;
            while (n != kNoNode && !is_heading(tree_[n].tag) && tree_[n].parent != kNoNode && b.node - n < 6)
                n = tree_[n].parent;
            const bool heading = n != kNoNode && is_heading(tree_[n].tag);
            const bool early =
                rounds == 1 && ++seen <= 60 && b.letters > 20 && b.text.size() < 200 && b.link_letters == 0;
            if ((!heading && !early) || b.text.size() > 400) continue;
            const std::string text = heading ? heading_text(n) : b.text;
            if (heading && ++headings > 60) break;
            const bool first = heading && tree_[n].tag == Tag::kH1;
            const std::string letters = letters_only(base::fold(text));
            firsts += first && rounds == 0;
            if (letters.size() < 4) continue;
            double score = first ? 1 : 0;
            for (const std::string& w : witnesses)
                if (w == letters)
                    score += 3;
                else if (letters.size() >= 10 &&
                         (w.starts_with(letters) || (letters.size() >= 20 && w.ends_with(letters))))
                    score += 2.5;
                else if (letters.size() >= 12 && w.size() >= 8 && letters.starts_with(w))
                    score += 2;
                else if (letters.size() >= 12 && w.find(letters) != std::string::npos)
                    score += 1.5;
            if (!first && score < 2) continue;
            if (letters == letters_only(base::fold(site_)) && word_count(b.text) < 4) score -= 2;
            if (letters == tail) score -= 3;
            if (word_count(b.text) < 2) score -= 0.5;
            if (score > best_score) best = text, best_score = score;
        }
    const bool strong = best_score >= 2.5;
    const bool only =
        firsts == 1 && best_score >= 1 && word_count(best) >= 3 && shares_word(best, og + " " + title_tag_);
    if (strong || only || (best_score > 0.4 && og.empty() && json_.headline.empty())) {
        article.title = without_kicker(best, strip_site(og, false), json_.headline),
        article.provenance["title"] = "heading";
    } else if (!og.empty() && !strip_site(og, false).empty()) {
        article.title = strip_site(og, false), article.provenance["title"] = "opengraph";
    } else if (!json_.headline.empty()) {
        article.title = json_.headline, article.provenance["title"] = "json-ld";
    } else if (best_score > 0.4) {
        article.title = best, article.provenance["title"] = "heading";
    } else if (!title_tag_.empty()) {
        article.title = strip_site(title_tag_, true), article.provenance["title"] = "title";
    }
}

void PageMetadata::after_body(Article& article, const Body& body) {
    choose_dates(article, body);
    choose_byline(article, body);
    choose_sections(article);
    if (json_.repaired)
        article.notes.push_back({"json-ld", "the page's JSON-LD is broken: read by force", std::nullopt});
}

// In the container, or at most a few elements before or after it, and not in chrome that holds other articles.
bool PageMetadata::near_body(NodeIndex i, const Body& body) const {
    for (NodeIndex n = i, steps = 0; n != kNoNode && steps < 60; n = tree_[n].parent, ++steps) {
        if (marks_.own[n] & kRelatedName) return false;
        const Tag t = tree_[n].tag;
        if (t == Tag::kAside || t == Tag::kNav || t == Tag::kFooter) return false;
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
