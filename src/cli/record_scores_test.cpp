#include "cli/record_scores.h"

#include <doctest/doctest.h>

using namespace entente::cli;

TEST_CASE("equal groups score one, whatever they are called") {
    ChainTally t;
    count_items({{"a", "1"}, {"a", "1"}, {"b", "2"}}, t);
    CHECK(t.b3() == doctest::Approx(1));
    CHECK(t.pairwise() == doctest::Approx(1));
}

TEST_CASE("two events taken as one lose precision, one taken as two loses recall") {
    ChainTally t;
    count_items({{"a", "1"}, {"a", "1"}, {"b", "1"}, {"b", "1"}}, t);
    CHECK(t.b3_precision() == doctest::Approx(0.5));
    CHECK(t.b3_recall() == doctest::Approx(1));
    CHECK(t.pairwise() == doctest::Approx(0.5));
    ChainTally u;
    count_items({{"a", "1"}, {"a", "2"}, {"a", "2"}, {"a", "2"}}, u);
    CHECK(u.b3_precision() == doctest::Approx(1));
    CHECK(u.b3_recall() == doctest::Approx((0.25 + 9.0 / 4) / 4));
    CHECK(u.pairwise() == doctest::Approx(f1(1, 0.5)));
}

TEST_CASE("a report that was not found counts against recall, one that is none against precision") {
    ChainTally t;
    count_items({{"a", "1"}, {"a", {}}, {{}, "1"}, {{}, "2"}}, t);
    CHECK(t.b3_recall() == doctest::Approx(0.25));
    CHECK(t.b3_precision() == doctest::Approx(0.5 / 3));
}

TEST_CASE("the counterpart of an event is the one that shares most reports") {
    const auto c = counterparts({{"a", "1"}, {"a", "2"}, {"a", "2"}, {"b", "1"}, {"c", {}}});
    CHECK(c.at("a") == "2");
    CHECK(c.at("b") == "1");
    CHECK_FALSE(c.contains("c"));
}
