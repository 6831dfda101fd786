// Reports into events: which reports are about one and the same act. Independent of the order of input.
#pragma once

#include <string>
#include <vector>

#include "entente/event.h"
#include "entente/report.h"
#include "world/world.h"

namespace entente::record {

// A report with what its article says for ordering and independence.
struct ReportEntry {
    Report report;
    std::string order_key;  // published, else bounds: what orders rungs
    std::string text_key;   // equal for copies of one text
    std::string article_title;
};

struct Join {
    ReportId a, b;
    double score = 0;
    std::string why;
};

// Groups of indices into `entries` (each sorted by order key, then id; groups by their first). Connected parts of
// pairwise joins: same type family, overlapping parties (groups unfolded at the date), compatible time and place,
// same series and ordinal. Any permutation of the entries gives the same groups.
[[nodiscard]] std::vector<std::vector<std::size_t>> group(const std::vector<ReportEntry>& entries,
                                                          const world::World& world, std::vector<Join>* joins = nullptr);
// The event of one group: anchor id, ladder, union of parties, contexts, sources. Status is as of `as_of`.
[[nodiscard]] Event make_event(const std::vector<const ReportEntry*>& group, const world::World& world, Date as_of);

}  // namespace entente::record
