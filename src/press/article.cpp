#include "entente/article.h"

#include <charconv>

namespace entente {

std::string_view Article::field(std::string_view name) const {
    if (name == "text") return text;
    if (name == "title") return title;
    if (!name.starts_with("related[") || !name.ends_with(']')) return {};
    std::size_t index = 0;
    const char* const end = name.data() + name.size() - 1;
    const auto [at, error] = std::from_chars(name.data() + 8, end, index);
    if (error != std::errc() || at != end || index >= related.size()) return {};
    return related[index].title;
}

const char* to_string(ParagraphKind kind) {
    switch (kind) {
        case ParagraphKind::kParagraph: return "p";
        case ParagraphKind::kHeading: return "heading";
        case ParagraphKind::kQuote: return "quote";
        case ParagraphKind::kListItem: return "list";
        case ParagraphKind::kTable: return "table";
        case ParagraphKind::kCaption: return "caption";
    }
    return "p";
}

std::string related_field(std::size_t index) { return "related[" + std::to_string(index) + "]"; }

}  // namespace entente
