// Counts are explained twice: event by event, and by how much was read of each stretch. Turning points of the monthly
// counts are Poisson change points, with the articles read as exposure (aggregate.h).
#include "record/views/relation.h"

#include <set>

#include "record/ladder.h"
#include "record/query.h"
#include "record/views/aggregate.h"

namespace entente::record {

namespace {

std::vector<Turning> turns_of(const std::vector<Event>& events, const std::map<Date, std::size_t>& read) {
    std::map<Date, double> counts, read_by_month;
    for (const Event& e : events)
        if (const auto day = day_of(e); day && took_place(e.status)) ++counts[first_of(Stretch::kMonth, *day)];
    if (counts.empty()) return {};
    for (const auto& [day, n] : read) read_by_month[first_of(Stretch::kMonth, day)] += static_cast<double>(n);
    std::vector<Date> months;
    std::vector<double> values, exposure;
    for (Date m = counts.begin()->first; m <= counts.rbegin()->first; m = next_of(Stretch::kMonth, m)) {
        months.push_back(m);
        values.push_back(counts.contains(m) ? counts[m] : 0);
        const auto of_month = read_by_month.find(m);
        exposure.push_back(of_month == read_by_month.end() ? 1.0 : of_month->second);
    }
    std::vector<Turning> out;
    for (const Turn& t : turning_points(values, exposure))
        out.push_back({name_of(Stretch::kMonth, months[t.at]), 100 * t.before, 100 * t.after});
    return out;
}

}  // namespace

bool is_open(EventStatus s) {
    return s == EventStatus::kAnnounced || s == EventStatus::kExpected || s == EventStatus::kPostponed;
}

Relation relation_of(const std::vector<Event>& events, const ActorId& a, const ActorId& b, Date day,
                     const world::World& world) {
    Relation r;
    for (const ActorId& g : world.groups_of(a, day))
        if (world.is_member(b, g, day)) r.shared_groups.push_back(g);
    for (const Event& e : events) {
        const std::optional<Date> when = day_of(e);
        const bool done = took_place(e.status);
        if (e.type == "CONSULT" && done && when && *when <= day) r.last = &e;  // events are in order of their day
        if (e.type == "CONSULT" && is_open(e.status) && when && *when >= day && !r.next) r.next = &e;
        if (e.type != "CONSULT" && is_open(e.status)) r.pending.push_back(&e);
    }
    return r;
}

std::optional<DateRange> period_of(const std::string& text) {
    if (const std::size_t slash = text.find('/'); slash != std::string::npos) {
        if (text.find('/', slash + 1) != std::string::npos) return std::nullopt;
        const auto a = period_of(text.substr(0, slash)), b = period_of(text.substr(slash + 1));
        if (!a || !b || *b->end < *a->start) return std::nullopt;
        return DateRange{a->start, b->end};
    }
    if (const auto day = parse_date(text); day && text.size() == 10) return DateRange{day, day};
    const bool year = text.size() == 4, month = text.size() == 7;
    const auto first = year ? parse_date(text + "-01-01") : month ? parse_date(text + "-01") : std::nullopt;
    if (!first) return std::nullopt;
    return DateRange{first, add_days(add_months(*first, year ? 12 : 1), -1)};
}

bool within(Date day, const DateRange& period) { return *period.start <= day && day <= *period.end; }

std::size_t Period::events() const {
    std::size_t n = 0;
    for (const auto& [type, list] : by_type) n += list.size();
    return n;
}

std::size_t Period::of(const std::string& type) const {
    const auto it = by_type.find(type);
    return it == by_type.end() ? 0 : it->second.size();
}

double Period::per_hundred() const {
    return read ? 100.0 * static_cast<double>(events()) / static_cast<double>(read) : 0;
}

Comparison compare(const std::vector<Event>& events, const std::map<Date, std::size_t>& read, const DateRange& before,
                   const DateRange& after) {
    Comparison c;
    c.before.days = before;
    c.after.days = after;
    std::set<std::string> types;
    for (Period* p : {&c.before, &c.after}) {
        for (const auto& [day, n] : read)
            if (within(day, p->days)) p->read += n;
        for (const Event& e : events) {
            const auto day = day_of(e);
            if (!day || !took_place(e.status) || !within(*day, p->days)) continue;
            p->by_type[e.type].push_back(&e);
            types.insert(e.type);
        }
    }
    c.types.assign(types.begin(), types.end());
    c.turns = turns_of(events, read);
    return c;
}

}  // namespace entente::record
