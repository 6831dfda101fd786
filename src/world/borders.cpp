#include "world/borders.h"

#include <algorithm>
#include <charconv>

namespace entente::world {

namespace {

// The next whole number of `line`, taken off its front; false: none.
bool take_number(std::string_view& line, int& out) {
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), out);
    if (error != std::errc()) return false;
    line.remove_prefix(static_cast<std::size_t>(end - line.data()));
    return true;
}

bool within(int value, int limit) { return -limit <= value && value <= limit; }

}  // namespace

Result<std::shared_ptr<const Borders>> Borders::open(const DataFile& file) {
    auto out = std::make_shared<Borders>();
    std::string_view rest = file.bytes;
    for (int number = 1; !rest.empty(); ++number) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.empty() || line.front() == '#') continue;
        const auto wrong = [&](const char* what) {
            return fail(ErrorCode::kInvalid, file.name + ":" + std::to_string(number) + ": " + what +
                                                 "; make the file anew with tools/world_borders.py");
        };
        Ring ring;
        ring.country = line.substr(0, std::min(line.find(' '), line.size()));
        if (ring.country.size() != 3) return wrong("a ring begins with a country of three letters");
        line.remove_prefix(3);
        ring.first = out->points_.size();
        Point at, step;
        while (take_number(line, step.x)) {
            if (!take_number(line, step.y)) return wrong("a longitude without latitude");
            // Differences are small; the limits also keep the sums from running over.
            if (!within(step.x, 36200) || !within(step.y, 18200)) return wrong("a step beyond the globe");
            at = {at.x + step.x, at.y + step.y};
            if (!within(at.x, 18100) || !within(at.y, 9100)) return wrong("a point off the globe");
            out->points_.push_back(at);
        }
        ring.last = out->points_.size();
        if (line.find_first_not_of(" \r") != std::string_view::npos) return wrong("not a number");
        if (ring.last - ring.first < 3) return wrong("a ring of fewer than three points");
        const auto from = out->points_.begin() + static_cast<std::ptrdiff_t>(ring.first);
        const auto [west, east] =
            std::minmax_element(from, out->points_.end(), [](Point a, Point b) { return a.x < b.x; });
        const auto [south, north] =
            std::minmax_element(from, out->points_.end(), [](Point a, Point b) { return a.y < b.y; });
        ring.west = west->x, ring.east = east->x, ring.south = south->y, ring.north = north->y;
        out->rings_.push_back(std::move(ring));
    }
    std::stable_sort(out->rings_.begin(), out->rings_.end(),
                     [](const Ring& a, const Ring& b) { return a.country < b.country; });
    return std::shared_ptr<const Borders>(std::move(out));
}

bool Borders::inside(const Ring& ring, double x, double y) const {
    if (x < ring.west || x > ring.east || y < ring.south || y > ring.north) return false;
    bool odd = false;
    Point before = points_[ring.last - 1];
    for (std::size_t i = ring.first; i < ring.last; ++i) {
        const Point p = points_[i];
        if ((p.y > y) != (before.y > y) && x < (before.x - p.x) * (y - p.y) / (before.y - p.y) + p.x) odd = !odd;
        before = p;
    }
    return odd;
}

bool Borders::holds(std::string_view country, double lat, double lon) const {
    bool odd = false;
    for (const Ring& ring : rings_)
        if (ring.country == country && inside(ring, lon * 100, lat * 100)) odd = !odd;
    return odd;
}

std::string Borders::country_at(double lat, double lon) const {
    for (std::size_t i = 0; i < rings_.size();) {
        const std::string& country = rings_[i].country;
        bool odd = false;
        for (; i < rings_.size() && rings_[i].country == country; ++i) odd ^= inside(rings_[i], lon * 100, lat * 100);
        if (odd) return country;
    }
    return "";
}

}  // namespace entente::world
