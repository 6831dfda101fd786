#include "press/jsonld.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "press/words.h"

namespace entente::press {

namespace {

using nlohmann::json;

constexpr std::size_t kObjects = 2000;  // looked at per script
constexpr std::size_t kScriptBytes = 2u << 20;

// Frequent damage: comments and CDATA around the object, raw line breaks in strings, commas before a closing bracket.
std::string repair(std::string_view script) {
    const std::size_t first = script.find_first_of("{[");
    const std::size_t last = script.find_last_of("}]");
    if (first == std::string_view::npos || last == std::string_view::npos || last < first) return {};
    std::string out;
    bool quoted = false, escaped = false;
    for (char c : script.substr(first, last + 1 - first)) {
        const bool control = static_cast<unsigned char>(c) < 0x20;
        if (quoted) {
            out += control ? ' ' : c;
            if (!escaped && c == '"') quoted = false;
            escaped = !escaped && c == '\\';
            continue;
        }
        if (c == '"') quoted = true;
        if (c == '}' || c == ']') {
            while (!out.empty() &&
                   (out.back() == ' ' || out.back() == '\n' || out.back() == '\t' || out.back() == '\r'))
                out.pop_back();
            if (!out.empty() && out.back() == ',') out.pop_back();
        }
        out += c;
    }
    return out;
}

// &amp; and numeric entities, which many systems leave in their JSON.
std::string unescape(std::string_view s) {
    static const std::pair<std::string_view, const char*> kNamed[] = {
        {"&amp;", "&"},    {"&quot;", "\""},  {"&lt;", "<"},     {"&gt;", ">"},    {"&nbsp;", " "},
        {"&apos;", "'"},   {"&rsquo;", "’"},  {"&lsquo;", "‘"},  {"&ldquo;", "“"}, {"&rdquo;", "”"},
        {"&laquo;", "«"},  {"&raquo;", "»"},  {"&hellip;", "…"}, {"&ndash;", "–"}, {"&mdash;", "—"},
        {"&eacute;", "é"}, {"&egrave;", "è"}, {"&agrave;", "à"}, {"&ccedil;", "ç"}};
    std::string out;
    for (std::size_t i = 0; i < s.size();) {
        if (s[i] != '&') {
            out += s[i++];
            continue;
        }
        const auto* named = std::find_if(std::begin(kNamed), std::end(kNamed),
                                         [&](const auto& n) { return s.substr(i).starts_with(n.first); });
        if (named != std::end(kNamed)) {
            out += named->second;
            i += named->first.size();
            continue;
        }
        const std::size_t end = s.find(';', i);
        if (s.substr(i).starts_with("&#") && end != std::string_view::npos && end - i < 10) {
            const bool hex = s[i + 2] == 'x' || s[i + 2] == 'X';
            const std::string digits(s.substr(i + (hex ? 3 : 2), end - i - (hex ? 3 : 2)));
            const unsigned long c = std::strtoul(digits.c_str(), nullptr, hex ? 16 : 10);
            if (c >= 32 && c < 0x110000) base::append_code_point(out, static_cast<char32_t>(c));
            i = end + 1;
            continue;
        }
        out += s[i++];
    }
    return base::squeeze(out);
}

std::string text_of(const json& j) {
    if (j.is_string()) return unescape(j.get_ref<const std::string&>());
    if (j.is_object()) {
        for (const char* key : {"name", "@value", "@id", "url"})
            if (const auto it = j.find(key); it != j.end() && it->is_string()) return text_of(*it);
    }
    if (j.is_array() && !j.empty()) return j.front().is_array() ? std::string() : text_of(j.front());
    return {};
}

std::string field(const json& j, const char* key) {
    const auto it = j.find(key);
    return it == j.end() ? std::string() : text_of(*it);
}

bool has_type(const json& j, std::string_view part) {
    const auto it = j.find("@type");
    if (it == j.end()) return false;
    const auto match = [&](const json& t) {
        return t.is_string() && t.get_ref<const std::string&>().find(part) != std::string::npos;
    };
    return it->is_array() ? std::any_of(it->begin(), it->end(), match) : match(*it);
}

// Markup inside the value goes; its blocks and line breaks part lines.
std::string body_text(std::string_view value) {
    std::string out, line;
    const auto flush = [&] {
        if (std::string clean = unescape(line); !clean.empty()) (out += out.empty() ? "" : "\n") += clean;
        line.clear();
    };
    for (std::size_t i = 0; i < value.size(); ++i) {
        const std::size_t end = value[i] == '<' ? value.find('>', i) : std::string_view::npos;
        if (end != std::string_view::npos && end - i < 300) {
            const std::string_view tag = value.substr(i + 1, 3);
            if (tag.starts_with("p") || tag.starts_with("/p") || tag.starts_with("br") || tag.starts_with("div"))
                flush();
            i = end;
        } else if (value[i] == '\n' || value[i] == '\r') {
            flush();
        } else {
            line += value[i];
        }
    }
    flush();
    return out;
}

class Reader {
 public:
    JsonLd run(const std::vector<std::string>& scripts, std::string_view page_title) {
        for (const std::string& s : scripts) {
            if (s.size() > kScriptBytes) continue;
            json j = json::parse(s, nullptr, false, true);
            if (j.is_discarded()) {
                out_.repaired = true;
                j = json::parse(repair(s), nullptr, false, true);
            }
            if (j.is_discarded())
                scan_broken(s);
            else
                documents_.push_back(std::move(j));
        }
        for (const json& d : documents_) collect(d);
        pages_own_first(bare_letters(page_title));
        for (const json* a : articles_) take_article(*a);
        if (!articles_.empty()) out_.article = true;
        for (const json* p : pages_) take_page(*p);
        return std::move(out_);
    }

