// Where a site's feeds are: links in its pages, sitemaps in its robots.txt, sitemaps in a sitemap index.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente::intake {

struct FoundFeed {
    std::string url, title;
};

// <link rel=alternate> of a feed's type, in order, at most 20. `base`: the page's address.
[[nodiscard]] std::vector<FoundFeed> feeds_in_page(std::string_view html, const std::string& base);
// Whether the bytes are a feed or sitemap, and its title if it says one.
[[nodiscard]] bool is_feed(std::string_view bytes);
[[nodiscard]] std::string feed_title(std::string_view bytes);
// Whether a sitemap has news tags; the addresses of a sitemap index, those that speak of news first, at most 20.
[[nodiscard]] bool has_news(std::string_view sitemap);
[[nodiscard]] std::vector<std::string> sitemaps_in_index(std::string_view bytes);

}  // namespace entente::intake
