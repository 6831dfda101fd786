#include "world/audit.h"

#include <doctest/doctest.h>

#include <set>

using namespace entente;
using world::DataFile;
using world::World;

namespace {

const char* const kFile =
    "source: https://example.org/all\nsources:\n- {id: wiki, address: \"https://example.org/wiki/\"}\norganisations:\n"
    "- {id: A, kind: alliance, names_fr: [Aa], names_en: [Aa]}\n"
    "- {id: B, kind: alliance, names_fr: [Bb], names_en: [Bb], from: 2001-02, to: 2004-02, source: unverified}\n"
    "memberships:\n- {group: A, members: [B], from: 2001-03-01, notice: 2003-01-01, source: \"wiki:A_members\"}\n"
    "tenures:\n- {of: A, office: chair, person: X, from: 2020-01-01, source: \"founding act\"}\n";

std::string message(const std::string& bytes) {
    const auto opened = World::open({{"own.yaml", bytes}});
    return opened.ok() ? "" : opened.error().message;
}

}  // namespace

TEST_CASE("Each fact is a line with its days and its address") {
    const auto world = World::open({{"own.yaml", kFile}});
    REQUIRE(world.ok());
    const auto lines = world::audit_lines(**world);
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].source == "https://example.org/all");
    CHECK(lines[1].days == "2001-02-01 .. 2004-02-29");
    CHECK_FALSE(world::has_address(lines[1].source));
    CHECK(lines[2].fact == "Bb (B) in Aa (A), exit announced 2003-01-01");
    CHECK(lines[2].source == "https://example.org/wiki/A_members");
    CHECK(lines[3].fact == "Aa (A), chair: X");
    CHECK_FALSE(world::has_address(lines[3].source));
}

TEST_CASE("A sample has the size asked for, nothing twice, and is the same for the same seed") {
    std::vector<world::AuditLine> lines;
    for (int i = 0; i < 100; ++i) lines.push_back({"tenure", std::to_string(i), "", ""});
    const auto one = world::sample(lines, 20, 7);
    const auto same = world::sample(lines, 20, 7);
    std::set<std::string> facts;
    bool equal = true;
    for (std::size_t i = 0; i < one.size(); ++i) {
        facts.insert(one[i].fact);
        equal = equal && one[i].fact == same[i].fact;
    }
    CHECK(facts.size() == 20);
    CHECK(equal);
    CHECK(world::sample(lines, 20, 8)[0].fact + world::sample(lines, 20, 8)[1].fact != one[0].fact + one[1].fact);
    CHECK(world::sample(lines, 1000, 1).size() == 100);
}

TEST_CASE("A source key that no table has, or that stands twice, is refused with file and line") {
    CHECK(message("organisations:\n- {id: A, kind: alliance, names_fr: [A], names_en: [A], source: \"wkii:A\"}\n")
              .starts_with("own.yaml:2: no source has the id 'wkii'"));
    CHECK(message("sources:\n- {id: a, address: x}\n- {id: a, address: y}\n")
              .starts_with("own.yaml:3: the source 'a' stands twice"));
    CHECK(message("sources:\n- {id: a, adress: x}\n").starts_with("own.yaml:2: unknown key 'adress'"));
}
