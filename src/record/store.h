// The record on disk: articles, reports, claims, and the events made of them. Interface; SQLite is the first.
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
#include "world/world.h"

namespace entente::record {

struct StoredArticle {
    Article article;
    std::int64_t revision = 0;  // when it entered
};

// What a read asks for. Empty or absent: no restriction.
struct Query {
    std::optional<Date> as_of;       // by publication; also the day on which status is computed
    std::optional<std::int64_t> known_at;
    std::optional<Date> from, to;    // event time
    std::vector<ActorId> between;    // two: both must take part
    std::optional<ActorId> with;     // must take part, itself or through its group
    std::string type, status;
    std::optional<std::size_t> limit;
};

enum class AddOutcome { kAdded, kUnchanged, kUpdated };

// One writer, many readers. Every call is atomic: after a crash at any point the store opens and holds whole articles.
class Store {
   public:
    virtual ~Store() = default;
    // One article with all it gives, in one transaction. The same content again changes nothing (kUnchanged).
    // Fails with Locked, Io (disk full); the store is as before.
    [[nodiscard]] virtual Result<AddOutcome> add(const Article& article, const std::vector<Report>& reports,
                                                 const std::vector<Claim>& claims) = 0;
    [[nodiscard]] virtual Result<std::vector<Event>> events(const Query& query) const = 0;
    // By the id of the event or of any of its reports. NotFound when there is none.
    [[nodiscard]] virtual Result<Event> event(const std::string& id, const Query& query) const = 0;
    [[nodiscard]] virtual Result<std::vector<Report>> reports(const Query& query) const = 0;
    [[nodiscard]] virtual Result<Report> report(const ReportId& id) const = 0;
    [[nodiscard]] virtual Result<std::vector<StoredArticle>> articles(const Query& query) const = 0;
    [[nodiscard]] virtual Result<StoredArticle> article(const ArticleId& id) const = 0;
    [[nodiscard]] virtual Result<std::vector<Claim>> claims(const Query& query) const = 0;
    [[nodiscard]] virtual Result<std::int64_t> revision() const = 0;
};

struct StoreFiles {
    std::string schema_sql;  // data/store/schema.sql and migrations, as bytes
};

// Opens (creates when `create`) an SQLite store. `world` unfolds groups in queries and joins.
// Fails with NotFound (no such file), Version (newer format), Locked, Io, Invalid (not a store).
[[nodiscard]] Result<std::unique_ptr<Store>> open_sqlite(const std::string& path, bool create, bool read_only,
                                                         std::shared_ptr<const world::World> world);

}  // namespace entente::record
