#include "record/reading/reading_log.h"

#include <utility>

namespace entente::record {

Result<std::unique_ptr<ReadingLog>> ReadingLog::open(const std::string& path) {
    TRY(std::unique_ptr<Database> db, Database::open(path, SQLITE_OPEN_READWRITE, 5000, ""));
    TRY_DONE(db->execute("PRAGMA synchronous = NORMAL"));
    return std::unique_ptr<ReadingLog>(new ReadingLog(std::move(db)));
}

Result<std::optional<std::size_t>> ReadingLog::archive(const std::string& path, const std::string& head) {
    TRY(Statement s, db_->prepare("SELECT offset FROM archives WHERE path = ? AND head = ?"));
    TRY(const bool found, s.bind(path).bind(head).step());
    if (!found) return std::optional<std::size_t>();
    return std::optional<std::size_t>(static_cast<std::size_t>(s.integer(0)));
}

Status ReadingLog::keep_archive(const std::string& path, const std::string& head, std::size_t offset) {
    TRY(Statement s, db_->prepare("INSERT INTO archives (path, head, offset) VALUES (?, ?, ?) ON CONFLICT (path) DO "
                                  "UPDATE SET head = excluded.head, offset = excluded.offset"));
    return s.bind(path).bind(head).bind(static_cast<std::int64_t>(offset)).run();
}

Result<std::vector<Feed>> ReadingLog::feeds() {
    TRY(Statement s, db_->prepare("SELECT url, title, pages, added, etag, last_modified, polled, next_poll, status, "
                                  "failures, error FROM feeds ORDER BY url"));
    std::vector<Feed> out;
    for (;;) {
        TRY(const bool more, s.step());
        if (!more) return out;
        Feed f;
        f.url = s.text(0), f.title = s.text(1), f.pages = s.integer(2) != 0, f.added = s.text(3), f.etag = s.text(4);
        f.last_modified = s.text(5), f.polled = s.text(6), f.next_poll = s.text(7);
        f.status = static_cast<int>(s.integer(8)), f.failures = static_cast<int>(s.integer(9)), f.error = s.text(10);
        out.push_back(std::move(f));
    }
}

Status ReadingLog::keep_feed(const Feed& f) {
    TRY(Statement s,
        db_->prepare("INSERT OR REPLACE INTO feeds (url, title, pages, added, etag, last_modified, polled, "
                     "next_poll, status, failures, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    s.bind(f.url).bind_or_null(f.title).bind(std::int64_t{f.pages}).bind(f.added).bind_or_null(f.etag);
    s.bind_or_null(f.last_modified).bind_or_null(f.polled).bind_or_null(f.next_poll);
    if (f.status)
        s.bind(std::int64_t{f.status});
    else
        s.bind_null();
    return s.bind(std::int64_t{f.failures}).bind_or_null(f.error).run();
}

Result<bool> ReadingLog::remove_feed(const std::string& url) {
    TRY(Statement s, db_->prepare("DELETE FROM feeds WHERE url = ? RETURNING url"));
    TRY(const bool was, s.bind(url).step());
    if (was) TRY_DONE(s.run());
    return was;
}

Result<bool> ReadingLog::has_page(const std::string& url) {
    TRY(Statement s, db_->prepare("SELECT 1 FROM feed_pages WHERE url = ?"));
    return s.bind(url).step();
}

Status ReadingLog::keep_page(const std::string& url, const std::string& feed, const std::string& fetched) {
    TRY(Statement s, db_->prepare("INSERT OR REPLACE INTO feed_pages (url, feed, fetched) VALUES (?, ?, ?)"));
    return s.bind(url).bind(feed).bind(fetched).run();
}

}  // namespace entente::record
