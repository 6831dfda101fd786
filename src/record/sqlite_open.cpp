// Opening a store: its format, migrations, and what SQLite is told.
#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/text.h"
#include "record/sqlite_store.h"

namespace entente::record {

namespace {

constexpr std::int64_t kApplication = 0x454E5445;  // "ENTE"

// The format that the schema makes: its "PRAGMA user_version = N".
int format_of(const std::string& schema) {
    const std::string key = "PRAGMA user_version = ";
    const std::size_t at = schema.find(key);
    return at == std::string::npos ? 0 : std::atoi(schema.c_str() + at + key.size());
}

Status create(Database& db, const std::string& schema) {
    TRY(Transaction t, Transaction::begin(db, true));
    TRY(const std::int64_t tables, db.number("SELECT count(*) FROM sqlite_schema"));
    if (tables > 0) return Done{};  // another program made it meanwhile
    TRY_DONE(db.execute(schema));
    return t.commit();
}

Status migrate(Database& db, std::int64_t from, int to, std::vector<Migration> migrations) {
    std::sort(migrations.begin(), migrations.end(),
              [](const Migration& a, const Migration& b) { return a.number < b.number; });
    for (const Migration& m : migrations) {
        if (m.number <= from || m.number > to) continue;
        if (m.number != from + 1) break;
        TRY(Transaction t, Transaction::begin(db, true));
        TRY_DONE(db.execute(m.sql));
        TRY_DONE(db.execute("PRAGMA user_version = " + std::to_string(m.number)));
        TRY_DONE(t.commit());
        from = m.number;
    }
    if (from != to)
        return fail(ErrorCode::kVersion,
                    "no migration leads from format " + std::to_string(from) + " to " + std::to_string(to));
    return Done{};
}

// The store's format, checked; 0: an empty file.
Result<std::int64_t> checked_format(Database& db, const std::string& path, int ours) {
    TRY(const std::int64_t application, db.number("PRAGMA application_id"));
    TRY(const std::int64_t format, db.number("PRAGMA user_version"));
    TRY(const std::int64_t tables, db.number("SELECT count(*) FROM sqlite_schema"));
    if (tables == 0 && application == 0) return std::int64_t{0};
    if (application != kApplication)
        return fail(ErrorCode::kInvalid, path + ": a database of another program, not a store");
    if (format > ours)
        return fail(ErrorCode::kVersion, path + ": format " + std::to_string(format) +
                                             " is newer than this program's (" + std::to_string(ours) +
                                             "); use a newer entente");
    return format;
}

}  // namespace

namespace {

// The world's actors and memberships as tables, for the views; written when they differ from what is there.
Status keep_world(Database& db, const world::World& world) {
    std::string all;
    const auto text = [](const std::optional<Date>& d) { return d ? to_string(*d) : std::string(); };
    for (const Actor& a : world.actors())
        all += a.id.str() + "\t" + world.name(a.id, "fr") + "\t" + world.name(a.id, "en") + "\n";
    for (const Membership& m : world.memberships())
        all += m.group.str() + "\t" + m.member.str() + "\t" + text(m.from) + "\t" + text(m.to) + "\n";
    const std::string key = base::content_id({all});
    {
        TRY(Statement s, db.prepare("SELECT value FROM facts WHERE name = 'world'"));
        TRY(const bool row, s.step());
        if (row && s.text(0) == key) return Done{};
    }
    TRY(Transaction t, Transaction::begin(db, true));
    TRY_DONE(db.execute("DELETE FROM actors; DELETE FROM memberships"));
    for (const Actor& a : world.actors()) {
        TRY(Statement s, db.prepare("INSERT OR IGNORE INTO actors VALUES (?, ?, ?, ?, ?, ?, ?, ?)"));
        s.bind(a.id.str()).bind(a.kind).bind(world.name(a.id, "fr")).bind(world.name(a.id, "en")).bind_or_null(a.iso3);
        s.bind_optional(a.cow ? std::optional<std::int64_t>(*a.cow) : std::nullopt);
        s.bind_optional(a.gw ? std::optional<std::int64_t>(*a.gw) : std::nullopt);
        TRY_DONE(s.bind_or_null(a.wikidata).run());
    }
    for (const Membership& m : world.memberships()) {
        TRY(Statement s, db.prepare("INSERT INTO memberships VALUES (?, ?, ?, ?, ?)"));
        s.bind(m.group.str()).bind(m.member.str()).bind_or_null(text(m.from)).bind_or_null(text(m.to));
        TRY_DONE(s.bind_or_null(m.source).run());
    }
    {
        TRY(Statement s, db.prepare("INSERT OR REPLACE INTO facts VALUES ('world', ?)"));
        TRY_DONE(s.bind(key).run());
    }
    return t.commit();
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite(const std::string& path, const StoreFiles& files, const OpenOptions& options,
                                           std::shared_ptr<const world::World> world,
                                           std::shared_ptr<const Titles> titles) {
    std::error_code ec;
    const bool there = std::filesystem::exists(path, ec);
    if (!there && !options.create)
        return fail(ErrorCode::kNotFound, path + ": no such store; make it with: entente init --store " + path);
    if (std::filesystem::is_directory(path, ec)) return fail(ErrorCode::kInvalid, path + ": a folder, not a store");
    int flags = options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    if (options.create && !options.read_only) flags |= SQLITE_OPEN_CREATE;
    TRY(std::unique_ptr<Database> db, Database::open(path, flags, options.busy_timeout_ms, options.vfs));
    const int ours = format_of(files.schema_sql);
    Result<std::int64_t> format = checked_format(*db, path, ours);
    if (!format.ok()) {
        if (format.error().code == ErrorCode::kInvalid &&
            format.error().message.find("not a store") == std::string::npos)
            return fail(ErrorCode::kInvalid, path + ": not a store (" + format.error().message + ")");
        return std::move(format).error();
    }
    if (*format == 0 && (options.read_only || !options.create))
        return fail(ErrorCode::kInvalid,
                    path + ": an empty file, not a store; make it with: entente init --store " + path);
    TRY_DONE(db->execute("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000"));
    if (!options.read_only) TRY_DONE(db->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL"));
    if (*format == 0)
        TRY_DONE(create(*db, files.schema_sql));
    else if (*format < ours && options.read_only)
        return fail(ErrorCode::kVersion, path + ": format " + std::to_string(*format) + " must be brought to " +
                                             std::to_string(ours) + " by a command that writes, such as: entente add");
    else if (*format < ours)
        TRY_DONE(migrate(*db, *format, ours, files.migrations));
    if (!options.read_only)  // another writer's hour: the next one sees to it
        if (const Status kept = keep_world(*db, *world); !kept.ok() && kept.error().code != ErrorCode::kLocked)
            return kept.error();
    return std::unique_ptr<Store>(std::make_unique<SqliteStore>(std::move(db), std::move(world), std::move(titles)));
}

}  // namespace entente::record
