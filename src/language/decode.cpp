// The maximum spanning arborescence (Chu and Liu 1965, Edmonds 1967), with one word under the root.
//
// Each word takes its best head. If that makes a cycle, the cycle is contracted to one node, whose arcs are the best
// arcs into and out of the cycle (an arc into it pays for the arc that it displaces), and the smaller graph is solved
// alike; then the cycle is opened where its arc enters. Here the levels of contraction lie on a stack of our own, not
// on the machine's: a hostile sentence may nest as many cycles as it has pairs of words. When more than one word ends
// under the root, the five words that like the root best are each tried as the only one, and the best sum wins
// (the same rule as in the model's training code, so the trees are the same).
#include "language/decode.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace entente::language {

namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();
constexpr double kForbidden = -1e6;
constexpr std::size_t kRootsTried = 5;

struct Matrix {
    std::size_t n = 0;
    std::vector<double> v;
    explicit Matrix(std::size_t size) : n(size), v(size * size, kNever) {}
    double& at(std::size_t i, std::size_t j) { return v[i * n + j]; }
    [[nodiscard]] double at(std::size_t i, std::size_t j) const { return v[i * n + j]; }
};

std::vector<int> greedy_heads(const Matrix& m) {
    std::vector<int> heads(m.n, 0);
    for (std::size_t i = 1; i < m.n; ++i) {
        const double* row = &m.v[i * m.n];
        heads[i] = static_cast<int>(std::max_element(row, row + m.n) - row);
    }
    return heads;
}

// The first cycle of the heads, or nothing. Linear: each node is walked once.
std::vector<int> find_cycle(const std::vector<int>& heads) {
    std::vector<int> seen(heads.size(), 0);  // number of the walk that came by
    seen[0] = -1;
    for (std::size_t i = 1; i < heads.size(); ++i) {
        const int walk = static_cast<int>(i);
        int j = walk;
        while (seen[j] == 0) {
            seen[j] = walk;
            j = heads[j];
        }
        if (seen[j] != walk) continue;
        std::vector<int> cycle;
        for (int k = j; cycle.empty() || k != j; k = heads[k]) cycle.push_back(k);
        return cycle;
    }
    return {};
}

int words_under_root(const std::vector<int>& heads) {
    return static_cast<int>(std::count(heads.begin() + 1, heads.end(), 0));
}

// What must be known to open a contracted cycle again.
struct Level {
    std::vector<int> heads;   // greedy, with the cycle
    std::vector<int> cycle, rest;
    std::vector<int> leave;   // for rest[k]: its best head in the cycle
    std::vector<int> enter;   // for rest[k] as head of the cycle: index in `cycle` of the word that takes it
};

Matrix contract(const Matrix& m, Level& level) {
    const std::vector<int>& c = level.cycle;
    std::vector<char> in_cycle(m.n, 0);
    double base = 0;
    for (const int i : c) {
        in_cycle[i] = 1;
        base += m.at(i, level.heads[i]);
    }
    for (std::size_t i = 0; i < m.n; ++i)
        if (!in_cycle[i]) level.rest.push_back(static_cast<int>(i));
    const std::size_t size = level.rest.size();
    Matrix small(size + 1);
    level.leave.assign(size, 0);
    level.enter.assign(size, 0);
    for (std::size_t a = 0; a < size; ++a) {
        const int r = level.rest[a];
        for (std::size_t b = 0; b < size; ++b)
            if (a != b) small.at(a, b) = m.at(r, level.rest[b]);
        double out = kNever, in = kNever;
        for (std::size_t k = 0; k < c.size(); ++k) {
            if (k == 0 || m.at(r, c[k]) > out) {
                out = m.at(r, c[k]);
                level.leave[a] = c[k];
            }
            const double entering = m.at(c[k], r) - m.at(c[k], level.heads[c[k]]) + base;
            if (k == 0 || entering > in) {
                in = entering;
                level.enter[a] = static_cast<int>(k);
            }
        }
        small.at(a, size) = out;
        small.at(size, a) = in;
    }
    return small;
}

std::vector<int> open_cycle(Level level, const std::vector<int>& sub) {
    std::vector<int> heads = std::move(level.heads);
    const std::size_t size = level.rest.size();
    for (std::size_t k = 1; k < size; ++k)
        heads[level.rest[k]] =
            sub[k] == static_cast<int>(size) ? level.leave[k] : level.rest[static_cast<std::size_t>(sub[k])];
    const auto entered = static_cast<std::size_t>(sub[size]);
    heads[level.cycle[static_cast<std::size_t>(level.enter[entered])]] = level.rest[entered];
    return heads;
}

// The best tree, any number of words under the root. The diagonal must be kNever.
std::vector<int> arborescence(Matrix m) {
    std::vector<Level> levels;
    std::vector<int> heads;
    for (;;) {
        heads = greedy_heads(m);
        Level level;
        level.cycle = find_cycle(heads);
        if (level.cycle.empty()) break;
        level.heads = std::move(heads);
        m = contract(m, level);
        levels.push_back(std::move(level));
    }
    for (; !levels.empty(); levels.pop_back()) heads = open_cycle(std::move(levels.back()), heads);
    return heads;
}

std::vector<int> best_with_one_root(const Matrix& m, std::vector<int> fallback) {
    std::vector<std::size_t> roots(m.n - 1);
    std::iota(roots.begin(), roots.end(), 1);
    std::stable_sort(roots.begin(), roots.end(), [&](auto a, auto b) { return m.at(a, 0) > m.at(b, 0); });
    roots.resize(std::min(roots.size(), kRootsTried));
    double best = kNever;
    for (const std::size_t root : roots) {
        Matrix one = m;
        for (std::size_t i = 1; i < m.n; ++i)
            if (i != root) one.at(i, 0) = kForbidden;
        std::vector<int> heads = arborescence(one);
        double sum = 0;
        for (std::size_t i = 1; i < m.n; ++i) sum += one.at(i, static_cast<std::size_t>(heads[i]));
        if (sum > best) {
            best = sum;
            fallback = std::move(heads);
        }
    }
    return fallback;
}

}  // namespace

std::vector<int> best_tree(const float* score, std::size_t words, std::size_t stride) {
    Matrix m(words + 1);
    for (std::size_t i = 1; i <= words; ++i)
        for (std::size_t j = 0; j <= words; ++j)
            if (i != j) m.at(i, j) = score[i * stride + j];
    std::vector<int> heads = greedy_heads(m);
    if (words == 0) return heads;
    if (!find_cycle(heads).empty()) heads = arborescence(m);
    if (words_under_root(heads) == 1) return heads;
    return best_with_one_root(m, std::move(heads));
}

}  // namespace entente::language
