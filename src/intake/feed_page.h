// A feed's entry, a mail or a PDF as an HTML page, so that press reads it like any other.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente::intake {

// All UTF-8. Empty: not known.
struct PageParts {
    std::string title, url, published, modified, site, language;
    std::vector<std::string> authors;
    std::string kind = "article";
    std::string html;  // the body's markup
};

// The page: UTF-8, title and metadata in its head, the title as h1 before the body in one <article>.
[[nodiscard]] std::string write_page(const PageParts& parts);
// Text for HTML: & < > " written as references.
[[nodiscard]] std::string escape(std::string_view text);
// A text that feeds write sometimes escaped once more ("L&#039;Union"): its references stay, the rest is escaped.
[[nodiscard]] std::string escape_once(std::string_view text);
// Paragraphs of plain text (blank lines between them) as <p>; single line breaks are kept when lines are short.
[[nodiscard]] std::string paragraphs_of_text(std::string_view text);
// Bounds of an entry without a date, by the dates of those before and after it in its feed ("" : none). Feeds give the
// newest first; where both neighbours have a date, the earlier is the lower bound whatever the order.
void bound_by_neighbours(std::string_view before, std::string_view after, std::string& from, std::string& to);
// RFC 822 ("Wed, 02 Apr 2025 10:00:00 +0200") or ISO 8601 to ISO 8601; empty when it is no date that exists.
[[nodiscard]] std::string iso_of_feed_date(std::string_view text);

}  // namespace entente::intake
