// The record in memory: the plainest store, which groups everything again when it is asked.
#include <algorithm>
#include <map>
#include <set>

#include "record/links.h"
#include "record/query.h"
#include "record/review/rulings.h"
#include "record/store.h"

namespace entente::record {

namespace {

class MemoryStore final : public Store {
 public:
    MemoryStore(std::shared_ptr<const world::World> world, std::shared_ptr<const Titles> titles)
        : world_(std::move(world)), titles_(std::move(titles)) {}

    Result<AddOutcome> add(const Article& article, const std::vector<Report>& reports,
                           const std::vector<Claim>& claims) override {
        if (article.id.empty()) return fail(ErrorCode::kInvalid, "an article without an id cannot be stored");
        Prepared prepared = prepare(article, reports, claims, *world_);
        const auto it = held_.find(article.id);
        const bool there = it != held_.end();
        if (there && it->second.prepared.content_key == prepared.content_key) return AddOutcome::kUnchanged;
        begin_revision();
        if (there) {
            past_.push_back({it->second, revision_ - 1});
            bury(it->second.prepared.reports, prepared.reports, article.id);
        }
        held_[article.id] = {article, std::move(prepared), revision_};
        std::set<std::string> fresh;
        for (const Report& r : held_[article.id].prepared.reports) fresh.insert(r.id.str());
        note_changes(fresh);
        return there ? AddOutcome::kUpdated : AddOutcome::kAdded;
    }

    Result<std::vector<Event>> events(const Query& q) const override {
        std::vector<Event> all = all_events(q), out;
        for (Event& e : all)
            if (matches(e, q, *world_)) out.push_back(std::move(e));
        order_and_cut(out, q);
        return out;
    }

    Result<Event> event(const std::string& id, const Query& q) const override {
        const std::set<std::string> there = report_ids(q.known_at);
        const std::optional<ReportId> answers =
            there.contains(id) ? ReportId(id)
                               : living(ReportId(id), [&](const ReportId& gone) { return tombstone(gone); });
        if (!answers) return no_event(id, q);
        for (Event& e : all_events(q))
            if (std::find(e.reports.begin(), e.reports.end(), *answers) != e.reports.end()) return std::move(e);
        const Rulings rulings(decisions_of(q.known_at));
        if (rulings.rejected(answers->str())) return no_event(id, q);
        return fail(ErrorCode::kNotFound, "nothing had been published of " + id + " on " + to_string(record::as_of(q)));
    }

    Result<std::vector<Join>> joins(const std::string& id) const override {
        const auto answers = living(ReportId(id), [&](const ReportId& gone) { return tombstone(gone); });
        const std::string event = event_of(answers ? answers->str() : id);
        if (event.empty()) return no_event(id, {});
        std::vector<ReportEntry> group;
        for (const ReportEntry& e : entries(std::nullopt))
            if (event_of(e.report.id.str()) == event) group.push_back(e);
        std::sort(group.begin(), group.end(), earlier);
        return joins_of(group, *world_);
    }

    Result<std::vector<Report>> reports(const Query& q) const override {
        std::vector<ReportEntry> all = entries(q.known_at);
        std::sort(all.begin(), all.end(), earlier);
        std::map<std::string, std::string> then;
        const Rulings rulings(decisions_of(q.known_at));
        if (q.known_at)
            for (const std::vector<std::size_t>& members : group(all, *world_, nullptr, &rulings))
                for (const std::size_t i : members) then[all[i].report.id.str()] = all[members.front()].report.id.str();
        std::vector<Report> out;
        for (ReportEntry& e : all) {
            const std::optional<Date> day = parse_date(e.order_key);
            if (q.as_of && day && *day > *q.as_of) continue;
            e.report.event = EventId(q.known_at ? then[e.report.id.str()] : event_of(e.report.id.str()));
            if (matches(e.report, q, *world_)) out.push_back(std::move(e.report));
        }
        cut(out, q);
        return out;
    }

    Result<Report> report(const ReportId& id) const override {
        for (const auto& [article, held] : held_)
            for (Report r : held.prepared.reports)
                if (r.id == id) {
                    r.event = EventId(event_of(id.str()));
                    return r;
                }
        return fail(ErrorCode::kNotFound, "no report " + id.str());
    }

    Result<std::vector<StoredArticle>> articles(const Query& q) const override {
        std::vector<StoredArticle> out;
        for (const Held* held : held_at(q.known_at))
            if (matches(held->article, q)) out.push_back({held->article, held->revision});
        cut(out, q);
        return out;
    }

