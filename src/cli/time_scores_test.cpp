#include "cli/time_scores.h"

#include <doctest/doctest.h>

namespace entente::cli {

TEST_CASE("a TimeML document gives its text, its day and its times with their spans") {
    const TimeDocument d = read_timeml(
        "<TimeML><DCT><TIMEX3 type=\"DATE\" value=\"1999-05-17\" /></DCT><TEXT>L&apos;<EVENT a=\"b\">accord</EVENT> de "
        "<TIMEX3 tid=\"t1\" value=\"1999-05-20\">jeudi</TIMEX3>.</TEXT></TimeML>");
    CHECK(d.text == "L'accord de jeudi.");
    CHECK(d.published == "1999-05-17");
    REQUIRE(d.times.size() == 1);
    CHECK(d.times[0].span.of(d.text) == "jeudi");
    CHECK(d.times[0].values == std::vector<std::string>{"1999-05-20"});
}

TEST_CASE("a broken document gives what it has") {
    CHECK(read_timeml("").text.empty());
    CHECK(read_timeml("<TEXT>a <TIMEX3 value=\"x").text == "a ");
}

TEST_CASE("spans, values, missed and extra times are counted apart") {
    TimeTally t;
    std::vector<std::string> wrong;
    t.add("on 3 May and in June", {{{3, 8}, {"2025-05-03"}, "", ""}, {{16, 20}, {"2025-06"}, "", ""}},
          {{{3, 8}, {"2025-05-04"}, "", ""}, {{13, 20}, {"2025-06"}, "", ""}, {{0, 2}, {"2025"}, "", ""}}, wrong);
    CHECK(t.gold == 2);
    CHECK(t.found == 3);
    CHECK(t.strict == 1);
    CHECK(t.relaxed == 2);
    CHECK(t.value == 1);
    CHECK(wrong.size() == 3);
}

}  // namespace entente::cli
