// Arc scores to a dependency tree.
#pragma once

#include <cstddef>
#include <vector>

namespace entente::language {

// The best tree over `words` words with exactly one word under the root: heads[i] for i in 1…words, 0 is the root;
// heads[0] is 0. `score` is row-major (words+1)², score[i][j] how good head j is for word i, of stride `stride`.
// Cost: quadratic where the greedy heads are a tree already, cubic at worst. No recursion.
[[nodiscard]] std::vector<int> best_tree(const float* score, std::size_t words, std::size_t stride);

}  // namespace entente::language