    Result<StoredArticle> article(const ArticleId& id) const override {
        const auto it = held_.find(id);
        if (it == held_.end()) return fail(ErrorCode::kNotFound, "no article " + id.str());
        return StoredArticle{it->second.article, it->second.revision};
    }

    Result<std::vector<Claim>> claims(const Query& q) const override {
        std::vector<Claim> out;
        for (const Held* held : held_at(q.known_at)) {
            const std::optional<Date> day = parse_date(order_key(held->article));
            if (q.as_of && day && *day > *q.as_of) continue;
            for (const Claim& c : held->prepared.claims)
                if (matches(c, q)) out.push_back(c);
        }
        cut(out, q);
        return out;
    }

    Result<Decision> review(Decision d) override {
        TRY_DONE(check(d));
        const std::set<std::string> there = report_ids(std::nullopt);
        for (const auto* side : {&d.reports, &d.others})
            for (const ReportId& id : *side)
                if (!there.contains(id.str()) && !tombstone(id))
                    return fail(ErrorCode::kNotFound, "no report " + id.str());
        begin_revision();
        d.number = static_cast<std::int64_t>(decisions_.size()) + 1;
        d.revision = revision_;
        if (d.at.empty()) d.at = now_text();
        decisions_.push_back(d);
        std::set<std::string> meant;
        for (const ReportId& id : d.reports) meant.insert(id.str());
        note_changes(meant);
        return d;
    }

    Result<std::vector<Decision>> decisions(const Query& q) const override {
        std::vector<Decision> out = decisions_;
        std::erase_if(out, [&](const Decision& d) { return q.known_at && d.revision > *q.known_at; });
        return out;
    }

    Result<std::vector<Tombstone>> gone(std::int64_t since) const override {
        std::vector<Tombstone> out;
        for (const auto& [id, t] : tombstones_)
            if (t.revision > since) out.push_back(t);
        return out;
    }

    Result<std::vector<SearchHit>> search(const std::string& words, const Query& q) const override {
        Query all = q;
        all.limit.reset();
        TRY(const std::vector<StoredArticle> found, articles(all));
        std::vector<SearchHit> out;
        for (const StoredArticle& a : found)
            if (std::optional<SearchHit> hit = find_words(a.article, search_words(words)))
                out.push_back(*std::move(hit));
        order_and_cut(out, q);
        return out;
    }

    Result<std::int64_t> revision() const override { return revision_; }
    Result<std::int64_t> revision_on(Date day) const override {
        std::int64_t out = 0;
        for (std::size_t i = 0; i < days_.size(); ++i)
            if (days_[i] <= day) out = static_cast<std::int64_t>(i) + 1;
        return out;
    }

    Result<Counts> counts() const override {
        Counts c{held_.size(), 0, 0, 0};
        for (const auto& [id, held] : held_) {
            c.reports += held.prepared.reports.size();
            c.claims += held.prepared.claims.size();
        }
        c.events = groups_.size();
        return c;
    }

 private:
    struct Held {
        Article article;
        Prepared prepared;
        std::int64_t revision = 0;
    };
    struct Past {
        Held held;
        std::int64_t last = 0;
    };
    struct Group {
        std::set<std::string> reports;
        std::int64_t revision = 0;
    };

    static bool earlier(const ReportEntry& a, const ReportEntry& b) {
        return a.order_key != b.order_key ? a.order_key < b.order_key : a.report.id < b.report.id;
    }

    // The versions held now, or at a revision, in order of publication, then of id.
    std::vector<const Held*> held_at(std::optional<std::int64_t> known_at) const {
        std::vector<const Held*> out;
        for (const auto& [id, h] : held_)
            if (!known_at || h.revision <= *known_at) out.push_back(&h);
        for (const Past& p : past_)
            if (known_at && p.held.revision <= *known_at && *known_at <= p.last) out.push_back(&p.held);
        std::sort(out.begin(), out.end(), [](const Held* a, const Held* b) {
            return std::pair(order_key(a->article), a->article.id) < std::pair(order_key(b->article), b->article.id);
        });
        return out;
    }
    std::vector<ReportEntry> entries(std::optional<std::int64_t> known_at) const {
        std::vector<ReportEntry> out;
        for (const Held* h : held_at(known_at))
            for (const Report& r : h->prepared.reports) out.push_back(make_entry(h->article, r));
        return out;
    }

