// Series, frames, commitments, aggregates: views of events.
#include <doctest/doctest.h>

#include <algorithm>

#include "fakes/sample_record.h"
#include "fakes/test_store.h"
#include "record/views/aggregate.h"
#include "record/views/commitments.h"
#include "record/views/news.h"
#include "record/views/relation.h"
#include "record/views/series.h"

namespace {

using namespace entente;
using namespace entente::record;

const FakeWorld kWorld{};

std::vector<Event> events_with(std::vector<ReportEntry> entries, Date as_of, std::vector<Report>& reports) {
    std::vector<Event> out = events_of(entries, kWorld, as_of);
    for (const ReportEntry& e : entries) {
        if (e.order_key > to_string(as_of)) continue;
        reports.push_back(e.report);
        for (const Event& x : out)
            if (std::find(x.reports.begin(), x.reports.end(), e.report.id) != x.reports.end())
                reports.back().event = x.id;
    }
    return out;
}

std::vector<Commitment> commitments(const std::vector<ReportEntry>& entries, Date as_of) {
    std::vector<Report> reports;
    const std::vector<Event> events = events_with(entries, as_of, reports);
    return commitments_of(events, reports, kWorld, as_of);
}

std::string verdict(const std::vector<ReportEntry>& entries, Date as_of) {
    const auto all = commitments(entries, as_of);
    return all.empty() ? "none" : to_string(all.front().verdict);
}

}  // namespace

TEST_CASE("a promise is pending until it is due, then without a report, and kept or late when done") {
    const std::vector<Sample> promise{{"a", "2025-03-01", "AID", "", "RUS", "MLI", "2025-04-30", "announced"}};
    CHECK(verdict(sample_entries(promise), Date{2025, 4, 1}) == "pending");
    CHECK(verdict(sample_entries(promise), Date{2025, 5, 1}) == "no_report");
    auto kept = promise;
    kept.push_back({"b", "2025-04-30", "AID", "", "RUS", "MLI", "2025-04-30", "occurred"});
    CHECK(verdict(sample_entries(kept), Date{2025, 4, 1}) == "pending");
    CHECK(verdict(sample_entries(kept), Date{2025, 6, 1}) == "kept");
    std::vector<ReportEntry> late = sample_entries(promise);
    late.push_back(sample_entry({"b", "2025-06-10", "AID", "", "RUS", "MLI", "2025-04-30", "denied"}, 1));
    CHECK(verdict(late, Date{2025, 6, 11}) == "broken");
    late.push_back(sample_entry({"c", "2025-06-20", "AID", "", "RUS", "MLI", "2025-06-19", "occurred"}, 2));
    CHECK(commitments(late, Date{2025, 7, 1}).size() == 1);
    CHECK(verdict(late, Date{2025, 7, 1}) == "late");
}

TEST_CASE("what is called off is broken, and superseded when the same party promises another thing at once") {
    std::vector<ReportEntry> entries =
        sample_entries({{"a", "2025-03-01", "AID", "", "RUS", "MLI", "2025-04-30", "announced"},
                        {"b", "2025-03-20", "AID", "", "RUS", "MLI", "2025-04-30", "cancelled"}});
    CHECK(verdict(entries, Date{2025, 6, 1}) == "broken");
    entries.push_back(sample_entry({"b", "2025-03-20", "AID", "", "RUS", "MLI", "2025-12-31", "announced"}, 7));
    CHECK(verdict(entries, Date{2025, 6, 1}) == "superseded");
}

TEST_CASE("a delivery of less than was promised is a part") {
    std::vector<ReportEntry> entries =
        sample_entries({{"a", "2025-03-01", "AID", "", "RUS", "MLI", "2025-04-30", "announced"},
                        {"b", "2025-04-30", "AID", "", "RUS", "MLI", "2025-04-30", "occurred"}});
    entries[0].report.numbers.size = 60000;
    entries[1].report.numbers.size = 20000;
    CHECK(verdict(entries, Date{2025, 6, 1}) == "partly");
    entries[1].report.numbers.size = 58000;
    CHECK(verdict(entries, Date{2025, 6, 1}) == "kept");
}

