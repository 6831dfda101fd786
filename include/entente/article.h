// One publication, as `press` reads it from a page's bytes (formats.md, Article).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/span.h"

namespace entente {

// Doubt, carried in the result: what is unreadable or odd, and where.
struct Note {
    std::string kind;  // "charset", "date", "truncated", "limit", …
    std::string text;
    std::optional<Span> span;
};

enum class ParagraphKind { kParagraph, kHeading, kQuote, kListItem, kTable, kCaption };

struct Paragraph {
    ParagraphKind kind = ParagraphKind::kParagraph;
    Span span;  // into Article::text, without the newline that ends it
};

struct Related {
    std::string title;
    std::optional<std::string> url;
};

struct Link {
    Span span;
    std::string url;
};

// What can be said of the publication date where the page has none.
struct PublishedBounds {
    std::optional<std::string> from;
    std::optional<std::string> to;
    std::string why;
};

struct Dateline {
    std::optional<std::string> place;
    std::optional<std::string> date;
    std::optional<std::string> agency;
};

// All strings are valid UTF-8 and owned; every Span lies in `text` on code point borders.
// Empty string or vector: not known. Paragraphs are separated in `text` by one newline; the title is not in it.
struct Article {
    ArticleId id;
    std::string url;
    std::string title;
    std::vector<std::string> sections;
    std::vector<std::string> byline;
    std::string signature;
    std::string source;     // outlet
    std::string source_id;       // of the registry (data/press/sources), else the page's host
    std::string source_country;  // ISO 3166-1 alpha-3, where the registry knows it
    std::string published;  // ISO 8601 date or date-time, or empty
    PublishedBounds published_bounds;
    std::string modified;
    std::string language;       // BCP 47, "fr", "en", …
    std::string kind = "article";  // article, listing, live, other
    std::string text;
    std::vector<Paragraph> paragraphs;
    std::vector<Related> related;
    std::vector<Link> links;
    Dateline dateline;
    std::string text_key;  // from the folded text: equal for copies
    std::string sketch;    // base/sketch.h: near copies are alike in it; empty for short texts
    std::map<std::string, std::string> provenance;
    std::vector<Note> notes;

    // The text of a field that spans point into: "title", "text", "related[3]". Empty when there is no such field.
    [[nodiscard]] std::string_view field(std::string_view name) const;
};

[[nodiscard]] const char* to_string(ParagraphKind kind);
// "related[3]"
[[nodiscard]] std::string related_field(std::size_t index);

}  // namespace entente
