// Decisions, ids that are gone and words: the same of every store.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <random>

#include "fakes/sample_record.h"
#include "fakes/test_store.h"

namespace {

using namespace entente;
using namespace entente::record;

Decision decide(DecisionKind kind, std::vector<ReportId> reports, std::vector<ReportId> others = {}) {
    Decision d;
    d.kind = kind;
    d.reports = std::move(reports);
    d.others = std::move(others);
    d.by = "A. Analyst";
    d.at = "2025-06-01T10:00:00Z";
    return d;
}

std::string standing_of(const Store& store, const std::string& id) {
    const auto e = store.event(id, year_end());
    return e.ok() ? e->id.str() + " " + to_string(e->status) : e.error().message;
}

std::size_t events_in(const Store& store) { return store.events(year_end())->size(); }

}  // namespace

TEST_CASE("a merge makes two events one, the ids of both answer with it, and late articles join it") {
    for_every_store([](Store& store) {
        add_all(store, sample_press());
        const auto press = sample_press();
        const Event a = *store.event(press[0].reports[0].id.str(), year_end());
        const Event b = *store.event(press[3].reports[0].id.str(), year_end());
        REQUIRE(a.id != b.id);
        const std::size_t before = events_in(store);
        const auto made = store.review(decide(DecisionKind::kMerge, a.reports, b.reports));
        REQUIRE_MESSAGE(made.ok(), (made.ok() ? "" : made.error().message));
        CHECK(made->number == 1);
        CHECK(events_in(store) == before - 1);
        const Event merged = *store.event(b.id.str(), year_end());
        CHECK(merged.id == std::min(a.id, b.id, [&](const EventId& x, const EventId&) { return x == a.id; }));
        CHECK(merged.reports.size() == a.reports.size() + b.reports.size());
        CHECK(merged.revision == made->revision);
        REQUIRE(merged.reviews.size() == 1);
        CHECK(merged.reviews[0].by == "A. Analyst");
        must_add(store, sample_article("late", "2025-04-02",
                                       {{"", "", "CONSULT", "", "AES,RUS", "", "2025-04-03/2025-04-04", "announced"}}));
        CHECK(store.event(b.id.str(), year_end())->reports.size() == merged.reports.size() + 1);
        Query then = year_end();
        then.known_at = made->revision - 1;
        CHECK(store.event(b.id.str(), then)->reports.size() == b.reports.size());
        then.known_at = made->revision;
        CHECK(store.event(b.id.str(), then)->reports.size() == merged.reports.size());
    });
}

TEST_CASE("a split parts an event, and what comes later goes to the side that it fits better") {
    for_every_store([](Store& store) {
        add_all(store, sample_press());
        const auto press = sample_press();
        const Event whole = *store.event(press[5].reports[0].id.str(), year_end());
        REQUIRE(whole.reports.size() == 3);
        const auto made =
            store.review(decide(DecisionKind::kSplit, {whole.reports[0]}, {whole.reports[1], whole.reports[2]}));
        REQUIRE(made.ok());
        CHECK(store.event(whole.reports[0].str(), year_end())->reports.size() == 1);
        CHECK(store.event(whole.reports[2].str(), year_end())->reports.size() == 2);
        must_add(store, sample_article("b9", "2025-03-06",
                                       {{"", "", "CONSULT", "multilateral", "LAS", "", "2025-03-04", "occurred"}}));
        CHECK(store.event(whole.reports[2].str(), year_end())->reports.size() == 3);
        CHECK(store.event(whole.reports[0].str(), year_end())->reports.size() == 1);
    });
}

TEST_CASE("what is rejected is in no event and says who rejected it; its report is still there") {
    for_every_store([](Store& store) {
        add_all(store, sample_press());
        const auto press = sample_press();
        const std::size_t before = events_in(store);
        const ReportId id = press[10].reports[0].id;
        Decision d = decide(DecisionKind::kReject, {id});
        d.note = "no act";
        REQUIRE(store.review(d).ok());
        CHECK(events_in(store) == before - 1);
        CHECK(standing_of(store, id.str()) == id.str() + " was rejected by A. Analyst on 2025-06-01 (no act)");
        CHECK(store.report(id).ok());
        must_add(store, sample_article("x", "2025-03-06", {}));
        CHECK(events_in(store) == before - 1);
    });
}

TEST_CASE("a correction stands from its day on, keeps what it corrects among the conflicts, and the later one wins") {
    for_every_store([](Store& store) {
        add_all(store, sample_press());
        const Event e = *store.event(sample_press()[0].reports[0].id.str(), year_end());
        Decision d = decide(DecisionKind::kCorrect, e.reports);
        d.field = "status";
        d.value = "cancelled";
        REQUIRE(store.review(d).ok());
        d.value = "postponed";
        REQUIRE(store.review(d).ok());
        d.field = "when";
        d.value = "2025-04-05";
        REQUIRE(store.review(d).ok());
        const Event now = *store.event(e.id.str(), year_end());
        CHECK(now.status == EventStatus::kPostponed);
        CHECK(to_string(*now.when->range.start) == "2025-04-05");
        CHECK(now.reviews.size() == 3);
        CHECK(std::any_of(now.conflicts.begin(), now.conflicts.end(),
                          [](const Conflict& c) { return c.field == "status" && c.value == "occurred"; }));
        Query before = year_end();
        before.as_of = Date{2025, 5, 31};
        CHECK(store.event(e.id.str(), before)->status == EventStatus::kOccurred);
    });
}

