#include "cli/page_scores.h"

#include <doctest/doctest.h>

using namespace entente::cli;

TEST_CASE("segments are found whatever the white space, missed and extra ones are counted, and each figure follows") {
    const PageGold gold{"a.html",    {"two words", "not here", "end"}, {"chrome", "menu"}, "A title", "B; C",
                        "2025-04-03"};
    PageTally tally;
    tally.add(gold, {"two\n words … chrome … e nd", "A  title", "2025-04-03T10:00Z", "B, C", 0.5});
    CHECK(tally.found == 2);
    CHECK(tally.missed == 1);
    CHECK(tally.extra == 1);
    CHECK(tally.f1() == doctest::Approx(2.0 / 3));
    CHECK(tally.titles_right == 1);
    CHECK(tally.authors_right == 1);
    CHECK(tally.dates_right == 1);
    CHECK(tally.pages_per_second() == doctest::Approx(2));
}

TEST_CASE("what is not marked is not counted, and a date not given is not a wrong one") {
    PageTally tally;
    tally.add({"a.html", {}, {}, "", "", "2025-04-03"}, {});
    tally.add({"b.html", {}, {}, "", "", ""}, {"text", "Title", "2025-04-04", "X", 0});
    CHECK(tally.titles == 0);
    CHECK(tally.authors == 0);
    CHECK(tally.dates == 1);
    CHECK(tally.dates_given == 0);
    CHECK(tally.f1() == 0);
}
