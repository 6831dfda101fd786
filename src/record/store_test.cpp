// What every store does, and what SQLite's does beyond.
#include "record/store.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <sstream>

#include "fakes/fake_world.h"
#include "fakes/faulty_disk.h"
#include "fakes/sample_record.h"
#include "fakes/test_store.h"
#include "record/sqlite.h"

namespace {

using namespace entente;
using namespace entente::record;
namespace fs = std::filesystem;

ReportId report_id(const SampleArticle& a, std::size_t i) { return a.reports[i].id; }

}  // namespace

TEST_CASE("an article added twice changes nothing, and another version of it takes its place") {
    for_every_store([](Store& store) {
        const std::vector<SampleArticle> press = sample_press();
        CHECK(must_add(store, press[0]) == AddOutcome::kAdded);
        CHECK(*store.revision() == 1);
        CHECK(must_add(store, press[0]) == AddOutcome::kUnchanged);
        CHECK(*store.revision() == 1);
        SampleArticle later = press[0];
        later.article.published_bounds.to = "2026-01-01";
        CHECK(must_add(store, later) == AddOutcome::kUnchanged);
        later.reports.resize(1);
        later.reports[0].status = EventStatus::kCancelled;
        CHECK(must_add(store, later) == AddOutcome::kUpdated);
        CHECK(*store.revision() == 2);
        CHECK(store.reports(year_end())->size() == 1);
        CHECK(store.events(year_end())->at(0).status == EventStatus::kCancelled);
        CHECK(store.counts()->articles == 1);
        CHECK(store.counts()->events == 1);
    });
}

TEST_CASE("any report's id answers with its event") {
    for_every_store([](Store& store) {
        const std::vector<SampleArticle> press = sample_press();
        add_all(store, press);
        const std::string anchor = report_id(press[0], 0).str();
        const auto event = store.event(report_id(press[2], 0).str(), year_end());
        REQUIRE(event.ok());
        CHECK(event->ladder.size() == 4);
        CHECK(store.event(event->id.str(), year_end())->id == event->id);
        CHECK((event->id == EventId(anchor) || event->id == EventId(report_id(press[0], 1).str())));
        CHECK(store.report(report_id(press[2], 0))->event == event->id);
        CHECK(store.event("nothing", year_end()).error().code == ErrorCode::kNotFound);
        CHECK(store.report(ReportId("nothing")).error().code == ErrorCode::kNotFound);
        CHECK(store.article(ArticleId("nothing")).error().code == ErrorCode::kNotFound);
        CHECK(store.joins(report_id(press[2], 0).str())->size() >= 3);
    });
}

TEST_CASE("a query finds by time, parties, type, status and publication") {
    for_every_store([](Store& store) {
        add_all(store, sample_press());
        const auto count = [&](auto change) {
            Query q = year_end();
            change(q);
            const auto events = store.events(q);
            REQUIRE(events.ok());
            return events->size();
        };
        CHECK(count([](Query&) {}) == 8);
        CHECK(count([](Query& q) { q.type = "SANCTION"; }) == 3);
        CHECK(count([](Query& q) { q.with = ActorId("DZA"); }) == 3);  // in the Arab League's summit too
        CHECK(count([](Query& q) { q.between = {ActorId("AES"), ActorId("RUS")}; }) == 3);
        CHECK(count([](Query& q) { q.between = {ActorId("MLI"), ActorId("RUS")}; }) == 4);
        CHECK(count([](Query& q) { q.between = {ActorId("MLI"), ActorId("NER")}; }) == 3);
        CHECK(count([](Query& q) {
                  q.from = Date{2025, 4, 1};
                  q.to = Date{2025, 4, 5};
              }) == 1);
        CHECK(count([](Query& q) { q.status = "denied"; }) == 1);
        CHECK(count([](Query& q) { q.as_of = Date{2025, 2, 1}; }) == 1);
        CHECK(count([](Query& q) { q.as_of = Date{2023, 2, 1}; }) == 0);
        CHECK(count([](Query& q) { q.limit = 2; }) == 2);
        Query before = year_end();
        before.as_of = Date{2025, 4, 2};
        before.from = Date{2025, 4, 3};
        before.to = Date{2025, 4, 10};
        const auto coming = store.events(before);
        REQUIRE(coming->size() == 1);
        CHECK(coming->at(0).status == EventStatus::kAnnounced);
        CHECK(coming->at(0).ladder.size() == 3);
    });
}

