#include "coding/codebook.h"

#include <doctest/doctest.h>

using namespace entente;

namespace {

const world::DataFile kConcepts{"concepts/a.yaml",
                                "- {id: consult.meet, type: CONSULT, class: meeting, symmetric: true}\n"};

std::string error_of(const world::DataFile& file) {
    const auto book = coding::load_codebook({file, kConcepts});
    return book.ok() ? "" : book.error().message;
}

}  // namespace

TEST_CASE("a mistake in the codebook is named with file, line and what is allowed") {
    CHECK(error_of({"wordings/fr/x.yaml",
                    "- {concept: consult.meet, verb: [rencontrer]}\n- {concept: consult.met, verb: [voir]}\n"})
              .find("codebook/wordings/fr/x.yaml:2: unknown concept \"consult.met\"") == 0);
    CHECK(error_of({"wordings/fr/x.yaml", "- {concept: consult.meet, verbs: [rencontrer]}\n"})
              .find(":1: unknown key \"verbs\"; allowed:") != std::string::npos);
    CHECK(error_of({"wordings/fr/x.yaml", "- {concept: consult.meet}\n"}).find("needs words") != std::string::npos);
    CHECK(error_of({"wordings/fr/x.yaml", "- {concept: consult.meet, verb: [voir], status: soon}\n"})
              .find("unknown status \"soon\"") != std::string::npos);
    CHECK(error_of({"concepts/b.yaml", "- {id: x, type: CONSULT, mode: dinner, class: meeting}\n"})
              .find("CONSULT has no mode \"dinner\"") != std::string::npos);
    CHECK(error_of({"concepts/b.yaml", "- {id: consult.meet, type: CONSULT, class: meeting}\n"}).empty() == false);
    CHECK(error_of({"concepts/b.yaml", "- {id: y, type: CONSULT"}).find("codebook/concepts/b.yaml:") == 0);
    CHECK(error_of({"attitudes/fr.yaml", "hope: [espérer]\n"}).find("unknown attitude \"hope\"") != std::string::npos);
}

TEST_CASE("of two wordings of a word the one with more conditions is tried first") {
    const auto book = coding::load_codebook({kConcepts,
                                             {"wordings/fr/x.yaml",
                                              "- {concept: consult.meet, verb: [rencontrer]}\n"
                                              "- {veto: true, verb: [rencontrer], if: {obj: [problème]}}\n"
                                              "- {concept: consult.meet, verb: [\"se rencontrer\"]}\n"}});
    REQUIRE(book.ok());
    const auto& list = book.value()->by_head.at("fr").at("rencontrer");
    REQUIRE(list.size() == 3);
    CHECK(list[0]->with == std::vector<std::string>{"se"});
    CHECK(list[1]->veto);
    CHECK(list[2]->conditions.empty());
}

TEST_CASE("the version of a codebook changes with any of its bytes") {
    const auto a = coding::load_codebook({kConcepts});
    const auto b = coding::load_codebook({{"concepts/a.yaml", kConcepts.bytes + "# a word\n"}});
    REQUIRE(a.ok());
    REQUIRE(b.ok());
    CHECK(a.value()->version != b.value()->version);
}
