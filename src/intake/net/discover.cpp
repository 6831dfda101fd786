#include "intake/net/discover.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "intake/form.h"
#include "intake/net/fetch.h"

namespace entente::intake {

namespace {

constexpr std::size_t kMaxPage = 1u << 20;  // links to feeds stand in the head
constexpr std::size_t kMaxFound = 20;

std::string lower(std::string_view s) {
    std::string out(s);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

// &amp; is what addresses in attributes hold.
std::string plain(std::string_view s) {
    std::string out;
    for (std::size_t i = 0; i < s.size(); ++i) {
        out += s[i];
        if (lower(s.substr(i, 5)) == "&amp;") i += 4;
    }
    return base::make_valid_utf8(out);
}

// An attribute's value inside one tag.
std::string attribute(std::string_view tag, std::string_view name) {
    const std::string folded = lower(tag);
    for (std::size_t at = folded.find(name); at != std::string::npos; at = folded.find(name, at + 1)) {
        if (at == 0 || !std::isspace(static_cast<unsigned char>(folded[at - 1]))) continue;
        std::size_t i = at + name.size();
        while (i < tag.size() && std::isspace(static_cast<unsigned char>(tag[i]))) ++i;
        if (i >= tag.size() || tag[i] != '=') continue;
        ++i;
        while (i < tag.size() && std::isspace(static_cast<unsigned char>(tag[i]))) ++i;
        if (i >= tag.size()) return {};
        const char quote = tag[i];
        if (quote == '"' || quote == '\'') return plain(tag.substr(i + 1, tag.find(quote, i + 1) - i - 1));
        return plain(tag.substr(i, tag.find_first_of(" \t\r\n>", i) - i));
    }
    return {};
}

}  // namespace

std::vector<FoundFeed> feeds_in_page(std::string_view html, const std::string& base) {
    std::vector<FoundFeed> out;
    html = html.substr(0, kMaxPage);
    const std::string folded = lower(html);
    for (std::size_t at = folded.find("<link"); at != std::string::npos && out.size() < kMaxFound;
         at = folded.find("<link", at + 5)) {
        const std::size_t end = folded.find('>', at);
        if (end == std::string::npos || end - at > 4000) continue;
        const std::string_view tag = html.substr(at, end - at);
        const std::string type = lower(attribute(tag, "type"));
        if (lower(attribute(tag, "rel")).find("alternate") == std::string::npos) continue;
        if (type != "application/rss+xml" && type != "application/atom+xml" && type != "application/feed+json")
            continue;
        const std::string url = absolute_address(base, attribute(tag, "href"));
        const bool known = std::any_of(out.begin(), out.end(), [&](const FoundFeed& f) { return f.url == url; });
        if (!url.empty() && !known) out.push_back({url, base::squeeze(attribute(tag, "title"))});
    }
    return out;
}

bool is_feed(std::string_view bytes) {
    const Form form = form_of(bytes.substr(0, kLook), "");
    return form == Form::kFeed || form == Form::kJsonFeed;
}

std::string feed_title(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, kLook);
    std::size_t from = head.find("<title");
    if (from == std::string_view::npos || from > std::min(head.find("<item"), head.find("<entry"))) return {};
    from = head.find('>', from);
    if (from == std::string_view::npos) return {};
    std::string_view title = head.substr(from + 1, std::min(head.find("</title", from) - from - 1, std::size_t{300}));
    if (title.starts_with("<![CDATA[")) title = title.substr(9, title.find("]]>") - 9);
    return base::squeeze(plain(title));
}

bool has_news(std::string_view sitemap) {
    return sitemap.find("<news:") != std::string_view::npos && sitemap.find("<urlset") != std::string_view::npos;
}

std::vector<std::string> sitemaps_in_index(std::string_view bytes) {
    std::vector<std::string> out;
    if (bytes.substr(0, kLook).find("<sitemapindex") == std::string_view::npos) return out;
    for (std::size_t at = bytes.find("<loc>"); at != std::string_view::npos && out.size() < 1000;
         at = bytes.find("<loc>", at + 5)) {
        std::string_view loc = bytes.substr(at + 5, std::min(bytes.find("</loc>", at) - at - 5, std::size_t{2000}));
        if (loc.starts_with("<![CDATA[")) loc = loc.substr(9, loc.find("]]>") - 9);
        if (const std::string url = absolute_address("", plain(base::trim(loc))); !url.empty()) out.push_back(url);
    }
    std::stable_partition(out.begin(), out.end(),
                          [](const std::string& u) { return u.find("news") != std::string::npos; });
    if (out.size() > kMaxFound) out.resize(kMaxFound);
    return out;
}

}  // namespace entente::intake
