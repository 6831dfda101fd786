#include "coding/status.h"

#include <doctest/doctest.h>

#include <sstream>

#include "coding/codebook.h"
#include "language/conllu.h"

using namespace entente;

namespace {

std::shared_ptr<const coding::Codebook> book() {
    static const auto b = coding::load_codebook({
        {"attitudes/fr.yaml",
         "announce: [annoncer, prévoir]\nsay: [déclarer]\nask: [demander]\nrefuse: [refuser]\npostpone: [reporter]\n"
         "do: [effectuer]\nexpect: [espérer]\nmodal: [devoir, pouvoir]\nhappen: [\"avoir lieu\"]\n"},
        {"attitudes/en.yaml", "announce: [plan]\nsay: [say]\ndeny: [deny]\n"},
    });
    REQUIRE(b.ok());
    return b.value();
}

// Rows "form lemma UPOS feats head rel", one a line: a sentence.
Sentence sentence(const std::string& rows) {
    Sentence s;
    std::istringstream in(rows);
    ByteOffset at = 0;
    for (std::string form, lemma, upos, feats, rel, head; in >> form >> lemma >> upos >> feats >> head >> rel;) {
        Word w;
        w.form = form;
        w.lemma = lemma;
        w.upos = upos;
        w.feats = feats;
        w.head = std::stoi(head) - 1;
        w.deprel = rel;
        w.span = {at, at + static_cast<ByteOffset>(form.size())};
        at = w.span.end + 1;
        s.words.push_back(w);
    }
    s.span = {0, at};
    return s;
}

coding::Judgement judged(const std::string& rows, TokenIndex predicate, const std::string& language = "fr",
                         coding::ActClass act = coding::ActClass::kMeeting, bool headline = false) {
    const Sentence s = sentence(rows);
    const coding::Tree tree(s);
    return coding::judge(tree, *book(), {headline, language}, predicate, act);
}

}  // namespace

TEST_CASE("a noun under a light verb in the future is announced") {
    const auto j = judged(
        "Ministres ministre NOUN _ 2 nsubj\n"
        "effectueront effectuer VERB Mood=Ind|Tense=Fut|VerbForm=Fin 0 root\n"
        "une un DET _ 4 det\n"
        "visite visite NOUN _ 2 obj\n",
        3);
    CHECK(j.status == EventStatus::kAnnounced);
    CHECK(j.support == 1);
}

TEST_CASE("passé composé is occurred, pluperfect is background, unless somebody says so") {
    const std::string rows =
        "Togo Togo PROPN _ 3 nsubj\n"
        "TENSE avoir AUX Mood=Ind|Tense=XXX|VerbForm=Fin 3 aux:tense\n"
        "rencontré rencontrer VERB Tense=Past|VerbForm=Part 0 root\n";
    const auto with = [&](const std::string& tense) {
        std::string r = rows;
        return r.replace(r.find("XXX"), 3, tense);
    };
    CHECK(judged(with("Pres"), 2).status == EventStatus::kOccurred);
    CHECK(judged(with("Imp"), 2).status == EventStatus::kHistorical);
    const auto said = judged(
        "Lomé Lomé PROPN _ 3 nsubj\n"
        "a avoir AUX Mood=Ind|Tense=Pres|VerbForm=Fin 3 aux:tense\n"
        "déclaré déclarer VERB Tense=Past|VerbForm=Part 0 root\n"
        "que que SCONJ _ 7 mark\n"
        "Accra Accra PROPN _ 7 nsubj\n"
        "avait avoir AUX Mood=Ind|Tense=Imp|VerbForm=Fin 7 aux:tense\n"
        "signé signer VERB Tense=Past|VerbForm=Part 3 ccomp\n",
        6, "fr", coding::ActClass::kPerformative);
    CHECK(said.status == EventStatus::kOccurred);
    REQUIRE(said.speakers.size() == 1);
    CHECK(said.speakers[0] == 0);
}

