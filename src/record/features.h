// What of a report counts for identity, made ready to be compared and found.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/event.h"
#include "entente/report.h"
#include "world/world.h"

namespace entente::record {

struct ReportEntry;

// Days from the epoch; both inclusive.
struct Days {
    std::int32_t first = 0, last = -1;
    [[nodiscard]] bool known() const { return first <= last; }
    [[nodiscard]] bool overlaps(const Days& o) const { return first <= o.last && o.first <= last; }
    [[nodiscard]] std::int32_t gap(const Days& o) const {
        return overlaps(o) ? 0 : (first > o.last ? first - o.last : o.first - last);
    }
};

// How far a report without a date reaches from its publication, by type of act.
struct Reach {
    std::int32_t back;   // days before, for what is done
    std::int32_t ahead;  // days after, for what is to come
    std::int32_t close;  // between the publications of two reports without a date
};

struct Features {
    ReportId id;
    ArticleId article;
    std::string order_key;
    std::string family;  // types that may be one act
    std::string mode, concept_id, series, frame, place_id, place_name, country;
    std::optional<double> lat, lon;
    std::optional<int> ordinal;
    std::vector<std::string> contexts;
    std::optional<Amount> amount;
    EventStatus status = EventStatus::kOccurred;
    bool related = false;        // a related headline: of another story
    bool mutual = false;         // actors and recipients may change sides
    bool one_off = false;        // an act that is done once: leaving an organisation
    bool dated = false;          // the text gives a time
    bool precise = false;        // of a few days
    std::int32_t published = 0;  // day; 0 with `publication_known` false
    bool publication_known = false;
    Days days;      // when it is, or may be
    Days searched;  // where reports that may join it are looked for
    Reach reach{};
    std::vector<std::string> actors, recipients;  // sorted, each once

    // Before/after in order of publication, then of id.
    [[nodiscard]] bool before(const Features& o) const {
        return order_key != o.order_key ? order_key < o.order_key : id < o.id;
    }
};

// `world` tells whether an organisation is left. Cost: linear in the report's parties.
[[nodiscard]] Features features_of(const ReportEntry& entry, const world::World& world);

// Where a report is filed so that those which may join it are found: family, party (groups unfolded) and stretch of
// time. Two reports that may be joined share a cell, or an article. Empty when its time is too wide to be found by.
struct Cell {
    std::string family, party;
    std::int32_t stretch = 0;
    auto operator<=>(const Cell&) const = default;
};
[[nodiscard]] std::vector<Cell> cells_of(const Features& features, const world::World& world);

// The members of a group on a day, at most kUnfolded; a larger group stands for itself alone.
inline constexpr std::size_t kUnfolded = 60;
[[nodiscard]] std::vector<std::string> unfolded(const std::string& group, std::int32_t day, const world::World& world);

}  // namespace entente::record
