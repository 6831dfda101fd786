#include "cli/conllu_score.h"

#include <doctest/doctest.h>

using namespace entente;
using namespace entente::cli;

namespace {

const std::string kGold =
    "# newdoc id = d\n# sent_id = 1\n# text = Il va au Mali.\n"
    "1\tIl\til\tPRON\t_\t_\t2\tnsubj\t_\t_\n2\tva\taller\tVERB\t_\t_\t0\troot\t_\t_\n3-4\tau\t_\t_\t_\t_\t_\t_\t_\t_\n"
    "3\tà\tà\tADP\t_\t_\t5\tcase\t_\t_\n4\tle\tle\tDET\t_\t_\t5\tdet\t_\t_\n5\tMali\tMali\tPROPN\t_\t_\t2\tobl:arg\t_\t"
    "SpaceAfter=No|Entity=B-LOC\n6\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n"
    "# sent_id = 2\n# text = Il "
    "part\n1\tIl\til\tPRON\t_\t_\t2\tnsubj\t_\t_\n2\tpart\tpartir\tVERB\t_\t_\t0\troot\t_\t_\n\n";

std::string changed(std::string text, const std::string& from, const std::string& to) {
    REQUIRE(text.find(from) != std::string::npos);
    return text.replace(text.find(from), from.size(), to);
}

std::array<Score, kScoreKinds> score(const std::string& system, const NameTags& names = {}) {
    const auto counts = score_conllu(kGold, system, names);
    REQUIRE_MESSAGE(counts.ok(), counts.error().message);
    return scores_of(*counts, 50);
}

}  // namespace

TEST_CASE("gold against itself is 100 of 100, with an interval of nothing") {
    const auto s = score(kGold, {{"1", {"O", "O", "O", "O", "B-LOC", "O"}}});
    for (std::size_t k = 0; k < kScoreKinds; ++k) {
        CHECK(s[k].counted);
        CHECK(s[k].f1 == doctest::Approx(100));
        CHECK((s[k].low == doctest::Approx(100) || k == kNamesScore));  // a sample may hold no name
    }
}

TEST_CASE("a wrong tag, head, relation and lemma each cost their own column; a subtype costs nothing") {
    CHECK(score(changed(kGold, "obl:arg", "obl"))[kLasScore].f1 == doctest::Approx(100));
    const auto relation = score(changed(kGold, "obl:arg", "obj"));
    CHECK(relation[kLasScore].f1 == doctest::Approx(100.0 * 7 / 8));
    CHECK(relation[kUasScore].f1 == doctest::Approx(100));
    CHECK(score(changed(kGold, "5\tcase", "2\tcase"))[kUasScore].f1 == doctest::Approx(100.0 * 7 / 8));
    CHECK(score(changed(kGold, "partir", "part"))[kLemmaScore].f1 == doctest::Approx(100.0 * 7 / 8));
    CHECK(score(changed(kGold, "VERB", "NOUN"))[kUposScore].f1 == doctest::Approx(100.0 * 7 / 8));
}

TEST_CASE("words cut otherwise are aligned by what they cover, and sentences joined are found wrong") {
    const std::string joined = changed(kGold,
                                       "3-4\tau\t_\t_\t_\t_\t_\t_\t_\t_\n3\tà\tà\tADP\t_\t_\t5\tcase\t_\t_"
                                       "\n4\tle\tle\tDET\t_\t_\t5\tdet\t_\t_\n5\tMali\tMali\tPROPN\t_\t_\t2",
                                       "3\tau\tau\tADP\t_\t_\t4\tcase\t_\t_\n4\tMali\tMali\tPROPN\t_\t_\t2");
    CHECK(score(changed(joined, "6\t.", "5\t."))[kWordScore].f1 == doctest::Approx(200.0 * 6 / (8 + 7)));
    const std::string one =
        changed(changed(changed(kGold, "punct\t_\t_\n\n# sent_id = 2\n# text = Il part\n1\t", "punct\t_\t_\n7\t"),
                        "2\tpart", "8\tpart"),
                "7\tIl\til\tPRON\t_\t_\t2", "7\tIl\til\tPRON\t_\t_\t8");
    const auto s = score(one);
    CHECK(s[kSentenceScore].f1 == doctest::Approx(0));
    CHECK(s[kWordScore].f1 == doctest::Approx(100));
    CHECK_FALSE(score_conllu(kGold, changed(kGold, "Mali\tMali", "Togo\tMali"), {}).ok());
}

TEST_CASE("names of UNER and PARSEME-FR files, and a treebank's raw text") {
    const NameTags uner = read_name_tags(
        "# sent_id = a\n1\tSan\tB-LOC\t-\n2\tJosé\tI-LOC\t-\n3\tx\tB-OTH\t-\n\n# sent_id = b\n1\tx\tO\t-\n");
    CHECK(uner.at("a") == std::vector<std::string>{"B-LOC", "I-LOC", "O"});
    CHECK(uner.at("b") == std::vector<std::string>{"O"});
    const std::string c = "\t_\t_\t_\t_\t_\t_\t_\t_\t_\t";
    const NameTags parseme =
        read_name_tags("# sent_id = a\n1" + c + "1:PROPN|NE-PERS.final\n2" + c + "1\n3" + c + "*\n");
    CHECK(parseme.at("a") == std::vector<std::string>{"B-PER", "I-PER", "O"});
    CHECK(raw_text(kGold) == "Il va au Mali. Il part\n");
}
