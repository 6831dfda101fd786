// Ids of reports that are gone, because their article was corrected or coded anew, and what answers for them since.
#pragma once

#include <string>
#include <vector>

#include "entente/report.h"

namespace entente::record {

struct Tombstone {
    ReportId id;
    ReportId successor;         // empty: nothing speaks of its act any more
    std::int64_t revision = 0;  // that at which it went
};

// One for each of `before` that is not among `after`, reports of one article's two versions. Its successor is the new
// report most like it (the same sentence or type, and parties in common), or empty. Order: as in `before`.
[[nodiscard]] std::vector<Tombstone> tombstones(const std::vector<Report>& before, const std::vector<Report>& after,
                                                std::int64_t revision);

}  // namespace entente::record
