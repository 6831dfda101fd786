#include "record/views/aggregate.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "record/features.h"
#include "record/query.h"

namespace entente::record {

namespace {

constexpr std::array<const char*, 5> kNames = {"day", "week", "month", "quarter", "year"};

std::set<std::string> units_of(const Event& e, Date day, bool dyads, bool members, const world::World& world) {
    std::set<std::string> parties, out;
    for (const auto* side : {&e.actors, &e.recipients})
        for (const Party& p : *side) {
            parties.insert(p.id.str());
            if (members)
                for (std::string& m : unfolded(p.id.str(), days_from_epoch(day), world)) parties.insert(std::move(m));
        }
    if (!dyads) return parties;
    for (auto a = parties.begin(); a != parties.end(); ++a)
        for (auto b = std::next(a); b != parties.end(); ++b) {
            const bool within =
                world.is_member(ActorId(*a), ActorId(*b), day) || world.is_member(ActorId(*b), ActorId(*a), day);
            if (!within) out.insert(std::string(*a).append(" ").append(*b));
        }
    return out;
}

double log_rate(double count, double exposure) {
    return count > 0 && exposure > 0 ? count * std::log(count / exposure) : 0;
}

struct Sums {
    std::vector<double> count{0}, exposure{0};
    [[nodiscard]] double counted(std::size_t a, std::size_t b) const { return count[b] - count[a]; }
    [[nodiscard]] double exposed(std::size_t a, std::size_t b) const { return exposure[b] - exposure[a]; }
    [[nodiscard]] double rate(std::size_t a, std::size_t b) const {
        return exposed(a, b) > 0 ? counted(a, b) / exposed(a, b) : 0;
    }
};

std::optional<Turn> best_split(const Sums& s, std::size_t from, std::size_t to) {
    std::optional<Turn> best;
    const double whole = log_rate(s.counted(from, to), s.exposed(from, to));
    for (std::size_t at = from + 1; at < to; ++at) {
        const double gain =
            log_rate(s.counted(from, at), s.exposed(from, at)) + log_rate(s.counted(at, to), s.exposed(at, to)) - whole;
        if (!best || gain > best->gain) best = Turn{at, s.rate(from, at), s.rate(at, to), gain};
    }
    return best;
}

}  // namespace

std::optional<Stretch> parse_stretch(std::string_view word) {
    const auto it = std::find(kNames.begin(), kNames.end(), word);
    if (it == kNames.end()) return std::nullopt;
    return static_cast<Stretch>(it - kNames.begin());
}

Date first_of(Stretch by, Date d) {
    switch (by) {
        case Stretch::kDay: return d;
        case Stretch::kWeek: return add_days(d, 1 - weekday(d));
        case Stretch::kMonth: return {d.year, d.month, 1};
        case Stretch::kQuarter: return {d.year, static_cast<std::uint8_t>((d.month - 1) / 3 * 3 + 1), 1};
        case Stretch::kYear: return {d.year, 1, 1};
    }
    return d;
}

Date next_of(Stretch by, Date first) {
    switch (by) {
        case Stretch::kDay: return add_days(first, 1);
        case Stretch::kWeek: return add_days(first, 7);
        case Stretch::kMonth: return add_months(first, 1);
        case Stretch::kQuarter: return add_months(first, 3);
        case Stretch::kYear: return add_months(first, 12);
    }
    return add_days(first, 1);
}

std::string name_of(Stretch by, Date first) {
    char text[16] = "";
    switch (by) {
        case Stretch::kDay: return to_string(first);
        case Stretch::kWeek: {
            const IsoWeek w = iso_week(first);
            std::snprintf(text, sizeof text, "%04d-W%02d", w.year, w.week);
            return text;
        }
        case Stretch::kMonth: return to_string(first).substr(0, 7);
        case Stretch::kQuarter: return to_string(first).substr(0, 4) + "-Q" + std::to_string((first.month - 1) / 3 + 1);
        case Stretch::kYear: return to_string(first).substr(0, 4);
    }
    return text;
}

Result<Scores> Scores::open(const world::DataFile& file) {
    Scores out;
    try {
        for (const auto& one : YAML::Load(file.bytes)["scores"])
            out.scores_[one.first.as<std::string>()] = one.second.as<double>();
    } catch (const YAML::Exception& e) {
        return fail(ErrorCode::kInvalid, file.name + ": " + e.what());
    }
    if (out.scores_.empty()) return fail(ErrorCode::kInvalid, file.name + ": no scores");
    return out;
}

double Scores::of(const std::string& type, const std::string& mode) const {
    auto it = mode.empty() ? scores_.end() : scores_.find(type + "/" + mode);
    if (it == scores_.end()) it = scores_.find(type);
    return it == scores_.end() ? 0 : it->second;
}

Aggregate aggregate(const std::vector<Event>& events, bool dyads, Stretch by, bool members, const Scores& scores,
                    const world::World& world) {
    Aggregate out;
    for (const Event& e : events) {
        const std::optional<Date> day = day_of(e);
        if (!day) continue;
        for (const std::string& unit : units_of(e, *day, dyads, members, world)) {
            Counted& c = out[unit][first_of(by, *day)];
            ++c.events;
            c.reports += e.reports.size();
            for (const Rung& r : e.ladder) c.sources.insert(r.source.empty() ? r.article.str() : r.source);
            c.score += scores.of(e.type, e.mode);
        }
    }
    return out;
}

std::vector<Turn> turning_points(const std::vector<double>& counts, const std::vector<double>& exposure, double least) {
    Sums s;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        s.count.push_back(s.count.back() + counts[i]);
        s.exposure.push_back(s.exposure.back() + (exposure.empty() ? 1.0 : exposure[i]));
    }
    const double needed = least > 0 ? least : 3 + std::log(std::max<double>(2, static_cast<double>(counts.size())));
    std::vector<Turn> out;
    std::vector<std::pair<std::size_t, std::size_t>> open;
    if (counts.size() > 1) open.emplace_back(0, counts.size());
    while (!open.empty()) {
        const auto [from, to] = open.back();
        open.pop_back();
        const std::optional<Turn> turn = best_split(s, from, to);
        if (!turn || turn->gain < needed) continue;
        out.push_back(*turn);
        open.emplace_back(from, turn->at);
        open.emplace_back(turn->at, to);
    }
    std::sort(out.begin(), out.end(), [](const Turn& a, const Turn& b) { return a.at < b.at; });
    return out;
}

}  // namespace entente::record
