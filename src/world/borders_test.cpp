#include "world/borders.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

using namespace entente;
using world::Borders;

TEST_CASE("The shipped borders tell the country of a point") {
    std::ifstream in(std::string(ENTENTE_SOURCE_DIR) + "/data/world/borders.txt", std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    const auto borders = Borders::open({"borders.txt", all.str()});
    REQUIRE(borders);
    CHECK(borders.value()->country_at(12.65, -8.0) == "MLI");    // Bamako
    CHECK(borders.value()->country_at(13.51, 2.11) == "NER");    // Niamey
    CHECK(borders.value()->country_at(-29.31, 27.48) == "LSO");  // within South Africa, which has a hole there
    CHECK(borders.value()->country_at(45.3, 34.4) == "UKR");
    CHECK(borders.value()->country_at(0, -20) == "");
    CHECK(borders.value()->country_at(1e300, -1e300) == "");
    CHECK(borders.value()->holds("MLI", 16.27, -0.04));
    CHECK_FALSE(borders.value()->holds("ZAF", -29.31, 27.48));
}

TEST_CASE("A damaged file of borders is told with its line") {
    for (const char* bad : {"MLI 1 2 3 4 5\n", "MLI 1 2 3 x\n", "MLI 1 2\n", "M\n", "MLI 99999 0 1 1 1 1\n",
                            "MLI 1 2 3 4 99999999999 5\n"}) {
        const auto borders = Borders::open({"borders.txt", std::string("# head\n") + bad});
        REQUIRE_FALSE(borders);
        INFO(borders.error().message);
        CHECK(borders.error().message.find("borders.txt:2:") == 0);
    }
    CHECK(Borders::open({"borders.txt", ""}));
}
