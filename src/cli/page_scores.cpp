#include "cli/page_scores.h"

#include "base/text.h"

namespace entente::cli {

namespace {

std::string without_space(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t from = at;
        if (!base::is_space(base::next_code_point(text, at))) out.append(text.substr(from, at - from));
    }
    return out;
}

}  // namespace

void PageTally::add(const PageGold& gold, const PageAnswer& answer) {
    ++pages;
    cpu_seconds += answer.cpu_seconds;
    const std::string text = without_space(answer.text);
    const bool news = !gold.title.empty() && !gold.date.empty();
    for (const std::string& s : gold.with) {
        const bool there = text.find(without_space(s)) != std::string::npos;
        (there ? found : missed) += 1;
        news_found += news && there;
    }
    for (const std::string& s : gold.without) {
        const bool there = text.find(without_space(s)) != std::string::npos;
        extra += there;
        news_extra += news && there;
    }
    if (!gold.title.empty()) ++titles, titles_right += base::squeeze(gold.title) == base::squeeze(answer.title);
    if (!gold.author.empty()) ++authors, authors_right += same_authors(gold.author) == same_authors(answer.author);
    if (gold.date.empty()) return;
    ++dates;
    dates_given += !answer.date.empty();
    dates_right += answer.date.substr(0, 10) == gold.date.substr(0, 10);
}

double PageTally::f1() const {
    const double p = precision(), r = recall();
    return p + r > 0 ? 2 * p * r / (p + r) : 0;
}

std::string same_authors(std::string authors) {
    for (char& c : authors)
        if (c == ';') c = ',';
    return base::squeeze(authors);
}

}  // namespace entente::cli
