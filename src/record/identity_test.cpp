#include "record/identity.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>

#include "base/sketch.h"
#include "fakes/fake_world.h"
#include "fakes/sample_reports.h"

namespace {

using namespace entente;
using namespace entente::record;

const FakeWorld kWorld{};

// How many events the samples make; each event's samples as "0 1|2".
std::string partition(const std::vector<Sample>& samples) {
    std::string out;
    for (std::vector<std::size_t>& g : record::group(sample_entries(samples), kWorld)) {
        std::sort(g.begin(), g.end());
        if (!out.empty()) out += "|";
        for (std::size_t i = 0; i < g.size(); ++i) out += (i ? " " : "") + std::to_string(g[i]);
    }
    return out;
}

// A chain of pages with everything that moves, joins and must not: used by the property tests too.
std::vector<Sample> a_busy_record() {
    return {
        {"a1", "2025-03-20", "CONSULT", "visit", "AES", "RUS", "2025-04-03/2025-04-04", "announced"},
        {"a1", "2025-03-20", "CONSULT", "", "AES,RUS", "", "", "announced"},
        {"a2", "2025-04-01", "CONSULT", "visit", "BFA,MLI,NER", "RUS", "2025-04-03/2025-04-04", "announced"},
        {"a3", "2025-04-04", "CONSULT", "", "RUS,BFA,MLI,NER", "", "2025-04-03", "occurred"},
        {"a4", "2025-05-20", "CONSULT", "", "AES,RUS", "", "2025-06-10", "announced"},
        {"a5", "2025-06-11", "CONSULT", "", "AES,RUS", "", "2025-06-10", "occurred"},
        {"a6", "2025-06-12", "CONSULT", "", "AES,RUS", "", "", "occurred"},
        {"b1", "2025-02-10", "CONSULT", "multilateral", "LAS", "", "2025-02-27", "announced"},
        {"b2", "2025-02-18", "CONSULT", "multilateral", "LAS", "", "2025-03-04", "postponed"},
        {"b3", "2025-02-18", "CONSULT", "multilateral", "LAS", "", "2025-03-04", "postponed"},
        {"b4", "2025-02-25", "CONSULT", "multilateral", "LAS,EGY", "", "2025-03-04", "announced"},
        {"b5", "2025-03-05", "CONSULT", "multilateral", "LAS", "", "2025-03-04", "occurred"},
        {"c1", "2024-01-29", "SANCTION", "withdraw", "BFA,MLI,NER", "ECOWAS", "2024-01-28", "occurred"},
        {"c1", "2024-01-29", "SANCTION", "withdraw", "AES", "ECOWAS", "2025-01-29", "announced"},
        {"c2", "2025-01-30", "SANCTION", "withdraw", "BFA,MLI,NER", "ECOWAS", "2025-01-29", "occurred"},
        {"c3", "2025-04-01", "SANCTION", "withdraw", "MLI,BFA,NER", "ECOWAS", "2025-01-29", "historical"},
        {"d1", "2025-04-07", "SANCTION", "withdraw", "AES", "DZA", "2025-04-06", "occurred"},
        {"d2", "2025-04-08", "SANCTION", "withdraw", "DZA", "MLI,NER", "2025-04-07", "occurred"},
        {"e1", "2025-04-04", "CONSULT", "", "RUS,TUR", "", "2025-04-03", "occurred"},
        {"e2", "2025-04-04", "CONSULT", "", "RUS", "", "", "occurred"},
        {"e3", "2025-04-05", "CONSULT", "", "MLI,RUS", "", "", "occurred"},
        {"e4", "2025-04-20", "CONSULT", "", "MLI,RUS", "", "", "announced"},
        {"e5", "2025-04-28", "CONSULT", "", "MLI,RUS", "", "2025-05-15", "announced"},
        {"f1", "2025-02-26", "SUPPORT", "", "UKR,USA", "", "2025-02-28", "announced"},
        {"f2", "2025-03-01", "SUPPORT", "", "UKR,USA", "", "2025-02-28", "denied"},
        {"f3", "2025-05-01", "SUPPORT", "", "UKR,USA", "", "2025-04-30", "occurred"},
        {"g1", "2025-04-02", "RETREAT", "withdraw", "NER", "MNJTF", "2025-03-29", "occurred", "related[0]"},
        {"g2", "2025-03-30", "SANCTION", "withdraw", "NER", "MNJTF", "2025-03-29", "occurred"},
    };
}

std::string ladder_text(const std::vector<Event>& events) {
    std::string out;
    for (const Event& e : events) {
        out += e.id.str() + " " + e.type + " " + to_string(e.status) + ":";
        for (const Rung& r : e.ladder) out += " " + r.report.str() + to_string(r.status);
        for (const Party& p : e.actors) out += " " + p.id.str();
        for (const Party& p : e.recipients) out += " >" + p.id.str();
        out += "\n";
    }
    return out;
}

}  // namespace

