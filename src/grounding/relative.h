// Places told by distance and direction from another: "à 30 km au nord de Djibo", "20 miles east of Gao".
#pragma once

#include <optional>
#include <string>

#include "grounding/scan.h"

namespace entente::grounding {

struct Offset {
    double kilometres = 0;
    double north = 0, east = 0;  // a unit vector
    std::string direction;       // "north", "southeast"
};

// What stands before a place's name at piece `place`: a length, a direction, "de" or "of". Nothing: no such words, or a
// length over 300 km.
[[nodiscard]] std::optional<Offset> offset_before(const Line& line, std::size_t place);

// The point that lies so far from this one; on a globe, near enough below 300 km.
void move(const Offset& by, double& lat, double& lon);

}  // namespace entente::grounding
