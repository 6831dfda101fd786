#include "intake/intake.h"

#include <unistd.h>
#include <zlib.h>

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace entente;
namespace fs = std::filesystem;

namespace {

// A folder of its own, gone at the end.
struct Folder {
    fs::path path = fs::temp_directory_path() / ("entente-intake-" + std::to_string(::getpid()));
    Folder() { fs::remove_all(path), fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
    std::string put(const std::string& name, const std::string& bytes) const {
        fs::create_directories((path / name).parent_path());
        std::ofstream(path / name, std::ios::binary) << bytes;
        return (path / name).string();
    }
};

std::string gzip(const std::string& bytes) {
    z_stream z{};
    REQUIRE(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    std::string out(deflateBound(&z, bytes.size()) + 64, '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    z.avail_in = static_cast<uInt>(bytes.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    REQUIRE(deflate(&z, Z_FINISH) == Z_STREAM_END);
    out.resize(z.total_out);
    deflateEnd(&z);
    return out;
}

// Each item as "name=bytes", each failure as "code! message".
std::vector<std::string> all(const std::vector<std::string>& paths, const Limits& limits = {},
                             const std::string& in = "") {
    std::istringstream standard_input(in);
    const auto items = intake::open_items(paths, standard_input, {limits, nullptr, nullptr});
    std::vector<std::string> out;
    while (auto item = items->next()) {
        REQUIRE(out.size() < 1000);
        if (item->ok())
            out.push_back(item->value().name + "=" + item->value().bytes);
        else
            out.push_back(std::string(code_name(item->error().code)) + "! " + item->error().message);
    }
    return out;
}

}  // namespace

TEST_CASE("a folder gives its files in order of path, hidden ones left out") {
    const Folder f;
    f.put("b.html", "B"), f.put("a/z.html", "Z"), f.put(".hidden", "H"), f.put(".git/x", "X");
    const std::string p = f.path.string();
    CHECK(all({p}) == std::vector<std::string>{p + "/a/z.html=Z", p + "/b.html=B"});
}

TEST_CASE("a missing path, an empty file and a folder without files are failed items, and the rest is read") {
    const Folder f;
    const std::string empty = f.put("empty.html", ""), good = f.put("good.html", "G");
    fs::create_directories(f.path / "nothing");
    const auto got = all({(f.path / "missing").string(), empty, (f.path / "nothing").string(), good});
    REQUIRE(got.size() == 4);
    CHECK(got[0].starts_with("not_found! " + (f.path / "missing").string()));
    CHECK(got[1] == "invalid! " + empty + ": empty");
    CHECK(got[2].starts_with("not_found! " + (f.path / "nothing").string()));
    CHECK(got[3] == good + "=G");
}

TEST_CASE("gzip is expanded whatever its name, several members as one") {
    const Folder f;
    const std::string p = f.put("page.html", gzip("abc") + gzip("def") + std::string(512, '\0'));
    CHECK(all({p}) == std::vector<std::string>{p + "=abcdef"});
}

TEST_CASE("a truncated and a broken gzip are failed items with their names, at every length") {
    const Folder f;
    const std::string whole = gzip("Les ministres se rencontrent à Moscou les 3 et 4 avril.");
    const std::string good = f.put("good.txt", "ok");
    for (std::size_t n = 2; n < whole.size(); ++n) {
        const std::string p = f.put("cut.gz", whole.substr(0, n));
        const auto got = all({p, good});
        REQUIRE(got.size() == 2);
        CHECK_MESSAGE(got[0].starts_with("invalid! " + p + ": gzip is truncated"), got[0], " at ", n);
        CHECK(got[1] == good + "=ok");
    }
    std::string broken = whole;
    broken[20] = static_cast<char>(broken[20] ^ 0x5A);
    const auto got = all({f.put("broken.gz", broken)});
    REQUIRE(got.size() == 1);
    CHECK(got[0].starts_with("invalid! "));
}

TEST_CASE("a gzip that would expand beyond the limit stops there") {
    const Folder f;
    Limits limits;
    limits.expanded_bytes = 1 << 20, limits.page_bytes = 8 << 20;
    const auto got = all({f.put("bomb.gz", gzip(std::string(4 << 20, ' ')))}, limits);
    REQUIRE(got.size() == 1);
    CHECK(got[0].starts_with("limit! "));
}

TEST_CASE("a file larger than a page may be is a failed item and its neighbour is read") {
    const Folder f;
    const std::string big = f.put("big.html", std::string(50u << 20, 'x')), good = f.put("good.html", "G");
    const auto got = all({big, good});
    REQUIRE(got.size() == 2);
    CHECK(got[0].starts_with("limit! " + big));
    CHECK(got[1] == good + "=G");
}

TEST_CASE("JSONL gives an item a line, told by name or by the first bytes; blank lines are skipped but counted") {
    const Folder f;
    const std::string a = f.put("a.jsonl", "{\"id\":1}\n\n{\"id\":2}\n"),
                      b = f.put("b", "\xEF\xBB\xBF{\"id\":3}\r\n{\"id\":4}");
    CHECK(all({a, b}) == std::vector<std::string>{a + ":1={\"id\":1}", a + ":3={\"id\":2}", b + ":1={\"id\":3}\r",
                                                  b + ":2={\"id\":4}"});
    const std::string gz = f.put("c.jsonl.gz", gzip("{\"id\":5}\n{\"id\":6}\n"));
    CHECK(all({gz}) == std::vector<std::string>{gz + ":1={\"id\":5}", gz + ":2={\"id\":6}"});
}

TEST_CASE("a JSONL line over the limit is a failed item and the next line is read") {
    const Folder f;
    Limits limits;
    limits.document_bytes = 100000;
    const std::string p = f.put("a.jsonl", "{\"a\":1}\n{\"a\":\"" + std::string(300000, 'x') +
                                               "\"}\n{\"a\":2}\n{\"b\":\"" + std::string(200000, 'y'));
    const auto got = all({p}, limits);
    REQUIRE(got.size() == 4);
    CHECK(got[0] == p + ":1={\"a\":1}");
    CHECK(got[1].starts_with("limit! " + p + ":2: "));
    CHECK(got[2] == p + ":3={\"a\":2}");
    CHECK(got[3].starts_with("limit! " + p + ":4: "));
}

TEST_CASE("standard input is one page, or lines of JSON") {
    CHECK(all({"-"}, {}, "Bonjour") == std::vector<std::string>{"-=Bonjour"});
    CHECK(all({"-"}, {}, "{\"id\":1}\n{\"id\":2}\n") == std::vector<std::string>{"-:1={\"id\":1}", "-:2={\"id\":2}"});
    CHECK(all({"-"}, {}, "") == std::vector<std::string>{"invalid! -: empty"});
}

TEST_CASE("a file's modification day is its fetch day, and progress ends at the total") {
    const Folder f;
    const std::string p = f.put("a.html", "hello");
    std::istringstream in;
    const auto items = intake::open_items({p}, in, {});
    const auto item = items->next();
    REQUIRE(item);
    REQUIRE(item->ok());
    CHECK(item->value().fetched.size() == 10);
    CHECK_FALSE(items->next());
    CHECK(items->bytes_done() == 5);
    CHECK(items->bytes_total() == 5);
}
