#include "intake/feed_page.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>

#include "base/text.h"
#include "entente/date.h"

namespace entente::intake {

namespace {

// Length of a character reference at `at` ("&amp;", "&#39;", "&#x27;"), 0: none.
std::size_t reference_at(std::string_view s, std::size_t at) {
    const std::size_t end = s.substr(at, 12).find(';');
    if (end == std::string_view::npos || end < 3) return 0;
    std::string_view name = s.substr(at + 1, end - 1);
    if (name[0] == '#') name.remove_prefix(1);
    const bool good =
        !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c); });
    return good ? end + 1 : 0;
}

void escape_into(std::string& out, std::string_view text, bool keep_references) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '&' && keep_references && reference_at(text, i))
            out += c;
        else if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
}

void meta(std::string& out, const char* kind, const char* name, const std::string& value) {
    if (value.empty()) return;
    out += std::string("<meta ") + kind + "=\"" + name + "\" content=\"" + escape_once(value) + "\">\n";
}

// "+0200", "GMT", "Z", "EST" as ISO 8601 writes a zone; empty when not known.
std::string iso_zone(std::string_view z) {
    if (z.size() >= 5 && (z[0] == '+' || z[0] == '-')) {
        std::string digits;
        for (char c : z.substr(1))
            if (std::isdigit(static_cast<unsigned char>(c))) digits += c;
        if (digits.size() != 4 || digits > "1459") return {};
        if (digits == "0000") return "Z";
        return std::string(1, z[0]) + digits.substr(0, 2) + ":" + digits.substr(2);
    }
    if (z == "GMT" || z == "UT" || z == "UTC" || z == "Z") return "Z";
    // RFC 822 names these, and no others.
    for (const auto& [name, hours] :
         {std::pair{"EST", 5}, {"EDT", 4}, {"CST", 6}, {"CDT", 5}, {"MST", 7}, {"MDT", 6}, {"PST", 8}, {"PDT", 7}})
        if (z == name) return "-0" + std::to_string(hours) + ":00";
    return {};
}

}  // namespace

std::string escape(std::string_view text) {
    std::string out;
    escape_into(out, text, false);
    return out;
}

std::string escape_once(std::string_view text) {
    std::string out;
    escape_into(out, text, true);
    return out;
}

std::string write_page(const PageParts& p) {
    std::string out = "<!DOCTYPE html>\n<html";
    if (!p.language.empty()) out += " lang=\"" + escape(p.language) + "\"";
    out += "><head><meta charset=\"utf-8\">\n<title>" + escape_once(p.title) + "</title>\n";
    if (!p.url.empty()) out += "<link rel=\"canonical\" href=\"" + escape(p.url) + "\">\n";
    meta(out, "property", "og:type", p.kind);
    meta(out, "property", "og:title", p.title);
    meta(out, "property", "og:site_name", p.site);
    meta(out, "property", "article:published_time", p.published);
    meta(out, "property", "article:modified_time", p.modified);
    for (const std::string& a : p.authors) meta(out, "name", "author", a);
    out += "</head><body><article>\n";
    if (!p.title.empty()) out += "<h1>" + escape_once(p.title) + "</h1>\n";
    out += p.html + "\n</article></body></html>\n";
    return out;
}

std::string paragraphs_of_text(std::string_view text) {
    std::string out, paragraph;
    std::size_t last = 0;  // length of the line before
    const auto close = [&] {
        if (!paragraph.empty()) out += "<p>" + escape(paragraph) + "</p>\n";
        paragraph.clear();
        last = 0;
    };
    for (std::string_view line : base::split(text, '\n')) {
        line = base::trim(line);
        if (line.empty()) {
            close();
            continue;
        }
        // A line that stops well before the margin ends its paragraph, if a sentence ends there.
        if (last > 0 && last < 50 && std::string_view(".!?:»\"").find(paragraph.back()) != std::string_view::npos)
            close();
        if (!paragraph.empty()) paragraph += ' ';
        paragraph += line;
        last = line.size();
    }
    close();
    return out;
}

std::string iso_of_feed_date(std::string_view text) {
    const std::string s(base::trim(text));
    if (s.size() > 80) return {};
    if (is_iso_date_or_time(s)) return s;
    if (s.size() >= 10 && parse_date(s)) return to_string(*parse_date(s));
    // [Wed,] 02 Apr 2025 [10:00[:00] [zone]]
    std::vector<std::string_view> words;
    for (std::string_view w : base::split(s, ' '))
        if (!w.empty()) words.push_back(w);
    if (!words.empty() && !std::isdigit(static_cast<unsigned char>(words[0][0]))) words.erase(words.begin());
    if (words.size() < 3) return {};
    static constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
    const std::size_t month = kMonths.find(base::fold(words[1]).substr(0, 3));
    if (words[1].size() < 3 || month == std::string_view::npos || month % 3) return {};
    int year = std::atoi(std::string(words[2]).c_str());
    if (words[2].size() == 2) year += year < 70 ? 2000 : 1900;
    const auto day = make_date(year, static_cast<int>(month / 3) + 1, std::atoi(std::string(words[0]).c_str()));
    if (!day) return {};
    int h = 0, m = 0, sec = 0;
    if (words.size() < 4 || std::sscanf(std::string(words[3]).c_str(), "%2d:%2d:%2d", &h, &m, &sec) < 2)
        return to_string(*day);
    if (h < 0 || h > 23 || m < 0 || m > 59 || sec < 0 || sec > 60) return to_string(*day);
    char time[16];
    std::snprintf(time, sizeof time, "T%02d:%02d:%02d", h, m, std::min(sec, 59));
    return to_string(*day) + time + (words.size() > 4 ? iso_zone(words[4]) : "");
}

void bound_by_neighbours(std::string_view before, std::string_view after, std::string& from, std::string& to) {
    from = std::string(after), to = std::string(before);
    const auto a = parse_date(from), b = parse_date(to);
    if (a && b && *b < *a) std::swap(from, to);
}

}  // namespace entente::intake
