#include "serve/request.h"

#include <doctest/doctest.h>

#include "serve/problem.h"

using namespace entente;
using namespace entente::serve;

TEST_CASE("a target is path and query, each decoded once") {
    const auto r = read_target("/actors/text:caf%C3%A9?from=2025-01-01&with=Burkina+Faso&with=%4Dali&x=%2541");
    REQUIRE(r.ok());
    CHECK(r->path == "/actors/text:café");
    REQUIRE(r->query.size() == 4);
    CHECK(r->query[1].second == "Burkina Faso");
    CHECK(r->query[2].second == "Mali");
    CHECK(r->query[3].second == "%41");
    CHECK(r->get("with") == "Burkina Faso");
    CHECK(r->get("none").empty());
}

TEST_CASE("a slash at the end is no part of a path") {
    CHECK(read_target("/events/")->path == "/events");
    CHECK(read_target("/")->path == "/");
}

TEST_CASE("targets that could mean something else are refused") {
    for (const char* bad : {"",
                            "events",
                            "http://other/",
                            "*",
                            "/../etc/passwd",
                            "/a/../b",
                            "/%2e%2e/b",
                            "/a//b",
                            "//host/",
                            "/a%2fb",
                            "/a%5Cb",
                            "/a\\b",
                            "/%",
                            "/%4",
                            "/%zz",
                            "/%00",
                            "/a%0d%0aSet-Cookie:x",
                            "/%ff",
                            "/%c0%ae",
                            "/?a=%ed%a0%80",
                            "/?a=%0a",
                            "/./a",
                            "/?%00=1"})
        CHECK_MESSAGE(!read_target(bad).ok(), bad);
    CHECK(read_target("/" + std::string(9000, 'a')).error().code == ErrorCode::kLimit);
    std::string many = "/?";
    for (int i = 0; i < 70; ++i) many += "a=1&";
    CHECK(read_target(many).error().code == ErrorCode::kLimit);
}

TEST_CASE("what is encoded reads back as it was") {
    for (const std::string text : {"text:café & co/?#%", "person:l’homme", "a b", "x=y"}) {
        const auto r = read_target("/?q=" + percent_encoded(text));
        REQUIRE(r.ok());
        CHECK(r->get("q") == text);
    }
}

TEST_CASE("an ending that names a format is taken off, others stay") {
    CHECK(split_format("/events.ics").path == "/events");
    CHECK(split_format("/events.ics").format == "ics");
    CHECK(split_format("/actors/wikidata:Q1.x").format.empty());
    CHECK(split_format("/a.b/c").path == "/a.b/c");
    CHECK(split_format("/.json").format.empty());
}

TEST_CASE("a mistyped word finds the one that was meant, a strange one none") {
    const std::vector<std::string> known{"from", "to", "with", "status", "limit"};
    CHECK(nearest("form", known) == "from");
    CHECK(nearest("stauts", known) == "status");
    CHECK(nearest("wiht", known) == "with");
    CHECK(nearest("colour", known).empty());
    CHECK(nearest(std::string(100000, 'a'), known).empty());
}

TEST_CASE("errors are problem+json under the API, and pages elsewhere, in which nothing is markup") {
    const Reply api = refuse("/api/v1/x", 404, "no <b>");
    CHECK(api.type == "application/problem+json");
    CHECK(exporter::Json::parse(api.body)["status"] == 404);
    const Reply page = refuse("/x", 404, "no <b>");
    CHECK(page.type.find("text/html") == 0);
    CHECK(page.body.find("<b>") == std::string::npos);
}