TEST_CASE("meetings, what others expect and what another party announces are no commitments") {
    CHECK(verdict(sample_entries({{"a", "2025-03-01", "CONSULT", "", "RUS,MLI", "", "2025-04-30", "announced"}}),
                  Date{2025, 6, 1}) == "none");
    CHECK(verdict(sample_entries({{"a", "2025-03-01", "AID", "", "RUS", "MLI", "2025-04-30", "expected"}}),
                  Date{2025, 6, 1}) == "none");
    CHECK(verdict(
              sample_entries({{"a", "2025-03-01", "AID", "", "RUS", "MLI", "2025-04-30", "announced", "text", "TUR"}}),
              Date{2025, 6, 1}) == "none");
    CHECK(verdict(
              sample_entries({{"a", "2025-03-01", "AID", "", "RUS", "MLI", "2025-04-30", "announced", "text", "RUS"}}),
              Date{2025, 6, 1}) == "no_report");
}

TEST_CASE("coverage counts the sources that told of the pair since the due date, and those that mention the promise") {
    std::vector<ReportEntry> entries =
        sample_entries({{"a", "2025-03-01", "AID", "", "RUS", "MLI", "2025-04-30", "announced"},
                        {"b", "2025-05-02", "CONSULT", "", "RUS,MLI", "", "2025-05-01", "occurred"},
                        {"c", "2025-05-03", "CONSULT", "", "RUS,TUR", "", "2025-05-01", "occurred"},
                        {"d", "2025-05-04", "AID", "", "RUS", "MLI", "2025-04-30", "historical"}});
    for (ReportEntry& e : entries) e.report.source = "source of " + e.report.article.str();
    const auto all = commitments(entries, Date{2025, 6, 1});
    REQUIRE(all.size() == 1);
    CHECK(all[0].sources_since_due == 2);
    CHECK(all[0].mentioning == 1);
    CHECK(commitments(entries, Date{2025, 5, 3})[0].sources_since_due == 1);
}

TEST_CASE("sessions of one name are a series; of other circles under the same name, another; the next is known") {
    std::vector<ReportEntry> entries =
        sample_entries({{"a", "2025-01-01", "CONSULT", "", "RUS,MLI", "", "2025-01-01", "occurred", "text", "", 1},
                        {"b", "2025-03-01", "CONSULT", "", "RUS,MLI", "", "2025-06-01", "announced", "text", "", 2},
                        {"c", "2025-03-01", "CONSULT", "", "TUR,IRN", "", "2025-02-20", "occurred", "text", "", 1}});
    std::vector<Report> reports;
    const std::vector<Event> events = events_with(entries, Date{2025, 4, 1}, reports);
    const auto all = series_of(events, kWorld, Date{2025, 4, 1});
    REQUIRE(all.size() == 2);
    CHECK(all[0].sessions.size() == 2);
    CHECK(*all[0].sessions[0].ordinal == 1);
    REQUIRE(all[0].next);
    CHECK(*all[0].next->ordinal == 2);
    CHECK(all[0].parties == std::vector<ActorId>{ActorId("MLI"), ActorId("RUS")});
    CHECK(all[1].sessions.size() == 1);
    CHECK(all[0].id != all[1].id);
}

TEST_CASE("two names of one session are one series, and both ids answer") {
    std::vector<ReportEntry> entries =
        sample_entries({{"a", "2025-01-01", "CONSULT", "", "RUS,MLI", "", "2025-01-01", "occurred", "text", "", 1},
                        {"b", "2025-01-02", "CONSULT", "", "RUS,MLI", "", "2025-01-01", "occurred", "text", "", 1},
                        {"c", "2025-03-01", "CONSULT", "", "RUS,MLI", "", "2025-03-01", "occurred", "text", "", 2}});
    entries[1].report.series->name = "Joint commission";
    entries[2].report.series->name = "joint commission";
    std::vector<Report> reports;
    const auto all = series_of(events_with(entries, Date{2025, 4, 1}, reports), kWorld, Date{2025, 4, 1});
    REQUIRE(all.size() == 1);
    CHECK(all[0].sessions.size() == 2);
    CHECK(all[0].also == std::vector<std::string>{named_id('s', "joint Commission")});
}

