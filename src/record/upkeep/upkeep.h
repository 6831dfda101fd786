// Looking after a store's file: queries of one's own, a check of its laws, a copy.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "entente/result.h"
#include "record/identity.h"
#include "world/world.h"

namespace entente::record {

struct SqlTable {
    std::vector<std::string> names;
    std::vector<std::vector<std::optional<std::string>>> rows;  // NULL: nothing
    bool timed_out = false;                                     // the rows so far
};
// Runs one statement that only reads. Fails with Invalid (SQL's own message; anything that would write, attach or set),
// NotFound, Locked, Io. Stops after `limit_ms` or `most` rows.
[[nodiscard]] Result<SqlTable> run_sql(const std::string& path, const std::string& sql, int limit_ms, std::size_t most);

struct Complaint {
    std::string law;   // "integrity", "foreign keys", "spans", "anchors", "groups", "words"
    std::string what;  // names the report, event or table
};
// Whether the file is whole, spans say what quotes say on code point borders, every event is named by its earliest
// report, every report is in an event or rejected, groups are those that all reports together give, and every article's
// words can be found. At most 1,000 complaints. Cost: reads the whole store; `groups` false leaves out grouping again.
[[nodiscard]] Result<std::vector<Complaint>> examine(const std::string& path, const world::World& world, bool groups);

// Copies the store while others may write. Fails with Invalid when `to` is there already, NotFound, Io.
[[nodiscard]] Status back_up(const std::string& from, const std::string& to);

}  // namespace entente::record
