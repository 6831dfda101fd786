#include "pipeline/load_world.h"

#include <doctest/doctest.h>

#include <unistd.h>

#include <fstream>
#include <string>
#include <vector>

#include "pipeline/resources.h"

using namespace entente;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

// A data folder of one state and an empty cache, gone at the end.
struct Folder {
    fs::path root = fs::temp_directory_path() / ("entente-world-test-" + std::to_string(::getpid()));
    fs::path data = root / "data", cache = root / "cache";
    Folder() {
        fs::create_directories(data / "world");
        states("Malian");
    }
    ~Folder() { fs::remove_all(root); }
    void states(const std::string& adjective) const {
        write(data / "world" / "a.yaml",
              "source: own\nstates:\n- {id: MLI, iso2: ML, adjectives_en: [" + adjective + "]}\n");
    }
    [[nodiscard]] bool knows(const char* name) const {
        const auto world = pipeline::load_world(data, cache);
        REQUIRE(world.ok());
        return !(*world)->resolve(name).empty();
    }
    [[nodiscard]] std::vector<fs::path> kept() const {
        std::vector<fs::path> out;
        for (const auto& entry : fs::directory_iterator(cache)) out.push_back(entry.path());
        return out;
    }
};

}  // namespace

TEST_CASE("the first start keeps the compiled world, and a changed file is seen by the next") {
    const Folder f;
    CHECK(f.knows("Malian"));
    CHECK(f.kept().size() == 1);
    f.states("Malianese");
    CHECK(f.knows("Malianese"));
    CHECK_FALSE(f.knows("Malian"));
    write(f.data / "world" / "own.yaml",
          "source: own\norganisations:\n- {id: X, kind: party, names_fr: [Parti neuf], names_en: [New Party]}\n");
    CHECK(f.knows("Parti neuf"));
}

TEST_CASE("a damaged or short compiled world is made anew") {
    const Folder f;
    CHECK(f.knows("Malian"));
    const fs::path kept_at = f.kept().at(0);
    auto bytes = pipeline::read_file(kept_at);
    REQUIRE(bytes.ok());
    std::string bad = *bytes;
    bad[bad.size() / 2] = static_cast<char>(bad[bad.size() / 2] ^ 1);
    for (const std::string& kept : {bad, bytes->substr(0, 100), std::string()}) {
        write(kept_at, kept);
        CHECK(f.knows("Malian"));
        CHECK(*pipeline::read_file(kept_at) == *bytes);
    }
}

TEST_CASE("worlds of several data folders are kept side by side, and not without end") {
    const Folder f;
    for (const char* adjective : {"Malian", "Malianese", "Malic", "Malish", "Malite", "Malium"}) {
        f.states(adjective);
        CHECK(f.knows(adjective));
    }
    CHECK(f.kept().size() == pipeline::kWorldsKept);
}

TEST_CASE("a cache that cannot be written is no failure") {
    Folder f;
    write(f.root / "file", "");
    f.cache = f.root / "file" / "below";
    CHECK(f.knows("Malian"));
    f.cache.clear();
    CHECK(f.knows("Malian"));
}

TEST_CASE("the world built beside the files is used, and only while it fits them") {
    Folder f;
    f.cache.clear();
    const fs::path to = f.data / "world" / pipeline::kCompiledWorld;
    REQUIRE(pipeline::build_world(f.data, to).ok());
    CHECK(f.knows("Malian"));
    f.states("Malianese");
    CHECK(f.knows("Malianese"));
    CHECK_FALSE(pipeline::build_world(f.data, f.root / "none" / "x").ok());
}
