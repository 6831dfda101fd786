#include "language/lemmas.h"

#include <doctest/doctest.h>

#include <chrono>

using namespace entente;
using namespace entente::language;

namespace {

LemmaTable table(const std::string& tsv) {
    auto t = LemmaTable::open(tsv);
    REQUIRE_MESSAGE(t.ok(), t.error().message);
    return std::move(*t);
}

const std::string kTable =
    "Craint\tPROPN\tCraint\n"
    "aujourd'hui\tADV\taujourd'hui\n"
    "craint\tVERB\tcraindre\n"
    "dirige\tVERB\tdiriger\n"
    "dirigé\tADJ\tdirigé\n"
    "i\u0307le\tNOUN\tîle\n"
    "rend\tVERB\trendre\n"
    "vient\tVERB\tvenir\n";

Labels labels(std::vector<std::string> rules) {
    Labels l;
    l.lemma = std::move(rules);
    return l;
}

}  // namespace

TEST_CASE("the table finds a form by its tag, in any case, but a proper noun as written") {
    const LemmaTable t = table(kTable);
    CHECK(t.find("craint", "VERB") == "craindre");
    CHECK(t.find("CRAINT", "VERB") == "craindre");
    CHECK(t.find("Craint", "PROPN") == "Craint");
    CHECK(t.find("CRAINT", "PROPN").empty());
    CHECK(t.find("craint", "NOUN").empty());
    CHECK(t.find("Dirigé", "ADJ") == "dirigé");
    CHECK(t.find("\u0130le", "NOUN") == "île");  // lower case as the training code's
    CHECK(t.find("", "VERB").empty());
    CHECK(t.is_lemma("craindre", "VERB"));
    CHECK_FALSE(t.is_lemma("craindre", "NOUN"));
    CHECK_FALSE(t.is_lemma("craint", "VERB"));
}

TEST_CASE("a curly apostrophe is looked up as a straight one") {
    CHECK(table(kTable).find("Aujourd’hui", "ADV") == "aujourd'hui");
}

TEST_CASE("the order of the lines does not matter") {
    const LemmaTable t = table("vient\tVERB\tvenir\ncraint\tVERB\tcraindre\nabc\tX\tabc");
    CHECK(t.find("vient", "VERB") == "venir");
    CHECK(t.find("craint", "VERB") == "craindre");
    CHECK(t.find("abc", "X") == "abc");
}

TEST_CASE("a broken line of the table is an error that names it") {
    for (const char* bad :
         {"a\tX\ta\nb\tX\n", "a\tX\ta\nb\n", "a\tX\ta\n\tX\tb\n", "a\tX\ta\nb\tX\tb\tc\n", "a\tX\ta\n\n"}) {
        const auto t = LemmaTable::open(bad);
        REQUIRE_FALSE(t.ok());
        CHECK(t.error().message.find("lemmas.tsv:2") == 0);
    }
    CHECK_FALSE(LemmaTable::open("a\xff\tX\ta\n").ok());
    CHECK(table("").empty());
}

TEST_CASE("a lemma comes from the table, else from a near rule that makes a known lemma, else from the best rule") {
    const LemmaTable t = table(kTable);
    const Labels l = labels({"L0", "L1er", "L2r", "L1dre", "_none"});
    const float near[] = {5, 2, 3, 1, 9}, far[] = {9, 2, 3, 1, 0};
    CHECK(choose_lemma("craint", "VERB", near, l, t) == "craindre");  // no rule makes it
    CHECK(choose_lemma("dirigea", "VERB", std::vector<float>{5, 1, 4, 2, -9}.data(),
                       labels({"L0", "L2r", "L1r", "L1s", "L1"}), t) == "diriger");
    CHECK(choose_lemma("dirigera", "VERB", near, labels({"L0", "L1", "L1s", "L1", "L1"}), t) == "diriger");
    CHECK(choose_lemma("Dirigerx", "VERB", far, labels({"U0", "L1", "L1s", "L1t", "L2"}), t) ==
          "Dirigerx");  // beyond the margin
    CHECK(choose_lemma("mange", "VERB", near, labels({"L0", "L2a", "L2r", "L3", "L1"}), t) == "mang");
    CHECK(choose_lemma("Dirigera", "PROPN", near, labels({"L0", "L1", "L1s", "L1", "U0"}), t) == "Dirigera");
}