 private:
    // All objects, breadth first, each looked at once.
    void collect(const json& root) {
        std::vector<const json*> queue{&root};
        for (std::size_t i = 0; i < queue.size() && i < kObjects; ++i) {
            const json& j = *queue[i];
            if (j.is_object()) {
                if (const auto id = j.find("@id"); id != j.end() && id->is_string() && j.contains("name"))
                    named_.emplace(id->get<std::string>(), &j);
                out_.live |= has_type(j, "LiveBlogPosting");
                const bool rating = has_type(j, "Review") && !has_type(j, "Article");
                if (has_type(j, "Article") || has_type(j, "BlogPosting") || has_type(j, "Report") ||
                    has_type(j, "SocialMediaPosting"))
                    articles_.push_back(&j);
                else if (has_type(j, "WebPage") && !rating)
                    pages_.push_back(&j);
                else if (has_type(j, "BreadcrumbList"))
                    take_breadcrumbs(j);
            }
            if (j.is_structured())
                for (const json& child : j)
                    if (child.is_structured() && queue.size() < kObjects) queue.push_back(&child);
        }
    }

    void pages_own_first(const std::string& title) {
        constexpr std::size_t kLooked = 200, kLetters = 12;
        for (std::size_t i = 0; i < articles_.size() && i < kLooked; ++i) {
            const std::string headline = bare_letters(field(*articles_[i], "headline"));
            if (headline.size() < kLetters || title.find(headline) == std::string::npos) continue;
            std::swap(articles_[0], articles_[i]);
            return;
        }
    }

    static void keep(std::string& into, std::string value) {
        if (into.empty()) into = std::move(value);
    }

    void take_article(const json& a) {
        if (!out_.headline.empty() && out_.headline != field(a, "headline")) return;  // another article: a teaser
        keep(out_.headline, field(a, "headline"));
        keep(out_.published, field(a, "datePublished"));
        keep(out_.published, field(a, "dateCreated"));
        if (const auto it = a.find("articleBody"); it != a.end() && it->is_string() && out_.body.empty())
            out_.body = body_text(it->get_ref<const std::string&>());
        keep(out_.modified, field(a, "dateModified"));
        keep(out_.language, field(a, "inLanguage"));
        if (const auto p = a.find("publisher"); p != a.end()) keep(out_.publisher, name_of(*p));
        if (out_.authors.empty() && out_.organisations.empty())
            for (const char* key : {"author", "creator"})
                if (const auto it = a.find(key); it != a.end() && out_.authors.empty()) take_authors(*it);
        if (out_.sections.empty())
            if (const auto it = a.find("articleSection"); it != a.end()) take_strings(*it, out_.sections);
        keep(out_.url, field(a, "url"));
        keep(out_.url, field(a, "mainEntityOfPage"));
    }

    void take_page(const json& p) {
        keep(out_.published, field(p, "datePublished"));
        keep(out_.modified, field(p, "dateModified"));
        keep(out_.language, field(p, "inLanguage"));
    }

