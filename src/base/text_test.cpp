#include "base/text.h"

#include <doctest/doctest.h>

using namespace entente;

TEST_CASE("a fold drops case, accents and curly apostrophes, and maps back to the bytes it came from") {
    const std::string s = "L’Étât\u00a0 Œuvre";
    const base::Folded f = base::fold_with_map(s);
    CHECK(f.text == "l'etat oeuvre");
    const std::size_t at = f.text.find("etat");
    CHECK(f.source(at, at + 4).of(s) == "Étât");
    const std::size_t oe = f.text.find("oeuvre");
    CHECK(f.source(oe, oe + 6).of(s) == "Œuvre");
    CHECK(base::fold(s) == f.text);
}

TEST_CASE("ill-formed bytes are seen and replaced, and valid text is left alone") {
    CHECK(base::valid_utf8("déjà"));
    CHECK_FALSE(base::valid_utf8("d\xe9j\xe0"));
    CHECK_FALSE(base::valid_utf8("\xed\xa0\x80"));  // a surrogate
    bool replaced = false;
    CHECK(base::make_valid_utf8("a\xff" "b", &replaced) == "a\xef\xbf\xbd" "b");
    CHECK(replaced);
}

TEST_CASE("trimming and squeezing know every Unicode space") {
    CHECK(base::trim("\u00a0 a b \u202f\n") == "a b");
    CHECK(base::squeeze(" a \u00a0\n b ") == "a b");
}

TEST_CASE("a content id depends on where one part ends and the next begins") {
    CHECK(base::content_id({"ab", "c"}) != base::content_id({"a", "bc"}));
    CHECK(base::content_id({"ab", "c"}) == base::content_id({"ab", "c"}));
    CHECK(base::content_id({"x"}).size() == 16);
}