TEST_CASE("what is asked for or refused is no report of its own") {
    const std::string rows =
        "Paris Paris PROPN _ 2 nsubj\n"
        "VERB LEMMA VERB Mood=Ind|Tense=Pres|VerbForm=Fin 0 root\n"
        "de de ADP _ 4 mark\n"
        "signer signer VERB VerbForm=Inf 2 xcomp\n";
    for (const std::string lemma : {"demander", "refuser"}) {
        std::string r = rows;
        CHECK(judged(r.replace(r.find("LEMMA"), 5, lemma), 3, "fr", coding::ActClass::kPerformative).drop);
    }
}

TEST_CASE("the French conditional is hearsay alone, announced after a verb of saying") {
    CHECK(judged("Il il PRON _ 2 nsubj\nviendrait venir VERB Mood=Cnd|Tense=Pres|VerbForm=Fin 0 root\n", 1).status ==
          EventStatus::kRumoured);
    CHECK(judged("Il il PRON _ 2 nsubj\n"
                 "déclare déclarer VERB Mood=Ind|Tense=Pres|VerbForm=Fin 0 root\n"
                 "qu' que SCONJ _ 5 mark\n"
                 "il il PRON _ 5 nsubj\n"
                 "viendrait venir VERB Mood=Cnd|Tense=Pres|VerbForm=Fin 2 ccomp\n",
                 4)
              .status == EventStatus::kAnnounced);
}

TEST_CASE("a visit that is put off is postponed, one that takes place has its verb's tense") {
    CHECK(judged("visite visite NOUN _ 4 nsubj:pass\n"
                 "a avoir AUX Mood=Ind|Tense=Pres|VerbForm=Fin 4 aux:tense\n"
                 "été être AUX Tense=Past|VerbForm=Part 4 aux:pass\n"
                 "reportée reporter VERB Tense=Past|VerbForm=Part 0 root\n",
                 0)
              .status == EventStatus::kPostponed);
    CHECK(judged("sommet sommet NOUN _ 2 nsubj\n"
                 "aura avoir VERB Mood=Ind|Tense=Fut|VerbForm=Fin 0 root\n"
                 "lieu lieu NOUN _ 2 obj\n",
                 0)
              .status == EventStatus::kAnnounced);
}

TEST_CASE("plain negation of an act is denied with negative polarity") {
    const auto j = judged(
        "Il il PRON _ 5 nsubj\nne ne ADV _ 5 advmod\ns' soi PRON _ 5 expl\nest être AUX "
        "Mood=Ind|Tense=Pres|VerbForm=Fin 5 aux:tense\n"
        "rendu rendre VERB Tense=Past|VerbForm=Part 0 root\npas pas ADV _ 5 advmod\n",
        4);
    CHECK(j.status == EventStatus::kDenied);
    CHECK_FALSE(j.positive);
}

TEST_CASE("English: will is announced, a headline infinitive too, may is expected") {
    CHECK(judged("Japan Japan PROPN _ 3 nsubj\nwill will AUX VerbForm=Fin 3 aux\nhost host VERB VerbForm=Inf 0 root\n",
                 2, "en")
              .status == EventStatus::kAnnounced);
    CHECK(judged("ministers minister NOUN _ 3 nsubj\nto to PART _ 3 mark\nvisit visit VERB VerbForm=Inf 0 root\n", 2,
                 "en", coding::ActClass::kMeeting, true)
              .status == EventStatus::kAnnounced);
    CHECK(judged("Japan Japan PROPN _ 3 nsubj\nmay may AUX VerbForm=Fin 3 aux\nhost host VERB VerbForm=Inf 0 root\n", 2,
                 "en")
              .status == EventStatus::kExpected);
}

TEST_CASE("a date ahead of publication makes nothing occurred; an old one makes it background") {
    coding::Judgement j;
    j.status = EventStatus::kOccurred;
    coding::correct_by_date(j, {parse_date("2025-04-03"), parse_date("2025-04-04")}, parse_date("2025-04-01"));
    CHECK(j.status == EventStatus::kAnnounced);
    j.status = EventStatus::kOccurred;
    coding::correct_by_date(j, {parse_date("2024-01-28"), parse_date("2024-01-28")}, parse_date("2025-01-29"));
    CHECK(j.status == EventStatus::kHistorical);
    j.status = EventStatus::kOccurred;
    coding::correct_by_date(j, {parse_date("2024-01-28"), parse_date("2024-01-28")}, std::nullopt);
    CHECK(j.status == EventStatus::kOccurred);
}
