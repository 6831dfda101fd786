// Reading: SQL narrows down which events, reports and articles may be meant; query.h decides, as for every store.
#include <algorithm>
#include <map>

#include "record/json.h"
#include "record/sqlite_store.h"

namespace entente::record {

namespace {

Error broken(const std::string& what) { return fail(ErrorCode::kInvalid, "the store is broken: " + what); }

std::string json_list(const std::vector<std::string>& values) { return dump(Json(values)); }

// The actor and every group that it was ever a member of.
std::vector<std::string> with_groups(const ActorId& actor, const world::World& world) {
    std::vector<std::string> out{actor.str()};
    for (const ActorId& g : world.groups_of(actor, std::nullopt)) out.push_back(g.str());
    return out;
}

Result<Report> read_report(const std::string& body, const std::string& event) {
    std::optional<Report> r = report_from_json(Json::parse(body, nullptr, false));
    if (!r) return broken("a report cannot be read");
    r->event = EventId(event);
    return *std::move(r);
}

// SQL conditions that hold for at least every event or report that the query means, and their values.
struct Narrowed {
    std::string sql;
    std::vector<std::string> values;
};

Narrowed narrow(const Query& q, const world::World& world, bool events) {
    Narrowed n;
    const std::string of =
        events
            ? "r.event IN (SELECT r2.event FROM reports r2 JOIN report_parties p ON p.report = r2.id WHERE p.actor IN "
            : "r.id IN (SELECT p.report FROM report_parties p WHERE p.actor IN ";
    std::vector<ActorId> parties = q.between;
    if (q.with) parties.push_back(*q.with);
    for (const ActorId& a : parties) {
        n.sql += " AND " + of + "(SELECT value FROM json_each(?)))";
        n.values.push_back(json_list(with_groups(a, world)));
    }
    if (!q.type.empty()) {
        n.sql += events ? " AND r.event IN (SELECT event FROM reports WHERE type = ?)" : " AND r.type = ?";
        n.values.push_back(q.type);
    }
    // What has no time of its own counts by its publication; that is in UTC here, so a day is left on both sides.
    if (q.to) {
        n.sql +=
            " AND coalesce(r.when_start, r.when_end, substr(r.order_key, 1, 10)) <= CASE WHEN r.when_start IS NULL "
            "THEN ? ELSE ? END";
        n.values.push_back(to_string(add_days(*q.to, 1)));
        n.values.push_back(to_string(*q.to));
    }
    if (q.from) {
        n.sql +=
            " AND coalesce(r.when_end, r.when_start, substr(r.order_key, 1, 10)) >= CASE WHEN r.when_start IS NULL "
            "THEN ? ELSE ? END";
        n.values.push_back(to_string(add_days(*q.from, -1)));
        n.values.push_back(to_string(*q.from));
    }
    if (q.as_of) {
        n.sql += " AND substr(r.order_key, 1, 10) <= ?";
        n.values.push_back(to_string(*q.as_of));
    }
    return n;
}

}  // namespace

Result<std::vector<std::string>> SqliteStore::column(const std::string& sql,
                                                     const std::vector<std::string>& values) const {
    TRY(Statement s, db_->prepare(sql));
    for (const std::string& v : values) s.bind(v);
    std::vector<std::string> out;
    for (;;) {
        TRY(const bool row, s.step());
        if (!row) return out;
        out.push_back(s.text(0));
    }
}

Result<std::vector<std::string>> SqliteStore::event_ids(const Query& q) const {
    const Narrowed n = narrow(q, *world_, true);
    return column("SELECT DISTINCT r.event FROM reports r WHERE r.event IS NOT NULL" + n.sql, n.values);
}

Result<std::vector<std::pair<std::string, ReportEntry>>> SqliteStore::entries_of(
    const std::string& event_ids_json) const {
    TRY(Statement s,
        db_->prepare("SELECT r.event, r.body, r.order_key, a.text_key, a.title, json_extract(a.body, '$.sketch') "
                     "FROM reports r JOIN articles a ON a.id = r.article "
                     "WHERE r.event IN (SELECT value FROM json_each(?)) ORDER BY r.event, r.order_key, r.id"));
    s.bind(event_ids_json);
    std::vector<std::pair<std::string, ReportEntry>> out;
    for (;;) {
        TRY(const bool row, s.step());
        if (!row) return out;
        TRY(Report r, read_report(s.text(1), s.text(0)));
        out.emplace_back(s.text(0), ReportEntry{std::move(r), s.text(2), s.text(3), s.text(4), s.text(5)});
    }
}

Result<std::vector<Event>> SqliteStore::make_events(const std::vector<std::string>& ids, const Query& q) const {
    const Date day = record::as_of(q);
    TRY(const auto entries, entries_of(json_list(ids)));
    TRY(const std::vector<Decision> decisions, current_decisions());
    std::vector<Event> out;
    for (std::size_t i = 0; i < entries.size();) {
        std::vector<const ReportEntry*> group;
        const std::string& id = entries[i].first;
        for (; i < entries.size() && entries[i].first == id; ++i) group.push_back(&entries[i].second);
        std::optional<Event> e = make_event(group, *world_, day);
        if (!e) continue;
        apply_corrections(*e, decisions, day);
        if (titles_) {
            e->title_fr = titles_->french(*e, group);
            e->title_en = titles_->english(*e, group);
        }
        TRY(Statement s, db_->prepare("SELECT revision FROM events WHERE id = ?"));
        TRY(const bool row, s.bind(id).step());
        if (row) e->revision = s.integer(0);
        out.push_back(std::move(*e));
    }
    return out;
}

// Links of reports become links of events, and outcomes are found from the other end.
Status SqliteStore::link(std::vector<Event>& events, Date day) const {
    for (Event& e : events) {
        for (std::optional<EventRef>* ref : {&e.occasion, &e.outcome_of}) {
            if (!*ref || (*ref)->event.empty()) continue;
            TRY(const std::string target, event_of((*ref)->event.str()));
            if (!target.empty()) (*ref)->event = EventId(target);
            if ((*ref)->event == e.id) ref->reset();
        }
        std::vector<std::string> own;
        for (const ReportId& r : e.reports) own.push_back(r.str());
        TRY(std::vector<std::string> from,
            column("SELECT DISTINCT r.event FROM report_links l JOIN reports r ON r.id = l.report WHERE l.kind = "
                   "'outcome_of' AND l.target IN "
                   "(SELECT value FROM json_each(?)) AND substr(r.order_key, 1, 10) <= ? ORDER BY 1",
                   {json_list(own), to_string(day)}));
        std::erase(from, e.id.str());
        if (from.empty()) continue;
        // An event has one outcome_of, though its reports may name several: both ends must say the same.
        Query then;
        then.as_of = day;
        TRY(const std::vector<Event> made, make_events(from, then));
        for (const Event& o : made) {
            if (!o.outcome_of) continue;
            TRY(const std::string target, event_of(o.outcome_of->event.str()));
            if (target == e.id.str()) e.outcomes.push_back(o.id);
        }
    }
    return Done{};
}

Result<std::string> SqliteStore::event_of(const std::string& report) const {
    TRY(const std::vector<std::string> found,
        column("SELECT event FROM reports WHERE id = ? AND event IS NOT NULL", {report}));
    return found.empty() ? std::string() : found[0];
}

Result<std::vector<Event>> SqliteStore::events(const Query& q) const {
    if (q.known_at) {
        TRY(const auto past, as_known(*q.known_at));
        Query now = q;
        now.known_at.reset();
        return past->events(now);
    }
    TRY(Transaction t, Transaction::begin(*db_, false));
    TRY(const std::vector<std::string> ids, event_ids(q));
    TRY(std::vector<Event> made, make_events(ids, q));
    std::vector<Event> out;
    for (Event& e : made)
        if (matches(e, q, *world_)) out.push_back(std::move(e));
    order_and_cut(out, q);
    TRY_DONE(link(out, record::as_of(q)));
    return out;
}

Result<Event> SqliteStore::event(const std::string& id, const Query& q) const {
    if (q.known_at) {
        TRY(const auto past, as_known(*q.known_at));
        Query now = q;
        now.known_at.reset();
        Result<Event> found = past->event(id, now);
        if (found.ok()) return found;
        TRY(const std::optional<Tombstone> gone, tombstone(ReportId(id)));
        if (!gone || gone->successor.empty() || gone->revision > *q.known_at) return found;
        return event(gone->successor.str(), q);
    }
    TRY(Transaction t, Transaction::begin(*db_, false));
    TRY(const std::string event, living_event(id));
    if (event.empty()) return no_event(id);
    TRY(std::vector<Event> made, make_events({event}, q));
    if (made.empty())
        return fail(ErrorCode::kNotFound, "nothing had been published of " + id + " on " + to_string(record::as_of(q)));
    TRY_DONE(link(made, record::as_of(q)));
    return std::move(made[0]);
}

Result<std::vector<Join>> SqliteStore::joins(const std::string& id) const {
    TRY(const std::string event, living_event(id));
    if (event.empty()) return fail(ErrorCode::kNotFound, "no event or report " + id);
    TRY(const auto entries, entries_of(json_list({event})));
    std::vector<ReportEntry> group_entries;
    for (const auto& [e, entry] : entries) group_entries.push_back(entry);
    return joins_of(group_entries, *world_);
}

Result<std::vector<Report>> SqliteStore::reports(const Query& q) const {
    if (q.known_at) {
        TRY(const auto past, as_known(*q.known_at));
        Query now = q;
        now.known_at.reset();
        return past->reports(now);
    }
    const Narrowed n = narrow(q, *world_, false);
    TRY(Statement s,
        db_->prepare("SELECT r.body, r.event FROM reports r WHERE true" + n.sql + " ORDER BY r.order_key, r.id"));
    for (const std::string& v : n.values) s.bind(v);
    std::vector<Report> out;
    while (!q.limit || out.size() < *q.limit) {
        TRY(const bool row, s.step());
        if (!row) break;
        TRY(Report r, read_report(s.text(0), s.text(1)));
        if (matches(r, q, *world_)) out.push_back(std::move(r));
    }
    return out;
}

Result<Report> SqliteStore::report(const ReportId& id) const {
    TRY(Statement s, db_->prepare("SELECT body, event FROM reports WHERE id = ?"));
    TRY(const bool row, s.bind(id.str()).step());
    if (!row) return fail(ErrorCode::kNotFound, "no report " + id.str());
    return read_report(s.text(0), s.text(1));
}

Result<std::vector<StoredArticle>> SqliteStore::articles(const Query& q) const {
    TRY(Statement s,
        db_->prepare("SELECT body, revision FROM articles WHERE revision <= ?1 UNION ALL SELECT body, first_revision "
                     "FROM past_articles WHERE first_revision <= ?1 AND last_revision >= ?1"));
    s.bind(q.known_at.value_or(INT64_MAX));
    std::vector<StoredArticle> out;
    for (;;) {
        TRY(const bool row, s.step());
        if (!row) break;
        std::optional<Article> a = article_from_json(Json::parse(s.text(0), nullptr, false));
        if (!a) return broken("an article cannot be read");
        if (matches(*a, q)) out.push_back({*std::move(a), s.integer(1)});
    }
    std::sort(out.begin(), out.end(), [](const StoredArticle& x, const StoredArticle& y) {
        return std::pair(order_key(x.article), x.article.id) < std::pair(order_key(y.article), y.article.id);
    });
    cut(out, q);
    return out;
}

Result<StoredArticle> SqliteStore::article(const ArticleId& id) const {
    TRY(Statement s, db_->prepare("SELECT body, revision FROM articles WHERE id = ?"));
    TRY(const bool row, s.bind(id.str()).step());
    if (!row) return fail(ErrorCode::kNotFound, "no article " + id.str());
    std::optional<Article> a = article_from_json(Json::parse(s.text(0), nullptr, false));
    if (!a) return broken("article " + id.str() + " cannot be read");
    return StoredArticle{*std::move(a), s.integer(1)};
}

Result<std::vector<Claim>> SqliteStore::claims(const Query& q) const {
    if (q.known_at) {
        TRY(const auto past, as_known(*q.known_at));
        Query now = q;
        now.known_at.reset();
        return past->claims(now);
    }
    TRY(Statement s, db_->prepare("SELECT c.body, a.order_key FROM claims c JOIN articles a ON a.id = c.article ORDER "
                                  "BY a.order_key, c.article, c.position"));
    std::vector<Claim> out;
    while (!q.limit || out.size() < *q.limit) {
        TRY(const bool row, s.step());
        if (!row) break;
        const std::optional<Date> day = parse_date(s.text(1));
        if (q.as_of && day && *day > *q.as_of) continue;
        std::optional<Claim> c = claim_from_json(Json::parse(s.text(0), nullptr, false));
        if (!c) return broken("a claim cannot be read");
        if (matches(*c, q)) out.push_back(*std::move(c));
    }
    return out;
}

Result<std::int64_t> SqliteStore::revision() const { return db_->number("SELECT revision FROM store"); }

Result<Counts> SqliteStore::counts() const {
    Counts c;
    for (const auto& [table, n] : {std::pair("articles", &c.articles), std::pair("reports", &c.reports),
                                   std::pair("events", &c.events), std::pair("claims", &c.claims)}) {
        TRY(const std::int64_t count, db_->number(std::string("SELECT count(*) FROM ") + table));
        *n = static_cast<std::size_t>(count);
    }
    return c;
}

namespace {

// A decision on what of it is in the store; nothing of it: none.
Status replay(Decision d, Store& store) {
    for (std::vector<ReportId>* side : {&d.reports, &d.others})
        std::erase_if(*side, [&](const ReportId& id) { return !store.report(id).ok(); });
    const bool two = d.kind == DecisionKind::kMerge || d.kind == DecisionKind::kSplit;
    if (d.reports.empty() || (two && d.others.empty())) return Done{};
    TRY(const Decision kept, store.review(std::move(d)));
    static_cast<void>(kept);
    return Done{};
}

}  // namespace

// The record as it was: the versions of that revision, in memory, in the order in which they had entered.
Result<std::unique_ptr<Store>> SqliteStore::as_known(std::int64_t revision) const {
    struct Version {
        std::string body, reports, claims;
    };
    std::vector<Version> versions;
    {
        TRY(Statement s, db_->prepare("SELECT a.revision, a.body, (SELECT json_group_array(json(r.body)) FROM reports "
                                      "r WHERE r.article = a.id), (SELECT "
                                      "json_group_array(json(c.body)) FROM claims c WHERE c.article = a.id) FROM "
                                      "articles a WHERE a.revision <= ?1 UNION ALL SELECT "
                                      "first_revision, body, reports, claims FROM past_articles WHERE first_revision "
                                      "<= ?1 AND last_revision >= ?1 ORDER BY 1"));
        s.bind(revision);
        for (;;) {
            TRY(const bool row, s.step());
            if (!row) break;
            versions.push_back({s.text(1), s.text(2), s.text(3)});
        }
    }
    std::unique_ptr<Store> out = open_memory(world_, titles_);
    for (const Version& v : versions) {
        const std::optional<Article> a = article_from_json(Json::parse(v.body, nullptr, false));
        if (!a) return broken("a past article cannot be read");
        std::vector<Report> reports;
        for (const Json& j : Json::parse(v.reports, nullptr, false))
            if (std::optional<Report> r = report_from_json(j)) reports.push_back(*std::move(r));
        std::vector<Claim> claims;
        for (const Json& j : Json::parse(v.claims, nullptr, false))
            if (std::optional<Claim> c = claim_from_json(j)) claims.push_back(*std::move(c));
        TRY(const AddOutcome added, out->add(*a, reports, claims));
        static_cast<void>(added);
    }
    Query then;
    then.known_at = revision;
    TRY(std::vector<Decision> made, decisions(then));
    for (Decision& d : made) TRY_DONE(replay(std::move(d), *out));
    return out;
}

}  // namespace entente::record
