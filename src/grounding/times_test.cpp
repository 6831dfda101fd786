#include <doctest/doctest.h>
#include <yaml-cpp/yaml.h>

#include <fstream>
#include <sstream>

#include "base/text.h"
#include "grounding/grounding.h"

using namespace entente;
using grounding::TimeAnchor;
using grounding::TimeFinder;

namespace {

std::string slurp(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    REQUIRE_MESSAGE(in.good(), path);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

const TimeFinder& finder() {
    static const auto shared = [] {
        std::vector<world::DataFile> files;
        for (const char* name : {"fr.yaml", "en.yaml"})
            files.push_back({name, slurp(std::string(ENTENTE_SOURCE_DIR "/data/grounding/times/") + name)});
        auto opened = TimeFinder::open(files);
        REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? std::string() : opened.error().message));
        return opened.value();
    }();
    return *shared;
}

TimeAnchor on(std::string_view day) { return {parse_date(day), false}; }

std::string shown(const std::vector<TimeExpression>& times) {
    std::string out;
    for (const auto& t : times)
        out += "\n    " + t.text + " = " + t.type + " " + t.value + " [" + t.start + ", " + t.end + "] " + t.anchor +
               ": " + t.why;
    return out.empty() ? "\n    nothing" : out;
}

// The first difference between the case's expectation and the expression, or "".
std::string difference(const YAML::Node& want, const TimeExpression& got) {
    const auto compare = [&](const char* key, const std::string& have, const char* otherwise) -> std::string {
        const YAML::Node node = want[key];
        if (!node && !otherwise) return "";
        const std::string wanted = !node ? otherwise : node.IsNull() ? "" : node.as<std::string>();
        return wanted == have ? "" : std::string(key) + ": wanted " + wanted + ", got " + have + "; ";
    };
    return compare("t", got.text, "") + compare("v", got.value, nullptr) + compare("s", got.start, nullptr) +
           compare("e", got.end, nullptr) + compare("type", got.type, "date") + compare("a", got.anchor, nullptr);
}

void run_cases(const char* name) {
    const YAML::Node file = YAML::Load(slurp(std::string(ENTENTE_SOURCE_DIR "/tests/cases/times/") + name));
    const std::string language = file["language"].as<std::string>();
    for (const YAML::Node& one : file["cases"]) {
        TimeAnchor anchor = on(file["published"].as<std::string>());
        if (one["published"])
            anchor = one["published"].IsNull() ? TimeAnchor{} : on(one["published"].as<std::string>());
        const std::string text = one["text"].as<std::string>();
        const auto times = finder().find(text, language, anchor);
        std::string wrong = times.size() == one["times"].size() ? "" : "another number of times; ";
        for (std::size_t i = 0; i < std::min<std::size_t>(times.size(), one["times"].size()); ++i)
            wrong += difference(one["times"][i], times[i]);
        CHECK_MESSAGE(wrong.empty(), text, "\n  ", wrong, shown(times));
    }
}

bool on_border(std::string_view text, std::size_t at) { return base::border_before(text, at) == at; }

}  // namespace

TEST_CASE("French press sentences give the times that a reader gives them") { run_cases("fr.yaml"); }
TEST_CASE("English press sentences give the times that a reader gives them") { run_cases("en.yaml"); }

TEST_CASE("Spans lie on code point borders, in order, without overlap, and hold their text") {
    const std::string text =
        "«\u00A0Jeudi\u00A0», d’aujourd’hui à après‑demain, l’été 2026, Moscou — 3–4 avril\u00A02025…";
    const auto times = finder().find(text, "fr", on("2025-04-02"));
    CHECK(times.size() >= 4);
    std::size_t last = 0;
    for (const auto& t : times) {
        CHECK(t.span.start >= last);
        last = t.span.end;
        CHECK(on_border(text, t.span.start));
        CHECK(on_border(text, t.span.end));
        CHECK(t.text == t.span.of(text));
    }
}

TEST_CASE("A megabyte of digits and broken bytes neither crash nor give a date") {
    CHECK(finder().find(std::string(1 << 20, '7'), "fr", on("2025-04-02")).empty());
    std::string broken;
    for (int i = 0; i < 20000; ++i) broken += static_cast<char>(i * 37 % 256);
    for (const auto& t : finder().find(broken, "fr", on("2025-04-02"))) CHECK(t.span.end <= broken.size());
    CHECK(finder().find("", "en", {}).empty());
}

TEST_CASE("Ten thousand dates are found once each") {
    std::string text;
    for (int i = 0; i < 10000; ++i) text += "Le 3 avril 2025, puis ";
    const auto times = finder().find(text, "fr", on("2025-04-02"));
    CHECK(times.size() == 10000);
}

TEST_CASE("The same text gives the same times") {
    const std::string text = "Lundi, du 12 au 15 mai, la veille, deux ans plus tard et à 14h30.";
    CHECK(shown(finder().find(text, "fr", on("2025-04-02"))) == shown(finder().find(text, "fr", on("2025-04-02"))));
}

TEST_CASE("A bound in place of the publication day resolves relative times and says so") {
    const auto times = finder().find("Il s'est rendu hier à Lomé.", "fr", {parse_date("2025-04-02"), true});
    REQUIRE(times.size() == 1);
    CHECK(times[0].start == "2025-04-01");
    CHECK(times[0].why.find("bound") != std::string::npos);
}

TEST_CASE("A headline too short to tell its language is still dated") {
    CHECK(finder().find("They met yesterday.", "", on("2025-04-02")).size() == 1);
    CHECK(finder().find("Ils se sont vus hier.", "", on("2025-04-02")).size() == 1);
}

TEST_CASE("An article without a publication day is anchored at its bound") {
    Article article;
    article.published_bounds.to = "2025-04-02";
    const TimeAnchor anchor = grounding::anchor_of(article);
    CHECK(anchor.bound);
    REQUIRE(anchor.published);
    CHECK(to_string(*anchor.published) == "2025-04-02");
}

TEST_CASE("A mistake in the words file is told with its file and line") {
    const auto bad = [](const std::string& bytes) {
        const auto opened = TimeFinder::open({{"x.yaml", bytes}});
        return opened.ok() ? std::string("accepted") : opened.error().message;
    };
    CHECK(bad("language: fr\nrules:\n- {do: dance, p: lundi}\n").find("x.yaml:3") == 0);
    CHECK(bad("language: fr\nrules:\n- {do: date, p: \"@nothing\"}\n").find("x.yaml:3") == 0);
    CHECK(bad("language: fr\nrules:\n- {do: date, p: \"(DAY MONTH\", colour: red}\n").find("x.yaml:3") == 0);
    CHECK(bad("language: [\n").find("x.yaml:") == 0);
}
