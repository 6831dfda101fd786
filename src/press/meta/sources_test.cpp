#include "press/meta/sources.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "press/test_reader.h"

using namespace entente;
namespace fs = std::filesystem;

namespace {

std::vector<world::DataFile> checkout() {
    std::vector<world::DataFile> files;
    for (const auto& e : fs::directory_iterator(fs::path(ENTENTE_SOURCE_DIR) / "data/press/sources"))
        files.push_back({e.path().filename().string(), press::read_whole(e.path())});
    return files;
}

std::string refusal(const std::string& yaml) {
    const auto opened = press::Sources::open({{"a.yaml", yaml}});
    REQUIRE(!opened.ok());
    return opened.error().message;
}

}  // namespace

TEST_CASE("the registry of the checkout is well-formed and holds 150 sources or more") {
    const auto opened = press::Sources::open(checkout());
    REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().message));
    CHECK(opened.value()->all().size() >= 150);
    for (const char* country :
         {"BEN", "BFA", "CIV", "CMR", "COD", "COG", "GAB", "GIN", "MLI", "NER", "SEN", "TCD", "TGO"}) {
        const auto here = [&](const press::Source& s) { return s.country == country; };
        CHECK_MESSAGE(std::count_if(opened.value()->all().begin(), opened.value()->all().end(), here) >= 3, country);
    }
}

TEST_CASE("every host is one that can be on a page: labels, a top level of letters, and below no other source's host") {
    const auto sources = press::Sources::open(checkout()).value();
    std::size_t hosts = 0;
    for (const press::Source& s : sources->all()) {
        const auto other = [&](const char* what) { return s.id + ": " + what; };
        for (const std::string& h : s.hosts) {
            ++hosts;
            const std::size_t dot = h.rfind('.');
            CHECK_MESSAGE(h.size() <= 60, other(h.c_str()));
            CHECK_MESSAGE((h.front() != '.' && h.front() != '-' && h.find("..") == std::string::npos &&
                           h.find("-.") == std::string::npos && h.find(".-") == std::string::npos),
                          other(h.c_str()));
            CHECK_MESSAGE(
                (h.size() - dot > 2 && h.find_first_not_of("abcdefghijklmnopqrstuvwxyz", dot + 1) == std::string::npos),
                other(h.c_str()));
            CHECK_MESSAGE(sources->by_url("https://www." + h + "/a/b") == &s, other(h.c_str()));
            const press::Source* above = sources->by_url("https://" + h.substr(h.find('.') + 1));
            const bool part = !above || above == &s || s.kind == "organisation" || s.kind == above->kind;
            CHECK_MESSAGE(part, other(h.c_str()));
        }
        for (const std::string& l : s.languages) CHECK_MESSAGE(l.size() == 2, other(l.c_str()));
    }
    CHECK(hosts >= 300);
}

TEST_CASE("a source is found by its host or one above it, and by any of its names") {
    const auto sources = press::Sources::open(checkout()).value();
    REQUIRE(sources->by_url("https://www.savoirnews.net/a/b?c") != nullptr);
    CHECK(sources->by_url("https://www.savoirnews.net/a/b?c")->id == "savoir-news");
    CHECK(sources->by_url("http://news.abidjan.net:80/articles/1")->id == "abidjan-net");
    CHECK(sources->by_url("https://minusca.unmissions.org/x")->id == "minusca");
    CHECK(sources->by_url("https://nobody.example/x") == nullptr);
    CHECK(sources->by_url("no address") == nullptr);
    CHECK(sources->by_name("AFP")->id == "afp");
    CHECK(sources->by_name("agence  béninoise de presse")->id == "abp-benin");
    CHECK(sources->by_name("La Nation") == nullptr);  // of Benin and of Djibouti
}

TEST_CASE("a registry that is wrong is refused by file, line and what is wrong") {
    CHECK(refusal("sources:\n  - {id: a, name: A, kind: daily, languages: [fr], hosts: [www.a.org]}\n") ==
          "a.yaml: line 2: a: www.a.org is no host");
    CHECK(refusal("sources:\n  - {id: a, name: A, kind: blog, languages: [fr]}\n").find("kind blog") !=
          std::string::npos);
    CHECK(refusal("sources:\n  - {id: a, name: A, kind: site, languages: [fr], cuntry: TGO}\n").find("unknown key") !=
          std::string::npos);
    CHECK(refusal("sources:\n  - {id: a, name: A, kind: site, languages: [fr], carries: [b]}\n").find("no agency") !=
          std::string::npos);
    CHECK(refusal("words: []\n").find("not a map") != std::string::npos);
}
