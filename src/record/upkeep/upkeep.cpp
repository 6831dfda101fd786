#include "record/upkeep/upkeep.h"

#include <sqlite3.h>

#include <chrono>
#include <filesystem>

#include "record/sqlite.h"

namespace entente::record {

namespace {

using Clock = std::chrono::steady_clock;

struct Deadline {
    Clock::time_point at;
    bool passed = false;
};

int watch(void* p) {
    auto* d = static_cast<Deadline*>(p);
    d->passed = Clock::now() >= d->at;
    return d->passed ? 1 : 0;
}

int only_reads(void*, int action, const char* what, const char*, const char*, const char*) {
    switch (action) {
        case SQLITE_SELECT:
        case SQLITE_READ:
        case SQLITE_FUNCTION:
        case SQLITE_RECURSIVE: return SQLITE_OK;
        case SQLITE_PRAGMA: {  // those that tell of the schema; FTS5 asks for data_version
            const std::string name = what ? what : "";
            const bool asks = name == "table_info" || name == "table_xinfo" || name == "table_list" ||
                              name == "index_list" || name == "index_info" || name == "data_version" ||
                              name == "user_version" || name == "foreign_key_list";
            return asks ? SQLITE_OK : SQLITE_DENY;
        }
        default: return SQLITE_DENY;
    }
}

struct Closer {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
struct Finalizer {
    void operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
};

Result<std::unique_ptr<sqlite3, Closer>> open_raw(const std::string& path, int flags) {
    sqlite3* raw = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
    std::unique_ptr<sqlite3, Closer> db(raw);
    if (code != SQLITE_OK) return fail(ErrorCode::kIo, path + ": " + (raw ? sqlite3_errmsg(raw) : "out of memory"));
    sqlite3_busy_timeout(raw, 5000);
    return db;
}

Status must_be_there(const std::string& path) {
    std::error_code ec;
    if (!std::filesystem::exists(path, ec))
        return fail(ErrorCode::kNotFound, path + ": no such store; make it with: entente init --store " + path);
    return Done{};
}

std::vector<std::optional<std::string>> row_of(sqlite3_stmt* s) {
    std::vector<std::optional<std::string>> row;
    for (int i = 0; i < sqlite3_column_count(s); ++i) {
        if (sqlite3_column_type(s, i) == SQLITE_NULL) {
            row.emplace_back();
            continue;
        }
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(s, i));
        row.emplace_back(std::string(text ? text : "", static_cast<std::size_t>(sqlite3_column_bytes(s, i))));
    }
    return row;
}

}  // namespace

Result<SqlTable> run_sql(const std::string& path, const std::string& sql, int limit_ms, std::size_t most) {
    TRY_DONE(must_be_there(path));
    TRY(auto db, open_raw(path, SQLITE_OPEN_READONLY));
    sqlite3_exec(db.get(), "PRAGMA query_only = ON", nullptr, nullptr, nullptr);
    Deadline deadline{Clock::now() + std::chrono::milliseconds(limit_ms)};
    sqlite3_progress_handler(db.get(), 2000, watch, &deadline);
    sqlite3_set_authorizer(db.get(), only_reads, nullptr);
    sqlite3_stmt* raw = nullptr;
    const char* tail = nullptr;
    if (sqlite3_prepare_v2(db.get(), sql.c_str(), static_cast<int>(sql.size()), &raw, &tail) != SQLITE_OK)
        return fail(ErrorCode::kInvalid, std::string("sql: ") + sqlite3_errmsg(db.get()));
    const std::unique_ptr<sqlite3_stmt, Finalizer> statement(raw);
    if (!raw) return fail(ErrorCode::kInvalid, "sql: no statement");
    if (std::string(tail).find_first_not_of(" \t\r\n;") != std::string::npos)
        return fail(ErrorCode::kInvalid, "sql: one statement at a time");
    SqlTable out;
    for (int i = 0; i < sqlite3_column_count(raw); ++i) out.names.emplace_back(sqlite3_column_name(raw, i));
    for (;;) {
        const int code = sqlite3_step(raw);
        if (code == SQLITE_DONE || out.rows.size() >= most) return out;
        if (code == SQLITE_INTERRUPT || deadline.passed) {
            out.timed_out = true;
            return out;
        }
        if (code == SQLITE_BUSY) return fail(ErrorCode::kLocked, path + ": another program is writing");
        if (code != SQLITE_ROW) return fail(ErrorCode::kInvalid, std::string("sql: ") + sqlite3_errmsg(db.get()));
        out.rows.push_back(row_of(raw));
    }
}

Status back_up(const std::string& from, const std::string& to) {
    TRY_DONE(must_be_there(from));
    std::error_code ec;
    if (std::filesystem::exists(to, ec))
        return fail(ErrorCode::kInvalid, to + " is there already: a copy never replaces a file");
    TRY(auto source, open_raw(from, SQLITE_OPEN_READONLY));
    TRY(auto target, open_raw(to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
    sqlite3_backup* copy = sqlite3_backup_init(target.get(), "main", source.get(), "main");
    if (!copy) return fail(ErrorCode::kIo, to + ": " + sqlite3_errmsg(target.get()));
    int code = SQLITE_OK;
    do {
        code = sqlite3_backup_step(copy, 1000);
        if (code == SQLITE_BUSY || code == SQLITE_LOCKED) sqlite3_sleep(20);
    } while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED);
    sqlite3_backup_finish(copy);
    if (code == SQLITE_DONE) return Done{};
    target.reset();
    std::filesystem::remove(to, ec);
    return fail(ErrorCode::kIo, to + ": " + sqlite3_errstr(code) + "; no copy was made");
}

}  // namespace entente::record
