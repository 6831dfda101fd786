#include "entente/date.h"

#include <doctest/doctest.h>

using namespace entente;

TEST_CASE("days that do not exist are not dates") {
    CHECK_FALSE(make_date(2025, 2, 29));
    CHECK_FALSE(make_date(0, 1, 1));
    CHECK_FALSE(make_date(99999, 1, 1));
    CHECK_FALSE(parse_date("0000-00-00"));
    CHECK_FALSE(parse_date("2025-04-3"));
    CHECK(make_date(2024, 2, 29));
}

TEST_CASE("every day of 1900-2100 goes to its number and back, one after the other") {
    Date d = *make_date(1900, 1, 1);
    std::int32_t n = days_from_epoch(d);
    for (; d.year <= 2100; d = add_days(d, 1), ++n) {
        REQUIRE(days_from_epoch(d) == n);
        REQUIRE(date_from_days(n) == d);
    }
}

TEST_CASE("weekdays and ISO weeks agree with the calendar") {
    CHECK(weekday(*parse_date("2025-04-03")) == 4);  // a Thursday
    CHECK(weekday(*parse_date("1969-12-28")) == 7);
    CHECK(iso_week(*parse_date("2024-12-30")).week == 1);
    CHECK(iso_week(*parse_date("2024-12-30")).year == 2025);
}

TEST_CASE("adding months keeps the day or takes the month's last") {
    CHECK(to_string(add_months(*parse_date("2025-01-31"), 1)) == "2025-02-28");
    CHECK(to_string(add_months(*parse_date("2025-01-15"), -13)) == "2023-12-15");
}

TEST_CASE("a date-time is told from something that merely starts like one") {
    CHECK(is_iso_date_or_time("2025-04-03"));
    CHECK(is_iso_date_or_time("2025-04-03T10:05:00+02:00"));
    CHECK(is_iso_date_or_time("2025-04-03T10:05Z"));
    CHECK_FALSE(is_iso_date_or_time("2025-04-03 or so"));
    CHECK_FALSE(is_iso_date_or_time("2025-13-03"));
}

TEST_CASE("the gap between ranges is zero when they touch and open ends reach for ever") {
    const DateRange a{parse_date("2025-04-03"), parse_date("2025-04-04")};
    CHECK(gap_days(a, {parse_date("2025-04-04"), parse_date("2025-04-09")}) == 0);
    CHECK(gap_days(a, {parse_date("2025-04-06"), parse_date("2025-04-09")}) == 2);
    CHECK(gap_days(a, {std::nullopt, parse_date("2025-04-01")}) == 2);
    CHECK(gap_days(a, {}) == 0);
}
