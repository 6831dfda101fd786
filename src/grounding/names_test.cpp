#include <doctest/doctest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "grounding/grounding.h"
#include "grounding/located.h"
#include "language/conllu.h"

using namespace entente;

namespace {

std::string bytes_of(const std::filesystem::path& path) {
    std::ostringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
}

const grounding::Grounder& grounder() {
    static const auto opened = [] {
        std::vector<world::DataFile> files;
        for (const auto& entry : std::filesystem::directory_iterator(ENTENTE_SOURCE_DIR "/data/world"))
            if (entry.path().extension() == ".yaml")
                files.push_back({entry.path().filename().string(), bytes_of(entry.path())});
        std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
        auto world = world::World::open(files);
        if (!world.ok()) FAIL(world.error().message);
        std::ifstream in(std::string(ENTENTE_SOURCE_DIR) + "/data/world/borders.txt", std::ios::binary);
        std::ostringstream all;
        all << in.rdbuf();
        const auto borders = world::Borders::open({"borders.txt", all.str()});
        return grounding::open_located(world.value(), nullptr, borders.value()).value();
    }();
    return *opened;
}

// The read documents of a CoNLL-U file by their id.
std::map<std::string, language::ConlluDocument> read_file(const std::string& path) {
    std::ifstream in(path);
    language::ConlluParser parser([&](std::string& line) { return static_cast<bool>(std::getline(in, line)); }, path,
                                  language::ConlluRead::kTrees);
    language::ConlluDocuments documents(std::move(parser), Limits{});
    std::map<std::string, language::ConlluDocument> out;
    for (;;) {
        auto next = documents.next();
        if (!next.ok()) FAIL(next.error().message);
        if (!*next) return out;
        out[(*next)->article.id.str()] = std::move(**next);
    }
}

std::string told(const std::vector<Name>& names) {
    std::string out;
    for (const Name& n : names)
        out += "\n    " + n.text + " | " + to_string(n.kind) + " " + to_string(n.form) + " " + n.id +
               " role=" + n.role + " office=" + n.office + " person=" + n.person + " | " + n.why;
    return out;
}

std::string wanted(const YAML::Node& node, const char* key) { return node[key] ? node[key].as<std::string>() : ""; }

bool fits(const Name& name, const YAML::Node& want) {
    const std::string text = wanted(want, "text");
    const bool same_text =
        wanted(want, "inside").empty() ? name.text == text : name.text.find(text) != std::string::npos;
    if (!same_text || name.id != wanted(want, "id")) return false;
    const auto holds = [&](const char* key, const std::string& value) {
        return !want[key] || wanted(want, key) == value;
    };
    return holds("office", name.office) && holds("role", name.role) && holds("person", name.person) &&
           holds("kind", to_string(name.kind));
}

void check_case(const YAML::Node& one, language::ConlluDocument& document, const std::string& language) {
    document.article.language = language;
    document.article.published = wanted(one, "published");
    const std::vector<Name> names = grounder().ground(document.article, document.sentences).names;
    const std::string id = wanted(one, "id");
    for (const YAML::Node& want : one["names"]) {
        const bool found = std::any_of(names.begin(), names.end(), [&](const Name& n) { return fits(n, want); });
        CHECK_MESSAGE(found, id << ": no \"" << wanted(want, "text") << "\" = " << wanted(want, "id")
                                << "; found:" << told(names));
    }
    for (const YAML::Node& absent : one["absent"]) {
        const bool found =
            std::any_of(names.begin(), names.end(), [&](const Name& n) { return n.id == absent.as<std::string>(); });
        CHECK_MESSAGE(!found, id << ": " << absent.as<std::string>() << " must not be there; found:" << told(names));
    }
    const std::string& text = document.article.text;
    for (const Name& n : names) {
        CHECK(n.span.end <= text.size());
        CHECK(n.span.of(text) == n.text);
        CHECK_FALSE(n.why.empty());
        CHECK(n.first != kNoToken);
        CHECK(n.head >= n.first);
        CHECK(n.head <= n.last);
    }
}

void check_file(const std::string& language) {
    const std::string base = ENTENTE_SOURCE_DIR "/tests/cases/names-own/" + language;
    auto documents = read_file(base + ".conllu");
    for (const YAML::Node& one : YAML::LoadFile(base + ".yaml")["cases"]) {
        const auto it = documents.find(wanted(one, "id"));
        REQUIRE_MESSAGE(it != documents.end(), wanted(one, "id") << " is not read; see the cases' README");
        check_case(one, it->second, language);
    }
}

Article article_of(std::string text) {
    Article article;
    article.language = "fr";
    article.text = std::move(text);
    return article;
}

Sentence whole(const Article& article) {
    Sentence sentence;
    sentence.span = {0, static_cast<ByteOffset>(article.text.size())};
    return sentence;
}

}  // namespace

