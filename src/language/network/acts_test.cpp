#include "language/network/acts.h"

#include <doctest/doctest.h>
#include <cmath>

using namespace entente;
using namespace entente::language;

namespace {

constexpr const char* kClasses = R"({"types": ["_none", "AID", "CONSULT"], "modes": ["_none", "CONSULT/visit"],
  "status": ["r","e","a","o","d","p","c","n","h","b"], "roles": ["actor","recipient","place","when","speaker","occasion"],
  "role_size": 1, "rarity": [0, 0, 0, 0, 0, 0]})";

// A head that has its answers ready: word 2 of each window visits, its actor is word 1.
class Ready final : public Inference {
 public:
    bool gives(const std::string& output) const override { return !output.empty(); }
    Result<std::vector<Tensor>> run(const std::vector<Tensor>& inputs,
                                    const std::vector<std::string>& outputs) const override {
        const std::size_t windows = inputs[2].shape[0], words = inputs[2].shape[1], n = windows * words;
        std::vector<Tensor> out;
        for (const std::string& name : outputs) {
            const std::size_t size = name == "types"      ? 3
                                     : name == "modes"    ? 2
                                     : name == "status"   ? 10
                                     : name == "negative" ? 1
                                                          : 6;
            Tensor t{name,
                     {windows, words, size},
                     {},
                     std::vector<float>(n * size, name == "says" || name == "hears" ? 0.0F : 0.1F)};
            for (std::size_t k = 0; k < windows; ++k) {
                const auto row = [&](std::size_t word) { return t.floats.data() + (k * words + word) * size; };
                for (std::size_t i = 0; name == "types" && i < words; ++i)
                    row(i)[0] = i == 2 ? 0.1F : 0.99F, row(i)[2] = i == 2 ? 0.8F : 0.0F;
                if (name == "modes") row(2)[1] = 0.9F;
                if (name == "says") row(2)[0] = 2;
                if (name == "hears") row(1)[0] = 2, row(2)[0] = -9, row(3)[0] = -9;
                for (std::size_t r = 1; name == "says" && r < 6; ++r) row(2)[r] = -9;
                for (std::size_t i = 1; name == "hears" && i < words; ++i)
                    for (std::size_t r = 1; r < 6; ++r) row(i)[r] = 1;
            }
            out.push_back(std::move(t));
        }
        if (spoil) out.front().floats.pop_back();
        return out;
    }
    bool spoil = false;
};

// Windows of four words, one piece each.
ActInputs windows_of(std::vector<std::int32_t> counts) {
    const std::size_t n = counts.size();
    return {{"hidden", {n, 4, 1}, {}, std::vector<float>(n * 4, 0.0F)},
            {"pieces", {n, 4}, std::vector<std::int32_t>(n * 4, 5), {}},
            {"first", {n, 4}, std::vector<std::int32_t>(n * 4, 0), {}},
            std::move(counts)};
}

}  // namespace

TEST_CASE("an act has the likeliest type, a mode of that type and its likely links, without the root") {
    const auto classes = ActClasses::parse(kClasses);
    REQUIRE(classes.ok());
    const ActReader reader(*classes, std::make_shared<Ready>());
    const auto acts = reader.read(windows_of({4, 3}));
    REQUIRE(acts.ok());
    REQUIRE((*acts).size() == 2);
    for (const auto& window : *acts) {
        REQUIRE(window.size() == 1);
        CHECK(window[0].word == 1);
        CHECK(window[0].type == "CONSULT");
        CHECK(window[0].mode == "visit");
        CHECK(window[0].score == doctest::Approx(0.9));
        REQUIRE(window[0].links.size() == 1);
        CHECK(window[0].links[0].role == ActRole::kActor);
        CHECK(window[0].links[0].word == 0);
        CHECK(window[0].links[0].score == doctest::Approx(1 / (1 + std::exp(-4.0))));
    }
}

TEST_CASE("a head that does not fit its classes is named, and so are classes that are not ours") {
    auto ready = std::make_shared<Ready>();
    ready->spoil = true;
    CHECK_FALSE(ActReader(*ActClasses::parse(kClasses), ready).read(windows_of({4})).ok());
    CHECK_FALSE(ActClasses::parse("[]").ok());
    CHECK_FALSE(ActClasses::parse("{").ok());
    std::string other = kClasses;
    other.replace(other.find("\"actor\""), 7, "\"agent\"");
    CHECK_FALSE(ActClasses::parse(other).ok());
}
