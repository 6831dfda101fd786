// Dates, their labels, months by CLDR's names, and the hour of a country.
#include "press/dates.h"

#include <doctest/doctest.h>

#include "press/meta/local_time.h"
#include "press/test_reader.h"

using namespace entente;
using press::DateLabel;

namespace {

std::string first(std::string_view text) {
    const auto all = press::find_dates(text, *press::test_words());
    return all.empty() ? std::string("-") : all.front().iso;
}

DateLabel label(std::string_view text) { return press::find_dates(text, *press::test_words()).at(0).label; }

}  // namespace

TEST_CASE("months are read in Arabic and in other languages that have no file of words") {
    CHECK(first("3 أبريل 2025") == "2025-04-03");
    CHECK(first("14 أفريل 2025") == "2025-04-14");  // as the Maghreb writes it
    CHECK(first("3 апреля 2025") == "2025-04-03");
    CHECK(first("3 april 2025, kl 10.15") == "2025-04-03T10:15");
    CHECK(first("3 Aprili 2025") == "2025-04-03");
    CHECK(first("8 avril 2025 à 14h33.3333333333333333") == "2025-04-08T14:33");  // a fraction longer than a number
    CHECK(first("2025年4月3日") == "2025-04-03");
    CHECK(first("2025년 4월 31일") == "-");
    CHECK(first("12 listopada 2024") == "2024-11-12");  // a language with a file comes before one without
}

TEST_CASE("an hour between the label and the date does not part them") {
    CHECK(label("Updated 10:15 AM EST, Tue March 4, 2025") == DateLabel::kModified);
    CHECK(label("Mis à jour à 10h30 le 3 avril 2025") == DateLabel::kModified);
    CHECK(label("Aktualisiert um 14:05 Uhr am 3. April 2025") == DateLabel::kModified);
    CHECK(label("Publié à 10h30 le 3 avril 2025") == DateLabel::kPublished);
    CHECK(label("Updated rules apply on March 4, 2025") == DateLabel::kPublished);
}

TEST_CASE("an hour in UTC is told in the hour of the page's country, summer and winter") {
    const auto w = press::test_words();
    CHECK(press::local_time("2022-05-04T02:41:00Z", "BO", *w) == "2022-05-03T22:41:00-04:00");
    CHECK(press::local_time("2022-05-04T02:41:00Z", "BOL", *w) == "2022-05-03T22:41:00-04:00");
    CHECK(press::local_time("2025-12-31T23:30Z", "FR", *w) == "2026-01-01T00:30:00+01:00");
    CHECK(press::local_time("2025-06-30T22:30:00+00:00", "FR", *w) == "2025-07-01T00:30:00+02:00");
    CHECK(press::local_time("2025-06-30T22:30:00Z", "COD", *w) == "2025-06-30T23:30:00+01:00");  // two zones: Kinshasa
    for (const char* none : {"2025-06-30T22:30:00+02:00", "2025-06-30", "2025-06-30T22:30", ""})
        CHECK_MESSAGE(press::local_time(none, "FR", *w).empty(), none);
    CHECK(
        press::local_time("2025-06-30T22:30:00Z", "US", *w).empty());  // several zones, and no one of them the press's
    CHECK(press::local_time("2025-06-30T22:30:00Z", "ZZ", *w).empty());
    CHECK(press::local_time("2025-06-30T22:30:00Z", "", *w).empty());
}

TEST_CASE("an address tells its country, unless its domain is sold as a word") {
    const auto w = press::test_words();
    CHECK(press::country_of_address("https://www.journal.com.bo/a/b", *w) == "BO");
    CHECK(press::country_of_address("https://news.co.uk/x", *w) == "GB");
    for (const char* none : {"https://journal.tv/x", "https://journal.com/x", "https://10.0.0.12/x", "journal", ""})
        CHECK_MESSAGE(press::country_of_address(none, *w).empty(), none);
}