    void take_breadcrumbs(const json& j) {
        const auto it = j.find("itemListElement");
        if (it == j.end() || !it->is_array() || !out_.breadcrumbs.empty()) return;
        for (const json& e : *it) {
            if (!e.is_object() || out_.breadcrumbs.size() >= 12) continue;
            std::string name = field(e, "name");
            if (name.empty() && e.contains("item")) name = text_of(e["item"]);
            if (!name.empty() && !name.starts_with("http")) out_.breadcrumbs.push_back(std::move(name));
        }
    }

    std::string name_of(const json& j) const {
        if (j.is_object() && !j.contains("name")) {
            const auto id = j.find("@id");
            if (id == j.end() || !id->is_string()) return {};
            const auto it = named_.find(id->get<std::string>());
            return it == named_.end() ? std::string() : field(*it->second, "name");
        }
        std::string name = text_of(j);
        return name.starts_with("http") ? std::string() : name;
    }

    void take_authors(const json& j) {
        const std::vector<const json*> all = [&] {
            std::vector<const json*> v;
            if (j.is_array())
                for (const json& e : j) v.push_back(&e);
            else
                v.push_back(&j);
            return v;
        }();
        for (const json* a : all) {
            if (a->is_array()) continue;
            if (const auto n = a->is_object() ? a->find("name") : a->end();
                a->is_object() && n != a->end() && n->is_array()) {
                take_strings(*n, out_.authors);
                continue;
            }
            std::string name = name_of(*a);
            if (name.empty() || out_.authors.size() >= 12) continue;
            if (a->is_object() && has_type(*a, "Person")) out_.person = true;
            (a->is_object() && has_type(*a, "Organization") ? out_.organisations : out_.authors)
                .push_back(std::move(name));
        }
    }

    static void take_strings(const json& j, std::vector<std::string>& into) {
        if (j.is_array()) {
            for (const json& e : j)
                if (e.is_string() && into.size() < 12) into.push_back(unescape(e.get_ref<const std::string&>()));
        } else if (j.is_string()) {
            into.push_back(unescape(j.get_ref<const std::string&>()));
        }
    }

    // Not JSON at all: the value that follows a known key.
    void scan_broken(std::string_view s) {
        if (s.find("Article") == std::string_view::npos && s.find("BlogPosting") == std::string_view::npos) return;
        keep(out_.headline, value_after(s, "\"headline\""));
        keep(out_.published, value_after(s, "\"datePublished\""));
        keep(out_.modified, value_after(s, "\"dateModified\""));
        const std::size_t author = s.find("\"author\"");
        if (author != std::string_view::npos && out_.authors.empty())
            if (std::string name = value_after(s.substr(author, 400), "\"name\""); !name.empty())
                out_.authors.push_back(name);
        const std::size_t publisher = s.find("\"publisher\"");
        if (publisher != std::string_view::npos)
            keep(out_.publisher, value_after(s.substr(publisher, 400), "\"name\""));
    }

    static std::string value_after(std::string_view s, std::string_view key) {
        std::size_t at = s.find(key);
        if (at == std::string_view::npos) return {};
        at = s.find_first_not_of(" \t\r\n:", at + key.size());
        if (at == std::string_view::npos || s[at] != '"') return {};
        std::string out;
        for (std::size_t i = at + 1; i < s.size() && out.size() < 400; ++i) {
            if (s[i] == '"') {  // a quote inside the value: the real end stands before , or } or a line's end
                const std::size_t next = s.find_first_not_of(" \t", i + 1);
                if (next == std::string_view::npos ||
                    std::string_view(",}]\r\n").find(s[next]) != std::string_view::npos)
                    return unescape(out);
            }
            if (s.substr(i, 2) == "\\u" && i + 6 <= s.size()) {  // half of a surrogate pair is left out
                const unsigned long c = std::strtoul(std::string(s.substr(i + 2, 4)).c_str(), nullptr, 16);
                if (c >= 32 && (c < 0xD800 || c > 0xDFFF)) base::append_code_point(out, static_cast<char32_t>(c));
                i += 5;
                continue;
            }
            if (s[i] == '\\' && i + 1 < s.size()) ++i;
            out += s[i];
        }
        return {};
    }

    JsonLd out_;
    std::vector<json> documents_;
    std::vector<const json*> articles_, pages_;
    std::map<std::string, const json*> named_;
};

}  // namespace

JsonLd read_json_ld(const std::vector<std::string>& scripts, std::string_view page_title) {
    return Reader().run(scripts, page_title);
}

}  // namespace entente::press
