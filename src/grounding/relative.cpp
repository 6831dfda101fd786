#include "grounding/relative.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace entente::grounding {

namespace {

constexpr double kFarthest = 300;  // km; beyond it the direction is no more than a hint
constexpr double kNear = 15;       // km of "near"

bool among(std::string_view word, std::string_view list) {
    return !word.empty() && list.find(" " + std::string(word) + " ") != std::string_view::npos;
}

// Steps over words of the list that end before piece `at`.
std::size_t back_over(const Line& line, std::size_t at, std::string_view list) {
    while (at > 0 && among(line.pieces[at - 1].text, list)) --at;
    return at;
}

// One word of direction ("nord", "southeast", "northern"); false: none.
bool add_direction(std::string_view word, Offset& out) {
    const auto holds = [&](std::string_view part) { return word.find(part) != std::string_view::npos; };
    if (!among(word,
               " nord sud est ouest north south east west northeast northwest southeast southwest nordest nordouest "
               "sudest sudouest "))
        return false;
    if (holds("nor")) out.north += 1;
    if (holds("sud") || holds("sou")) out.north -= 1;
    const bool west = holds("west") || holds("ouest");
    if (west) out.east -= 1;
    if (!west && (holds("east") || word.ends_with("est"))) out.east += 1;
    return true;
}

double number_of(std::string_view word) {
    const bool digits = !word.empty() && word.size() < 4 &&
                        std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits) return std::atof(std::string(word).c_str());
    constexpr std::pair<std::string_view, int> kWords[] = {
        {"dix", 10},       {"ten", 10},       {"quinze", 15},    {"fifteen", 15},     {"vingt", 20},
        {"twenty", 20},    {"trente", 30},    {"thirty", 30},    {"quarante", 40},    {"forty", 40},
        {"cinquante", 50}, {"fifty", 50},     {"soixante", 60},  {"sixty", 60},       {"cent", 100},
        {"dizaine", 10},   {"vingtaine", 20}, {"trentaine", 30}, {"quarantaine", 40}, {"cinquantaine", 50},
        {"centaine", 100}, {"cinq", 5},       {"five", 5}};
    for (const auto& [name, value] : kWords)
        if (word == name) return value;
    return 0;
}

}  // namespace

double Offset::radius() const {
    if (direction.empty()) return kilometres;
    constexpr double kLeast = 5;
    return std::max(kLeast, kilometres / 5);
}

namespace {

// "près de Ménaka", "aux environs de Gao", "near Goma": somewhere around. `at`: where the words before the name end.
std::optional<Offset> around(const Line& line, std::size_t at, bool of) {
    if (at == 0) return std::nullopt;
    const std::string_view word = line.pieces[at - 1].text;
    const bool near = of ? among(word, " pres environs alentours abords proximite outskirts ") : word == "near";
    if (!near) return std::nullopt;
    Offset out;
    out.kilometres = kNear;
    return out;
}

}  // namespace

std::optional<Offset> offset_before(const Line& line, std::size_t place) {
    Offset out;
    std::size_t at = place;
    if (at > 0 && among(line.pieces[at - 1].text, " la le l the ")) --at;
    if (at > 0 && line.pieces[at - 1].text == "near") return around(line, at, false);
    if (at == 0 || !among(line.pieces[at - 1].text, " de d du of from ")) return std::nullopt;
    --at;
    if (auto near = around(line, at, true)) return near;
    if (at > 1 && among(line.pieces[at - 1].text, " ville town city ")) return std::nullopt;
    std::size_t directions = 0;
    while (at > 0 && directions < 2 && add_direction(line.pieces[at - 1].text, out)) --at, ++directions;
    at = back_over(line, at, " au a l le la to the vers en direction du away ");
    if (at < 2) return std::nullopt;
    const std::string_view unit = line.pieces[at - 1].text;
    const bool miles = among(unit, " miles mile mi ");
    if (!miles && !among(unit, " km kms kilometres kilometre kilometers kilometer ")) return std::nullopt;
    at = back_over(line, at - 1, " de d of ");
    if (at == 0) return std::nullopt;
    out.kilometres = number_of(line.pieces[at - 1].text) * (miles ? 1.609 : 1);
    const double length = std::hypot(out.north, out.east);
    if (out.kilometres <= 0 || out.kilometres > kFarthest || (directions > 0 && length == 0)) return std::nullopt;
    if (directions == 0) return out;
    if (out.north != 0) out.direction = out.north > 0 ? "north" : "south";
    if (out.east != 0) out.direction += out.east > 0 ? "east" : "west";
    out.north /= length;
    out.east /= length;
    return out;
}

void move(const Offset& by, double& lat, double& lon) {
    constexpr double kDegree = 111.195;  // km of a degree on a great circle
    constexpr double kRadian = 3.14159265358979323846 / 180;
    const double narrow = std::max(0.1, std::cos(lat * kRadian));
    lon += by.kilometres * by.east / (kDegree * narrow);
    lat = std::clamp(lat + by.kilometres * by.north / kDegree, -90.0, 90.0);
    if (lon > 180) lon -= 360;
    if (lon < -180) lon += 360;
}

}  // namespace entente::grounding
