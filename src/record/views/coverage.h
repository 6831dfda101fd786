// Which sources were read on which days, and where they are silent.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "entente/date.h"
#include "record/store.h"

namespace entente::record {

struct SourceDays {
    std::map<Date, std::size_t> articles;  // by day of publication
    [[nodiscard]] std::size_t total() const;
    // Stretches of at least `least` days without an article between the first and the last, both days inclusive.
    [[nodiscard]] std::vector<std::pair<Date, Date>> gaps(int least) const;
};

// By source; those without a name under "". Articles without a day are left out.
[[nodiscard]] std::map<std::string, SourceDays> coverage_of(const std::vector<StoredArticle>& articles);
// Over all sources.
[[nodiscard]] std::map<Date, std::size_t> read_by_day(const std::vector<StoredArticle>& articles);

}  // namespace entente::record
