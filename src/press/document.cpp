// One JSON object to an Article: a document of the caller's, or an Article as `page` writes it.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "entente/date.h"
#include "press/charset.h"
#include "press/finish.h"
#include "press/press.h"

namespace entente::press {

namespace {

using nlohmann::json;

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// The code unit of a \uXXXX escape at `at`, or -1.
int escape_at(std::string_view s, std::size_t at) {
    if (at + 6 > s.size() || s[at] != '\\' || s[at + 1] != 'u') return -1;
    int unit = 0;
    for (std::size_t i = at + 2; i < at + 6; ++i) {
        const int h = hex_value(s[i]);
        if (h < 0) return -1;
        unit = unit * 16 + h;
    }
    return unit;
}

// Half of a surrogate pair without the other half is no character: \uFFFD stands in its place (same length).
bool replace_lone_surrogates(std::string& s) {
    bool replaced = false;
    for (std::size_t i = 0; i + 1 < s.size(); ++i) {
        if (s[i] != '\\') continue;
        const int unit = escape_at(s, i);
        if (unit >= 0xD800 && unit < 0xDC00) {
            const int next = escape_at(s, i + 6);
            if (next >= 0xDC00 && next < 0xE000) {
                i += 11;
                continue;
            }
        }
        if (unit >= 0xD800 && unit < 0xE000) s.replace(i + 2, 4, "FFFD"), replaced = true;
        i += unit >= 0 ? 5 : 1;  // past the escape, also past "\\"
    }
    return replaced;
}

// A string, or a number written as one; empty when absent, null or of another kind.
std::string string_at(const json& j, const char* key) {
    const auto it = j.find(key);
    if (it == j.end()) return {};
    if (it->is_string()) return it->get<std::string>();
    if (it->is_number_integer()) return it->dump();
    return {};
}

std::vector<std::string> strings_at(const json& j, const char* key) {
    std::vector<std::string> out;
    const auto it = j.find(key);
    if (it == j.end()) return out;
    if (it->is_string()) out.push_back(it->get<std::string>());
    if (it->is_array())
        for (const json& e : *it)
            if (e.is_string()) out.push_back(e.get<std::string>());
    return out;
}

std::optional<std::string> optional_at(const json& j, const char* key) {
    std::string s = string_at(j, key);
    if (s.empty()) return std::nullopt;
    return s;
}

Status check_date(const std::string& value, const char* what) {
    if (value.empty() || is_iso_date_or_time(value)) return Done{};
    return fail(ErrorCode::kInvalid, std::string(what) + " \"" + value.substr(0, base::border_before(value, 60)) +
                                         "\" is not a date (YYYY-MM-DD) or date-time");
}

// A span that lies in `text` on code point borders.
std::optional<Span> span_of(const json& j, std::string_view text) {
    const auto it = j.find("span");
    if (it == j.end() || !it->is_array() || it->size() != 2) return std::nullopt;
    if (!(*it)[0].is_number_unsigned() || !(*it)[1].is_number_unsigned()) return std::nullopt;
    const auto a = (*it)[0].get<std::uint64_t>(), b = (*it)[1].get<std::uint64_t>();
    if (a >= b || b > text.size() || base::border_before(text, a) != a || base::border_before(text, b) != b)
        return std::nullopt;
    return Span{static_cast<ByteOffset>(a), static_cast<ByteOffset>(b)};
}

ParagraphKind kind_of(const std::string& word) {
    for (const ParagraphKind k : {ParagraphKind::kHeading, ParagraphKind::kQuote, ParagraphKind::kListItem,
                                  ParagraphKind::kTable, ParagraphKind::kCaption})
        if (word == to_string(k)) return k;
    return ParagraphKind::kParagraph;
}

// The keys that only an Article has; ill-formed ones are left out.
void read_article_keys(const json& j, Article& a, const Limits& limits) {
    a.sections = strings_at(j, "sections");
    a.byline = strings_at(j, "byline");
    a.signature = string_at(j, "signature");
    if (const std::string kind = string_at(j, "kind"); !kind.empty()) a.kind = kind;
    if (const auto p = j.find("paragraphs"); p != j.end() && p->is_array()) {
        for (const json& e : *p)
            if (e.is_object() && a.paragraphs.size() < limits.paragraphs)
                if (const auto span = span_of(e, a.text))
                    a.paragraphs.push_back({kind_of(string_at(e, "kind")), *span});
    }
    if (const auto r = j.find("related"); r != j.end() && r->is_array()) {
        for (const json& e : *r)
            if (e.is_object() && a.related.size() < limits.related && !string_at(e, "title").empty())
                a.related.push_back({string_at(e, "title"), optional_at(e, "url")});
    }
    if (const auto l = j.find("links"); l != j.end() && l->is_array()) {
        for (const json& e : *l)
            if (e.is_object())
                if (const auto span = span_of(e, a.text)) a.links.push_back({*span, string_at(e, "url")});
    }
    if (const auto d = j.find("dateline"); d != j.end() && d->is_object())
        a.dateline = {optional_at(*d, "place"), optional_at(*d, "date"), optional_at(*d, "agency")};
    if (const auto b = j.find("published_bounds"); b != j.end() && b->is_object())
        a.published_bounds = {optional_at(*b, "from"), optional_at(*b, "to"), string_at(*b, "why")};
    if (const auto p = j.find("provenance"); p != j.end() && p->is_object())
        for (const auto& [key, value] : p->items())
            if (value.is_string()) a.provenance[key] = value.get<std::string>();
    if (const auto n = j.find("notes"); n != j.end() && n->is_array()) {
        for (const json& e : *n)
            if (e.is_object()) a.notes.push_back({string_at(e, "kind"), string_at(e, "text"), span_of(e, a.text)});
    }
}

}  // namespace

Result<Article> read_document(std::string_view text, const PageHint& hint, const Limits& limits) {
    if (text.size() > limits.document_bytes)
        return fail(ErrorCode::kLimit, "larger than " + std::to_string(limits.document_bytes >> 20) + " MB");
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (base::trim(text).empty()) return fail(ErrorCode::kInvalid, "empty");
    if (!base::valid_utf8(text)) return fail(ErrorCode::kInvalid, "not UTF-8");
    std::string bytes(text);
    const bool replaced = replace_lone_surrogates(bytes);
    const json j = json::parse(bytes, nullptr, false);
    if (j.is_discarded()) return fail(ErrorCode::kInvalid, "not a JSON object");
    if (!j.is_object()) return fail(ErrorCode::kInvalid, "JSON, but not an object");
    const auto body = j.find("text");
    if (body == j.end() || !body->is_string()) return fail(ErrorCode::kInvalid, "a document without \"text\"");
    for (const char* key : {"published", "modified"})
        if (const auto it = j.find(key); it != j.end() && !it->is_null() && !it->is_string())
            return fail(ErrorCode::kInvalid, std::string(key) + " " + it->dump().substr(0, 40) + " is not a date");
    Article a;
    a.text = body->get<std::string>();
    a.title = string_at(j, "title");
    a.url = string_at(j, "url");
    a.source = string_at(j, "source");
    a.source_id = string_at(j, "source_id");
    a.source_country = string_at(j, "source_country");
    a.language = string_at(j, "language");
    a.published = string_at(j, "published");
    a.modified = string_at(j, "modified");
    TRY_DONE(check_date(a.published, "published"));
    TRY_DONE(check_date(a.modified, "modified"));
    TRY_DONE(check_date(hint.published, "published"));
    if (replaced) a.notes.push_back({"surrogate", "half surrogate pairs replaced by U+FFFD", std::nullopt});
    read_article_keys(j, a, limits);
    if (a.paragraphs.empty()) paragraphs_by_line(a, limits.paragraphs);
    PageHint given = hint;
    given.id = string_at(j, "id");
    if (!given.id.empty() && a.provenance.count("id") == 0) a.provenance["id"] = "given";
    if (given.language.empty() && !a.language.empty()) given.language = a.language;  // a given language is not doubted
    finish_article(a, given, text, nullptr);
    if (const std::string key = string_at(j, "text_key"); !key.empty()) a.text_key = key;
    if (const std::string sketch = string_at(j, "sketch"); !sketch.empty()) a.sketch = sketch;
    return a;
}

Result<Article> plain_document(std::string_view text, const PageHint& hint, const Limits& limits) {
    if (text.empty()) return fail(ErrorCode::kInvalid, "empty");
    if (text.size() > limits.document_bytes)
        return fail(ErrorCode::kLimit, "larger than " + std::to_string(limits.document_bytes >> 20) + " MB");
    if (const std::string kind = binary_kind(text); !kind.empty())
        return fail(ErrorCode::kUnsupported, "looks like " + kind);
    TRY_DONE(check_date(hint.published, "published"));
    Article a;
    if (base::valid_utf8(text)) {
        a.text = std::string(text);  // byte for byte: offsets are the caller's
    } else {
        Decoded d = decode(text, hint.charset);
        a.text = std::move(d.text);
        a.notes = std::move(d.notes);
    }
    paragraphs_by_line(a, limits.paragraphs);
    finish_article(a, hint, text, nullptr);
    return a;
}

}  // namespace entente::press
