// Title, authors, dates, sections, source and address of a page, each by vote, with where it was read.
#pragma once

#include <optional>
#include <string>

#include "entente/article.h"
#include "press/blocks.h"
#include "press/body.h"
#include "press/dates.h"
#include "press/html.h"
#include "press/jsonld.h"

namespace entente::press {

// What the head of the page and its markup say, before the body is known.
class PageMetadata {
 public:
    PageMetadata(const HtmlTree& tree, const Marks& marks, const std::vector<Block>& blocks, const PageWords& words,
                 std::string_view page_url, std::string_view fetched = {});

    // Sets url, source, title; the title is what the body's search needs.
    void before_body(Article& article);
    // Sets sections, byline, published, modified, from markup and from the lines around the body. `country` is the
    // source's, where it is registered: hours in UTC are told in its own.
    void after_body(Article& article, const Body& body, std::string_view country = {});
    // The page's own word for its language ("fr"), or empty.
    [[nodiscard]] std::string declared_language() const;
    // What the page says of itself in a sentence or two, and the body in its JSON-LD; empty: not given.
    [[nodiscard]] std::string description() const {
        return meta({"og:description", "description", "twitter:description"});
    }
    [[nodiscard]] bool is_live() const { return json_.live; }
    [[nodiscard]] const std::string& article_body() const { return json_.body; }
    // An absolute http(s) address, or empty.
    [[nodiscard]] std::string absolute(std::string_view href) const;

 private:
    void choose_title(Article& article) const;
    [[nodiscard]] std::string heading_text(NodeIndex heading) const;
    struct TitleWitnesses;
    struct Heading {
        std::string text;
        double score = 0;
        std::size_t firsts = 0;  // headings of the first rank on the page
        bool named = false;      // its element's name says that it is the title
    };
    struct Rank {
        bool first = false, named = false, home = false;
    };
    [[nodiscard]] bool names_title(NodeIndex n) const;
    [[nodiscard]] Rank rank_of(const Block& b, NodeIndex heading) const;
    [[nodiscard]] double title_score(const std::string& text, Rank rank, const TitleWitnesses& witnesses) const;
    [[nodiscard]] Heading bold_line() const;
    [[nodiscard]] Heading best_heading(const TitleWitnesses& witnesses) const;
    void choose_byline(Article& article, const Body& body) const;
    void take_byline(Article& article, std::string_view text, const char* read_in, bool person,
                     bool marked = false) const;
    void complete_byline(Article& article, const Body& body) const;
    void search_byline(Article& article, const Body& body, bool publisher) const;
    void marked_authors(Article& article, const Body& body, bool publisher) const;
    void linked_authors(Article& article, const Body& body, bool publisher) const;
    void named_authors(Article& article, const Body& body, bool publisher) const;
    void named_authors_in(Article& article, const Body& body, bool publisher, NodeIndex from, NodeIndex end) const;
    [[nodiscard]] std::string author_text(NodeIndex i) const;
    void authors_in_lines(Article& article, const Body& body) const;
    [[nodiscard]] bool is_publisher(std::string_view name, const Article& article) const;
    [[nodiscard]] bool names_others(NodeIndex i) const;
    [[nodiscard]] bool in_own_item(NodeIndex i, const Body& body) const;
    [[nodiscard]] bool is_date_line(const Block& b) const;
    [[nodiscard]] bool signs_beside(std::size_t date, std::size_t name) const;
    [[nodiscard]] std::string as_page_writes(const std::string& name) const;
    void choose_dates(Article& article, const Body& body, std::string_view country);
    void choose_sections(Article& article) const;
    void dates_in_markup(Article& article, const Body& body) const;
    void keep_date(Article& article, const char* field, std::string_view value, const char* read_in) const;
    [[nodiscard]] bool only_modified(NodeIndex i) const;
    [[nodiscard]] bool in_site_header(NodeIndex i) const;
    void visible_date(Article& article, const Body& body);
    void any_meta_date(Article& article) const;
    void date_in_address(Article& article) const;
    void trust_address(Article& article) const;
    [[nodiscard]] std::optional<Date> address_date(const Article& article) const;
    void make_local(Article& article) const;
    void make_national(Article& article, std::string_view country) const;
    [[nodiscard]] bool later_than(std::string_view value, const std::optional<FoundDate>& shown) const;
    void counted_back(Article& article, const Body& body) const;
    [[nodiscard]] std::string time_value(NodeIndex i) const;
    [[nodiscard]] std::string meta(std::initializer_list<std::string_view> names) const;
    [[nodiscard]] std::string strip_site(std::string_view title, bool any_tail) const;
    [[nodiscard]] std::string site_in_title(std::string_view title) const;
    [[nodiscard]] std::string kicker(const Article& article) const;
    [[nodiscard]] std::size_t title_block(const Article& article) const;
    [[nodiscard]] bool is_article_foot(NodeIndex foot, const Body& body) const;
    [[nodiscard]] bool near_body(NodeIndex i, const Body& body) const;

    const HtmlTree& tree_;
    const Marks& marks_;
    const std::vector<Block>& blocks_;
    const PageWords& words_;
    JsonLd json_;
    std::vector<std::pair<std::string, std::string>> metas_;  // lower-case name, content
    std::string site_, base_, title_tag_, fetched_;
    NodeIndex title_first_ = kNoNode;   // where the title's text stands
    std::optional<FoundDate> visible_;  // the best date that the page shows
};

}  // namespace entente::press
