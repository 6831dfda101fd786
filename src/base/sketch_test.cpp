#include "base/sketch.h"

#include <doctest/doctest.h>

#include <string>

using namespace entente::base;

namespace {

// A text of sentences that differ from one another: `from` … `to` of a stock, its words by number.
std::string story(int from, int to) {
    static const char* kWho[] = {"le ministre", "la délégation", "le porte-parole", "l'envoyé spécial",
                                 "la commission"};
    static const char* kDid[] = {"a reçu", "a salué", "a rencontré", "a remercié", "a interrogé", "a accompagné"};
    static const char* kWhom[] = {"les chefs de mission",          "son homologue du Bénin", "les élus de la région",
                                  "deux médiateurs venus d'Abuja", "la presse locale",       "les anciens du village",
                                  "un groupe d'entrepreneurs"};
    std::string out;
    for (int i = from; i < to; ++i)
        out += std::string(kWho[i % 5]) + " numéro " + std::to_string(i) + " " + kDid[i % 6] + " " + kWhom[i % 7] +
               " au point " + std::to_string(i * 37 % 101) + ". ";
    return out;
}

}  // namespace

TEST_CASE("a text's sketch does not change with case, accents, punctuation and lines") {
    const std::string text = story(0, 12);
    std::string other = text;
    for (char& c : other)
        if (c == '.') c = '\n';
    CHECK(sketch_of(text) == sketch_of(other));
    CHECK(sketch_containment(sketch_of("LE PRÉSIDENT a reçu hier, à Lomé, les ministres de la région venus du Sahel"),
                             sketch_of("Le president a recu hier a Lome les ministres de la region; venus du SAHEL")) ==
          doctest::Approx(1));
}

TEST_CASE("a copy with another head, a cut tail and changed words is a near copy") {
    const std::string whole = story(0, 30);
    CHECK(near_copies(sketch_of(whole), sketch_of("Un chapeau que le journal a écrit lui-même. " + whole)));
    CHECK(near_copies(sketch_of(whole), sketch_of(story(0, 12))));
    CHECK(near_copies(sketch_of(whole), sketch_of(story(0, 26) + "Avec nos correspondants dans la sous-région.")));
    CHECK(sketch_containment(sketch_of(whole), sketch_of(story(0, 12))) > 0.75);
}

TEST_CASE("two texts by different hands are no copies, even with the same quote in them") {
    CHECK_FALSE(near_copies(sketch_of(story(0, 30)), sketch_of(story(100, 130))));
    CHECK_FALSE(near_copies(sketch_of(story(0, 24) + story(500, 508)), sketch_of(story(100, 124) + story(500, 508))));
    CHECK_FALSE(near_copies(sketch_of(story(0, 8) + story(500, 504)), sketch_of(story(100, 108) + story(500, 504))));
}

TEST_CASE("short texts have no sketch, and what is no sketch is like nothing") {
    CHECK(sketch_of("Trop court pour être comparé.").empty());
    CHECK(sketch_of("").empty());
    CHECK(sketch_containment("", "") == 0);
    CHECK(sketch_containment("12:zz", sketch_of(story(0, 9))) == 0);
    CHECK(sketch_containment(std::string("7:") + std::string(512, 'g'), sketch_of(story(0, 9))) == 0);
}