    std::vector<Event> all_events(const Query& q) const {
        std::vector<Event> out =
            events_of(entries(q.known_at), *world_, record::as_of(q), titles_.get(), nullptr, decisions_of(q.known_at));
        for (Event& e : out)
            if (const auto it = groups_.find(e.id.str()); it != groups_.end()) e.revision = it->second.revision;
        return out;
    }

    void begin_revision() {
        ++revision_;
        days_.push_back(today());
    }

    std::set<std::string> report_ids(std::optional<std::int64_t> known_at) const {
        std::set<std::string> out;
        for (const ReportEntry& e : entries(known_at)) out.insert(e.report.id.str());
        return out;
    }

    std::vector<Decision> decisions_of(std::optional<std::int64_t> known_at) const {
        std::vector<Decision> out = decisions_;
        std::erase_if(out, [&](const Decision& d) { return known_at && d.revision > *known_at; });
        follow_successors(out, [&](const ReportId& id) { return tombstone(id); });
        return out;
    }

    std::optional<Tombstone> tombstone(const ReportId& id) const {
        const auto it = tombstones_.find(id);
        if (it == tombstones_.end() || report_ids(std::nullopt).contains(id.str())) return std::nullopt;
        return it->second;
    }

    // What goes with an article's old version; without a likeness in the new one, the rest of its event answers.
    void bury(const std::vector<Report>& before, const std::vector<Report>& after, const ArticleId& article) {
        for (Tombstone t : record::tombstones(before, after, revision_)) {
            if (const std::string event = event_of(t.id.str()); t.successor.empty() && !event.empty()) {
                const ReportEntry* best = nullptr;
                const std::vector<ReportEntry> all = entries(std::nullopt);
                for (const ReportEntry& e : all)
                    if (e.report.article != article && event_of(e.report.id.str()) == event &&
                        (!best || earlier(e, *best)))
                        best = &e;
                if (best) t.successor = best->report.id;
            }
            tombstones_[t.id] = t;
        }
    }

    Error no_event(const std::string& id, const Query& q) const {
        for (const Decision& d : decisions_of(q.known_at))
            if (d.kind == DecisionKind::kReject &&
                std::find(d.reports.begin(), d.reports.end(), ReportId(id)) != d.reports.end())
                return fail(ErrorCode::kNotFound, rejected_text(id, d));
        if (const auto it = tombstones_.find(ReportId(id)); it != tombstones_.end())
            return fail(ErrorCode::kNotFound, withdrawn_text(it->second));
        return fail(ErrorCode::kNotFound, "no event or report " + id);
    }

    // Groups that changed, by membership or because one of `fresh` is of them, are of this revision.
    void note_changes(const std::set<std::string>& fresh_ids) {
        const std::vector<ReportEntry> all = entries(std::nullopt);
        const Rulings rulings(decisions_of(std::nullopt));
        std::map<std::string, Group> now;
        for (const std::vector<std::size_t>& members : group(all, *world_, nullptr, &rulings)) {
            Group g;
            bool fresh = false;
            for (const std::size_t i : members) {
                g.reports.insert(all[i].report.id.str());
                fresh = fresh || fresh_ids.contains(all[i].report.id.str());
            }
            const std::string id = all[members.front()].report.id.str();
            const auto before = groups_.find(id);
            g.revision = !fresh && before != groups_.end() && before->second.reports == g.reports
                             ? before->second.revision
                             : revision_;
            now[id] = std::move(g);
        }
        groups_ = std::move(now);
        event_of_.clear();
        for (const auto& [id, g] : groups_)
            for (const std::string& r : g.reports) event_of_[r] = id;
    }

    std::string event_of(const std::string& report) const {
        const auto it = event_of_.find(report);
        return it == event_of_.end() ? std::string() : it->second;
    }

    std::shared_ptr<const world::World> world_;
    std::shared_ptr<const Titles> titles_;
    std::map<ArticleId, Held> held_;
    std::vector<Past> past_;
    std::map<std::string, Group> groups_;
    std::map<std::string, std::string> event_of_;
    std::vector<Decision> decisions_;
    std::map<ReportId, Tombstone> tombstones_;
    std::vector<Date> days_;  // on which each revision was written
    std::int64_t revision_ = 0;
};

}  // namespace

std::unique_ptr<Store> open_memory(std::shared_ptr<const world::World> world, std::shared_ptr<const Titles> titles) {
    return std::make_unique<MemoryStore>(std::move(world), std::move(titles));
}

}  // namespace entente::record
