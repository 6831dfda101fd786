// An article as to_json wrote it, read back.
#include "record/json.h"

namespace entente::record {

namespace {

std::string text_at(const Json& j, const char* key) {
    const auto it = j.find(key);
    return it != j.end() && it->is_string() ? it->get<std::string>() : std::string{};
}

std::optional<std::string> maybe_text(const Json& j, const char* key) {
    const auto it = j.find(key);
    return it != j.end() && it->is_string() ? std::optional(it->get<std::string>()) : std::nullopt;
}

// The array or object under a key; an empty one when there is none.
const Json& at(const Json& j, const char* key) {
    static const Json kNone = Json::array();
    const auto it = j.find(key);
    return it != j.end() && it->is_structured() ? *it : kNone;
}

std::vector<std::string> texts_at(const Json& j, const char* key) {
    std::vector<std::string> out;
    for (const Json& t : at(j, key))
        if (t.is_string()) out.push_back(t.get<std::string>());
    return out;
}

std::optional<Span> span_of(const Json& j) {
    const Json& s = at(j, "span");
    if (s.size() != 2 || !s[0].is_number_unsigned() || !s[1].is_number_unsigned()) return std::nullopt;
    return Span{s[0].get<ByteOffset>(), s[1].get<ByteOffset>()};
}

ParagraphKind kind_of(const std::string& word) {
    for (const ParagraphKind k : {ParagraphKind::kHeading, ParagraphKind::kQuote, ParagraphKind::kListItem,
                                  ParagraphKind::kTable, ParagraphKind::kCaption})
        if (word == to_string(k)) return k;
    return ParagraphKind::kParagraph;
}

void read_body(const Json& j, Article& a) {
    a.text = text_at(j, "text");
    for (const Json& p : at(j, "paragraphs"))
        if (const auto span = span_of(p)) a.paragraphs.push_back({kind_of(text_at(p, "kind")), *span});
    for (const Json& r : at(j, "related")) a.related.push_back({text_at(r, "title"), maybe_text(r, "url")});
    for (const Json& l : at(j, "links"))
        if (const auto span = span_of(l)) a.links.push_back({*span, text_at(l, "url")});
}

}  // namespace

std::optional<Article> article_from_json(const Json& j) {
    if (!j.is_object() || text_at(j, "id").empty()) return std::nullopt;
    Article a;
    a.id = ArticleId(text_at(j, "id"));
    a.url = text_at(j, "url");
    a.title = text_at(j, "title");
    a.sections = texts_at(j, "sections");
    a.byline = texts_at(j, "byline");
    a.signature = text_at(j, "signature");
    a.source = text_at(j, "source");
    a.source_id = text_at(j, "source_id");
    a.source_country = text_at(j, "source_country");
    a.published = text_at(j, "published");
    const Json& bounds = at(j, "published_bounds");
    if (bounds.is_object())
        a.published_bounds = {maybe_text(bounds, "from"), maybe_text(bounds, "to"), text_at(bounds, "why")};
    a.modified = text_at(j, "modified");
    a.language = text_at(j, "language");
    a.kind = text_at(j, "kind");
    read_body(j, a);
    const Json& dateline = at(j, "dateline");
    if (dateline.is_object())
        a.dateline = {maybe_text(dateline, "place"), maybe_text(dateline, "date"), maybe_text(dateline, "agency")};
    a.text_key = text_at(j, "text_key");
    a.sketch = text_at(j, "sketch");
    for (const auto& [key, value] : at(j, "provenance").items())
        if (value.is_string()) a.provenance[key] = value.get<std::string>();
    for (const Json& n : at(j, "notes")) a.notes.push_back({text_at(n, "kind"), text_at(n, "text"), span_of(n)});
    return a;
}

}  // namespace entente::record