TEST_CASE("a visit by a group and the talks of its members with the host are one event") {
    CHECK(partition({{"a", "2025-03-20", "CONSULT", "visit", "AES", "RUS", "2025-04-03/2025-04-04", "announced"},
                     {"b", "2025-04-04", "CONSULT", "", "RUS,BFA,MLI,NER", "", "2025-04-03", "occurred"}}) == "0 1");
}

TEST_CASE("who is named first does not matter in a meeting") {
    CHECK(partition({{"a", "2025-04-04", "CONSULT", "", "RUS,TUR", "", "2025-04-03", "occurred"},
                     {"b", "2025-04-04", "CONSULT", "", "TUR,RUS", "", "2025-04-03", "occurred"}}) == "0 1");
}

TEST_CASE("a group is not its members before they joined") {
    CHECK(partition({{"a", "2020-04-04", "CONSULT", "", "AES,RUS", "", "2020-04-03", "occurred"},
                     {"b", "2020-04-04", "CONSULT", "", "MLI,BFA,NER,RUS", "", "2020-04-03", "occurred"}}) == "0|1");
}

TEST_CASE("two rounds of the same talks are two events") {
    CHECK(partition({{"a", "2025-04-04", "CONSULT", "", "AES,RUS", "", "2025-04-03", "occurred"},
                     {"b", "2025-06-11", "CONSULT", "", "AES,RUS", "", "2025-06-10", "occurred"}}) == "0|1");
    CHECK(partition({{"a", "2025-04-04", "CONSULT", "", "AES,RUS", "", "2025-04-03", "occurred", "text", "", 1},
                     {"b", "2025-04-04", "CONSULT", "", "AES,RUS", "", "", "announced", "text", "", 2}}) == "0|1");
}

TEST_CASE("visits to one another are two events") {
    CHECK(partition({{"a", "2025-04-04", "CONSULT", "visit", "MLI", "RUS", "2025-04-03", "occurred"},
                     {"b", "2025-04-04", "CONSULT", "visit", "RUS", "MLI", "2025-04-03", "occurred"}}) == "0|1");
}

TEST_CASE("a report without a date joins when it was published near the event") {
    CHECK(partition({{"a", "2025-03-20", "CONSULT", "", "AES,RUS", "", "2025-04-03", "announced"},
                     {"b", "2025-03-25", "CONSULT", "", "AES,RUS", "", "", "announced"},
                     {"c", "2025-04-05", "CONSULT", "", "AES,RUS", "", "", "occurred"},
                     {"d", "2025-09-05", "CONSULT", "", "AES,RUS", "", "", "occurred"}}) == "0 1 2|3");
}

TEST_CASE("what is to come does not join what was done before it was said") {
    CHECK(partition({{"a", "2025-04-04", "CONSULT", "", "AES,RUS", "", "2025-04-03", "occurred"},
                     {"b", "2025-04-20", "CONSULT", "", "AES,RUS", "", "", "announced"}}) == "0|1");
}

TEST_CASE("a vague report joins the event that it fits best and never chains two") {
    CHECK(partition({{"a", "2025-04-04", "CONSULT", "", "AES,RUS", "", "2025-04-10", "announced"},
                     {"b", "2025-04-05", "CONSULT", "", "AES,RUS", "", "", "announced"},
                     {"c", "2025-04-06", "CONSULT", "", "AES,RUS", "", "2025-04-25", "announced"}}) == "0 1|2");
}

TEST_CASE("a meeting of three does not chain the meetings of each two") {
    const std::string three =
        partition({{"a", "2025-04-04", "CONSULT", "", "RUS,TUR", "", "2025-04-03", "occurred"},
                   {"b", "2025-04-04", "CONSULT", "", "RUS,TUR,IRN", "", "2025-04-03", "occurred"},
                   {"c", "2025-04-04", "CONSULT", "", "CUB,IRN", "", "2025-04-03", "occurred"}});
    CHECK((three == "0 1|2" || three == "2|0 1"));
    const std::string two = partition({{"a", "2025-04-04", "CONSULT", "", "RUS,TUR", "", "2025-04-03", "occurred"},
                                       {"c", "2025-04-04", "CONSULT", "", "TUR,IRN", "", "2025-04-03", "occurred"}});
    CHECK((two == "0|1" || two == "1|0"));
}

