// Publication and change: JSON-LD, then OpenGraph, meta, microdata, <time>, visible lines, the address.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "base/text.h"
#include "press/dates.h"
#include "press/meta/local_time.h"
#include "press/meta/metadata.h"

namespace entente::press {

// The first date given for a field stays.
void PageMetadata::keep_date(Article& article, const char* field, std::string_view value, const char* read_in) const {
    std::string& into = std::string_view(field) == "published" ? article.published : article.modified;
    if (!into.empty() || value.empty()) return;
    into = iso_date(value, words_);
    if (!into.empty()) article.provenance[field] = read_in;
}

void PageMetadata::choose_dates(Article& article, const Body& body, std::string_view country) {
    keep_date(article, "published", json_.published, "json-ld");
    keep_date(article, "published", meta({"article:published_time", "og:published_time", "og:article:published_time"}),
              "opengraph");
    keep_date(article, "published", meta({"datepublished"}), "microdata");
    keep_date(article, "published",
              meta({"dc.date.issued",
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
              meta({"article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified",
                    "dateupdate", "dateupdated"}),
              "meta");
    dates_in_markup(article, body);
    visible_date(article, body);
    any_meta_date(article);
    trust_address(article);
    counted_back(article, body);
    make_local(article);
    make_national(article, country);
    if (!article.published.empty() && !json_.published.empty()) {
        const std::string other = iso_date(meta({"article:published_time"}), words_);
        const auto a = parse_date(article.published), b = parse_date(other);
        if (a && b && std::abs(days_from_epoch(*a) - days_from_epoch(*b)) > 1)
            article.notes.push_back({"date",
                                     "published " + to_string(*a) + " in JSON-LD, " + to_string(*b) + " in OpenGraph",
                                     std::nullopt});
    }
}

// A date under a name that nobody listed but that speaks of one ("news_date", "publish.time").
void PageMetadata::any_meta_date(Article& article) const {
    for (const auto& [name, content] : metas_) {
        const auto says = [&, &n = name](std::string_view word) { return n.find(word) != std::string::npos; };
        if (!says("date") && !says("publi") && !says("created")) continue;
        if (says("modif") || says("update") || says("expir") || says("valid") || says("revis")) continue;
        keep_date(article, "published", content, "meta");
    }
}

// "il y a 3 heures", where it is known when the page was fetched.
void PageMetadata::counted_back(Article& article, const Body& body) const {
    if (fetched_.empty() || !article.published.empty()) return;
    for (const Block& b : blocks_) {
        if (b.text.size() > 100 || !near_body(b.node, body) || names_others(b.node)) continue;
        const auto day = relative_date(b.text, words_, fetched_);
        if (!day) continue;
        article.published = to_string(*day), article.provenance["published"] = "counted back from the fetch";
        return;
    }
}

// Microdata and then <time> near the body, but not those of readers' comments.
void PageMetadata::dates_in_markup(Article& article, const Body& body) const {
    for (const bool micro : {true, false})
        for (NodeIndex i = 0; i < tree_.size(); ++i) {
            const Node& n = tree_[i];
            if (n.tag == Tag::kText || !n.attributes || marks_.skipped[i] || n.tag == Tag::kMeta) continue;
            const std::string_view item = tree_.attribute(i, "itemprop");
            const bool time = n.tag == Tag::kTime;
            const bool published = item.find("datePublished") != std::string_view::npos;
            const bool modified = item.find("dateModified") != std::string_view::npos;
            if (micro ? !published && !modified : !time || published || modified) continue;
            if (!near_body(i, body) || names_others(i)) continue;
            const unsigned above = n.parent == kNoNode ? 0 : marks_.own[n.parent];
            const bool dated = tree_.has_attribute(i, "pubdate") || ((marks_.own[i] | above) & kDateName);
            if (micro)
                keep_date(article, published ? "published" : "modified", time_value(i),
                          published ? "microdata" : "time");
            else if (dated && !only_modified(i))
                keep_date(article, "published", time_value(i), "time");
            else if (marks_.own[i] & kModifiedName)
                keep_date(article, "modified", time_value(i), "time");
        }
}

// Named a change and nothing else: "entry-date published updated" is a post that was never changed.
bool PageMetadata::only_modified(NodeIndex i) const {
    return (marks_.own[i] & (kModifiedName | kDateName)) == kModifiedName;
}

namespace {

constexpr int kFirstPages = 1995;  // a date before the web's press is no page's publication, unless something says so

// "…/2012/05/13/…" in an address that the text shows.
bool in_address(std::string_view text, const FoundDate& d) {
    const char before = d.start > 0 ? text[d.start - 1] : ' ', after = d.end < text.size() ? text[d.end] : ' ';
    return before == '/' || after == '/' || before == '=' || after == '=';
}

// A phrase such as "publié le" names a publication anywhere; "le", "am", "vom" only at the head of its line.
bool labels_line(const FoundDate& d, std::string_view text, const PageWords& words) {
    constexpr std::size_t kHead = 12, kWeak = 3;
    if (d.label != DateLabel::kPublished || text.size() >= 160) return false;
    const std::string_view before = base::trim(text.substr(0, d.start));
    if (before.size() <= kHead) return true;
    if (text.size() >= 110 && before.size() >= 40) return false;
    std::string folded = base::fold(before);
    for (std::size_t n = folded.rfind(' '); n != std::string::npos; n = folded.rfind(' ')) {
        std::string last = folded.substr(n + 1);
        while (!last.empty() && last.back() == ',') last.pop_back();
        if (!words.weekdays.count(last)) break;
        folded.resize(n);
    }
    while (!folded.empty() && (folded.back() == ':' || folded.back() == ',' || folded.back() == ' ')) folded.pop_back();
    return words.published.suffix(folded) > kWeak;
}

}  // namespace

// Each date in a short line of the page, with what speaks for it: a label, an element named so, a place between title
// and text, a line that is little else. The best wins; where nothing speaks for any, the only one of the page.
void PageMetadata::visible_date(Article& article, const Body& body) {
    std::optional<FoundDate> best, only;
    int best_score = 0;
    bool best_below = false;
    std::size_t looked = 0, days = 0;
    const std::size_t title = title_block(article);
    const std::size_t body_start = body.blocks.empty() ? 0 : body.blocks.front();
    for (std::size_t k = 0; k < blocks_.size() && looked < 400; ++k) {
        const Block& b = blocks_[k];
        if (b.text.size() > 250 || b.text.find_first_of("0123456789") == std::string::npos) continue;
        if (names_others(b.node) || in_site_header(b.node)) continue;
        const bool near = near_body(b.node, body);
        ++looked;
        for (const FoundDate& d : find_dates(b.text, words_, 3)) {
            if (in_address(b.text, d)) continue;
            if (d.label == DateLabel::kModified && near) {
                if (article.modified.empty()) article.modified = d.iso, article.provenance["modified"] = "text";
                continue;
            }
            bool named = false, timed = false;
            for (NodeIndex n = b.node, s = 0; n != kNoNode && s < 4; n = tree_[n].parent, ++s)
                named |= (marks_.own[n] & kDateName) != 0;
            for (NodeIndex n = b.first > 3 ? b.first - 3 : 0; n < std::min(b.first + 12, tree_[b.node].end); ++n)
                timed |= tree_[n].tag == Tag::kTime;
            const std::size_t hour = d.iso.size() > 10 ? 6 : 0;
            const bool mostly = (d.end - d.start + hour) * 4 > b.text.size();
            const bool head = title != kNoBlock && k + 4 > title && k <= std::max(body_start, title + 6) &&
                              b.text.size() < 120 && (k < body_start || mostly || named);
            const bool labelled = labels_line(d, b.text, words_) && (b.link_density() < 0.9 || named);
            const int score = near ? 4 * labelled + 2 * head + named + timed + mostly : 0;
            const bool below = k > title;  // a header above the title often tells today
            if (score > best_score || (score == best_score && score > 0 && below && !best_below))
                best = d, best_score = score, best_below = below;
            if (d.label == DateLabel::kModified || b.link_density() > 0.9 || d.date.year < kFirstPages) continue;
            if (!only || only->date != d.date) ++days;
            if (!only) only = d;
        }
    }
    if (best_score >= 2) visible_ = best;
    const auto give = [&](const std::optional<FoundDate>& d, const char* read_in) {
        if (!d || !article.published.empty()) return;
        article.published = d->iso, article.provenance["published"] = read_in;
    };
    if (best_score >= 3) give(best, "text");
    if (!later_than(meta({"date", "dc.date", "dcterms.date"}), best ? best : days == 1 ? only : std::nullopt))
        keep_date(article, "published", meta({"date", "dc.date", "dcterms.date"}), "meta");
    give(best, "text");
    for (NodeIndex i = 0; i < tree_.size() && article.published.empty(); ++i)
        if (tree_[i].tag == Tag::kTime && near_body(i, body) && !names_others(i) && !only_modified(i))
            keep_date(article, "published", time_value(i), "time");
    date_in_address(article);
    if (article.published.empty() && !article.modified.empty())
        article.published = article.modified, article.provenance["published"] = "modified";
    if (days == 1) give(only, "page");
}

// A "date" without more is often the day of the copy: then the page shows an earlier one.
bool PageMetadata::later_than(std::string_view value, const std::optional<FoundDate>& shown) const {
    const auto day = parse_date(iso_date(value, words_));
    return day && shown && shown->date < *day;
}

// In a <header> that the title stands outside of: the site's, which tells today.
bool PageMetadata::in_site_header(NodeIndex i) const {
    if (title_first_ == kNoNode) return false;
    for (NodeIndex n = i, steps = 0; n != kNoNode && steps < 40; n = tree_[n].parent, ++steps)
        if (tree_[n].tag == Tag::kHeader && tree_[n].end <= title_first_) return true;
    return false;
}

std::string PageMetadata::time_value(NodeIndex i) const {
    std::string value(tree_.attribute(i, "datetime"));
    if (value.empty()) value = std::string(tree_.attribute(i, "content"));
    return value.empty() ? tree_.text(i, 200) : value;
}

std::optional<Date> PageMetadata::address_date(const Article& article) const {
    std::string url = article.url;
    for (char& c : url)
        if (c == '_') c = '-';
    const std::vector<FoundDate> found = find_dates(url, words_, 1);
    return found.empty() ? std::nullopt : std::optional(found.front().date);
}

void PageMetadata::date_in_address(Article& article) const {
    if (!article.published.empty()) return;
    if (const auto day = address_date(article))
        article.published = to_string(*day), article.provenance["published"] = "url";
}

// A page's address is made when it is published and stays; what the page calls its publication may be a later move or
// change. A day's difference is a time zone.
void PageMetadata::trust_address(Article& article) const {
    const auto given = parse_date(article.published), made = address_date(article);
    if (!given || !made || days_from_epoch(*given) - days_from_epoch(*made) < 2) return;
    article.notes.push_back({"date",
                             "published " + to_string(*made) + " by the address, " + to_string(*given) + " by " +
                                 article.provenance["published"],
                             std::nullopt});
    article.published = to_string(*made), article.provenance["published"] = "url";
}

// Machines often give the hour in UTC: where the page shows the same minute of another hour, that is local time, and
// the zone is the difference; where it shows the day beside, without an hour, that day is the local one.
void PageMetadata::make_local(Article& article) const {
    if (!visible_ || article.published.size() < 16 || article.provenance["published"] == "text") return;
    const bool utc = article.published.ends_with('Z') || article.published.ends_with("+00:00");
    const auto day = parse_date(article.published);
    if (!utc || !day) return;
    const int apart = days_from_epoch(visible_->date) - days_from_epoch(*day);
    if (apart < -1 || apart > 1) return;
    const auto minutes = [](std::string_view iso) {
        const auto two = [&](std::size_t at) { return (iso[at] - '0') * 10 + iso[at + 1] - '0'; };
        return two(11) * 60 + two(14);
    };
    if (visible_->iso.size() == 10) {
        const int hour = minutes(article.published) / 60;
        if ((apart == 1 && hour >= 16) || (apart == -1 && hour < 8)) article.published = visible_->iso;
        return;
    }
    if (visible_->iso.size() < 16) return;
    const int offset = apart * 1440 + minutes(visible_->iso) - minutes(article.published);
    if (offset == 0 || offset % 15 != 0 || offset < -12 * 60 || offset > 14 * 60) return;
    char zone[16];
    std::snprintf(zone, sizeof zone, "%c%02d:%02d", offset < 0 ? '-' : '+', std::abs(offset) / 60,
                  std::abs(offset) % 60);
    article.published = visible_->iso.substr(0, 16) + zone;
}

// Where the page shows no day of its own, an hour in UTC is told in the hour of its country: at night its day differs.
void PageMetadata::make_national(Article& article, std::string_view country) const {
    const std::string from = country.empty() ? country_of_address(article.url, words_) : std::string(country);
    const auto found = article.provenance.find("published");
    const std::string read_in = found == article.provenance.end() ? std::string() : found->second;
    const bool machine = read_in != "text" && read_in != "page" && read_in != "given";
    const bool shown = visible_ && article.published.starts_with(to_string(visible_->date));
    if (from.empty()) return;
    if (std::string local = local_time(article.modified, from, words_); !local.empty()) article.modified = local;
    if (!machine || shown) return;
    if (std::string local = local_time(article.published, from, words_); !local.empty()) article.published = local;
}

}  // namespace entente::press
