#include "record/review/rulings.h"

#include <algorithm>

#include "record/features.h"
#include "record/likeness.h"

namespace entente::record {

namespace {

using Group = std::vector<std::size_t>;
using FeatureList = std::vector<const Features*>;

std::set<std::string> words(const std::vector<ReportId>& ids) {
    std::set<std::string> out;
    for (const ReportId& id : ids) out.insert(id.str());
    return out;
}

void merge(std::vector<Group>& groups, const FeatureList& f, const std::set<std::string>& a,
           const std::set<std::string>& b) {
    Group* into = nullptr;
    for (Group& g : groups) {
        const bool named = std::any_of(g.begin(), g.end(), [&](std::size_t i) {
            return a.contains(f[i]->id.str()) || b.contains(f[i]->id.str());
        });
        if (!named) continue;
        if (!into) {
            into = &g;
            continue;
        }
        into->insert(into->end(), g.begin(), g.end());
        g.clear();
    }
    std::erase_if(groups, [](const Group& g) { return g.empty(); });
}

// How well a report fits the side: its best likeness to one of it.
double fit(std::size_t report, const std::set<std::size_t>& side, const std::vector<Edge>& edges) {
    double best = 0;
    for (const Edge& e : edges) {
        if (e.a == report && side.contains(e.b)) best = std::max(best, e.likeness.score);
        if (e.b == report && side.contains(e.a)) best = std::max(best, e.likeness.score);
    }
    return best;
}

void split(std::vector<Group>& groups, const FeatureList& f, const std::vector<Edge>& edges,
           const std::set<std::string>& leave, const std::set<std::string>& stay) {
    std::vector<Group> out;
    for (const Group& g : groups) {
        std::set<std::size_t> leaving, staying;
        for (const std::size_t i : g) {
            if (leave.contains(f[i]->id.str())) leaving.insert(i);
            if (stay.contains(f[i]->id.str())) staying.insert(i);
        }
        if (leaving.empty() || staying.empty()) {
            out.push_back(g);
            continue;
        }
        Group one, other;
        for (const std::size_t i : g) {
            const bool named = leaving.contains(i) || staying.contains(i);
            const bool leaves = named ? leaving.contains(i) : fit(i, leaving, edges) > fit(i, staying, edges);
            (leaves ? one : other).push_back(i);
        }
        out.push_back(std::move(one));
        out.push_back(std::move(other));
    }
    groups = std::move(out);
}

}  // namespace

Rulings::Rulings(const std::vector<Decision>& decisions) {
    for (const Decision& d : decisions) {
        if (d.kind == DecisionKind::kReject)
            for (const ReportId& id : d.reports) rejected_.insert(id.str());
        if (d.kind != DecisionKind::kMerge && d.kind != DecisionKind::kSplit) continue;
        rules_.push_back({d.kind == DecisionKind::kMerge, words(d.reports), words(d.others)});
        for (const auto* side : {&d.reports, &d.others})
            for (const ReportId& id : *side) rules_of_[id.str()].push_back(rules_.size() - 1);
    }
}

std::vector<std::string> Rulings::tied(const std::string& report) const {
    std::vector<std::string> out;
    const auto it = rules_of_.find(report);
    if (it == rules_of_.end()) return out;
    for (const std::size_t n : it->second)
        for (const auto* side : {&rules_[n].reports, &rules_[n].others})
            out.insert(out.end(), side->begin(), side->end());
    return out;
}

std::vector<Group> Rulings::apply(std::vector<Group> groups, const FeatureList& f,
                                  const std::vector<Edge>& edges) const {
    for (const Rule& r : rules_) {
        const bool concerned = std::any_of(f.begin(), f.end(), [&](const Features* x) {
            return r.reports.contains(x->id.str()) || r.others.contains(x->id.str());
        });
        if (!concerned) continue;
        if (r.merge)
            merge(groups, f, r.reports, r.others);
        else
            split(groups, f, edges, r.reports, r.others);
    }
    for (Group& g : groups)
        std::sort(g.begin(), g.end(), [&](std::size_t a, std::size_t b) { return f[a]->before(*f[b]); });
    std::sort(groups.begin(), groups.end(), [&](const Group& a, const Group& b) { return f[a[0]]->before(*f[b[0]]); });
    return groups;
}

}  // namespace entente::record
