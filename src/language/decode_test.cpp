#include "language/decode.h"

#include <doctest/doctest.h>

#include <random>

#include "language/labels.h"

using namespace entente::language;

namespace {

double sum(const std::vector<float>& score, std::size_t n, const std::vector<int>& heads) {
    double out = 0;
    for (std::size_t i = 1; i <= n; ++i) out += score[i * (n + 1) + static_cast<std::size_t>(heads[i])];
    return out;
}

bool is_one_root_tree(const std::vector<int>& heads) {
    int roots = 0;
    for (std::size_t i = 1; i < heads.size(); ++i) {
        roots += heads[i] == 0;
        std::size_t steps = 0;
        for (int j = static_cast<int>(i); j != 0; j = heads[static_cast<std::size_t>(j)])
            if (++steps > heads.size()) return false;
    }
    return roots == 1;
}

// Every assignment of heads, the best that is a tree with one root.
double best_by_trial(const std::vector<float>& score, std::size_t n) {
    std::vector<int> heads(n + 1, 0);
    double best = -1e300;
    for (;;) {
        if (is_one_root_tree(heads)) best = std::max(best, sum(score, n, heads));
        std::size_t i = 1;
        while (i <= n && ++heads[i] > static_cast<int>(n)) heads[i++] = 0;
        if (i > n) return best;
    }
}

}  // namespace

TEST_CASE("the tree has one root and the best sum, as trial of all trees finds it") {
    std::mt19937 random(7);
    std::normal_distribution<float> normal(0, 3);
    for (int round = 0; round < 300; ++round) {
        const std::size_t n = 1 + static_cast<std::size_t>(round % 5);
        std::vector<float> score((n + 1) * (n + 1));
        for (float& s : score) s = normal(random);
        const std::vector<int> heads = best_tree(score.data(), n, n + 1);
        REQUIRE(is_one_root_tree(heads));
        CHECK(sum(score, n, heads) == doctest::Approx(best_by_trial(score, n)));
    }
}

TEST_CASE("a sentence made of nested cycles is decoded without recursion") {
    const std::size_t n = 400;
    std::vector<float> score((n + 1) * (n + 1), -5);
    for (std::size_t i = 1; i <= n; ++i)  // each likes its neighbours best: pairs, then pairs of pairs
        for (std::size_t j = 1; j <= n; ++j)
            if (i != j) score[i * (n + 1) + j] = -static_cast<float>(i > j ? i - j : j - i);
    CHECK(is_one_root_tree(best_tree(score.data(), n, n + 1)));
    CHECK(best_tree(score.data(), 0, 1) == std::vector<int>{0});
}

TEST_CASE("a lemma rule cuts letters, not bytes, and one that does not fit leaves the form") {
    CHECK(apply_lemma_rule("Signé", "L1er") == "signer");
    CHECK(apply_lemma_rule("États", "U1") == "État");
    CHECK(apply_lemma_rule("est", "=être") == "être");
    CHECK(apply_lemma_rule("à", "L5er") == "à");
    CHECK(apply_lemma_rule("a", "L1") == "a");
    CHECK(apply_lemma_rule("a", "") == "a");
}

TEST_CASE("labels that the reader cannot use are refused") {
    CHECK_FALSE(Labels::parse("no json").ok());
    CHECK_FALSE(Labels::parse("[]").ok());
    CHECK_FALSE(Labels::parse(R"({"upos":["X"],"feats":["_"],"lemma":["L0"],"rel":["root"],"ner":[1]})").ok());
    CHECK_FALSE(Labels::parse(R"({"upos":["X"],"feats":["_"],"lemma":["L0"],"rel":["dep"],"ner":["O"]})").ok());
}
