#include "world/compiled.h"

#include <doctest/doctest.h>

#include "base/text.h"
#include "world/tables.h"

using namespace entente;
using world::DataFile;
using world::World;

namespace {

std::vector<DataFile> files() {
    return {{"a.yaml", R"(
source: "https://example.org/a"
states:
- {id: MLI, iso2: ML, cow: 432, gw: 432, adjectives_fr: ["malien malienne"], adjectives_en: [Malian], capital: 1,
   from: 1960-09-22}
- {id: BFA, iso2: BF, adjectives_fr: ["burkinabè"], adjectives_en: [Burkinabe],
   former: [{fr: Haute-Volta, en: Upper Volta, to: 1984-08-03}]}
organisations:
- {id: AES, kind: alliance, names_fr: ["Alliance des États du Sahel"], names_en: ["Alliance of Sahel States"], acronyms: [AES]}
places:
- "1|MLI|PPLC|12.6091|-7.9752|1297281|Bamako"
memberships:
- {group: AES, members: [MLI, BFA], from: 2023-09-16, notice: 2024-01-28,
   suspended: [{from: 2024-02-01, to: 2024-02-10}]}
tenures:
- {of: MLI, office: foreign minister, person: Abdoulaye Diop, also: [A. Diop], from: 2021-06-11}
)"}};
}

std::string compiled() {
    auto bytes = World::compile(files());
    REQUIRE(bytes.ok());
    return *bytes;
}

ErrorCode code_of(const std::string& bytes, const std::vector<DataFile>& sources) {
    const auto world = World::open_compiled(bytes, sources);
    REQUIRE(!world.ok());
    return world.error().code;
}

// Everything that the interface shows, as one text.
std::string all_of(const World& world) {
    std::string out;
    for (const Actor& a : world.actors()) {
        out += a.id.str() + a.kind + a.source + std::to_string(a.cow.value_or(0)) + (a.from ? to_string(*a.from) : "-");
        for (const std::string& n : a.names_fr) out += n + "/";
        for (const FormerName& n : a.former) out += n.text + to_string(*n.to);
    }
    for (const world::ActorName& n : world.names())
        out += n.actor.str() + n.text + n.language + std::to_string(static_cast<int>(n.use)) + n.gender + n.number;
    for (const world::Place& p : world.places())
        out += p.id + p.country + std::to_string(p.lat) + std::to_string(p.lon) + std::to_string(p.population);
    for (const Membership& m : world.memberships())
        out += m.member.str() + to_string(*m.from) + to_string(*m.notice) + to_string(*m.suspended.at(0).end);
    for (const Tenure& t : world.tenures()) out += t.person + t.also.at(0) + to_string(*t.from);
    return out;
}

}  // namespace

TEST_CASE("a compiled world says what its files say") {
    const auto read = World::open(files());
    const auto back = World::open_compiled(compiled(), files());
    REQUIRE(read.ok());
    REQUIRE(back.ok());
    CHECK(all_of(**back) == all_of(**read));
    CHECK((*back)->resolve("Upper Volta").at(0) == ActorId("BFA"));
    CHECK((*back)->resolve("alliance des etats du sahel").at(0) == ActorId("AES"));
    CHECK((*back)->capital(ActorId("MLI"))->names.at(0) == "Bamako");
    CHECK((*back)->is_member(ActorId("MLI"), ActorId("AES"), parse_date("2025-04-03")));
}

TEST_CASE("a changed data file is another world") {
    auto other = files();
    other[0].bytes.back() = ' ';
    CHECK(code_of(compiled(), other) == ErrorCode::kVersion);
    auto more = files();
    more.push_back({"own.yaml", "source: own\n"});
    CHECK(code_of(compiled(), more) == ErrorCode::kVersion);
}

TEST_CASE("a damaged compiled world is refused, wherever it is damaged") {
    const std::string good = compiled();
    CHECK(code_of("", files()) == ErrorCode::kInvalid);
    CHECK(code_of(good.substr(0, good.size() / 2), files()) == ErrorCode::kInvalid);
    for (std::size_t at = 0; at < good.size(); at += 37) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x15);
        CHECK_FALSE(World::open_compiled(bad, files()).ok());
    }
}

TEST_CASE("tables with a true sum and false counts end in an error") {
    const std::string good = compiled();
    const std::string key = world::sources_key(files());
    const std::size_t head = good.size() - 1;
    for (std::size_t cut = 60; cut < head; cut += 11) {
        std::string tables = good.substr(48, cut - 48);
        tables += "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f";
        const std::string bad = good.substr(0, 32) + base::content_id({tables}) + tables;
        CHECK_FALSE(world::read_compiled(bad, key).ok());
    }
}

TEST_CASE("a mistake in a file is told with its line by the compiler too") {
    const auto bytes = World::compile({{"own.yaml", "source: own\nstates:\n- {id: XX, iso2: XX}\n"}});
    REQUIRE(!bytes.ok());
    CHECK(bytes.error().message.find("own.yaml:3") != std::string::npos);
}
