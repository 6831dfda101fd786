// Words in articles: what every store's search decides by.
#include <algorithm>

#include "base/text.h"
#include "record/query.h"

namespace entente::record {

namespace {

bool word_at(const std::string& text, std::size_t at) {
    if (at >= text.size()) return false;
    const char32_t c = base::next_code_point(text, at);
    return base::is_letter(c) || base::is_digit(c);
}
bool word_before(const std::string& text, std::size_t at) {
    return at > 0 && word_at(text, base::border_before(text, at - 1));
}

struct Found {
    std::size_t count = 0, first = std::string::npos, length = 0;
};

// Where the word (or its beginning) stands as a word of the folded text.
Found find_word(const std::string& folded, const std::string& word) {
    const bool prefix = word.back() == '*';
    const std::string stem = prefix ? word.substr(0, word.size() - 1) : word;
    Found out;
    for (std::size_t at = folded.find(stem); at != std::string::npos; at = folded.find(stem, at + stem.size())) {
        const std::size_t end = at + stem.size();
        if (word_before(folded, at)) continue;
        if (!prefix && word_at(folded, end)) continue;
        if (out.count++ == 0) {
            out.first = at;
            out.length = stem.size();
        }
    }
    return out;
}

// The words around the place, with « » about what was found.
std::string passage_at(const std::string& text, const Span& place) {
    constexpr std::size_t kAround = 80;
    const std::size_t from = base::border_before(text, place.start > kAround ? place.start - kAround : 0);
    const std::size_t to = base::border_before(text, std::min(text.size(), place.end + kAround));
    std::string out = from ? "…" : "";
    out += text.substr(from, place.start - from) + "«" + text.substr(place.start, place.end - place.start) + "»" +
           text.substr(place.end, to - place.end);
    if (to < text.size()) out += "…";
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
}

}  // namespace

std::optional<SearchHit> find_words(const Article& article, const std::vector<std::string>& words) {
    if (words.empty()) return std::nullopt;
    const base::Folded title = base::fold_with_map(article.title), text = base::fold_with_map(article.text);
    SearchHit hit{article.id, "", 0};
    for (const std::string& w : words) {
        const Found in_title = find_word(title.text, w), in_text = find_word(text.text, w);
        if (in_title.count + in_text.count == 0) return std::nullopt;
        hit.rank -= 5.0 * static_cast<double>(in_title.count > 0) +
                    static_cast<double>(std::min<std::size_t>(in_text.count, 10)) / 10;
        if (!hit.passage.empty()) continue;
        const bool body = in_text.count > 0;
        const Found& f = body ? in_text : in_title;
        hit.passage =
            passage_at(body ? article.text : article.title, (body ? text : title).source(f.first, f.first + f.length));
    }
    return hit;
}

}  // namespace entente::record
