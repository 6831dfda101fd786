#include "cli/name_scores.h"

#include <doctest/doctest.h>

namespace entente::cli {

namespace {

Name name_of(const char* text, Span span, const char* id) {
    Name n;
    n.text = text;
    n.span = span;
    n.id = id;
    return n;
}

const nlohmann::json kProbe = nlohmann::json::parse(
    R"({"names": [{"text": "Mali", "span": [3, 7], "kind": "actor", "id": "MLI"}], "ignore": ["Wagner"],
        "not": [{"text": "Mali", "id": "MLI2"}]})");

}  // namespace

TEST_CASE("the id decides on an actor, in any spelling of the id") {
    const auto marked = nlohmann::json::parse(R"({"kind": "actor", "id": "BOKO_HARAM"})");
    CHECK(is_right(marked, name_of("Boko Haram", {0, 10}, "BOKOHARAM")));
    CHECK_FALSE(is_right(marked, name_of("Boko Haram", {0, 10}, "ISWAP")));
}

TEST_CASE("a president is the head of state of the same country") {
    const auto marked =
        nlohmann::json::parse(R"({"kind": "office", "id": "MLI", "country": "MLI", "office": "president"})");
    Name n = name_of("le président malien", {0, 19}, "MLI");
    n.office = "head of state";
    CHECK(is_right(marked, n));
    n.office = "foreign minister";
    CHECK_FALSE(is_right(marked, n));
}

TEST_CASE(
    "a name that stays unresolved is missed but not wrong; another id is wrong; one where nothing is marked is "
    "unlisted") {
    std::vector<std::string> faults;
    NameTally unresolved, other, unlisted, ignored;
    unresolved.add(kProbe, {name_of("Mali", {3, 7}, "text:mali")}, faults);
    CHECK(unresolved.right + unresolved.wrong == 0);
    other.add(kProbe, {name_of("Mali", {3, 7}, "MLI2")}, faults);
    CHECK(other.wrong == 1);
    unlisted.add(kProbe, {name_of("Mali", {3, 7}, "MLI"), name_of("Paris", {10, 15}, "FRA")}, faults);
    CHECK(unlisted.right == 1);
    CHECK(unlisted.wrong == 1);
    CHECK(unlisted.unlisted == 1);
    ignored.add(kProbe, {name_of("Wagner", {10, 16}, "WAGNER")}, faults);
    CHECK(ignored.wrong == 0);
}

}  // namespace entente::cli
