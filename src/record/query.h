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
// This second in UTC, RFC 3339.
[[nodiscard]] std::string now_text();
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

// The words of a search, folded, each once; a "*" at the end of one is kept. At most 32.
[[nodiscard]] std::vector<std::string> search_words(const std::string& text);
// Nothing unless the article's title and text hold all of them.
[[nodiscard]] std::optional<SearchHit> find_words(const Article& article, const std::vector<std::string>& words);
// Adds to what decisions mean the reports that took the place of those gone since.
template <class SuccessorOf>
void follow_successors(std::vector<Decision>& decisions, SuccessorOf successor_of);
// In the order that Store promises, cut to the query's limit.
void order_and_cut(std::vector<SearchHit>& hits, const Query& query);
// Why an id answers with nothing.
[[nodiscard]] std::string rejected_text(const std::string& id, const Decision& decision);
[[nodiscard]] std::string withdrawn_text(const Tombstone& tombstone);
// Follows successors to a report that is not gone; nothing: withdrawn, or never there.
template <class SuccessorOf>  // ReportId -> optional<Tombstone>
[[nodiscard]] std::optional<ReportId> living(const ReportId& id, SuccessorOf successor_of) {
    ReportId at = id;
    for (int hops = 0; hops < 1000; ++hops) {
        const std::optional<Tombstone> t = successor_of(at);
        if (!t) return at == id ? std::nullopt : std::optional(at);
        if (t->successor.empty()) return std::nullopt;
        at = t->successor;
    }
    return std::nullopt;
}

template <class SuccessorOf>
void follow_successors(std::vector<Decision>& decisions, SuccessorOf successor_of) {
    for (Decision& d : decisions)
        for (std::vector<ReportId>* side : {&d.reports, &d.others})
            for (std::size_t i = 0, n = side->size(); i < n; ++i)
                if (const std::optional<ReportId> id = living((*side)[i], successor_of)) side->push_back(*id);
}

}  // namespace entente::record
