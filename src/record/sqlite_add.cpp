// Adding an article: one transaction, from what it replaces to the events it changes.
#include "record/json.h"
#include "record/sqlite_store.h"

namespace entente::record {

namespace {

std::string date_text(const std::optional<Date>& d) { return d ? to_string(*d) : std::string(); }

std::string json_array(const std::vector<std::string>& bodies) {
    std::string out = "[";
    for (std::size_t i = 0; i < bodies.size(); ++i) out += (i ? "," : "") + bodies[i];
    return out + "]";
}

}  // namespace

Result<AddOutcome> SqliteStore::add(const Article& article, const std::vector<Report>& reports,
                                    const std::vector<Claim>& claims) {
    if (article.id.empty()) return fail(ErrorCode::kInvalid, "an article without an id cannot be stored");
    const Prepared prepared = prepare(article, reports, claims, *world_);
    Result<AddOutcome> outcome = add_inside(article, prepared);
    if (!outcome.ok()) regroup_.forget();
    return outcome;
}

Result<AddOutcome> SqliteStore::add_inside(const Article& article, const Prepared& prepared) {
    TRY(Transaction t, Transaction::begin(*db_, true));
    TRY(const std::int64_t last, db_->number("SELECT revision FROM store"));
    regroup_.see_revision(last);
    TRY(const std::vector<std::string> before,
        column("SELECT content_key FROM articles WHERE id = ?", {article.id.str()}));
    if (!before.empty() && before[0] == prepared.content_key) return AddOutcome::kUnchanged;
    const std::int64_t revision = last + 1;
    std::set<std::string> touched;
    if (!before.empty()) {
        TRY(touched, take_out(article.id, prepared, revision));
    }
    TRY_DONE(put_article(article, prepared, revision));
    TRY_DONE(index_words(article.id));
    std::vector<ReportEntry> entries;
    for (const Report& r : prepared.reports) {
        TRY_DONE(put_report(article, r));
        entries.push_back(make_entry(article, r));
    }
    TRY_DONE(put_claims(article, prepared.claims));
    TRY_DONE(load_rulings());
    TRY_DONE(regroup_.enter(entries, touched, revision));
    TRY_DONE(note_revision(revision));
    TRY_DONE(t.commit());
    regroup_.kept_revision(revision);
    return before.empty() ? AddOutcome::kAdded : AddOutcome::kUpdated;
}

// Moves the article's version to the past and takes its reports out; gives what they were joined to.
Result<std::set<std::string>> SqliteStore::take_out(const ArticleId& id, const Prepared& next, std::int64_t revision) {
    TRY(const std::vector<std::string> ids,
        column("SELECT id FROM reports WHERE article = ? ORDER BY sentence, id", {id.str()}));
    TRY(const std::vector<std::string> bodies,
        column("SELECT body FROM reports WHERE article = ? ORDER BY sentence, id", {id.str()}));
    TRY(const std::vector<std::string> claims,
        column("SELECT body FROM claims WHERE article = ? ORDER BY position", {id.str()}));
    {
        TRY(Statement s,
            db_->prepare("INSERT INTO past_articles SELECT id, revision, ?, body, ?, ? FROM articles WHERE id = ?"));
        TRY_DONE(s.bind(revision - 1).bind(json_array(bodies)).bind(json_array(claims)).bind(id.str()).run());
    }
    std::vector<Report> before;
    for (const std::string& body : bodies)
        if (std::optional<Report> r = report_from_json(Json::parse(body, nullptr, false)))
            before.push_back(*std::move(r));
    TRY_DONE(bury(before, next, revision));
    TRY_DONE(forget_words(id));
    TRY(std::set<std::string> touched, regroup_.leave(ids));
    TRY(Statement s, db_->prepare("DELETE FROM articles WHERE id = ?"));
    TRY_DONE(s.bind(id.str()).run());
    return touched;
}

Status SqliteStore::put_article(const Article& a, const Prepared& prepared, std::int64_t revision) {
    TRY(Statement s,
        db_->prepare("INSERT INTO articles (id, url, title, source, published, order_key, language, kind, text_key, "
                     "content_key, revision, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    s.bind(a.id.str()).bind_or_null(a.url).bind_or_null(a.title).bind_or_null(a.source).bind_or_null(a.published);
    s.bind(order_key(a)).bind_or_null(a.language).bind(a.kind).bind_or_null(a.text_key).bind(prepared.content_key);
    return s.bind(revision).bind(dump(to_json(a))).run();
}

Status SqliteStore::put_report(const Article& article, const Report& r) {
    TRY(Statement s,
        db_->prepare(
            "INSERT INTO reports (id, article, field, sentence, type, mode, concept, status, positive, when_start, "
            "when_end, when_precision, place, place_name, country, lat, lon, speaker, series, ordinal, frame, killed, "
            "injured, arrested, size, amount, currency, quote, quote_start, quote_end, trigger, confidence, order_key, "
            "body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
            "?, "
            "?, ?, ?)"));
    const ReportTime when = r.when.value_or(ReportTime{});
    const ReportPlace place = r.place.value_or(ReportPlace{});
    const SeriesRef series = r.series.value_or(SeriesRef{});
    s.bind(r.id.str()).bind(r.article.str()).bind(r.in).bind(static_cast<std::int64_t>(r.sentence)).bind(r.type);
    s.bind_or_null(r.mode).bind_or_null(r.concept_id).bind(to_string(r.status)).bind(std::int64_t{r.positive});
    s.bind_or_null(date_text(when.range.start)).bind_or_null(date_text(when.range.end)).bind_or_null(when.precision);
    s.bind_or_null(place.id)
        .bind_or_null(place.name)
        .bind_or_null(place.country)
        .bind_optional(place.lat)
        .bind_optional(place.lon);
    s.bind_or_null(r.speaker ? r.speaker->id.str() : std::string()).bind_or_null(series.name);
    s.bind_optional(series.ordinal ? std::optional<std::int64_t>(*series.ordinal) : std::nullopt).bind_or_null(r.frame);
    s.bind_optional(r.numbers.killed)
        .bind_optional(r.numbers.injured)
        .bind_optional(r.numbers.arrested)
        .bind_optional(r.numbers.size);
    s.bind_optional(r.numbers.amount ? std::optional<double>(r.numbers.amount->value) : std::nullopt);
    s.bind_or_null(r.numbers.amount ? r.numbers.amount->currency : std::string()).bind(r.quote);
    s.bind(std::int64_t{r.span.start}).bind(std::int64_t{r.span.end}).bind_or_null(r.trigger_text).bind(r.confidence);
    TRY_DONE(s.bind(order_key(article)).bind(dump(to_json(r))).run());
    return put_parties(r);
}

Status SqliteStore::put_parties(const Report& r) {
    for (const auto& [side, parties] : {std::pair("actor", &r.actors), std::pair("recipient", &r.recipients)})
        for (std::size_t i = 0; i < parties->size(); ++i) {
            const Party& p = (*parties)[i];
            TRY(Statement s, db_->prepare("INSERT INTO report_parties VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
            s.bind(r.id.str()).bind(side).bind(static_cast<std::int64_t>(i)).bind(p.id.str()).bind_or_null(p.country);
            s.bind_or_null(p.office).bind_or_null(p.person).bind_or_null(p.role).bind(std::int64_t{p.inferred});
            TRY_DONE(s.bind_or_null(p.text).run());
        }
    for (const std::string& context : r.contexts) {
        TRY(Statement s, db_->prepare("INSERT OR IGNORE INTO report_contexts VALUES (?, ?)"));
        TRY_DONE(s.bind(r.id.str()).bind(context).run());
    }
    for (const auto& [kind, link] : {std::pair("occasion", &r.occasion), std::pair("outcome_of", &r.outcome_of)}) {
        if (!*link || (*link)->event.empty()) continue;
        TRY(Statement s, db_->prepare("INSERT INTO report_links VALUES (?, ?, ?)"));
        TRY_DONE(s.bind(r.id.str()).bind(kind).bind((*link)->event.str()).run());
    }
    return Done{};
}

Status SqliteStore::put_claims(const Article& article, const std::vector<Claim>& claims) {
    for (std::size_t i = 0; i < claims.size(); ++i) {
        const Claim& c = claims[i];
        TRY(Statement s, db_->prepare("INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
        s.bind(c.id)
            .bind(article.id.str())
            .bind(static_cast<std::int64_t>(i))
            .bind(c.subject)
            .bind(c.relation)
            .bind(c.object);
        s.bind_or_null(c.since).bind_or_null(c.until).bind_or_null(c.at).bind(c.quote);
        s.bind_optional(c.agrees_with_world ? std::optional<std::int64_t>(*c.agrees_with_world) : std::nullopt);
        TRY_DONE(s.bind(dump(to_json(c))).run());
    }
    return Done{};
}

}  // namespace entente::record
