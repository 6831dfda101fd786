// Runs tests/cases/press: each page with its .yaml, and the seed where it is there. The keys:
// tests/cases/press/README.md.
#include <doctest/doctest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "press/press.h"
#include "press/test_reader.h"

using namespace entente;
namespace fs = std::filesystem;

namespace {

const fs::path kRoot = ENTENTE_SOURCE_DIR;

using press::read_whole;
using press::test_reader;

void check_string(const YAML::Node& want, const char* key, const std::string& got) {
    if (!want[key]) return;
    const std::string expected = want[key].IsNull() ? "" : want[key].as<std::string>();
    CHECK_MESSAGE(got == expected, key, ": ", got, " instead of ", expected);
}

void check_list(const YAML::Node& want, const char* key, const std::vector<std::string>& got) {
    if (!want[key]) return;
    const auto expected = want[key].IsNull() ? std::vector<std::string>{} : want[key].as<std::vector<std::string>>();
    std::string shown;
    for (const std::string& g : got) shown += "[" + g + "] ";
    CHECK_MESSAGE(got == expected, key, ": ", shown);
}

void check_paragraphs(const YAML::Node& want, const Article& a) {
    if (!want["paragraphs"]) return;
    const auto expected = want["paragraphs"].as<std::vector<std::string>>();
    std::string shown;
    for (const Paragraph& p : a.paragraphs)
        shown += std::string("\n  ") + to_string(p.kind) + " " + std::string(p.span.of(a.text).substr(0, 60));
    REQUIRE_MESSAGE(a.paragraphs.size() == expected.size(), "paragraphs:", shown);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const std::string got =
            std::string(to_string(a.paragraphs[i].kind)) + " " + std::string(a.paragraphs[i].span.of(a.text));
        CHECK_MESSAGE(got.starts_with(expected[i]), got.substr(0, 80), " instead of ", expected[i]);
    }
}

void check_page(const fs::path& page, const YAML::Node& want) {
    press::PageHint hint;
    hint.name = page.filename().string();
    if (want["hint"] && want["hint"]["fetched"]) hint.fetched = want["hint"]["fetched"].as<std::string>();
    const Result<Article> read = test_reader()->read_page(read_whole(page), hint, Limits{});
    REQUIRE_MESSAGE(read.ok(), (read.ok() ? "" : read.error().message));
    const Article& a = read.value();
    press::check_laws(a);
    check_string(want, "title", a.title);
    check_string(want, "url", a.url);
    check_string(want, "source", a.source);
    check_string(want, "published", a.published);
    check_string(want, "modified", a.modified);
    check_string(want, "signature", a.signature);
    check_string(want, "language", a.language);
    check_string(want, "kind", a.kind);
    check_list(want, "byline", a.byline);
    check_list(want, "sections", a.sections);
    if (const YAML::Node d = want["dateline"]) {
        check_string(d, "place", a.dateline.place.value_or(""));
        check_string(d, "date", a.dateline.date.value_or(""));
        check_string(d, "agency", a.dateline.agency.value_or(""));
    }
    check_paragraphs(want, a);
    std::vector<std::string> titles, urls;
    for (const Related& r : a.related) titles.push_back(r.title), urls.push_back(r.url.value_or(""));
    check_list(want, "related", titles);
    check_list(want, "urls", urls);
    if (want["not_in_body"])
        for (const auto& words : want["not_in_body"].as<std::vector<std::string>>())
            CHECK_MESSAGE(a.text.find(words) == std::string::npos, "in the body: ", words);
    if (want["notes"])
        for (const auto& kind : want["notes"].as<std::vector<std::string>>())
            CHECK_MESSAGE(std::any_of(a.notes.begin(), a.notes.end(), [&](const Note& n) { return n.kind == kind; }),
                          "no note ", kind);
}

}  // namespace

TEST_CASE("each page of tests/cases/press is read as its yaml says") {
    std::size_t pages = 0;
    std::vector<fs::path> cases;
    for (const auto& e : fs::directory_iterator(kRoot / "tests/cases/press"))
        if (e.path().extension() == ".yaml") cases.push_back(e.path());
    std::sort(cases.begin(), cases.end());
    for (fs::path yaml : cases) {
        const YAML::Node want = YAML::LoadFile(yaml.string());
        fs::path page = yaml.replace_extension(".html");
        if (!fs::exists(page)) page = yaml.replace_extension(".txt");
        CAPTURE(page.filename().string());
        check_page(page, want);
        ++pages;
    }
    CHECK(pages >= 40);
}

TEST_CASE("the seed's page gives what its gold says") {
    const fs::path seed = kRoot / "../shared/seed/000_ae33d2db79d6d490.txt", gold = kRoot / "../shared/gold/seed.yaml";
    if (!fs::exists(seed) || !fs::exists(gold)) {
        MESSAGE("skipped: ../shared/seed is not here");
        return;
    }
    const YAML::Node want = YAML::LoadFile(gold.string())["article"];
    const std::string bytes = read_whole(seed);
    CHECK(test_reader()->has_page_form(bytes));
    const Result<Article> read = test_reader()->read_page(bytes, {}, Limits{});
    REQUIRE(read.ok());
    const Article& a = read.value();
    press::check_laws(a);
    CHECK(a.title == want["title"].as<std::string>());
    CHECK(a.sections == want["sections"].as<std::vector<std::string>>());
    REQUIRE(a.byline.size() == 1);
    CHECK(a.byline[0] == want["byline"].as<std::string>());
    CHECK(a.signature == want["signature"].as<std::string>());
    CHECK(a.language == want["language"].as<std::string>());
    for (const auto& words : want["not_in_body"].as<std::vector<std::string>>())
        CHECK(a.text.find(words) == std::string::npos);
    REQUIRE(a.related.size() == 1);
    CHECK(a.related[0].title == want["related"][0]["title"].as<std::string>());
    std::vector<std::string> headings;
    std::size_t plain = 0;
    for (const Paragraph& p : a.paragraphs)
        if (p.kind == ParagraphKind::kHeading)
            headings.emplace_back(p.span.of(a.text));
        else
            ++plain;
    CHECK(plain == want["paragraphs"].as<std::size_t>());
    CHECK(headings == want["headings"].as<std::vector<std::string>>());
}

TEST_CASE("the sample press reads without loss: title, date and a body on every page, no chrome in it") {
    std::size_t pages = 0;
    for (const auto& e : fs::recursive_directory_iterator(kRoot / "data/press/demo")) {
        if (e.path().extension() != ".html") continue;
        CAPTURE(e.path().filename().string());
        const Result<Article> read = test_reader()->read_page(read_whole(e.path()), {}, Limits{});
        REQUIRE(read.ok());
        const Article& a = read.value();
        press::check_laws(a);
        CHECK(a.kind == "article");
        CHECK(!a.title.empty());
        CHECK(parse_date(a.published));
        CHECK(!a.source.empty());
        CHECK(a.paragraphs.size() >= 3);
        for (const char* words : {"ookie", "©", "Partager", "Newsletter", "À lire aussi", "Lire aussi", "Read more",
                                  "Sample dispatch", "Dépêche d’exemple"})
            CHECK_MESSAGE(a.text.find(words) == std::string::npos, "in the body: ", words);
        ++pages;
    }
    CHECK(pages >= 14);
}
