// What a store remembers of where its articles come from: how far archives were read, feeds, pages fetched for them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entente/result.h"
#include "record/sqlite.h"

namespace entente::record {

struct Feed {
    std::string url, title;
    bool pages = false;               // the page of each entry is fetched, not only the feed's own text read
    std::string added;                // times are UTC, ISO 8601 to the second
    std::string etag, last_modified;  // as the server gave them
    std::string polled, next_poll;    // empty: never; at once
    int status = 0;                   // HTTP, of the last answer
    int failures = 0;                 // in a row
    std::string error;                // of the last failure
};

// A second connection to a store that open_sqlite has opened, made or migrated. One thread an object; every call is
// atomic. Fails like the store: Locked, Io.
class ReadingLog {
 public:
    static Result<std::unique_ptr<ReadingLog>> open(const std::string& path);

    // Where the archive is to be read on; nothing: it is not known, or another file of that path was.
    [[nodiscard]] Result<std::optional<std::size_t>> archive(const std::string& path, const std::string& head);
    [[nodiscard]] Status keep_archive(const std::string& path, const std::string& head, std::size_t offset);

    // In order of address.
    [[nodiscard]] Result<std::vector<Feed>> feeds();
    // Adds it, or takes the place of the one with its address.
    [[nodiscard]] Status keep_feed(const Feed& feed);
    // Whether there was one.
    [[nodiscard]] Result<bool> remove_feed(const std::string& url);

    [[nodiscard]] Result<bool> has_page(const std::string& url);
    [[nodiscard]] Status keep_page(const std::string& url, const std::string& feed, const std::string& fetched);

 private:
    explicit ReadingLog(std::unique_ptr<Database> db) : db_(std::move(db)) {}
    std::unique_ptr<Database> db_;
};

}  // namespace entente::record
