#include "language/network/piece_vectors.h"

#include <doctest/doctest.h>
#include <cstring>
#include <string>

using entente::language::PieceVectors;

namespace {

std::string table(std::uint32_t rows, std::uint32_t size, const std::vector<float>& scales,
                  const std::string& numbers) {
    std::string out = "EPV1";
    out.append(reinterpret_cast<const char*>(&rows), 4).append(reinterpret_cast<const char*>(&size), 4);
    out.append(reinterpret_cast<const char*>(scales.data()), scales.size() * sizeof(float));
    return out + numbers;
}

}  // namespace

TEST_CASE("a piece's vector is its row times the row's scale") {
    const auto t = PieceVectors::parse(table(2, 3, {0.5F, 2.0F}, {1, 2, -3, 4, 5, static_cast<char>(-127)}));
    REQUIRE(t.ok());
    CHECK((*t).size() == 3);
    CHECK((*t).of({1, 0}) == std::vector<float>{8, 10, -254, 0.5F, 1, -1.5F});
}

TEST_CASE("a piece that the table has not is zeros") {
    const auto t = PieceVectors::parse(table(1, 2, {1.0F}, {7, 7}));
    REQUIRE(t.ok());
    CHECK((*t).of({5, -1, 0}) == std::vector<float>{0, 0, 0, 0, 7, 7});
}

TEST_CASE("a table cut short, too long, of no rows or of other bytes is refused") {
    const std::string good = table(2, 3, {1, 1}, "abcdef");
    CHECK(PieceVectors::parse(good).ok());
    CHECK_FALSE(PieceVectors::parse(good.substr(0, good.size() - 1)).ok());
    CHECK_FALSE(PieceVectors::parse(good + "x").ok());
    CHECK_FALSE(PieceVectors::parse(table(0, 3, {}, "")).ok());
    CHECK_FALSE(PieceVectors::parse(table(0xFFFFFFFFU, 0xFFFFFFFFU, {}, "")).ok());
    CHECK_FALSE(PieceVectors::parse("EPV2" + good.substr(4)).ok());
    CHECK_FALSE(PieceVectors::parse("").ok());
}
