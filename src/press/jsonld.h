// What a page's JSON-LD says of the article, also where the JSON is broken.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente::press {

struct JsonLd {
    bool live = false;     // … of a live blog
    bool article = false;  // an object of an article's type was there
    std::string headline, published, modified, publisher, language, url;
    std::vector<std::string> authors;        // persons
    bool person = false;                     // it says of each that it is one
    std::vector<std::string> organisations;  // authors that are no persons
    std::vector<std::string> sections;       // articleSection
    std::vector<std::string> breadcrumbs;
    std::string body;       // articleBody, lines kept
    bool repaired = false;  // some script was not JSON and was read by force
};

// Scripts in the order of the page; the first article's fields win, the first of all one whose headline stands in
// `page_title` (teasers may stand before it). Values are as written, entities resolved.
[[nodiscard]] JsonLd read_json_ld(const std::vector<std::string>& scripts, std::string_view page_title = {});

}  // namespace entente::press