TEST_CASE("a postponed meeting keeps the reports of both dates in one event") {
    CHECK(partition({{"a", "2025-02-10", "CONSULT", "multilateral", "LAS", "", "2025-02-27", "announced"},
                     {"b", "2025-02-18", "CONSULT", "multilateral", "LAS", "", "2025-03-04", "postponed"},
                     {"c", "2025-02-25", "CONSULT", "multilateral", "LAS", "", "2025-03-04", "announced"},
                     {"d", "2025-03-05", "CONSULT", "multilateral", "LAS,EGY", "", "2025-03-04", "occurred"}}) ==
          "0 1 2 3");
}

TEST_CASE("a postponement that names only the old date is followed by the new one") {
    CHECK(partition({{"a", "2025-02-10", "CONSULT", "", "AES,RUS", "", "2025-02-27", "announced"},
                     {"b", "2025-02-18", "CONSULT", "", "AES,RUS", "", "2025-02-27", "postponed"},
                     {"c", "2025-02-25", "CONSULT", "", "AES,RUS", "", "2025-03-04", "announced"}}) == "0 1 2");
}

TEST_CASE("a cancelled meeting is one event with its announcement, and not the next meeting") {
    CHECK(partition({{"a", "2025-02-10", "CONSULT", "", "AES,RUS", "", "2025-02-27", "announced"},
                     {"b", "2025-02-18", "CONSULT", "", "AES,RUS", "", "", "cancelled"},
                     {"c", "2025-05-25", "CONSULT", "", "AES,RUS", "", "2025-06-04", "announced"}}) == "0 1|2");
}

TEST_CASE("leaving an organisation is one event from its decision to its effect, told of the group or of its members") {
    CHECK(partition({{"a", "2024-01-29", "SANCTION", "withdraw", "BFA,MLI,NER", "ECOWAS", "2024-01-28", "occurred"},
                     {"a", "2024-01-29", "SANCTION", "withdraw", "AES", "ECOWAS", "2025-01-29", "announced"},
                     {"b", "2025-01-30", "SANCTION", "withdraw", "MLI", "ECOWAS", "2025-01-29", "occurred"}}) ==
          "0 1 2");
}

TEST_CASE("ambassadors recalled on both sides are two events") {
    CHECK(partition({{"a", "2025-04-07", "SANCTION", "withdraw", "AES", "DZA", "2025-04-06", "occurred"},
                     {"b", "2025-04-08", "SANCTION", "withdraw", "DZA", "MLI,NER", "2025-04-07", "occurred"}}) ==
          "0|1");
}

TEST_CASE("troops that leave a joint force and the state that leaves it are one event") {
    CHECK(partition({{"a", "2025-03-30", "RETREAT", "withdraw", "NER", "MNJTF", "2025-03-29", "occurred"},
                     {"b", "2025-04-01", "SANCTION", "withdraw", "NER", "MNJTF", "", "occurred"}}) == "0 1");
    CHECK(partition({{"a", "2025-03-30", "RETREAT", "withdraw", "RUS", "MLI", "2025-03-29", "occurred"},
                     {"b", "2025-04-01", "SANCTION", "withdraw", "RUS", "MLI", "", "occurred"}}) == "0|1");
}

TEST_CASE("a signing that did not come and came later is one event") {
    CHECK(partition({{"a", "2025-02-26", "SUPPORT", "", "UKR,USA", "", "2025-02-28", "announced"},
                     {"b", "2025-03-01", "SUPPORT", "", "UKR,USA", "", "2025-02-28", "denied"},
                     {"c", "2025-05-01", "SUPPORT", "", "UKR,USA", "", "2025-04-30", "occurred"}}) == "0 1 2");
}

TEST_CASE("agreements about different matters on one day are events of their own") {
    std::vector<ReportEntry> entries =
        sample_entries({{"a", "2025-04-04", "SUPPORT", "", "AES,RUS", "", "2025-04-03", "occurred"},
                        {"a", "2025-04-04", "SUPPORT", "", "AES,RUS", "", "2025-04-03", "occurred"}});
    entries[0].report.contexts = {"military"};
    entries[1].report.contexts = {"economic"};
    CHECK(record::group(entries, kWorld).size() == 2);
    entries[1].report.contexts = {"military"};
    CHECK(record::group(entries, kWorld).size() == 1);
}

