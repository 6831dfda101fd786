#include "engine/cache.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>

#include "engine/engine.h"

using namespace entente;
namespace fs = std::filesystem;

namespace {

const std::string kModel = std::string(ENTENTE_SOURCE_DIR) + "/data/model/";

struct Folder {
    fs::path path = fs::temp_directory_path() / ("entente-cache-" + std::to_string(::getpid()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
};

engine::CompiledCache cache(const fs::path& root) {
    return {root, kModel + "relations.xml", kModel + "relations.bin", "test"};
}

void fill(const engine::CompiledCache& c, const std::string& bytes) {
    const fs::path made = c.make();
    REQUIRE_FALSE(made.empty());
    std::ofstream(made / "1.blob") << bytes;
    c.keep(made);
}

std::vector<float> answer(const std::string& cache_dir) {
    const auto n = engine::load_network(kModel + "relations.xml", {1, cache_dir});
    REQUIRE_MESSAGE(n.ok(), n.error().message);
    const auto out = (*n)->run({{"rel_dep", {1, 3, 128}, {}, std::vector<float>(384, 0.5F)},
                                {"rel_head", {1, 3, 128}, {}, std::vector<float>(384, 0.5F)},
                                {"heads", {1, 3}, {0, 0, 1}, {}}},
                               {"relations"});
    REQUIRE(out.ok());
    return out.value().front().floats;
}

}  // namespace

TEST_CASE("what is kept is whole until a byte changes or a file is cut or gone") {
    const Folder f;
    const engine::CompiledCache c = cache(f.path);
    CHECK_FALSE(c.whole());
    fill(c, std::string(5000000, 'x'));
    CHECK(c.whole());
    {
        std::fstream blob(c.folder() / "1.blob", std::ios::in | std::ios::out | std::ios::binary);
        blob.seekp(3000001);
        blob.put('y');
    }
    CHECK_FALSE(c.whole());
    fill(c, "new");
    CHECK(c.whole());
    fs::resize_file(c.folder() / "1.blob", 2);
    CHECK_FALSE(c.whole());
    fs::remove(c.folder() / "1.blob");
    CHECK_FALSE(c.whole());
}

TEST_CASE("a folder that cannot be written means no cache, and old folders go") {
    const Folder f;
    CHECK(cache("/proc/nowhere").make().empty());
    for (int i = 0; i < 12; ++i) {
        const engine::CompiledCache c(f.path, kModel + "relations.xml", kModel + "relations.bin", std::to_string(i));
        fill(c, "x");
        CHECK(c.whole());
    }
    CHECK(std::distance(fs::directory_iterator(f.path), fs::directory_iterator()) <=
          static_cast<std::ptrdiff_t>(engine::CompiledCache::kFolders));
}

TEST_CASE("a network answers the same without a cache, from a new one, from a kept one and from a broken one") {
    const Folder f;
    const std::vector<float> plain = answer("");
    CHECK(answer(f.path) == plain);
    CHECK(answer(f.path) == plain);
    std::size_t blobs = 0;
    for (const auto& e : fs::recursive_directory_iterator(f.path))
        if (e.is_regular_file() && e.path().extension() == ".blob") {
            ++blobs;
            fs::permissions(e.path(), fs::perms::owner_all);
            fs::resize_file(e.path(), fs::file_size(e.path()) / 2);
        }
    CHECK(blobs == 1);
    CHECK(answer(f.path) == plain);
    CHECK(answer("/proc/nowhere") == plain);
}
