#include "record/reading/reading_log.h"

#include <unistd.h>

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace entente;
using namespace entente::record;

namespace {

std::string whole(const std::string& path) {
    std::ifstream in(std::string(ENTENTE_SOURCE_DIR) + "/data/store/" + path);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

struct StoreFile {
    std::string path =
        (std::filesystem::temp_directory_path() / ("entente-log-" + std::to_string(::getpid()) + ".db")).string();
    explicit StoreFile(const std::string& schema) {
        std::filesystem::remove(path);
        auto db = Database::open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, 0, "");
        REQUIRE(db.ok());
        REQUIRE((*db)->execute(schema).ok());
    }
    ~StoreFile() { std::filesystem::remove(path); }
};

}  // namespace

TEST_CASE("an archive is taken up where it was left, another file of its path at its beginning") {
    const StoreFile file(whole("schema.sql"));
    auto log = ReadingLog::open(file.path);
    REQUIRE(log.ok());
    CHECK_FALSE((*log)->archive("a.warc", "h1")->has_value());
    REQUIRE((*log)->keep_archive("a.warc", "h1", 100).ok());
    REQUIRE((*log)->keep_archive("a.warc", "h1", 5000000000).ok());
    CHECK(**(*log)->archive("a.warc", "h1") == 5000000000);
    CHECK_FALSE((*log)->archive("a.warc", "h2")->has_value());
    CHECK_FALSE((*log)->archive("b.warc", "h1")->has_value());
}

TEST_CASE("feeds are kept, changed and removed") {
    const StoreFile file(whole("schema.sql"));
    auto log = ReadingLog::open(file.path);
    REQUIRE(log.ok());
    Feed f;
    f.url = "https://presse.test/rss", f.added = "2025-04-02T10:00:00Z", f.pages = true;
    REQUIRE((*log)->keep_feed(f).ok());
    f.etag = "\"x\"", f.failures = 2, f.error = "the server answered 500", f.status = 500;
    REQUIRE((*log)->keep_feed(f).ok());
    const auto feeds = (*log)->feeds();
    REQUIRE(feeds.ok());
    REQUIRE(feeds->size() == 1);
    CHECK((*feeds)[0].etag == "\"x\"");
    CHECK((*feeds)[0].failures == 2);
    CHECK((*feeds)[0].pages);
    CHECK(*(*log)->remove_feed(f.url));
    CHECK_FALSE(*(*log)->remove_feed(f.url));
    CHECK((*log)->feeds()->empty());
    CHECK_FALSE(*(*log)->has_page("https://presse.test/1"));
    REQUIRE((*log)->keep_page("https://presse.test/1", f.url, f.added).ok());
    CHECK(*(*log)->has_page("https://presse.test/1"));
}

TEST_CASE("the migration to format 2 makes the tables that the schema has") {
    const auto table = [](const std::string& path, const char* name) {
        auto db = Database::open(path, SQLITE_OPEN_READONLY, 0, "");
        auto s = (*db)->prepare("SELECT sql FROM sqlite_schema WHERE name = ?");
        REQUIRE(*s->bind(name).step());
        return s->text(0);
    };
    for (const char* name : {"archives", "feeds", "feed_pages"}) {
        std::string made, migrated;
        {
            const StoreFile file(whole("schema.sql"));
            made = table(file.path, name);
        }
        const StoreFile file(whole("migrations/0002.sql"));
        CHECK(made == table(file.path, name));
    }
}
