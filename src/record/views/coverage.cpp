#include "record/views/coverage.h"

#include <iterator>

namespace entente::record {

std::size_t SourceDays::total() const {
    std::size_t n = 0;
    for (const auto& [day, count] : articles) n += count;
    return n;
}

std::vector<std::pair<Date, Date>> SourceDays::gaps(int least) const {
    std::vector<std::pair<Date, Date>> out;
    for (auto it = articles.begin(); it != articles.end() && std::next(it) != articles.end(); ++it) {
        const Date from = add_days(it->first, 1), to = add_days(std::next(it)->first, -1);
        if (days_from_epoch(to) - days_from_epoch(from) + 1 >= least) out.emplace_back(from, to);
    }
    return out;
}

std::map<std::string, SourceDays> coverage_of(const std::vector<StoredArticle>& articles) {
    std::map<std::string, SourceDays> out;
    for (const StoredArticle& a : articles)
        if (const auto day = parse_date(order_key(a.article))) ++out[a.article.source].articles[*day];
    return out;
}

std::map<Date, std::size_t> read_by_day(const std::vector<StoredArticle>& articles) {
    std::map<Date, std::size_t> out;
    for (const StoredArticle& a : articles)
        if (const auto day = parse_date(order_key(a.article))) ++out[*day];
    return out;
}

}  // namespace entente::record
