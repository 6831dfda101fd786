#include "record/links.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "record/features.h"

namespace entente::record {

namespace {

std::set<std::string> parties_of(const Report& r, const world::World& world) {
    std::set<std::string> out;
    const std::optional<Date> published = parse_date(r.published);
    const std::optional<Date> day = r.when && r.when->range.start ? r.when->range.start : published;
    for (const auto* side : {&r.actors, &r.recipients})
        for (const Party& p : *side) {
            out.insert(p.id.str());
            if (day)
                for (std::string& m : unfolded(p.id.str(), days_from_epoch(*day), world)) out.insert(std::move(m));
        }
    return out;
}

std::size_t shared(const std::set<std::string>& a, const std::set<std::string>& b) {
    return static_cast<std::size_t>(
        std::count_if(a.begin(), a.end(), [&](const std::string& id) { return b.contains(id); }));
}

// The report of the meeting that `r` speaks of, or nothing.
const Report* meeting_of(const Report& r, const std::vector<Report>& reports, const world::World& world) {
    const std::set<std::string> own = parties_of(r, world);
    const Report* best = nullptr;
    std::tuple<std::size_t, bool, bool, long, bool> best_key{};
    for (const Report& m : reports) {
        const bool same_field = (m.in.rfind("related", 0) == 0) == (r.in.rfind("related", 0) == 0);
        if (&m == &r || m.type != "CONSULT" || !same_field) continue;
        const std::size_t n = shared(own, parties_of(m, world));
        if (n == 0) continue;
        const bool told = m.status != EventStatus::kHistorical && m.status != EventStatus::kHypothetical;
        const long away = std::labs(static_cast<long>(m.sentence) - static_cast<long>(r.sentence));
        const std::tuple key{n, told, m.when.has_value(), -away, m.sentence <= r.sentence};
        if (!best || key > best_key) {
            best = &m;
            best_key = key;
        }
    }
    return best;
}

}  // namespace

void link_reports(std::vector<Report>& reports, const world::World& world) {
    for (Report& r : reports)
        for (std::optional<EventRef>* link : {&r.occasion, &r.outcome_of})
            if (*link && (*link)->event.empty())
                if (const Report* m = meeting_of(r, reports, world)) (*link)->event = EventId(m->id.str());
}

void link_events(std::vector<Event>& events, const std::map<ReportId, EventId>& event_of) {
    std::map<EventId, Event*> by_id;
    for (Event& e : events) by_id[e.id] = &e;
    for (Event& e : events)
        for (std::optional<EventRef>* link : {&e.occasion, &e.outcome_of}) {
            if (!*link || (*link)->event.empty()) continue;
            const auto it = event_of.find(ReportId((*link)->event.str()));
            if (it != event_of.end()) (*link)->event = it->second;
            if ((*link)->event == e.id) link->reset();
        }
    for (const Event& e : events)
        if (e.outcome_of)
            if (const auto it = by_id.find(e.outcome_of->event); it != by_id.end())
                it->second->outcomes.push_back(e.id);
    for (Event& e : events) {
        std::sort(e.outcomes.begin(), e.outcomes.end());
        e.outcomes.erase(std::unique(e.outcomes.begin(), e.outcomes.end()), e.outcomes.end());
    }
}

}  // namespace entente::record
