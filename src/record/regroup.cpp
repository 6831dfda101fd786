#include "record/regroup.h"

#include <deque>

#include "record/identity.h"
#include "record/json.h"

namespace entente::record {

namespace {
constexpr std::size_t kMostKnown = 200000;  // reports kept in memory
}

void Regrouper::see_revision(std::int64_t revision) {
    if (revision != revision_ || known_.size() > kMostKnown) forget();
    revision_ = revision;
}

void Regrouper::forget() {
    known_.clear();
    left_.clear();
}

Result<Regrouper::Known*> Regrouper::known(const std::string& id) {
    if (const auto it = known_.find(id); it != known_.end()) return it->second.get();
    TRY(Statement s, db_.prepare("SELECT r.body, r.order_key, r.sentence FROM reports r WHERE r.id = ?"));
    TRY(const bool row, s.bind(id).step());
    if (!row) return fail(ErrorCode::kInvalid, "the store is broken: report " + id + " is filed but not there");
    const std::optional<Report> report = report_from_json(Json::parse(s.text(0), nullptr, false));
    if (!report) return fail(ErrorCode::kInvalid, "the store is broken: report " + id + " cannot be read");
    auto made = std::make_unique<Known>();
    made->features = features_of({*report, s.text(1), "", "", ""}, world_);
    return (known_[id] = std::move(made)).get();
}

Result<bool> Regrouper::is_there(const std::string& id) {
    if (known_.contains(id)) return true;
    TRY(Statement s, db_.prepare("SELECT 1 FROM reports WHERE id = ?"));
    return s.bind(id).step();
}

Result<std::vector<std::string>> Regrouper::candidates(const Features& features) {
    std::set<std::string> out;
    for (const Cell& c : cells_of(features, world_)) {
        TRY(Statement s, db_.prepare("SELECT report FROM report_cells WHERE family = ? AND party = ? AND stretch = ?"));
        s.bind(c.family).bind(c.party).bind(std::int64_t{c.stretch});
        for (;;) {
            TRY(const bool row, s.step());
            if (!row) break;
            out.insert(s.text(0));
        }
    }
    out.erase(features.id.str());
    return std::vector<std::string>(out.begin(), out.end());
}

Status Regrouper::compare_all(const std::string& id) {
    TRY(Known * own, known(id));
    if (own->compared) return Done{};
    TRY(const std::vector<std::string> others, candidates(own->features));
    for (const std::string& other_id : others) {
        if (own->like.contains(other_id)) continue;
        TRY(Known * other, known(other_id));
        const bool first = own->features.before(other->features);
        const Likeness likeness =
            first ? compare(own->features, other->features, world_) : compare(other->features, own->features, world_);
        if (likeness.kind == LikenessKind::kNone) continue;
        own->like[other_id] = likeness;
        other->like[id] = likeness;
    }
    own->compared = true;
    return Done{};
}

Result<std::set<std::string>> Regrouper::leave(const std::vector<std::string>& reports) {
    std::set<std::string> touched;
    for (const std::string& id : reports) {
        TRY_DONE(compare_all(id));
        TRY_DONE(note_event_of(id));
        for (const auto& [other, likeness] : known_[id]->like) {
            touched.insert(other);
            known_[other]->like.erase(id);
        }
    }
    for (const std::string& id : reports) {
        known_.erase(id);
        touched.erase(id);
    }
    return touched;
}

Result<std::set<std::string>> Regrouper::connected(const std::set<std::string>& from) {
    std::set<std::string> out = from;
    std::deque<std::string> open(from.begin(), from.end());
    while (!open.empty()) {
        const std::string id = std::move(open.front());
        open.pop_front();
        TRY_DONE(compare_all(id));
        for (const auto& [other, likeness] : known_[id]->like)
            if (out.insert(other).second) open.push_back(other);
        for (const std::string& other : rulings_.tied(id)) {
            TRY(const bool there, is_there(other));
            if (there && out.insert(other).second) open.push_back(other);
        }
    }
    return out;
}

Status Regrouper::enter(const std::vector<ReportEntry>& reports, const std::set<std::string>& touched,
                        std::int64_t revision) {
    std::set<std::string> from = touched, fresh;
    for (const ReportEntry& e : reports) {
        auto made = std::make_unique<Known>();
        made->features = features_of(e, world_);
        for (const Cell& c : cells_of(made->features, world_)) {
            TRY(Statement s,
                db_.prepare("INSERT INTO report_cells (family, party, stretch, report) VALUES (?, ?, ?, ?)"));
            TRY_DONE(s.bind(c.family).bind(c.party).bind(std::int64_t{c.stretch}).bind(e.report.id.str()).run());
        }
        known_[e.report.id.str()] = std::move(made);
        fresh.insert(e.report.id.str());
    }
    from.insert(fresh.begin(), fresh.end());
    TRY(const std::set<std::string> part, connected(from));
    return write_groups(part, fresh, revision);
}

Status Regrouper::decide(const std::set<std::string>& of, std::int64_t revision) {
    std::set<std::string> from;
    for (const std::string& id : of) {
        TRY(const bool there, is_there(id));
        if (there) from.insert(id);
    }
    TRY(const std::set<std::string> part, connected(from));
    return write_groups(part, from, revision);
}

Status Regrouper::write_groups(const std::set<std::string>& part, const std::set<std::string>& fresh,
                               std::int64_t revision) {
    std::vector<const Features*> features;
    std::map<std::string, std::size_t> index;
    for (const std::string& id : part) {
        index[id] = features.size();
        features.push_back(&known_[id]->features);
    }
    std::vector<Edge> edges;
    for (const std::string& id : part)
        for (const auto& [other, likeness] : known_[id]->like) {
            const std::size_t a = index[id], b = index[other];
            if (features[a]->before(*features[b])) edges.push_back({a, b, likeness});
        }
    for (const std::vector<std::size_t>& members : group_features(features, edges, world_, nullptr, &rulings_)) {
        std::vector<std::string> ids;
        bool has_fresh = false;
        for (const std::size_t i : members) {
            ids.push_back(features[i]->id.str());
            has_fresh = has_fresh || fresh.contains(ids.back());
        }
        TRY_DONE(move_reports(ids.front(), ids, has_fresh, revision));
    }
    for (const std::string& id : part) {
        if (!rulings_.rejected(id)) continue;
        TRY_DONE(note_event_of(id));
        TRY(Statement s, db_.prepare("UPDATE reports SET event = NULL WHERE id = ?"));
        TRY_DONE(s.bind(id).run());
    }
    for (const std::string& event : left_) {
        TRY(Statement s,
            db_.prepare("DELETE FROM events WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM reports WHERE event = ?1)"));
        TRY_DONE(s.bind(event).run());
    }
    left_.clear();
    return Done{};
}

// Remembers the event that a report leaves: it goes when its last report has left.
Status Regrouper::note_event_of(const std::string& report) {
    TRY(Statement s, db_.prepare("SELECT event FROM reports WHERE id = ? AND event IS NOT NULL"));
    TRY(const bool row, s.bind(report).step());
    if (row) left_.insert(s.text(0));
    return Done{};
}

Status Regrouper::move_reports(const std::string& event, const std::vector<std::string>& reports, bool has_fresh,
                               std::int64_t revision) {
    std::set<std::string> before;
    {
        TRY(Statement s, db_.prepare("SELECT id FROM reports WHERE event = ?"));
        s.bind(event);
        for (;;) {
            TRY(const bool row, s.step());
            if (!row) break;
            before.insert(s.text(0));
        }
    }
    if (!has_fresh && !left_.contains(event) && before == std::set<std::string>(reports.begin(), reports.end()))
        return Done{};
    TRY(Statement make, db_.prepare("INSERT INTO events (id, revision) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET "
                                    "revision = excluded.revision"));
    TRY_DONE(make.bind(event).bind(revision).run());
    for (const std::string& id : reports) {
        if (!before.contains(id)) TRY_DONE(note_event_of(id));
        TRY(Statement s, db_.prepare("UPDATE reports SET event = ?1 WHERE id = ?2 AND event IS NOT ?1"));
        TRY_DONE(s.bind(event).bind(id).run());
    }
    return Done{};
}

}  // namespace entente::record
