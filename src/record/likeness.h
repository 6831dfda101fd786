// Whether two reports may be about one act, how well they fit, and why.
#pragma once

#include <string>

#include "record/features.h"

namespace entente::record {

enum class LikenessKind {
    kNone,
    kMoved,   // a postponement (or denial) beside the date it moved from or to
    kWeak,    // may be one; decides only where nothing fits better
    kStrong,  // same parties on the same days
};

struct Likeness {
    LikenessKind kind = LikenessKind::kNone;
    double score = 0;          // 0–1
    bool mover_first = false;  // kMoved: the first report tells of the move
    bool earlier = false;      // kMoved: the other report gives the date before it
};

// Two of a list of reports, the first before the second in order of publication.
struct Edge {
    std::size_t a = 0, b = 0;
    Likeness likeness;
};

// Symmetric in its reports. Pure; cost: the parties of both.
[[nodiscard]] Likeness compare(const Features& a, const Features& b, const world::World& world);

// One line for a person: "CONSULT; AES, RUS on both sides; 2025-04-03/2025-04-04 and 2025-04-03; Moscou".
[[nodiscard]] std::string explain(const Features& a, const Features& b, const Likeness& likeness,
                                  const world::World& world);

}  // namespace entente::record