TEST_CASE("a member takes part through its group only on the days of its membership") {
    for_every_store([](Store& store) {
        must_add(store,
                 sample_article("x", "2022-05-01", {{"", "", "CONSULT", "", "AES,TUR", "", "2022-05-01", "occurred"}}));
        must_add(store,
                 sample_article("y", "2024-05-01", {{"", "", "CONSULT", "", "AES,TUR", "", "2024-05-01", "occurred"}}));
        Query q = year_end();
        q.with = ActorId("MLI");
        const auto events = store.events(q);
        REQUIRE(events->size() == 1);
        CHECK(events->at(0).reports[0].str() != "");
        CHECK(to_string(*events->at(0).when->range.start) == "2024-05-01");
    });
}

TEST_CASE("an expected agreement is an outcome of the talks of its article") {
    for_every_store([](Store& store) {
        const std::vector<SampleArticle> press = sample_press();
        add_all(store, press);
        const Event talks = *store.event(report_id(press[0], 0).str(), year_end());
        const Event agreement = *store.event(report_id(press[0], 2).str(), year_end());
        REQUIRE(agreement.outcome_of);
        CHECK(agreement.outcome_of->event == talks.id);
        CHECK(talks.outcomes == std::vector<EventId>{agreement.id});
        CHECK(agreement.status == EventStatus::kDenied);
    });
}

TEST_CASE("an event takes the revision of its last change and keeps it while others change") {
    for_every_store([](Store& store) {
        const std::vector<SampleArticle> press = sample_press();
        add_all(store, press);
        CHECK(store.event(report_id(press[0], 0).str(), year_end())->revision == 3);
        CHECK(store.event(report_id(press[8], 0).str(), year_end())->revision == 10);
        SampleArticle gone = press[2];
        gone.reports.erase(gone.reports.begin());
        must_add(store, gone);
        CHECK(store.event(report_id(press[0], 0).str(), year_end())->revision == 15);
        CHECK(store.event(report_id(press[8], 0).str(), year_end())->revision == 10);
    });
}

TEST_CASE("the record of an earlier revision is still known") {
    for_every_store([](Store& store) {
        const std::vector<SampleArticle> press = sample_press();
        add_all(store, press);
        SampleArticle changed = press[0];
        changed.reports.resize(1);
        must_add(store, changed);
        Query q = year_end();
        CHECK(store.reports(q)->size() == 17);
        q.known_at = 14;
        CHECK(store.events(q)->size() == 8);
        CHECK(store.event(report_id(press[0], 2).str(), q).ok());
        q.known_at = 1;
        CHECK(store.events(q)->size() == 2);
        q.known_at = 0;
        CHECK(store.events(q)->empty());
    });
}

TEST_CASE("two reports of one id in an article are both kept") {
    for_every_store([](Store& store) {
        SampleArticle a = sample_press()[0];
        a.reports[1].id = a.reports[0].id;
        must_add(store, a);
        CHECK(store.reports(year_end())->size() == 3);
    });
}

TEST_CASE("an article without an id is refused") {
    for_every_store([](Store& store) { CHECK(store.add(Article{}, {}, {}).error().code == ErrorCode::kInvalid); });
}

TEST_CASE("articles added in any order, one by one, make the record that all at once make") {
    const std::string expected = expected_record();
    std::vector<SampleArticle> press = sample_press();
    std::mt19937 random(1);
    for (int i = 0; i < 40; ++i) {
        const Folder folder;
        const auto store = must_open(folder.file());
        std::shuffle(press.begin(), press.end(), random);
        add_all(*store, press);
        REQUIRE(seen(*store, year_end()) == expected);
    }
}

TEST_CASE("after articles changed and changed back the record is the same, group by group as memory has it") {
    const Folder folder;
    const auto store = must_open(folder.file());
    const auto memory = open_memory(the_world(), the_titles());
    std::vector<SampleArticle> press = sample_press();
    std::mt19937 random(2);
    for (int i = 0; i < 150; ++i) {
        SampleArticle a = press[random() % press.size()];
        if (!a.reports.empty() && random() % 2)
            a.reports.erase(a.reports.begin() + static_cast<long>(random() % a.reports.size()));
        must_add(*store, a);
        must_add(*memory, a);
        if (i % 10 == 9) REQUIRE(seen(*store, year_end()) == seen(*memory, year_end()));
        const auto events = store->events(year_end());
        for (const Event& e : *events) REQUIRE(memory->event(e.id.str(), year_end())->revision == e.revision);
    }
    add_all(*store, press);
    add_all(*memory, press);
    CHECK(seen(*store, year_end()) == expected_record());
    for (std::int64_t r : {10, 50, 100}) {
        Query q = year_end();
        q.known_at = r;
        REQUIRE(seen(*store, q) == seen(*memory, q));
    }
}

TEST_CASE("two writers who take turns make the same record") {
    const Folder folder;
    const auto one = must_open(folder.file()), two = must_open(folder.file());
    bool turn = false;
    for (const SampleArticle& a : sample_press()) must_add((turn = !turn) ? *one : *two, a);
    CHECK(seen(*one, year_end()) == expected_record());
}

