// Reports into events.
//
// 1. Candidates: reports that share a family, a party (groups unfolded) and a stretch of time are compared; nothing
//    else is. 2. Strong likenesses (same parties, same days) make nodes. 3. A postponement unites at most one node
//    before the move with one after it. 4. Nodes are taken in a fixed order, the precise and complete first; each joins
//    the one group whose founding node it fits best, or founds its own. So "the ministers will meet soon" joins the
//    nearest meeting and never chains two. The order is made from contents alone (precision, parties, publication,
//    id): the order of input cannot matter.
#include "record/identity.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "record/features.h"
#include "record/likeness.h"
#include "record/links.h"
#include "record/review/rulings.h"
#include "record/titles.h"

namespace entente::record {

namespace {

using FeatureList = std::vector<const Features*>;

class Sets {
 public:
    explicit Sets(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
    std::size_t find(std::size_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void unite(std::size_t a, std::size_t b) { parent_[std::max(find(a), find(b))] = std::min(find(a), find(b)); }

 private:
    std::vector<std::size_t> parent_;
};

std::vector<Edge> edges_between(const FeatureList& f, const world::World& world) {
    std::map<Cell, std::vector<std::size_t>> cells;
    std::vector<Edge> out;
    std::vector<std::size_t> seen(f.size(), f.size());
    for (std::size_t i = 0; i < f.size(); ++i)
        for (Cell& cell : cells_of(*f[i], world)) {
            std::vector<std::size_t>& filed = cells[std::move(cell)];
            for (const std::size_t j : filed) {
                if (j == i || seen[j] == i) continue;
                seen[j] = i;
                const bool first =
                    f[j]->before(*f[i]);  // always compared in this order: rounding cannot depend on input
                const std::size_t a = first ? j : i, b = first ? i : j;
                const Likeness likeness = compare(*f[a], *f[b], world);
                if (likeness.kind != LikenessKind::kNone) out.push_back({a, b, likeness});
            }
            filed.push_back(i);
        }
    return out;
}

// The best end of each moved report's edges, before and after the move: nearest in publication, then first.
void unite_moved(const FeatureList& f, const std::vector<Edge>& edges, Sets& sets) {
    struct Best {
        std::size_t other;
        bool set = false;
    };
    std::map<std::pair<std::size_t, bool>, Best> best;
    const auto consider = [&](std::size_t mover, std::size_t other, bool earlier) {
        Best& b = best[{mover, earlier}];
        const auto away = [&](std::size_t i) { return std::abs(f[i]->days.first - f[mover]->published); };
        const bool better =
            !b.set || away(other) < away(b.other) || (away(other) == away(b.other) && f[other]->before(*f[b.other]));
        if (better) b = {other, true};
    };
    for (const Edge& e : edges) {
        if (e.likeness.kind != LikenessKind::kMoved) continue;
        const bool a_moves = e.likeness.mover_first;
        consider(a_moves ? e.a : e.b, a_moves ? e.b : e.a, e.likeness.earlier);
    }
    for (const auto& [key, b] : best) sets.unite(key.first, b.other);
}

struct Node {
    std::vector<std::size_t> members;
    std::size_t lead = 0;  // the most precise and complete, then first
};

// Whether report `a` says more of the act than `b`: what founds groups before what joins them.
bool leads(const Features& a, const Features& b) {
    const auto rank = [](const Features& f) {
        const bool background =
            f.related || f.status == EventStatus::kHistorical || f.status == EventStatus::kHypothetical;
        const int certainty = background ? (f.precise ? 1 : 0) : (f.precise ? 3 : 2);
        const int sides = (f.actors.empty() ? 0 : 1) + (f.recipients.empty() && !f.mutual ? 0 : 1);
        return std::pair(certainty,
                         static_cast<int>(std::min<std::size_t>(f.actors.size() + f.recipients.size(), 4)) + sides);
    };
    if (rank(a) != rank(b)) return rank(a) > rank(b);
    return a.before(b);
}

std::vector<Node> nodes_of(const FeatureList& f, Sets& sets) {
    std::map<std::size_t, Node> by_root;
    for (std::size_t i = 0; i < f.size(); ++i) by_root[sets.find(i)].members.push_back(i);
    std::vector<Node> out;
    for (auto& [root, node] : by_root) {
        node.lead = *std::min_element(node.members.begin(), node.members.end(),
                                      [&](std::size_t a, std::size_t b) { return leads(*f[a], *f[b]); });
        out.push_back(std::move(node));
    }
    std::sort(out.begin(), out.end(), [&](const Node& a, const Node& b) { return leads(*f[a.lead], *f[b.lead]); });
    return out;
}

// For each node the group it belongs to: groups are numbered by their founding node.
std::vector<std::size_t> join_nodes(const FeatureList& f, const std::vector<Node>& nodes,
                                    const std::vector<Edge>& edges) {
    std::vector<std::size_t> node_of(f.size());
    for (std::size_t n = 0; n < nodes.size(); ++n)
        for (const std::size_t i : nodes[n].members) node_of[i] = n;
    std::vector<std::map<std::size_t, double>> fits(nodes.size());  // to earlier nodes only
    for (const Edge& e : edges) {
        if (e.likeness.kind == LikenessKind::kMoved) continue;
        const std::size_t x = node_of[e.a], y = node_of[e.b];
        if (x == y) continue;
        double& best = fits[std::max(x, y)][std::min(x, y)];
        best = std::max(best, e.likeness.score);
    }
    std::vector<std::size_t> founder(nodes.size());
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        founder[n] = n;
        double best = -1;
        for (const auto& [earlier, score] : fits[n])
            if (founder[earlier] == earlier && score > best) {
                best = score;
                founder[n] = earlier;
            }
    }
    std::vector<std::size_t> out(f.size());
    for (std::size_t i = 0; i < f.size(); ++i) out[i] = founder[node_of[i]];
    return out;
}

}  // namespace

std::vector<std::vector<std::size_t>> group_features(const FeatureList& f, const std::vector<Edge>& all_edges,
                                                     const world::World& world, std::vector<Join>* joins,
                                                     const Rulings* rulings) {
    const auto gone = [&](std::size_t i) { return rulings && rulings->rejected(f[i]->id.str()); };
    std::vector<Edge> edges = all_edges;
    std::erase_if(edges, [&](const Edge& e) { return gone(e.a) || gone(e.b); });
    Sets sets(f.size());
    for (const Edge& e : edges)
        if (e.likeness.kind == LikenessKind::kStrong) sets.unite(e.a, e.b);
    unite_moved(f, edges, sets);
    const std::vector<std::size_t> founder = join_nodes(f, nodes_of(f, sets), edges);
    std::map<std::size_t, std::vector<std::size_t>> by_founder;
    for (std::size_t i = 0; i < f.size(); ++i)
        if (!gone(i)) by_founder[founder[i]].push_back(i);
    std::vector<std::vector<std::size_t>> out;
    for (auto& [n, members] : by_founder) {
        std::sort(members.begin(), members.end(), [&](std::size_t a, std::size_t b) { return f[a]->before(*f[b]); });
        out.push_back(std::move(members));
    }
    std::sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return f[a[0]]->before(*f[b[0]]); });
    if (rulings && !rulings->empty()) out = rulings->apply(std::move(out), f, edges);
    if (!joins) return out;
    std::vector<std::size_t> group_of(f.size());
    for (std::size_t g = 0; g < out.size(); ++g)
        for (const std::size_t i : out[g]) group_of[i] = g;
    for (const Edge& e : edges)
        if (group_of[e.a] == group_of[e.b])
            joins->push_back({f[e.a]->id, f[e.b]->id, e.likeness.score, explain(*f[e.a], *f[e.b], e.likeness, world)});
    return out;
}

