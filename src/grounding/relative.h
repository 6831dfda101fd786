// Places told by distance and direction from another: "à 30 km au nord de Djibo", "20 miles east of Gao".
#pragma once

#include <optional>
#include <string>

#include "grounding/scan.h"

namespace entente::grounding {

struct Offset {
    double kilometres = 0;
    double north = 0, east = 0;  // a unit vector; both 0: the direction is not told
    std::string direction;       // "north", "southeast"
    // How far from the point it may be: a fifth of the way, of which the direction tells so much and no more; the whole
    // way where no direction is told.
    [[nodiscard]] double radius() const;
};

// What stands before a place's name at piece `place`: a length, perhaps a direction, "de", "of" or "from"; or "près
// de", "near", which are 15 km. Nothing: no such words, or a length over 300 km.
[[nodiscard]] std::optional<Offset> offset_before(const Line& line, std::size_t place);

// The point that lies so far from this one; on a globe, near enough below 300 km.
void move(const Offset& by, double& lat, double& lon);

}  // namespace entente::grounding