TEST_CASE("a decision without a name, a value that cannot be, a report that never was are refused and change nothing") {
    for_every_store([](Store& store) {
        add_all(store, sample_press());
        const ReportId id = sample_press()[0].reports[0].id;
        Decision d = decide(DecisionKind::kConfirm, {id});
        d.by.clear();
        CHECK(store.review(d).error().code == ErrorCode::kInvalid);
        d = decide(DecisionKind::kCorrect, {id});
        for (const auto& [field, value] : {std::pair("status", "done"), {"when", "2025-13-01"}, {"actors", "MLI"}}) {
            d.field = field;
            d.value = value;
            CHECK(store.review(d).error().code == ErrorCode::kInvalid);
        }
        CHECK(store.review(decide(DecisionKind::kReject, {ReportId("none")})).error().code == ErrorCode::kNotFound);
        CHECK(store.review(decide(DecisionKind::kMerge, {id}, {id})).error().code == ErrorCode::kInvalid);
        CHECK(store.decisions(year_end())->empty());
        CHECK(*store.revision() == 14);
    });
}

TEST_CASE("the id of a report that went answers with the one that took its place, else with the rest of its event") {
    for_every_store([](Store& store) {
        const auto press = sample_press();
        add_all(store, press);
        const ReportId old = press[2].reports[0].id;
        const EventId event = store.event(old.str(), year_end())->id;
        SampleArticle again = press[2];
        again.reports[0].id = ReportId("coded-anew");
        must_add(store, again);
        CHECK(store.event(old.str(), year_end())->id == event);
        CHECK(store.event("coded-anew", year_end())->id == event);
        again.reports.erase(again.reports.begin());
        must_add(store, again);
        CHECK(store.event(old.str(), year_end())->id == event);
        const ReportId alone = press[10].reports[0].id;
        SampleArticle empty = press[10];
        empty.reports.clear();
        must_add(store, empty);
        CHECK(standing_of(store, alone.str()) == alone.str() + " was withdrawn at r17: its article no longer says so");
        CHECK(store.gone(16)->size() == 1);
        CHECK(store.gone(14)->size() == 3);
        Query then = year_end();
        then.known_at = 16;
        CHECK(store.event(alone.str(), then).ok());
    });
}

TEST_CASE("decisions are replayed on what takes the place of the reports they name") {
    for_every_store([](Store& store) {
        const auto press = sample_press();
        add_all(store, press);
        const Event a = *store.event(press[0].reports[0].id.str(), year_end());
        const Event b = *store.event(press[3].reports[0].id.str(), year_end());
        REQUIRE(store.review(decide(DecisionKind::kMerge, a.reports, b.reports)).ok());
        for (const std::size_t i : {0, 1, 2, 3, 4}) {
            SampleArticle again = press[i];
            for (Report& r : again.reports) r.id = ReportId(r.id.str() + "-anew");
            must_add(store, again);
        }
        CHECK(store.event(a.id.str(), year_end())->id == store.event(b.id.str(), year_end())->id);
    });
}

TEST_CASE("the order of articles around decisions does not change the record") {
    std::vector<SampleArticle> press = sample_press();
    const auto base = open_memory(the_world(), the_titles());
    add_all(*base, press);
    const Event a = *base->event(press[0].reports[0].id.str(), year_end());
    const Event b = *base->event(press[3].reports[0].id.str(), year_end());
    const Event c = *base->event(press[5].reports[0].id.str(), year_end());
    const auto rule = [&](Store& s) {
        REQUIRE(s.review(decide(DecisionKind::kMerge, a.reports, b.reports)).ok());
        REQUIRE(s.review(decide(DecisionKind::kSplit, {c.reports[0]}, {c.reports[1], c.reports[2]})).ok());
    };
    rule(*base);
    const std::string expected = seen(*base, year_end());
    std::mt19937 random(3);
    for (int i = 0; i < 20; ++i) {
        const Folder folder;
        const auto store = must_open(folder.file());
        std::shuffle(press.begin(), press.begin() + 8, random);  // what the decisions name comes before them
        std::shuffle(press.begin() + 8, press.end(), random);
        for (std::size_t n = 0; n < press.size(); ++n) {
            if (n == 8) rule(*store);
            must_add(*store, press[n]);
        }
        REQUIRE(seen(*store, year_end()) == expected);
    }
}

TEST_CASE("words are found whatever their accents and case, all of them or none") {
    for_every_store([](Store& store) {
        SampleArticle a = sample_press()[0], b = sample_press()[1];
        a.article.title = "L’Algérie rappelle son ambassadeur";
        a.article.text = "« Un cœur léger », dit le ministre à Niamey.";
        b.article.text = "The minister was in Algiers.";
        must_add(store, a);
        must_add(store, b);
        const auto found = [&](const char* words) { return store.search(words, year_end())->size(); };
        CHECK(found("algerie") == 1);
        CHECK(found("ALGÉRIE niamey") == 1);
        CHECK(found("algerie algiers") == 0);
        CHECK(found("minist*") == 2);
        CHECK(found("ministre") == 1);
        CHECK(found("coeur") == 1);
        CHECK(found("cœur leger") == 1);
        CHECK(found("\" OR *") == 0);
        CHECK(store.search("niamey", year_end())->at(0).passage.find("«Niamey»") != std::string::npos);
        a.article.text = "Un autre texte.";
        must_add(store, a);
        CHECK(found("niamey") == 0);
        CHECK(found("autre") == 1);
        Query early = year_end();
        early.as_of = Date{2025, 3, 19};
        CHECK(store.search("autre", early)->empty());
    });
}
