// The laws of a store, looked at one by one.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "record/json.h"
#include "record/query.h"
#include "record/review/rulings.h"
#include "record/sqlite.h"
#include "record/upkeep/upkeep.h"

namespace entente::record {

namespace {

constexpr std::size_t kMost = 1000;

class Examination {
 public:
    Examination(Database& db, const world::World& world) : db_(db), world_(world) {}

    Status rows(const char* law, const std::string& sql, const std::string& what) {
        TRY(Statement s, db_.prepare(sql));
        for (;;) {
            TRY(const bool row, s.step());
            if (!row) return Done{};
            complain(law, s.text(0) + what);
        }
    }

    // Each report's span in its article: the quote, on code point borders.
    Status spans() {
        TRY(Statement s, db_.prepare("SELECT r.id, r.body, a.body FROM reports r JOIN articles a ON a.id = r.article"));
        for (;;) {
            TRY(const bool row, s.step());
            if (!row) return Done{};
            const auto r = report_from_json(Json::parse(s.text(1), nullptr, false));
            const auto a = article_from_json(Json::parse(s.text(2), nullptr, false));
            if (!r || !a) {
                complain("spans", s.text(0) + " cannot be read");
                continue;
            }
            const std::string field(a->field(r->in));
            for (const Span& span : {r->span, r->trigger}) {
                const bool inside = span.start <= span.end && span.end <= field.size();
                if (!inside || base::border_before(field, span.start) != span.start ||
                    base::border_before(field, span.end) != span.end)
                    complain("spans", s.text(0) + ": a span outside of its text or within a character");
            }
            if (!r->quote.empty() && r->span.end <= field.size() && r->span.of(field) != r->quote)
                complain("spans", s.text(0) + ": the quote is not what stands there");
        }
    }

    // Groups as all reports together give them.
    Status groups(const std::vector<Decision>& decisions) {
        std::vector<ReportEntry> all;
        std::map<std::string, std::string> stored;
        {
            TRY(Statement s, db_.prepare("SELECT body, order_key, event FROM reports"));
            for (;;) {
                TRY(const bool row, s.step());
                if (!row) break;
                auto r = report_from_json(Json::parse(s.text(0), nullptr, false));
                if (!r) continue;
                stored[r->id.str()] = s.text(2);
                all.push_back({*std::move(r), s.text(1), "", "", ""});
            }
        }
        const Rulings rulings(decisions);
        for (const std::vector<std::size_t>& g : group(all, world_, nullptr, &rulings))
            for (const std::size_t i : g) {
                const std::string& id = all[i].report.id.str();
                if (stored[id] != all[g.front()].report.id.str())
                    complain("groups",
                             id + " is in " + stored[id] + ", and belongs in " + all[g.front()].report.id.str());
            }
        return Done{};
    }

    void complain(const char* law, std::string what) {
        if (complaints.size() < kMost) complaints.push_back({law, std::move(what)});
    }

    std::vector<Complaint> complaints;

 private:
    Database& db_;
    const world::World& world_;
};

Result<std::vector<Decision>> decisions_in(Database& db) {
    std::vector<Decision> out;
    std::map<std::int64_t, std::size_t> place;
    TRY(Statement s,
        db.prepare("SELECT d.number, d.kind, r.side, coalesce(r.report, '') FROM decisions d JOIN decision_reports r "
                   "ON r.decision = d.number ORDER BY d.number, r.side, r.position"));
    for (;;) {
        TRY(const bool row, s.step());
        if (!row) return out;
        const auto [it, fresh] = place.try_emplace(s.integer(0), out.size());
        if (fresh) {
            out.emplace_back();
            out.back().number = s.integer(0);
            out.back().kind = parse_decision_kind(s.text(1)).value_or(DecisionKind::kConfirm);
        }
        Decision& d = out[it->second];
        (s.text(2) == "of" ? d.reports : d.others).push_back(ReportId(s.text(3)));
    }
}

Result<std::vector<Decision>> followed(Database& db) {
    TRY(std::vector<Decision> all, decisions_in(db));
    std::map<ReportId, Tombstone> gone;
    TRY(Statement s,
        db.prepare(
            "SELECT id, coalesce(successor, ''), revision FROM tombstones WHERE id NOT IN (SELECT id FROM reports)"));
    for (;;) {
        TRY(const bool row, s.step());
        if (!row) break;
        gone[ReportId(s.text(0))] = {ReportId(s.text(0)), ReportId(s.text(1)), s.integer(2)};
    }
    follow_successors(all, [&](const ReportId& id) -> std::optional<Tombstone> {
        const auto it = gone.find(id);
        return it == gone.end() ? std::nullopt : std::optional(it->second);
    });
    return all;
}

}  // namespace

Result<std::vector<Complaint>> examine(const std::string& path, const world::World& world, bool groups) {
    TRY(const auto db, Database::open(path, SQLITE_OPEN_READONLY, 5000, ""));
    Examination e(*db, world);
    {
        TRY(Statement s, db->prepare("PRAGMA integrity_check"));
        for (;;) {
            TRY(const bool row, s.step());
            if (!row) break;
            if (s.text(0) != "ok") e.complain("integrity", s.text(0));
        }
    }
    TRY_DONE(e.rows(
        "foreign keys",
        "SELECT \"table\" || ' row ' || coalesce(rowid, '?') || ' → ' || parent FROM pragma_foreign_key_check", ""));
    TRY_DONE(e.rows("anchors", "SELECT id FROM events WHERE id NOT IN (SELECT id FROM reports WHERE event = events.id)",
                    ": an event whose own report is not in it"));
    TRY_DONE(e.rows(
        "anchors",
        "SELECT r.id FROM reports r JOIN reports a ON a.id = r.event WHERE (r.order_key, r.id) < (a.order_key, a.id)",
        ": earlier than the report that names its event"));
    TRY_DONE(e.rows("anchors",
                    "SELECT r.id FROM reports r WHERE r.event IS NULL AND NOT EXISTS (SELECT 1 FROM decision_reports d "
                    "JOIN decisions "
                    "n ON n.number = d.decision WHERE n.kind = 'reject')",
                    ": in no event, and nobody rejected it"));
    TRY_DONE(e.rows("words", "SELECT id FROM articles WHERE id NOT IN (SELECT article FROM word_rows)",
                    ": its words are not indexed"));
    TRY_DONE(e.spans());
    if (groups) {
        TRY(const std::vector<Decision> decisions, followed(*db));
        TRY_DONE(e.groups(decisions));
    }
    return std::move(e.complaints);
}

}  // namespace entente::record