TEST_CASE("a store that is not there is not found, and says how to make one") {
    const Folder folder;
    const auto store = open_at(folder.file(), {});
    REQUIRE_FALSE(store.ok());
    CHECK(store.error().code == ErrorCode::kNotFound);
    CHECK(store.error().message.find("entente init") != std::string::npos);
}

TEST_CASE("what is no store is refused and left as it is") {
    const Folder folder;
    const auto refused = [&](const std::string& bytes) {
        std::ofstream(folder.file(), std::ios::binary) << bytes;
        const auto store = open_at(folder.file());
        REQUIRE_FALSE(store.ok());
        CHECK(store.error().code == ErrorCode::kInvalid);
        CHECK(bytes_of(folder.file()) == bytes);
    };
    refused(
        "this is a text of more than a hundred bytes, which is no database at all, whatever one may think of its name "
        "and of its ending.");
    {
        auto other = Database::open(folder.file("other.db"), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, 0, "");
        REQUIRE((*other)->execute("CREATE TABLE t (x)").ok());
    }
    CHECK(open_at(folder.file("other.db")).error().code == ErrorCode::kInvalid);
    CHECK(open_at(folder.path.string()).error().code == ErrorCode::kInvalid);
}

TEST_CASE("a store of a newer format is refused by its version") {
    const Folder folder;
    static_cast<void>(must_open(folder.file()));
    {
        auto db = Database::open(folder.file(), SQLITE_OPEN_READWRITE, 0, "");
        REQUIRE((*db)->execute("PRAGMA user_version = 99").ok());
    }
    CHECK(open_at(folder.file()).error().code == ErrorCode::kVersion);
}

TEST_CASE("a store of an older format is migrated step by step, and keeps its record") {
    const Folder folder;
    {
        const auto store = must_open(folder.file());
        add_all(*store, sample_press());
    }
    StoreFiles files = the_files();
    files.schema_sql.replace(files.schema_sql.find("user_version = 3"), 16, "user_version = 5");
    OpenOptions options;
    CHECK(open_sqlite(folder.file(), files, options, the_world(), the_titles()).error().code ==
          ErrorCode::kVersion);  // no migrations
    files.migrations = {{5, "CREATE TABLE fourth (x INTEGER) STRICT"}, {4, "CREATE TABLE third (x INTEGER) STRICT"}};
    options.read_only = true;
    CHECK(open_sqlite(folder.file(), files, options, the_world(), the_titles()).error().code == ErrorCode::kVersion);
    options.read_only = false;
    const auto store = open_sqlite(folder.file(), files, options, the_world(), the_titles());
    REQUIRE_MESSAGE(store.ok(), (store.ok() ? "" : store.error().message));
    CHECK(seen(**store, year_end()) == expected_record());
    auto db = Database::open(folder.file(), SQLITE_OPEN_READONLY, 0, "");
    CHECK(*(*db)->number("PRAGMA user_version") == 5);
    CHECK(*(*db)->number("SELECT count(*) FROM sqlite_schema WHERE name IN ('third', 'fourth')") == 2);
}

TEST_CASE("a store of format 2 is brought to this one: its record, and words that are found") {
    const Folder folder;
    {
        const auto store = must_open(folder.file());
        add_all(*store, sample_press());
    }
    {
        auto db = Database::open(folder.file(), SQLITE_OPEN_READWRITE, 0, "");
        for (const char* view : {"v_actors", "v_memberships", "v_commitments", "v_series", "v_claims", "v_dyad_month",
                                 "v_coverage", "word_sources"})
            REQUIRE((*db)->execute(std::string("DROP VIEW ") + view).ok());
        for (const char* table : {"words", "word_rows", "revisions", "decision_reports", "decisions", "tombstones",
                                  "actors", "memberships", "facts"})
            REQUIRE((*db)->execute(std::string("DROP TABLE ") + table).ok());
        REQUIRE((*db)->execute("PRAGMA user_version = 2").ok());
    }
    StoreFiles files = the_files();
    files.migrations = {{3, bytes_of(ENTENTE_SOURCE_DIR "/data/store/migrations/0003.sql")}};
    const auto store = open_sqlite(folder.file(), files, {}, the_world(), the_titles());
    REQUIRE_MESSAGE(store.ok(), (store.ok() ? "" : store.error().message));
    CHECK(seen(**store, year_end()) == expected_record());
    CHECK((*store)->search("title", year_end())->size() == sample_press().size());
    SampleArticle a = sample_press()[0];
    a.article.title = "another";
    must_add(**store, a);
    CHECK((*store)->search("title", year_end())->size() == sample_press().size() - 1);
    CHECK((*store)->search("another", year_end())->size() == 1);
}

