// Reports into events: which reports are about one and the same act. Independent of the order of input.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/article.h"
#include "entente/event.h"
#include "entente/report.h"
#include "record/review/decision.h"
#include "world/world.h"

namespace entente::record {

// A report with what its article says for ordering and independence.
class Titles;
class Rulings;
struct Features;
struct Edge;

struct ReportEntry {
    Report report;
    std::string order_key;  // published, else bounds: what orders rungs
    std::string text_key;   // equal for copies of one text
    std::string article_title;
    std::string sketch;  // near copies are alike in it (base/sketch.h)
};

struct Join {
    ReportId a, b;
    double score = 0;
    std::string why;
};

// A report as its article lets it be compared.
[[nodiscard]] ReportEntry make_entry(const Article& article, const Report& report);
// What orders an article's reports: its publication, else the bound of it; instants in UTC. Empty: not known.
[[nodiscard]] std::string order_key(const Article& article);

// Groups of indices into `entries` (each sorted by order key, then id; groups by their first). Reports of the same
// parties on the same days are joined first; what is vaguer then joins the one group that it fits best, so that no
// vague report chains two acts. Any permutation of the entries gives the same groups. Cost: linear in the entries
// times those that share a party, a type and a season.
// `joins`: every likeness found between two reports of one group. `rulings`: a person's decisions, applied last; what
// they reject is in no group.
[[nodiscard]] std::vector<std::vector<std::size_t>> group(const std::vector<ReportEntry>& entries,
                                                          const world::World& world, std::vector<Join>* joins = nullptr,
                                                          const Rulings* rulings = nullptr);
// The same over features and likenesses made before: every likeness between two of the features must be there.
[[nodiscard]] std::vector<std::vector<std::size_t>> group_features(const std::vector<const Features*>& features,
                                                                   const std::vector<Edge>& edges,
                                                                   const world::World& world,
                                                                   std::vector<Join>* joins = nullptr,
                                                                   const Rulings* rulings = nullptr);

// Every likeness between two reports of one event.
[[nodiscard]] std::vector<Join> joins_of(const std::vector<ReportEntry>& event, const world::World& world);

// The event of one group (not empty, in order): anchor id, ladder, union of parties, contexts, sources. Status, values
// and conflicts are as of `as_of`; reports published later are left out, all of them: nothing.
[[nodiscard]] std::optional<Event> make_event(const std::vector<const ReportEntry*>& group, const world::World& world,
                                              Date as_of);

// All events of the entries: grouped, made, titled (when there are titles), occasions and outcomes linked; in order of
// their anchors. `joins` as in group().
[[nodiscard]] std::vector<Event> events_of(const std::vector<ReportEntry>& entries, const world::World& world,
                                           Date as_of, const Titles* titles = nullptr,
                                           std::vector<Join>* joins = nullptr,
                                           const std::vector<Decision>& decisions = {});

}  // namespace entente::record
