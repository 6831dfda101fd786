// What a query takes of events, reports and articles: the same for every store.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "record/store.h"

namespace entente::record {

// How an actor takes part: itself, or through a group of which it was a member on the day.
struct Part {
    ActorId party;  // the event's party that it is, or is a member of
    bool through_group = false;
};
// Every way in which `actor` takes part in the event, itself first; empty: it does not.
[[nodiscard]] std::vector<Part> parts_of(const ActorId& actor, const Event& event, const world::World& world);

// The first day of its time; without one, for what is done, the day it was first reported.
[[nodiscard]] std::optional<Date> day_of(const Event& event);

[[nodiscard]] bool matches(const Event& event, const Query& query, const world::World& world);
[[nodiscard]] bool matches(const Report& report, const Query& query, const world::World& world);
[[nodiscard]] bool matches(const Article& article, const Query& query);
[[nodiscard]] bool matches(const Claim& claim, const Query& query);

// In the order that Store promises, cut to the query's limit.
void order_and_cut(std::vector<Event>& events, const Query& query);
template <class T>
void cut(std::vector<T>& items, const Query& query) {
    if (query.limit && items.size() > *query.limit) items.resize(*query.limit);
}

[[nodiscard]] Date today();
// The day on which the query is asked.
[[nodiscard]] Date as_of(const Query& query);

// What a store keeps of an article: reports with their own ids, links filled in, without events; and a key that is
// equal for equal contents.
struct Prepared {
    std::vector<Report> reports;
    std::vector<Claim> claims;
    std::string content_key;
};
[[nodiscard]] Prepared prepare(const Article& article, std::vector<Report> reports, std::vector<Claim> claims,
                               const world::World& world);

}  // namespace entente::record