TEST_CASE("a store that another program writes is locked for writing and open for reading") {
    const Folder folder;
    const auto store = must_open(folder.file());
    must_add(*store, sample_press()[0]);
    auto other = Database::open(folder.file(), SQLITE_OPEN_READWRITE, 0, "");
    REQUIRE((*other)->execute("BEGIN IMMEDIATE").ok());
    const SampleArticle a = sample_press()[1];
    const auto outcome = store->add(a.article, a.reports, a.claims);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.error().code == ErrorCode::kLocked);
    CHECK(store->articles(year_end())->size() == 1);
    REQUIRE((*other)->execute("COMMIT").ok());
    CHECK(must_add(*store, a) == AddOutcome::kAdded);
}

TEST_CASE("a store opened for reading takes nothing") {
    const Folder folder;
    {
        const auto store = must_open(folder.file());
        must_add(*store, sample_press()[0]);
    }
    OpenOptions options;
    options.read_only = true;
    const auto store = open_at(folder.file(), options);
    REQUIRE(store.ok());
    const SampleArticle a = sample_press()[1];
    CHECK((*store)->add(a.article, a.reports, a.claims).error().code == ErrorCode::kIo);
    CHECK((*store)->articles(year_end())->size() == 1);
}

TEST_CASE("a disk that fills up at any write leaves the store as it was before that article") {
    const std::vector<SampleArticle> press = sample_press();
    const std::string expected = expected_record();
    for (long at = 1; at < 400; at += 13) {
        const Folder folder;
        FaultyDisk::arm(FaultyDisk::Fault::kFull, at);
        auto store = open_at(folder.file(), {true, false, 100, FaultyDisk::kName});
        std::size_t whole = 0;
        if (store.ok())
            for (const SampleArticle& a : press) {
                const auto outcome = (*store)->add(a.article, a.reports, a.claims);
                if (!outcome.ok()) {
                    CHECK(outcome.error().code == ErrorCode::kIo);
                    break;
                }
                ++whole;
            }
        FaultyDisk::arm(FaultyDisk::Fault::kNone, 0);
        if (store.ok()) {
            CHECK((*store)->articles(year_end())->size() == whole);
            add_all(**store, press);  // there is room again
            REQUIRE(seen(**store, year_end()) == expected);
        }
    }
}

// One run of a child that adds the press and dies at a write; false when it came to the end.
static bool dies_at(const std::string& path, FaultyDisk::Fault fault, long at) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        FaultyDisk::arm(fault, at);
        auto store = open_at(path, {true, false, 100, FaultyDisk::kName});
        if (!store.ok()) _exit(1);
        for (const SampleArticle& a : sample_press())
            if (!(*store)->add(a.article, a.reports, a.claims).ok()) _exit(1);
        store->reset();
        _exit(0);
    }
    int state = 0;
    waitpid(child, &state, 0);
    REQUIRE(WIFEXITED(state));
    REQUIRE(WEXITSTATUS(state) != 1);
    return WEXITSTATUS(state) == 9;
}

// Kills the process at about so many writes (0: at every one) and looks at what is left.
static void kill_at_writes(long points) {
    FaultyDisk::arm(FaultyDisk::Fault::kNone, 0);
    long writes = 0;
    {
        const Folder folder;
        auto store = open_at(folder.file(), {true, false, 100, FaultyDisk::kName});
        add_all(**store, sample_press());
        store->reset();
        writes = FaultyDisk::writes();
    }
    REQUIRE(writes > 100);
    const std::string expected = expected_record();
    const long step = points > 0 ? std::max(1L, writes / points) : 1;
    for (long at = 1; at <= writes; at += step) {
        CAPTURE(at);
        const Folder folder;
        REQUIRE(dies_at(folder.file(), at % 2 ? FaultyDisk::Fault::kKill : FaultyDisk::Fault::kKillHalfway, at));
        const auto store = must_open(folder.file());
        const auto articles = store->articles(year_end());
        REQUIRE(articles.ok());
        for (const StoredArticle& a : *articles) {
            Query q = year_end();
            std::size_t reports = 0;
            const auto all = store->reports(q);
            for (const Report& r : *all) reports += r.article == a.article.id;
            const std::vector<SampleArticle> press = sample_press();
            const auto it = std::find_if(press.begin(), press.end(),
                                         [&](const SampleArticle& s) { return s.article.id == a.article.id; });
            REQUIRE(reports == it->reports.size());
        }
        add_all(*store, sample_press());
        REQUIRE(seen(*store, year_end()) == expected);
    }
}

TEST_CASE(
    "a process killed at any write leaves a store that opens, holds whole articles and is completed by adding again") {
    kill_at_writes(50);
}

TEST_CASE("the same at every single write" * doctest::skip()) { kill_at_writes(0); }  // make test-long