TEST_CASE("without a table the best rule is the lemma") {
    const Labels l = labels({"L6enir", "L3dre", "_none"});
    const float scores[] = {9, 8, 1}, none[] = {0, 0, 1};
    CHECK(choose_lemma("rendra", "VERB", scores, l, LemmaTable()) == "enir");
    CHECK(choose_lemma("Rendra", "VERB", none, l, LemmaTable()) == "Rendra");
}

TEST_CASE("a rule that cuts the whole word gives way to a known lemma, however low its score") {
    const LemmaTable t = table(kTable);
    const Labels l = labels({"L6enir", "=venir", "L5", "L3dre", "L0"});
    const float scores[] = {20, 10, 5, 1, 0};
    CHECK(choose_lemma("rendra", "VERB", scores, l, t) == "rendre");  // not "venir", which owes nothing to the form
    CHECK(choose_lemma("xyzdra", "VERB", scores, l, t) == "enir");    // nothing better is known
    CHECK(choose_lemma("viendra", "VERB", scores, l, t) == "venir");  // v + enir: a known lemma at once
}

TEST_CASE("a table of 35,000 lines is loaded in less than a second") {
    std::string tsv;
    for (int i = 0; i < 35000; ++i)
        tsv += "forme" + std::to_string(i * 7919 % 35000) + "\tNOUN\tlemme" + std::to_string(i) + "\n";
    const auto start = std::chrono::steady_clock::now();
    const LemmaTable t = table(tsv);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    CHECK(seconds < 1);
    MESSAGE("loaded in " << seconds * 1000 << " ms");
    CHECK(t.find("forme7919", "NOUN") == "lemme1");
}

TEST_CASE("a sentence's language decides between two languages' lemmas of a form") {
    const LemmaTable t = table("me\tPRON\tI\ten\nme\tPRON\tmoi\tfr\nsigne\tVERB\tsigner\tfr\ntaxi\tNOUN\ttaxi\n");
    CHECK(t.find("me", "PRON", "fr") == "moi");
    CHECK(t.find("Me", "PRON", "en") == "I");
    CHECK(t.find("signe", "VERB", "en").empty());
    CHECK(t.find("signe", "VERB") == "signer");
    CHECK(t.find("taxi", "NOUN", "fr") == "taxi");
    CHECK(t.language_of("me", "PRON").empty());
    CHECK(t.language_of("signe", "VERB") == "fr");
    CHECK(t.language_of("taxi", "NOUN").empty());
    CHECK_FALSE(LemmaTable::open("a\tb\tc\tfrench\n").ok());
}

TEST_CASE("letters in brackets that may be read or not are not part of the lemma") {
    const LemmaTable t = table(kTable);
    const Labels l = labels({"L0", "L1"});
    const float scores[] = {1, 0};
    CHECK(choose_lemma("VIENT(S)", "VERB", scores, l, t) == "venir");
    CHECK(choose_lemma("dirigé(e)", "ADJ", scores, l, t) == "dirigé");
    CHECK(choose_lemma("f(x)", "NOUN", scores, l, t) == "f(x)");
}

TEST_CASE("a lemma must end as lemmas do, and a rule that is another word is not for it") {
    const LemmaTable t = table("berce\tVERB\tbercer\nperce\tVERB\tpercer\n");
    const Labels l = labels({"=être", "L3er", "L4cer"});
    const float scores[] = {9, 8, 6};
    CHECK(choose_lemma("exerçait", "VERB", scores, l, t) == "exercer");  // neither "être" nor "exerçer"
}