TEST_CASE("a frame has a kind by its name, and its events in order") {
    std::vector<ReportEntry> entries =
        sample_entries({{"a", "2025-01-01", "COOPERATE", "", "RUS,MLI", "", "2025-01-01", "occurred"},
                        {"b", "2025-02-01", "COOPERATE", "", "RUS,MLI", "", "2025-02-01", "occurred"}});
    entries[0].report.frame = entries[1].report.frame = "Feuille de route de Bamako";
    const auto kinds = FrameKinds::open({"frames.yaml", bytes_of(ENTENTE_SOURCE_DIR "/data/record/frames.yaml")});
    REQUIRE(kinds.ok());
    std::vector<Report> reports;
    const auto all = frames_of(events_with(entries, Date{2025, 4, 1}, reports), kinds.value());
    REQUIRE(all.size() == 1);
    CHECK(all[0].kind == "roadmap");
    CHECK(all[0].events.size() == 2);
    CHECK(all[0].since == "2025-01-01");
    CHECK(kinds.value().kind_of("Résolution 2719") == "resolution");
    CHECK(kinds.value().kind_of("Ouagadougou") == "other");
}

TEST_CASE("counts turn where the rate does, and not where they only scatter") {
    std::vector<double> steady{2, 3, 2, 1, 2, 3, 2, 2, 1, 3}, turned = steady;
    CHECK(turning_points(steady).empty());
    turned.insert(turned.end(), {9, 11, 10, 8, 12, 10});
    const auto turns = turning_points(turned);
    REQUIRE(turns.size() == 1);
    CHECK(turns[0].at == 10);
    CHECK(turns[0].after > 4 * turns[0].before);
    std::vector<double> exposure(16, 1.0);
    std::fill(exposure.begin() + 10, exposure.end(), 5.0);
    CHECK(turning_points(turned, exposure).empty());  // more was read, not more done
}

TEST_CASE("stretches of time have first days and names") {
    const Date d{2025, 8, 14};
    CHECK(name_of(Stretch::kWeek, first_of(Stretch::kWeek, d)) == "2025-W33");
    CHECK(name_of(Stretch::kQuarter, first_of(Stretch::kQuarter, d)) == "2025-Q3");
    CHECK(to_string(next_of(Stretch::kMonth, first_of(Stretch::kMonth, Date{2024, 12, 31}))) == "2025-01-01");
}

TEST_CASE("news since a day are what became otherwise, and what was only told again is none") {
    const std::vector<ReportEntry> entries =
        sample_entries({{"a", "2025-02-10", "CONSULT", "multilateral", "LAS", "", "2025-02-27", "announced"},
                        {"b", "2025-02-18", "CONSULT", "multilateral", "LAS", "", "2025-03-04", "postponed"},
                        {"c", "2025-02-20", "CONSULT", "multilateral", "LAS", "", "2025-03-04", "announced"},
                        {"d", "2025-03-05", "CONSULT", "multilateral", "LAS", "", "2025-03-04", "occurred"}});
    const auto kinds = [&](Date since, Date as_of) {
        std::string out;
        const std::vector<Event> events = events_of(entries, kWorld, as_of);
        for (const News& n : news_since(events, since)) out += std::string(to_string(n.kind)) + " ";
        return out;
    };
    CHECK(kinds({2025, 2, 9}, {2025, 2, 12}) == "new ");
    CHECK(kinds({2025, 2, 12}, {2025, 2, 18}) == "moved ");
    CHECK(kinds({2025, 2, 20}, {2025, 3, 6}) == "done ");
    CHECK(kinds({2025, 3, 5}, {2025, 3, 9}).empty());
}

TEST_CASE("two stretches of time are compared by what took place in each, against what was read") {
    const std::vector<ReportEntry> entries =
        sample_entries({{"a", "2025-03-02", "CONSULT", "", "MLI,RUS", "", "2025-03-02", "occurred"},
                        {"b", "2025-04-02", "AID", "", "RUS", "MLI", "2025-04-02", "occurred"},
                        {"c", "2025-04-03", "AID", "", "RUS", "MLI", "2025-04-09", "announced"}});
    const std::vector<Event> events = events_of(entries, kWorld, Date{2025, 4, 5});
    const Comparison c =
        compare(events, {{{2025, 3, 1}, 4}, {{2025, 4, 1}, 2}}, *period_of("2025-03"), *period_of("2025-04"));
    CHECK(c.types == std::vector<std::string>{"AID", "CONSULT"});
    CHECK(c.before.of("CONSULT") == 1);
    CHECK(c.after.of("CONSULT") == 0);
    CHECK(c.before.per_hundred() == 25.0);
    CHECK(c.after.per_hundred() == 50.0);
    CHECK(period_of("2025-04-03/2025-06-30")->end == Date{2025, 6, 30});
    CHECK_FALSE(period_of("2025-06/2025-04"));
    CHECK_FALSE(period_of("2025/2026/2027"));
}
