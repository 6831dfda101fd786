// Counts of events by actor or pair and by stretch of time, and where they turn.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "entente/event.h"
#include "entente/result.h"
#include "world/world.h"

namespace entente::record {

enum class Stretch { kDay, kWeek, kMonth, kQuarter, kYear };
[[nodiscard]] std::optional<Stretch> parse_stretch(std::string_view word);
// First day of the stretch that holds the day; the stretch after it; its name: 2025-04-03, 2025-W14, 2025-04, 2025-Q2,
// 2025.
[[nodiscard]] Date first_of(Stretch by, Date day);
[[nodiscard]] Date next_of(Stretch by, Date first);
[[nodiscard]] std::string name_of(Stretch by, Date first);

// data/record/scores.yaml: how much an act of a type brings together (10) or apart (-10).
class Scores {
 public:
    // Fails with Invalid naming file and key.
    static Result<Scores> open(const world::DataFile& file);
    // The mode's where there is one, else the type's; 0 for one that is not there.
    [[nodiscard]] double of(const std::string& type, const std::string& mode) const;

 private:
    std::map<std::string, double> scores_;  // "SANCTION", "SANCTION/withdraw"
};

struct Counted {
    std::size_t events = 0, reports = 0;
    std::set<std::string> sources;
    double score = 0;  // sum over events
};
// By unit ("MLI", or "MLI RUS" in order of id) and first day of the stretch.
using Aggregate = std::map<std::string, std::map<Date, Counted>>;

// Counts each event at its day, for each actor that takes part, or each pair of them of which one is not within the
// other. `members`: also for the states that belong to a party on that day. Events without a day are left out.
[[nodiscard]] Aggregate aggregate(const std::vector<Event>& events, bool dyads, Stretch by, bool members,
                                  const Scores& scores, const world::World& world);

// A turning point: from this stretch on the rate is another.
struct Turn {
    std::size_t at = 0;            // index of the first count after it
    double before = 0, after = 0;  // mean counts on both sides, within the segment that it parts
    double gain = 0;               // log likelihood won
};
// Poisson change points by binary segmentation: the split of a segment that wins most log likelihood is kept while it
// wins more than `least` (3 + log n by default: Zhang & Siegmund 2007's order). Exposure (say, articles read) corrects
// for coverage; empty: equal. In order. Cost: n² at worst.
[[nodiscard]] std::vector<Turn> turning_points(const std::vector<double>& counts,
                                               const std::vector<double>& exposure = {}, double least = 0);

}  // namespace entente::record
