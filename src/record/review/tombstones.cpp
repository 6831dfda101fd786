#include "record/review/tombstones.h"

#include <algorithm>
#include <set>

namespace entente::record {

namespace {

std::set<std::string> parties_of(const Report& r) {
    std::set<std::string> out;
    for (const auto* side : {&r.actors, &r.recipients})
        for (const Party& p : *side) out.insert(p.id.str());
    return out;
}

// 0: another act; else the more the liker.
int likeness(const Report& a, const Report& b) {
    const std::set<std::string> pa = parties_of(a), pb = parties_of(b);
    const auto shared = std::count_if(pa.begin(), pa.end(), [&](const std::string& p) { return pb.contains(p); });
    const bool sentence = a.in == b.in && (a.quote == b.quote || a.sentence == b.sentence);
    if (a.type != b.type && !sentence) return 0;
    if (shared == 0 && !(sentence && a.type == b.type)) return 0;
    return (a.type == b.type ? 8 : 0) + (sentence ? 6 : 0) + static_cast<int>(std::min<long>(shared, 4)) +
           (a.status == b.status ? 1 : 0);
}

}  // namespace

std::vector<Tombstone> tombstones(const std::vector<Report>& before, const std::vector<Report>& after,
                                  std::int64_t revision) {
    std::set<ReportId> kept;
    for (const Report& r : after) kept.insert(r.id);
    std::vector<Tombstone> out;
    for (const Report& r : before) {
        if (kept.contains(r.id)) continue;
        Tombstone t{r.id, {}, revision};
        int best = 0;
        for (const Report& n : after)
            if (const int like = likeness(r, n); like > best || (like == best && like > 0 && n.id < t.successor)) {
                best = like;
                t.successor = n.id;
            }
        out.push_back(std::move(t));
    }
    return out;
}

}  // namespace entente::record
