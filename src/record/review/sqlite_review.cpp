// Decisions, ids that are gone, and words, in SQLite.
#include <algorithm>

#include "record/json.h"
#include "record/sqlite_store.h"

namespace entente::record {

namespace {

// What FTS5 is asked: every word, quoted, the last perhaps a beginning.
std::string match_of(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& w : words) {
        const bool prefix = w.back() == '*';
        out += (out.empty() ? "\"" : " AND \"") + w.substr(0, w.size() - (prefix ? 1 : 0)) + (prefix ? "\" *" : "\"");
    }
    return out;
}

}  // namespace

Result<Decision> SqliteStore::review(Decision d) {
    TRY_DONE(check(d));
    TRY(Transaction t, Transaction::begin(*db_, true));
    TRY(const std::int64_t last, db_->number("SELECT revision FROM store"));
    for (const auto* side : {&d.reports, &d.others})
        for (const ReportId& id : *side) {
            TRY(const std::vector<std::string> there,
                column("SELECT id FROM reports WHERE id = ?1 UNION ALL SELECT id FROM tombstones WHERE id = ?1",
                       {id.str()}));
            if (there.empty()) return fail(ErrorCode::kNotFound, "no report " + id.str());
        }
    d.revision = last + 1;
    TRY(d.number, db_->number("SELECT coalesce(max(number), 0) + 1 FROM decisions"));
    if (d.at.empty()) d.at = now_text();
    {
        TRY(Statement s, db_->prepare("INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
        s.bind(d.number).bind(d.revision).bind(to_string(d.kind)).bind_or_null(d.field).bind_or_null(d.value);
        TRY_DONE(s.bind(d.by).bind(d.at).bind_or_null(d.note).run());
    }
    for (const auto& [side, ids] : {std::pair("of", &d.reports), std::pair("other", &d.others)})
        for (std::size_t i = 0; i < ids->size(); ++i) {
            TRY(Statement s, db_->prepare("INSERT INTO decision_reports VALUES (?, ?, ?, ?)"));
            TRY_DONE(s.bind(d.number).bind(side).bind(static_cast<std::int64_t>(i)).bind((*ids)[i].str()).run());
        }
    std::set<std::string> of;
    for (const ReportId& id : d.reports) of.insert(id.str());
    regroup_.see_revision(last);
    TRY_DONE(note_revision(d.revision));
    TRY_DONE(load_rulings());
    const Status grouped = regroup_.decide(of, d.revision);
    if (grouped.ok()) {
        TRY_DONE(t.commit());
        regroup_.kept_revision(d.revision);
        return d;
    }
    regroup_.forget();
    decisions_.reset();
    return grouped.error();
}

Result<std::vector<Decision>> SqliteStore::decisions(const Query& q) const {
    std::vector<Decision> out;
    {
        TRY(Statement s, db_->prepare("SELECT number, revision, kind, field, value, by, at, note FROM decisions WHERE "
                                      "revision <= ? ORDER BY number"));
        s.bind(q.known_at.value_or(INT64_MAX));
        for (;;) {
            TRY(const bool row, s.step());
            if (!row) break;
            Decision d;
            d.number = s.integer(0);
            d.revision = s.integer(1);
            d.kind = parse_decision_kind(s.text(2)).value_or(DecisionKind::kConfirm);
            d.field = s.text(3);
            d.value = s.text(4);
            d.by = s.text(5);
            d.at = s.text(6);
            d.note = s.text(7);
            out.push_back(std::move(d));
        }
    }
    for (Decision& d : out) {
        TRY(Statement s,
            db_->prepare("SELECT side, report FROM decision_reports WHERE decision = ? ORDER BY side, position"));
        s.bind(d.number);
        for (;;) {
            TRY(const bool row, s.step());
            if (!row) break;
            (s.text(0) == "of" ? d.reports : d.others).push_back(ReportId(s.text(1)));
        }
    }
    return out;
}

Result<std::vector<Decision>> SqliteStore::current_decisions() const {
    TRY(const std::int64_t now, db_->number("SELECT revision FROM store"));
    if (decisions_ && decisions_->first == now) return decisions_->second;
    TRY(std::vector<Decision> all, decisions({}));
    Status status = Done{};
    follow_successors(all, [&](const ReportId& id) -> std::optional<Tombstone> {
        Result<std::optional<Tombstone>> t = tombstone(id);
        if (t.ok()) return *t;
        status = t.error();
        return std::nullopt;
    });
    TRY_DONE(status);
    decisions_ = {now, all};
    return all;
}

Status SqliteStore::load_rulings() {
    decisions_.reset();
    TRY(const std::int64_t any, db_->number("SELECT EXISTS (SELECT 1 FROM decisions)"));
    if (!any) {
        regroup_.rule({});
        return Done{};
    }
    TRY(const std::vector<Decision> all, current_decisions());
    decisions_.reset();
    regroup_.rule(Rulings(all));
    return Done{};
}

Result<std::optional<Tombstone>> SqliteStore::tombstone(const ReportId& id) const {
    TRY(Statement s,
        db_->prepare("SELECT successor, revision FROM tombstones WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM "
                     "reports WHERE id = ?1)"));
    TRY(const bool row, s.bind(id.str()).step());
    if (!row) return std::optional<Tombstone>{};
    return std::optional(Tombstone{id, ReportId(s.text(0)), s.integer(1)});
}

Result<std::vector<Tombstone>> SqliteStore::gone(std::int64_t since) const {
    TRY(Statement s, db_->prepare("SELECT id, successor, revision FROM tombstones WHERE revision > ? ORDER BY id"));
    s.bind(since);
    std::vector<Tombstone> out;
    for (;;) {
        TRY(const bool row, s.step());
        if (!row) return out;
        out.push_back({ReportId(s.text(0)), ReportId(s.text(1)), s.integer(2)});
    }
}

Result<std::string> SqliteStore::living_event(const std::string& id) const {
    Status status = Done{};
    const std::optional<ReportId> answers = living(ReportId(id), [&](const ReportId& gone) -> std::optional<Tombstone> {
        Result<std::optional<Tombstone>> t = tombstone(gone);
        if (t.ok()) return *t;
        status = t.error();
        return std::nullopt;
    });
    TRY_DONE(status);
    return event_of(answers ? answers->str() : id);
}

Error SqliteStore::no_event(const std::string& id) const {
    TRY(const std::vector<Decision> all, current_decisions());
    for (const Decision& d : all)
        if (d.kind == DecisionKind::kReject &&
            std::find(d.reports.begin(), d.reports.end(), ReportId(id)) != d.reports.end())
            return fail(ErrorCode::kNotFound, rejected_text(id, d));
    TRY(const std::optional<Tombstone> gone, tombstone(ReportId(id)));
    return fail(ErrorCode::kNotFound, gone ? withdrawn_text(*gone) : "no event or report " + id);
}

// Tombstones of what goes; without a likeness in the new version, the rest of its event answers.
Status SqliteStore::bury(const std::vector<Report>& before, const Prepared& next, std::int64_t revision) {
    for (Tombstone t : tombstones(before, next.reports, revision)) {
        if (t.successor.empty()) {
            TRY(const std::vector<std::string> rest,
                column(
                    "SELECT r.id FROM reports g JOIN reports r ON r.event = g.event AND r.article <> g.article WHERE "
                    "g.id = ? ORDER BY r.order_key, r.id LIMIT 1",
                    {t.id.str()}));
            if (!rest.empty()) t.successor = ReportId(rest[0]);
        }
        TRY(Statement s, db_->prepare("INSERT OR REPLACE INTO tombstones VALUES (?, ?, ?)"));
        TRY_DONE(s.bind(t.id.str()).bind_or_null(t.successor.str()).bind(t.revision).run());
    }
    return Done{};
}

Status SqliteStore::note_revision(std::int64_t revision) {
    TRY_DONE(db_->execute("UPDATE store SET revision = revision + 1"));
    TRY(Statement s, db_->prepare("INSERT INTO revisions VALUES (?, ?)"));
    return s.bind(revision).bind(now_text()).run();
}

Result<std::int64_t> SqliteStore::revision_on(Date day) const {
    TRY(Statement s, db_->prepare("SELECT coalesce(max(number), 0) FROM revisions WHERE at < ?"));
    TRY(const bool row, s.bind(to_string(add_days(day, 1))).step());
    return row ? s.integer(0) : std::int64_t{0};
}

// The index keeps no text of its own: what it is told to forget must be what it was told, so both are made in SQL
// alike.
Status SqliteStore::index_words(const ArticleId& id) {
    {
        TRY(Statement s, db_->prepare("INSERT INTO word_rows (article) VALUES (?)"));
        TRY_DONE(s.bind(id.str()).run());
    }
    TRY(Statement s,
        db_->prepare(
            "INSERT INTO words (rowid, title, text) SELECT row, title, text FROM word_sources WHERE article = ?"));
    return s.bind(id.str()).run();
}

Status SqliteStore::forget_words(const ArticleId& id) {
    {
        TRY(Statement s,
            db_->prepare("INSERT INTO words (words, rowid, title, text) SELECT 'delete', row, title, text FROM "
                         "word_sources WHERE article = ?"));
        TRY_DONE(s.bind(id.str()).run());
    }
    TRY(Statement s, db_->prepare("DELETE FROM word_rows WHERE article = ?"));
    return s.bind(id.str()).run();
}

Result<std::vector<SearchHit>> SqliteStore::search(const std::string& text, const Query& q) const {
    const std::vector<std::string> words = search_words(text);
    std::vector<SearchHit> out;
    if (words.empty()) return out;
    TRY(Statement s, db_->prepare("SELECT a.body, a.revision FROM words w JOIN word_rows n ON n.row = w.rowid JOIN "
                                  "articles a ON a.id = n.article WHERE words MATCH ? ORDER BY bm25(words, 5.0, 1.0) "
                                  "LIMIT 2000"));
    s.bind(match_of(words));
    Query all = q;
    all.limit.reset();
    for (;;) {
        TRY(const bool row, s.step());
        if (!row) break;
        const std::optional<Article> a = article_from_json(Json::parse(s.text(0), nullptr, false));
        if (!a) return fail(ErrorCode::kInvalid, "the store is broken: an article cannot be read");
        if ((q.known_at && s.integer(1) > *q.known_at) || !matches(*a, all)) continue;
        if (std::optional<SearchHit> hit = find_words(*a, words)) out.push_back(*std::move(hit));
    }
    order_and_cut(out, q);
    return out;
}

}  // namespace entente::record