TEST_CASE("Names of own French sentences are found and resolved") { check_file("fr"); }

TEST_CASE("Names of own English sentences are found and resolved") { check_file("en"); }

TEST_CASE("A sentence that was not read still gives the world's names") {
    const Article article = article_of("La France et la Côte d’Ivoire saluent l’Union africaine.");
    const auto names = grounder().ground(article, {whole(article)}).names;
    REQUIRE(names.size() == 3);
    CHECK(names[0].id == "FRA");
    CHECK(names[1].id == "CIV");
    CHECK(names[1].text == "Côte d’Ivoire");
    CHECK(names[2].id == "AU");
}

TEST_CASE("A place told by distance and direction is the point there, with the place's own id") {
    Article article;
    article.language = "fr";
    article.text = "Six soldats ont été tués à 30 km au nord de Djibo.";
    Sentence sentence;
    sentence.span = {0, static_cast<ByteOffset>(article.text.size())};
    const std::vector<Name> names = grounder().ground(article, {sentence}).names;
    INFO(told(names));
    REQUIRE(names.size() == 1);
    CHECK(names[0].text == "Djibo");
    CHECK(names[0].id == "geonames:2361177");
    CHECK(*names[0].lat == doctest::Approx(14.37).epsilon(0.002));
    CHECK(*names[0].lon == doctest::Approx(-1.63).epsilon(0.01));
    CHECK(names[0].why.find("30 km north of") == 0);
}

TEST_CASE("A point told from a place may lie in the next country") {
    Article article;
    article.language = "fr";
    article.text = "Le convoi a été attaqué à 60 km au sud de Djibo, puis à 90 km au nord de Djibo.";
    Sentence sentence;
    sentence.span = {0, static_cast<ByteOffset>(article.text.size())};
    const std::vector<Name> names = grounder().ground(article, {sentence}).names;
    INFO(told(names));
    REQUIRE(names.size() == 2);
    CHECK(names[0].country == "BFA");
    CHECK(names[1].country == "MLI");
    CHECK(names[1].id == "geonames:2361177");
    CHECK(names[1].why.find("that point lies in MLI") != std::string::npos);
}

TEST_CASE("Of towns that share a name the one in a country that the article names is meant") {
    Article article;
    article.language = "fr";
    article.text = "Un chef local a été enlevé sur la route de Léré à Goundam.";
    Sentence sentence;
    sentence.span = {0, static_cast<ByteOffset>(article.text.size())};
    const std::vector<Name> names = grounder().ground(article, {sentence}).names;
    INFO(told(names));
    REQUIRE(names.size() == 2);
    CHECK(names[0].country == "MLI");
    CHECK(names[1].country == "MLI");
}

TEST_CASE("Ten thousand names in one text are found, in order") {
    std::string text;
    for (int i = 0; i < 10000; ++i) text += "Mali, ministre des ";
    const Article article = article_of(text);
    const auto names = grounder().ground(article, {whole(article)}).names;
    CHECK(names.size() >= 10000);
    CHECK(std::is_sorted(names.begin(), names.end(), [](const Name& a, const Name& b) { return a.span < b.span; }));
}

TEST_CASE("Thousands of nouns that stand for nobody cost no more than their reading") {
    std::string text;
    for (int i = 0; i < 3000; ++i) text += "Mali, le ministre, l’alliance, les deux pays, le royaume, ses dirigeants, ";
    const Article article = article_of(text);
    const auto names = grounder().ground(article, {whole(article)}).names;
    CHECK(names.size() >= 3000);
    CHECK(std::none_of(names.begin(), names.end(), [](const Name& n) { return n.id == "AES"; }));
}

TEST_CASE("Odd text gives no name and no crash") {
    for (const char* text :
         {"", " ", "''''", "\xF0\x9F\x98\x80 \xE2\x80\x8B", "ministre des", "les deux", "de du des d' l'"}) {
        const Article article = article_of(text);
        CHECK(grounder().ground(article, {whole(article)}).names.empty());
    }
}