TEST_CASE("meetings on one day in different countries are two events") {
    std::vector<ReportEntry> entries =
        sample_entries({{"a", "2025-04-04", "CONSULT", "", "TUR,RUS", "", "2025-04-03", "occurred"},
                        {"b", "2025-04-04", "CONSULT", "", "TUR,RUS", "", "2025-04-03", "occurred"}});
    entries[0].report.place = ReportPlace{"geonames:524901", "Moscou", "RUS", 55.75, 37.62, {}};
    entries[1].report.place = ReportPlace{"geonames:323786", "Ankara", "TUR", 39.9, 32.8, {}};
    CHECK(record::group(entries, kWorld).size() == 2);
}

TEST_CASE("background without a date joins the event that it recalls and not another background") {
    CHECK(partition({{"a", "2025-04-04", "CONSULT", "", "AES,RUS", "", "2025-04-03", "occurred"},
                     {"b", "2025-06-20", "CONSULT", "", "AES,RUS", "", "", "historical"}}) == "0 1");
    CHECK(partition({{"a", "2025-06-19", "CONSULT", "", "AES,RUS", "", "", "historical"},
                     {"b", "2025-06-20", "CONSULT", "", "AES,RUS", "", "", "historical"}}) == "0|1");
}

TEST_CASE("the busy record has the events that a reader counts") {
    CHECK(partition(a_busy_record()) == "12 13 14 15|7 8 9 10 11|23 24 25|0 1 2 3|26 27|19|18|20|16|17|21 22|4 5 6");
}

TEST_CASE("in any order of the reports the events, their ids and ladders are the same") {
    std::vector<ReportEntry> entries = sample_entries(a_busy_record());
    const Date as_of{2025, 12, 31};
    const std::string expected = ladder_text(events_of(entries, kWorld, as_of));
    std::mt19937 random(42);
    for (int i = 0; i < 200; ++i) {
        std::shuffle(entries.begin(), entries.end(), random);
        REQUIRE(ladder_text(events_of(entries, kWorld, as_of)) == expected);
    }
}

TEST_CASE("the joins say why the reports of an event are one") {
    std::vector<Join> joins;
    const auto groups = record::group(
        sample_entries({{"a", "2025-03-20", "CONSULT", "visit", "AES", "RUS", "2025-04-03/2025-04-04", "announced"},
                        {"b", "2025-04-04", "CONSULT", "", "RUS,BFA,MLI,NER", "", "2025-04-03", "occurred"}}),
        kWorld, &joins);
    CHECK(groups.size() == 1);
    REQUIRE(joins.size() == 1);
    CHECK(joins[0].why == "CONSULT; AES, RUS in both; 2025-04-03/2025-04-04 and 2025-04-03");
    CHECK(joins[0].score > 0.6);
}

TEST_CASE("ten thousand reports of one year are grouped without comparing all with all") {
    std::vector<Sample> samples;
    const char* states[] = {"MLI", "BFA", "NER", "RUS", "DZA", "USA", "UKR", "EGY", "TUR", "CUB", "IRN"};
    std::mt19937 random(7);
    for (int i = 0; i < 10000; ++i) {
        const Date day = add_days(Date{2025, 1, 1}, static_cast<int>(random() % 3650));
        const std::string pair = std::string(states[random() % 11]) + "," + states[random() % 11];
        samples.push_back({"x" + std::to_string(i), to_string(day), "CONSULT", "", pair, "",
                           random() % 2 ? to_string(day) : "", "occurred"});
    }
    CHECK(record::group(sample_entries(samples), kWorld).size() > 2000);
}

