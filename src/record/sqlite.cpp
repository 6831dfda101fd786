#include "record/sqlite.h"

#include <utility>

namespace entente::record {

Error sqlite_error(sqlite3* db, int code) {
    const char* name = db ? sqlite3_db_filename(db, "main") : nullptr;
    const std::string what =
        (name && *name ? std::string(name) + ": " : std::string()) + (db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
    switch (code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED: return fail(ErrorCode::kLocked, what + " (another program is writing)");
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT: return fail(ErrorCode::kInvalid, what);
        case SQLITE_FULL: return fail(ErrorCode::kIo, what + ": nothing was changed");
        default: return fail(ErrorCode::kIo, what);
    }
}

Statement::~Statement() {
    if (!stmt_) return;
    sqlite3_reset(stmt_);
    sqlite3_clear_bindings(stmt_);
}

Statement& Statement::bind(std::string_view text) {
    sqlite3_bind_text64(stmt_, next_++, text.data() ? text.data() : "", text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

Statement& Statement::bind(std::int64_t value) {
    sqlite3_bind_int64(stmt_, next_++, value);
    return *this;
}

Statement& Statement::bind(double value) {
    sqlite3_bind_double(stmt_, next_++, value);
    return *this;
}

Statement& Statement::bind_null() {
    sqlite3_bind_null(stmt_, next_++);
    return *this;
}

Statement& Statement::bind_or_null(std::string_view text) { return text.empty() ? bind_null() : bind(text); }

Result<bool> Statement::step() {
    const int code = sqlite3_step(stmt_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return sqlite_error(db_, code);
}

Status Statement::run() {
    for (;;) {
        TRY(const bool more, step());
        if (!more) return Done{};
    }
}

std::string Statement::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(stmt_, column));
    return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(stmt_, column))) : std::string();
}

Result<std::unique_ptr<Database>> Database::open(const std::string& path, int flags, int busy_timeout_ms,
                                                 const std::string& vfs) {
    sqlite3* raw = nullptr;
    const int code =
        sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_EXRESCODE, vfs.empty() ? nullptr : vfs.c_str());
    std::unique_ptr<Database> db(new Database(raw));
    if (code != SQLITE_OK) return fail(ErrorCode::kIo, path + ": " + (raw ? sqlite3_errmsg(raw) : "out of memory"));
    sqlite3_busy_timeout(raw, busy_timeout_ms);
    return db;
}

Database::~Database() {
    for (auto& [sql, stmt] : statements_) sqlite3_finalize(stmt);
    sqlite3_close_v2(db_);
}

Status Database::execute(const std::string& sql) {
    const int code = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return sqlite_error(db_, code);
    return Done{};
}

Result<Statement> Database::prepare(const std::string& sql) {
    sqlite3_stmt*& stmt = statements_[sql];
    if (!stmt) {
        const int code = sqlite3_prepare_v3(db_, sql.c_str(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                            &stmt, nullptr);
        if (code != SQLITE_OK) return sqlite_error(db_, code);
    }
    ENTENTE_CHECK(!sqlite3_stmt_busy(stmt));  // one run at a time
    return Statement(db_, stmt);
}

Result<std::int64_t> Database::number(const std::string& sql) {
    TRY(Statement s, prepare(sql));
    TRY(const bool row, s.step());
    return row ? s.integer(0) : std::int64_t{0};
}

Result<Transaction> Transaction::begin(Database& db, bool immediate) {
    TRY_DONE(db.execute(immediate ? "BEGIN IMMEDIATE" : "BEGIN"));
    return Transaction(db);
}

Transaction::~Transaction() {
    if (db_) static_cast<void>(db_->execute("ROLLBACK"));
}

Status Transaction::commit() {
    const Status done = db_->execute("COMMIT");
    if (done.ok()) db_ = nullptr;
    return done;
}

}  // namespace entente::record
