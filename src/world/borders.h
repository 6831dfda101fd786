// The country in which a point lies (data/world/borders.txt: Natural Earth 1:50m, good to some 5 km).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/result.h"
#include "world/world.h"

namespace entente::world {

class Borders {
 public:
    // Fails with Invalid naming file and line.
    static Result<std::shared_ptr<const Borders>> open(const DataFile& file);
    // ISO3 of the state whose borders hold the point, or empty: at sea, in no state, off the map.
    [[nodiscard]] std::string country_at(double lat, double lon) const;
    [[nodiscard]] bool holds(std::string_view country, double lat, double lon) const;

 private:
    struct Point {
        int x = 0, y = 0;  // hundredths of a degree
    };
    struct Ring {
        std::string country;
        int west = 0, east = 0, south = 0, north = 0;
        std::size_t first = 0, last = 0;  // of points_
    };
    [[nodiscard]] bool inside(const Ring& ring, double x, double y) const;

    std::vector<Ring> rings_;  // those of one country side by side
    std::vector<Point> points_;
};

}  // namespace entente::world
