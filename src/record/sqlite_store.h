// The SQLite store's parts, shared by its files: opening, adding, reading.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "record/query.h"
#include "record/regroup.h"
#include "record/sqlite.h"
#include "record/store.h"

namespace entente::record {

class SqliteStore final : public Store {
 public:
    SqliteStore(std::unique_ptr<Database> db, std::shared_ptr<const world::World> world,
                std::shared_ptr<const Titles> titles)
        : db_(std::move(db)), world_(std::move(world)), titles_(std::move(titles)), regroup_(*db_, *world_) {}

    Result<AddOutcome> add(const Article& article, const std::vector<Report>& reports,
                           const std::vector<Claim>& claims) override;
    Result<std::vector<Event>> events(const Query& query) const override;
    Result<Event> event(const std::string& id, const Query& query) const override;
    Result<std::vector<Join>> joins(const std::string& id) const override;
    Result<std::vector<Report>> reports(const Query& query) const override;
    Result<Report> report(const ReportId& id) const override;
    Result<std::vector<StoredArticle>> articles(const Query& query) const override;
    Result<StoredArticle> article(const ArticleId& id) const override;
    Result<std::vector<Claim>> claims(const Query& query) const override;
    Result<Decision> review(Decision decision) override;
    Result<std::vector<Decision>> decisions(const Query& query) const override;
    Result<std::vector<Tombstone>> gone(std::int64_t since) const override;
    Result<std::vector<SearchHit>> search(const std::string& words, const Query& query) const override;
    Result<std::int64_t> revision() const override;
    Result<std::int64_t> revision_on(Date day) const override;
    Result<Counts> counts() const override;

 private:
    // Adding.
    Result<AddOutcome> add_inside(const Article& article, const Prepared& prepared);
    Status put_article(const Article& article, const Prepared& prepared, std::int64_t revision);
    Status put_report(const Article& article, const Report& report);
    Status put_parties(const Report& report);
    Status put_claims(const Article& article, const std::vector<Claim>& claims);
    Result<std::set<std::string>> take_out(const ArticleId& id, const Prepared& next, std::int64_t revision);
    Status bury(const std::vector<Report>& before, const Prepared& next, std::int64_t revision);
    Status index_words(const ArticleId& id);
    Status forget_words(const ArticleId& id);
    Status note_revision(std::int64_t revision);
    // Decisions, and what is gone.
    Result<std::vector<Decision>> current_decisions() const;  // with successors of what is gone
    Result<std::optional<Tombstone>> tombstone(const ReportId& id) const;
    Result<std::string> living_event(const std::string& id) const;  // empty: none
    Error no_event(const std::string& id) const;
    Status load_rulings();
    // Reading; each inside a transaction of its own.
    Result<std::vector<std::string>> event_ids(const Query& query) const;
    Result<std::vector<Event>> make_events(const std::vector<std::string>& ids, const Query& query) const;
    Result<std::vector<std::pair<std::string, ReportEntry>>> entries_of(const std::string& event_ids_json) const;
    Status link(std::vector<Event>& events, Date day) const;
    Result<std::string> event_of(const std::string& report) const;
    Result<std::unique_ptr<Store>> as_known(std::int64_t revision) const;
    Result<std::vector<std::string>> column(const std::string& sql, const std::vector<std::string>& values) const;

    std::unique_ptr<Database> db_;
    std::shared_ptr<const world::World> world_;
    std::shared_ptr<const Titles> titles_;
    mutable std::optional<std::pair<std::int64_t, std::vector<Decision>>> decisions_;  // as of a revision
    Regrouper regroup_;
};

}  // namespace entente::record
