#include "record/ladder.h"

#include <doctest/doctest.h>
#include <yaml-cpp/yaml.h>

namespace {

using namespace entente;

std::string text(const YAML::Node& n, const char* key) {
    return n[key] && !n[key].IsNull() ? n[key].as<std::string>() : "";
}

ReportTime time_of(const std::string& when) {
    const std::size_t slash = when.find('/');
    const auto start = parse_date(when.substr(0, slash));
    return {{start, slash == std::string::npos ? start : parse_date(when.substr(slash + 1))}, "day", {}};
}

std::string shown(const std::optional<ReportTime>& t) {
    if (!t) return "";
    const std::string a = to_string(*t->range.start), b = to_string(*t->range.end);
    return a == b ? a : a + "/" + b;
}

std::vector<Rung> ladder_of(const YAML::Node& rungs) {
    std::vector<Rung> out;
    for (const YAML::Node& n : rungs) {
        Rung r;
        r.status = *parse_status(text(n, "status"));
        r.published = text(n, "published");
        r.order_key = n["order_key"] ? text(n, "order_key") : r.published;
        if (n["when"]) r.when = time_of(text(n, "when"));
        if (n["place"]) r.place = ReportPlace{"", text(n, "place"), "", {}, {}, {}};
        if (n["party"])
            for (const YAML::Node& p : n["party"]) r.speaks_for.push_back(ActorId(p.as<std::string>()));
        r.party = !r.speaks_for.empty();
        r.report = ReportId("r" + std::to_string(out.size()));
        r.article = ArticleId("a" + std::to_string(out.size()));
        r.text_key = text(n, "by");
        out.push_back(r);
    }
    return out;
}

void check_day(const YAML::Node& want, const std::optional<record::Standing>& got) {
    if (want.IsScalar()) {
        CHECK_FALSE(got);
        return;
    }
    REQUIRE(got);
    CHECK(std::string(to_string(got->status)) == text(want, "status"));
    if (want["when"]) CHECK(shown(got->when) == text(want, "when"));
    if (want["place"]) CHECK((got->place ? got->place->name : "") == text(want, "place"));
    if (want["silent_since"])
        CHECK((got->silent_since ? to_string(*got->silent_since) : "") == text(want, "silent_since"));
    if (!want["conflicts"]) return;
    std::vector<std::string> conflicts;
    for (const Conflict& c : got->conflicts) conflicts.push_back(c.field + " " + c.value);
    CHECK(conflicts == want["conflicts"].as<std::vector<std::string>>());
}

}  // namespace

TEST_CASE("every ladder of the manual's table stands as its rule says, on each day") {
    const YAML::Node file = YAML::LoadFile(ENTENTE_SOURCE_DIR "/tests/cases/ladder/rules.yaml");
    std::vector<ActorId> parties;
    for (const YAML::Node& p : file["parties"]) parties.push_back(ActorId(p.as<std::string>()));
    std::size_t days = 0;
    for (const YAML::Node& c : file["cases"]) {
        const std::vector<Rung> ladder = ladder_of(c["rungs"]);
        for (const auto& day : c["expect"]) {
            CAPTURE(c["name"].as<std::string>());
            CAPTURE(day.first.as<std::string>());
            check_day(day.second, record::standing(ladder, *parse_date(day.first.as<std::string>()), parties));
            ++days;
        }
    }
    CHECK(days > 35);
}

TEST_CASE("an empty ladder stands for nothing") { CHECK_FALSE(record::standing({}, Date{2025, 1, 1})); }

TEST_CASE("no denial is everybody's when the parties are not known") {
    const YAML::Node rungs = YAML::Load(
        "[{status: occurred, published: 2025-04-04}, {status: denied, published: 2025-04-05, party: [RUS]}]");
    CHECK(record::standing(ladder_of(rungs), Date{2025, 5, 1})->status == EventStatus::kOccurred);
}
