// A thin seam over SQLite: a database and its statements, errors as Results.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "entente/result.h"

namespace entente::record {

// One run of a prepared statement; reset when it goes. Values are bound in order.
class Statement {
 public:
    Statement(sqlite3* db, sqlite3_stmt* stmt) : db_(db), stmt_(stmt) {}
    Statement(Statement&& o) noexcept : db_(o.db_), stmt_(std::exchange(o.stmt_, nullptr)), next_(o.next_) {}
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    Statement& bind(std::string_view text);
    Statement& bind(const char* text) { return bind(std::string_view(text)); }
    Statement& bind(const std::string& text) { return bind(std::string_view(text)); }
    Statement& bind(std::int64_t value);
    Statement& bind(double value);
    Statement& bind_null();
    // Empty text, or no value: NULL.
    Statement& bind_or_null(std::string_view text);
    template <class T>
    Statement& bind_optional(const std::optional<T>& value) {
        return value ? bind(*value) : bind_null();
    }

    // Whether there is a row. Fails like Database.
    [[nodiscard]] Result<bool> step();
    // Runs to the end.
    [[nodiscard]] Status run();

    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(stmt_, column); }

 private:
    sqlite3* db_;
    sqlite3_stmt* stmt_;
    int next_ = 1;
};

class Database {
 public:
    // Fails with NotFound, Locked, Io, Invalid (not a database); messages begin with the path.
    static Result<std::unique_ptr<Database>> open(const std::string& path, int flags, int busy_timeout_ms,
                                                  const std::string& vfs);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    // One or more statements without values.
    [[nodiscard]] Status execute(const std::string& sql);
    // Prepared once, then kept. `sql` must be one of few texts.
    [[nodiscard]] Result<Statement> prepare(const std::string& sql);
    // The first column of the first row, 0 when there is none.
    [[nodiscard]] Result<std::int64_t> number(const std::string& sql);

 private:
    explicit Database(sqlite3* db) : db_(db) {}
    sqlite3* db_;
    std::unordered_map<std::string, sqlite3_stmt*> statements_;
};

// Rolled back unless committed. `immediate`: takes the writer's place at once.
class Transaction {
 public:
    static Result<Transaction> begin(Database& db, bool immediate);
    Transaction(Transaction&& o) noexcept : db_(std::exchange(o.db_, nullptr)) {}
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();
    [[nodiscard]] Status commit();

 private:
    explicit Transaction(Database& db) : db_(&db) {}
    Database* db_;
};

// The error of SQLite's last failed call on `db`.
[[nodiscard]] Error sqlite_error(sqlite3* db, int code);

}  // namespace entente::record