std::vector<std::vector<std::size_t>> group(const std::vector<ReportEntry>& entries, const world::World& world,
                                            std::vector<Join>* joins, const Rulings* rulings) {
    std::vector<Features> features;
    features.reserve(entries.size());
    for (const ReportEntry& e : entries) features.push_back(features_of(e, world));
    FeatureList list;
    for (const Features& f : features) list.push_back(&f);
    return group_features(list, edges_between(list, world), world, joins, rulings);
}

std::vector<Join> joins_of(const std::vector<ReportEntry>& event, const world::World& world) {
    std::vector<Features> features;
    features.reserve(event.size());
    for (const ReportEntry& e : event) features.push_back(features_of(e, world));
    FeatureList list;
    for (const Features& f : features) list.push_back(&f);
    std::vector<Join> out;
    for (const Edge& e : edges_between(list, world))
        out.push_back(
            {list[e.a]->id, list[e.b]->id, e.likeness.score, explain(*list[e.a], *list[e.b], e.likeness, world)});
    std::sort(out.begin(), out.end(), [](const Join& a, const Join& b) {
        return a.score != b.score ? a.score > b.score : std::pair(a.a, a.b) < std::pair(b.a, b.b);
    });
    return out;
}

std::vector<Event> events_of(const std::vector<ReportEntry>& entries, const world::World& world, Date as_of,
                             const Titles* titles, std::vector<Join>* joins, const std::vector<Decision>& decisions) {
    const Rulings rulings(decisions);
    std::vector<Event> out;
    std::map<ReportId, EventId> event_of;
    for (const std::vector<std::size_t>& members : group(entries, world, joins, &rulings)) {
        std::vector<const ReportEntry*> reports;
        for (const std::size_t i : members) reports.push_back(&entries[i]);
        std::optional<Event> event = make_event(reports, world, as_of);
        if (!event) continue;
        apply_corrections(*event, decisions, as_of);
        if (titles) {
            event->title_fr = titles->french(*event, reports);
            event->title_en = titles->english(*event, reports);
        }
        for (const ReportId& id : event->reports) event_of[id] = event->id;
        out.push_back(std::move(*event));
    }
    link_events(out, event_of);
    return out;
}

}  // namespace entente::record