TEST_CASE("an event unites its reports: fullest parties, contexts, sources that are independent") {
    std::vector<ReportEntry> entries =
        sample_entries({{"a", "2025-03-20", "CONSULT", "visit", "AES", "RUS", "2025-04-03/2025-04-04", "announced"},
                        {"b", "2025-03-21", "CONSULT", "visit", "AES", "RUS", "2025-04-03/2025-04-04", "announced"},
                        {"c", "2025-03-22", "CONSULT", "visit", "AES", "RUS", "2025-04-03/2025-04-04", "announced"}});
    entries[1].report.actors[0].office = "foreign minister";
    entries[1].text_key = entries[0].text_key;
    entries[0].report.contexts = {"diplomatic"};
    entries[1].report.contexts = {"military", "diplomatic"};
    const std::vector<Event> events = events_of(entries, kWorld, Date{2025, 4, 1});
    REQUIRE(events.size() == 1);
    CHECK(events[0].id.str() == entries[0].report.id.str());
    CHECK(events[0].actors[0].office == "foreign minister");
    CHECK(events[0].recipients[0].id.str() == "RUS");
    CHECK(events[0].contexts == std::vector<std::string>{"diplomatic", "military"});
    CHECK(events[0].articles == 3);
    CHECK(events[0].independent == 2);
    CHECK(events_of(entries, kWorld, Date{2025, 3, 20})[0].articles == 1);
    CHECK(events_of(entries, kWorld, Date{2025, 3, 1}).empty());
}

TEST_CASE("an agency's copy under another head and cut short is no independent source") {
    std::vector<ReportEntry> entries =
        sample_entries({{"a", "2025-03-20", "CONSULT", "", "AES,RUS", "", "2025-04-03", "announced"},
                        {"b", "2025-03-21", "CONSULT", "", "AES,RUS", "", "2025-04-03", "announced"},
                        {"c", "2025-03-22", "CONSULT", "", "AES,RUS", "", "2025-04-03", "announced"}});
    std::string dispatch, own;
    for (int i = 0; i < 30; ++i) {
        dispatch += "Phrase " + std::to_string(i) + " de la dépêche, mot " + std::to_string(i * 7) + " sur la visite. ";
        own += "Notre envoyé au point " + std::to_string(i) + " raconte la rencontre " + std::to_string(i * 11) + ". ";
    }
    entries[0].sketch = base::sketch_of(dispatch);
    entries[1].sketch = base::sketch_of("Le chapeau du journal. " + dispatch.substr(0, dispatch.size() / 2));
    entries[2].sketch = base::sketch_of(own);
    const std::vector<Event> events = events_of(entries, kWorld, Date{2025, 4, 1});
    REQUIRE(events.size() == 1);
    CHECK(events[0].articles == 3);
    CHECK(events[0].independent == 2);
    CHECK(events[0].ladder[0].text_key == events[0].ladder[1].text_key);
    CHECK(events[0].ladder[0].text_key != events[0].ladder[2].text_key);
}

TEST_CASE("one long sentence on two outlets is one independent source") {
    std::vector<ReportEntry> entries =
        sample_entries({{"a", "2025-03-20", "CONSULT", "", "AES,RUS", "", "2025-04-03", "announced"},
                        {"b", "2025-03-21", "CONSULT", "", "AES,RUS", "", "2025-04-03", "announced"}});
    for (ReportEntry& e : entries)
        e.report.quote =
            "Les ministres des Affaires étrangères effectueront une visite officielle à Moscou les 3 et 4 avril.";
    CHECK(events_of(entries, kWorld, Date{2025, 4, 1})[0].independent == 1);
}

TEST_CASE("a member's and a group's words are a party's own") {
    std::vector<ReportEntry> entries =
        sample_entries({{"a", "2025-03-20", "CONSULT", "", "AES,RUS", "", "2025-04-03", "announced", "text", "MLI"},
                        {"b", "2025-03-21", "CONSULT", "", "AES,RUS", "", "2025-04-03", "announced", "text", "TUR"},
                        {"c", "2025-03-22", "CONSULT", "", "AES,RUS", "", "2025-04-03", "announced", "text", "RUS"}});
    const Event e = events_of(entries, kWorld, Date{2025, 4, 1})[0];
    CHECK(e.ladder[0].party);
    CHECK(e.ladder[0].speaks_for.empty());
    CHECK_FALSE(e.ladder[1].party);
    CHECK(e.ladder[2].speaks_for == std::vector<ActorId>{ActorId("RUS")});
}

TEST_CASE("instants of different zones are ordered in one, and bounds stand for a date that is not known") {
    Article a;
    a.published = "2025-04-02T01:30:00+03:00";
    CHECK(order_key(a) == "2025-04-01T22:30");
    a.published = "2025-04-02";
    CHECK(order_key(a) == "2025-04-02");
    a.published = "";
    CHECK(order_key(a) == "");
    a.published_bounds.to = "2025-04-05";
    CHECK(order_key(a) == "2025-04-05");
}
