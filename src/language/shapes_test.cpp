#include "language/shapes.h"

#include "language/testing.h"

using entente::language::shape_of;

TEST_CASE("a word's shape is counted as train/splitter.py counts it") {
    const std::pair<const char*, int> expected[] = {
        {"mot", 1}, {"Mot", 2},   {"L'", 3},      {"ONU", 4}, {"McDo", 5},  {"مالي", 6},  {"etc.", 7},    {"Art.", 8},
        {"S.", 9},  {"U.S.", 10}, {"eMail.", 11}, {"12", 13}, {"1962", 14}, {"12,5", 15}, {"50 000", 15}, {"3e", 16},
        {".", 17},  {"...", 18},  {"…", 18},      {"!", 19},  {"?!", 20},   {",", 21},    {"«", 28},      {"»", 29},
        {"\"", 30}, {"’", 34},    {"-", 35},      {"*", 40},  {"😀", 41},   {"", 41},     {"Été", 2},     {"d’", 1}};
    for (const auto& [form, shape] : expected) {
        CAPTURE(form);
        CHECK(shape_of(form) == shape);
    }
}
