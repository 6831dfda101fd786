// The record on disk: articles, reports, claims, and the events made of them. Interface; SQLite and memory keep it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entente/article.h"
#include "entente/event.h"
#include "entente/report.h"
#include "entente/result.h"
#include "record/identity.h"
#include "record/review/decision.h"
#include "record/review/tombstones.h"
#include "record/titles.h"
#include "world/world.h"

namespace entente::record {

struct StoredArticle {
    Article article;
    std::int64_t revision = 0;  // when it entered
};

// What a read asks for. Empty or absent: no restriction.
struct Query {
    std::optional<Date> as_of;             // by publication; also the day on which status is computed; absent: today
    std::optional<std::int64_t> known_at;  // what the record held at this revision
    std::optional<Date> from, to;          // event time; articles: publication
    std::vector<ActorId> between;          // two: both must take part
    std::optional<ActorId> with;           // must take part, itself or through its group
    std::string type, status;
    std::optional<std::size_t> limit;
};

struct Counts {
    std::size_t articles = 0, reports = 0, events = 0, claims = 0;
};

// Where words were found: an article, and the passage with the words between « and ».
struct SearchHit {
    ArticleId article;
    std::string passage;
    double rank = 0;  // smaller: better
};

enum class AddOutcome { kAdded, kUnchanged, kUpdated };

// One writer, many readers; one thread an object. Every call is atomic: after a crash at any point the store opens and
// holds whole articles. The order of add() does not change what is read, revisions apart.
class Store {
 public:
    virtual ~Store() = default;
    // One article with all it gives, in one transaction. The same content again changes nothing (kUnchanged, no new
    // revision); another version of it takes its place. `event` of the reports is not looked at.
    // Fails with Locked, Io (disk full, read-only); the store is as before.
    [[nodiscard]] virtual Result<AddOutcome> add(const Article& article, const std::vector<Report>& reports,
                                                 const std::vector<Claim>& claims) = 0;
    // In order of their day, then of id.
    [[nodiscard]] virtual Result<std::vector<Event>> events(const Query& query) const = 0;
    // By the id of the event or of any of its reports, of what was merged into it, or of a report that is gone and has
    // a successor in it. NotFound when there is none; the message says so when it was withdrawn or rejected.
    [[nodiscard]] virtual Result<Event> event(const std::string& id, const Query& query) const = 0;
    // Why the event's reports are one.
    [[nodiscard]] virtual Result<std::vector<Join>> joins(const std::string& id) const = 0;
    // In order of publication, then of id; each with its event. `type`, `status`, `with`, `between` are the report's.
    [[nodiscard]] virtual Result<std::vector<Report>> reports(const Query& query) const = 0;
    [[nodiscard]] virtual Result<Report> report(const ReportId& id) const = 0;
    // In order of publication, then of id.
    [[nodiscard]] virtual Result<std::vector<StoredArticle>> articles(const Query& query) const = 0;
    [[nodiscard]] virtual Result<StoredArticle> article(const ArticleId& id) const = 0;
    [[nodiscard]] virtual Result<std::vector<Claim>> claims(const Query& query) const = 0;
    // Keeps a decision for ever and groups again what it touches; gives it with its number and revision. An empty `at`
    // is now. Fails with Invalid (see check()), NotFound (a report that the store never held), Locked, Io.
    [[nodiscard]] virtual Result<Decision> review(Decision decision) = 0;
    // In order of number; those made by `known_at`.
    [[nodiscard]] virtual Result<std::vector<Decision>> decisions(const Query& query) const = 0;
    // Ids that went after that revision, and their successors, in order.
    [[nodiscard]] virtual Result<std::vector<Tombstone>> gone(std::int64_t since) const = 0;
    // Articles that hold all the words (accents and case folded; the last may be a beginning: "minist*"), best first.
    [[nodiscard]] virtual Result<std::vector<SearchHit>> search(const std::string& words, const Query& query) const = 0;
    [[nodiscard]] virtual Result<std::int64_t> revision() const = 0;
    // The revision at the end of that day (by this machine's clock when it was written); 0 before the first.
    [[nodiscard]] virtual Result<std::int64_t> revision_on(Date day) const = 0;
    [[nodiscard]] virtual Result<Counts> counts() const = 0;
};

// data/store/: the schema, and what turns format `number - 1` into `number`.
struct Migration {
    int number = 0;
    std::string sql;
};
struct StoreFiles {
    std::string schema_sql;
    std::vector<Migration> migrations;
};

struct OpenOptions {
    bool create = false;  // make it when it is not there
    bool read_only = false;
    int busy_timeout_ms = 5000;
    std::string vfs;  // SQLite's virtual file system; empty: the default (tests make disks that fail)
};

// `world` unfolds groups in queries and joins; `titles` may be null: events have no titles then.
// Fails with NotFound (no such file: says "entente init"), Version (newer format), Locked, Io, Invalid (not a store).
[[nodiscard]] Result<std::unique_ptr<Store>> open_sqlite(const std::string& path, const StoreFiles& files,
                                                         const OpenOptions& options,
                                                         std::shared_ptr<const world::World> world,
                                                         std::shared_ptr<const Titles> titles);

[[nodiscard]] std::unique_ptr<Store> open_memory(std::shared_ptr<const world::World> world,
                                                 std::shared_ptr<const Titles> titles);

}  // namespace entente::record
