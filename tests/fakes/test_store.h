// What tests of the record's stores share: a world, titles, files that go with the test, and every kind of store.
#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "fakes/fake_world.h"
#include "fakes/sample_record.h"
#include "record/store.h"

namespace entente::record {

namespace fs = std::filesystem;

inline std::shared_ptr<const world::World> the_world() {
    static const auto world = std::make_shared<FakeWorld>();
    return world;
}

inline std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

inline std::shared_ptr<const Titles> the_titles() {
    static const auto titles =
        *Titles::open({"titles.yaml", bytes_of(ENTENTE_SOURCE_DIR "/data/record/titles.yaml")}, the_world());
    return titles;
}

inline StoreFiles the_files() { return {bytes_of(ENTENTE_SOURCE_DIR "/data/store/schema.sql"), {}}; }

// A folder that goes with the test.
struct Folder {
    fs::path path =
        fs::temp_directory_path() / ("entente-store-" + std::to_string(getpid()) + "-" + std::to_string(next()++));
    Folder() { fs::create_directories(path); }
    ~Folder() {
        std::error_code ec;
        fs::remove_all(path, ec);
    }
    std::string file(const char* name = "entente.db") const { return (path / name).string(); }
    static int& next() {
        static int n = 0;
        return n;
    }
};

inline Result<std::unique_ptr<Store>> open_at(const std::string& path, OpenOptions options = {.create = true,
                                                                                              .read_only = false,
                                                                                              .busy_timeout_ms = 100,
                                                                                              .vfs = {}}) {
    return open_sqlite(path, the_files(), options, the_world(), the_titles());
}

inline std::unique_ptr<Store> must_open(const std::string& path) {
    auto store = open_at(path);
    REQUIRE_MESSAGE(store.ok(), (store.ok() ? "" : store.error().message));
    return std::move(*store);
}

inline AddOutcome must_add(Store& store, const SampleArticle& a) {
    const auto outcome = store.add(a.article, a.reports, a.claims);
    REQUIRE_MESSAGE(outcome.ok(), (outcome.ok() ? "" : outcome.error().message));
    return *outcome;
}

inline void add_all(Store& store, const std::vector<SampleArticle>& press) {
    for (const SampleArticle& a : press) must_add(store, a);
}

inline const Query& year_end() {
    static const Query q = [] {
        Query x;
        x.as_of = Date{2025, 12, 31};
        return x;
    }();
    return q;
}

inline std::string expected_record() {
    const auto store = open_memory(the_world(), the_titles());
    add_all(*store, sample_press());
    return seen(*store, year_end());
}

// Runs a test of the contract on every store.
inline void for_every_store(const std::function<void(Store&)>& test) {
    SUBCASE("memory") { test(*open_memory(the_world(), the_titles())); }
    SUBCASE("sqlite") {
        const Folder folder;
        test(*must_open(folder.file()));
    }
}

}  // namespace entente::record
