// Publication and change: JSON-LD, then OpenGraph, meta, microdata, <time>, visible lines, the address.
#include <algorithm>
#include <optional>

#include "base/text.h"
#include "press/dates.h"
#include "press/metadata.h"

namespace entente::press {

// The first date given for a field stays.
void PageMetadata::keep_date(Article& article, const char* field, std::string_view value, const char* read_in) const {
    std::string& into = std::string_view(field) == "published" ? article.published : article.modified;
    if (!into.empty() || value.empty()) return;
    into = iso_date(value, words_);
    if (!into.empty()) article.provenance[field] = read_in;
}

void PageMetadata::choose_dates(Article& article, const Body& body) const {
    keep_date(article, "published", json_.published, "json-ld");
    keep_date(article, "published", meta({"article:published_time", "og:published_time", "og:article:published_time"}),
              "opengraph");
    keep_date(article, "published", meta({"datepublished"}), "microdata");
    keep_date(article, "published",
              meta({"date",
                    "dc.date",
                    "dc.date.issued",
                    "dcterms.date",
                    "dcterms.created",
                    "dcterms.issued",
                    "pubdate",
                    "publishdate",
                    "publish-date",
                    "publish_date",
                    "publication_date",
                    "sailthru.date",
                    "parsely-pub-date",
                    "cxenseparse:recs:publishtime",
                    "article.published",
                    "rnews:datepublished",
                    "last-modified-date",
                    "displaydate",
                    "originalpublicationdate",
                    "citation_date",
                    "citation_publication_date",
                    "article:post_date",
                    "dc.date.created",
                    "bt:pubdate"}),
              "meta");
    keep_date(article, "modified", json_.modified, "json-ld");
    keep_date(article, "modified",
              meta({"article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified"}),
              "meta");
    dates_in_markup(article, body);
    visible_date(article, body);
    if (!article.published.empty() && !json_.published.empty()) {
        const std::string other = iso_date(meta({"article:published_time"}), words_);
        const auto a = parse_date(article.published), b = parse_date(other);
        if (a && b && std::abs(days_from_epoch(*a) - days_from_epoch(*b)) > 1)
            article.notes.push_back({"date",
                                     "published " + to_string(*a) + " in JSON-LD, " + to_string(*b) + " in OpenGraph",
                                     std::nullopt});
    }
}

// <time> and microdata near the body.
void PageMetadata::dates_in_markup(Article& article, const Body& body) const {
    for (NodeIndex i = 0; i < tree_.size(); ++i) {
        const Node& n = tree_[i];
        if (n.tag == Tag::kText || !n.attributes || marks_.skipped[i] || n.tag == Tag::kMeta) continue;
        const std::string_view item = tree_.attribute(i, "itemprop");
        const bool time = n.tag == Tag::kTime;
        if (!time && item.empty()) continue;
        if (!near_body(i, body)) continue;
        std::string value(tree_.attribute(i, "datetime"));
        if (value.empty()) value = std::string(tree_.attribute(i, "content"));
        if (value.empty()) value = tree_.text(i, 200);
        if (item.find("dateModified") != std::string_view::npos || (time && (marks_.own[i] & kModifiedName)))
            keep_date(article, "modified", value, "time");
        else if (item.find("datePublished") != std::string_view::npos)
            keep_date(article, "published", value, "microdata");
        else if (time && (tree_.has_attribute(i, "pubdate") || (marks_.own[i] & kDateName) ||
                          (n.parent != kNoNode && (marks_.own[n.parent] & kDateName))))
            keep_date(article, "published", value, "time");
    }
}

// A date on the page: labelled lines first, then dates in elements named so, any <time>, the address, then short lines
// right before the body.
void PageMetadata::visible_date(Article& article, const Body& body) const {
    const auto give = [&](const FoundDate& d, const char* read_in) {
        if (!article.published.empty()) return;
        article.published = d.iso, article.provenance["published"] = read_in;
    };
    std::optional<FoundDate> named, headed;
    std::size_t looked = 0;
    const std::size_t title = title_block(article);
    const std::size_t body_start = body.blocks.empty() ? 0 : body.blocks.front();
    for (std::size_t k = 0; k < blocks_.size(); ++k) {
        const Block& b = blocks_[k];
        if (b.text.size() > 250 || b.text.find_first_of("0123456789") == std::string::npos) continue;
        if (!near_body(b.node, body) || ++looked > 120) continue;
        for (const FoundDate& d : find_dates(b.text, words_, 3)) {
            if (d.label == DateLabel::kModified) {
                if (article.modified.empty()) article.modified = d.iso, article.provenance["modified"] = "text";
                continue;
            }
            const bool mostly_date = (d.end - d.start) * 4 > b.text.size();
            if (d.label == DateLabel::kPublished && b.text.size() < 160) give(d, "text");
            bool in_named = false;
            for (NodeIndex n = b.node, s = 0; n != kNoNode && s < 4; n = tree_[n].parent, ++s)
                in_named |= (marks_.own[n] & kDateName) != 0;
            if (!named && (in_named || mostly_date)) named = d;
            const bool head =
                title != kNoBlock && k + 4 > title && k <= std::max(body_start, title + 6) && b.text.size() < 120;
            if (!headed && head && (k < body_start || mostly_date || in_named)) headed = d;
        }
    }
    if (headed) give(*headed, "text");
    if (named) give(*named, "text");
    for (NodeIndex i = 0; i < tree_.size() && article.published.empty(); ++i) {
        if (tree_[i].tag != Tag::kTime || !near_body(i, body)) continue;
        const std::string_view machine = tree_.attribute(i, "datetime");
        const std::string iso = iso_date(machine.empty() ? tree_.text(i, 200) : std::string(machine), words_);
        if (!iso.empty()) article.published = iso, article.provenance["published"] = "time";
    }
    if (article.published.empty()) {
        std::string url = article.url;
        for (char& c : url)
            if (c == '_') c = '-';
        for (const FoundDate& d : find_dates(url, words_, 1)) give(d, "url");
    }
    if (article.published.empty() && !article.modified.empty())
        article.published = article.modified, article.provenance["published"] = "modified";
}

}  // namespace entente::press
