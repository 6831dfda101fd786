// Words of no language for invented press: a vocabulary with the frequencies of real text, the same for the same seed.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace entente::bench {

using Random = std::mt19937_64;

// Ranks 0 … n-1, drawn with probability 1 / (rank + 1)^exponent.
class Zipf {
 public:
    Zipf(std::size_t n, double exponent);
    std::size_t operator()(Random& random) const;

 private:
    std::vector<double> sums_;
};

class Vocabulary {
 public:
    explicit Vocabulary(std::size_t words);
    [[nodiscard]] const std::string& word(std::size_t rank) const { return words_[rank]; }
    [[nodiscard]] std::size_t size() const { return words_.size(); }
    // A sentence of about so many words, with a full stop.
    [[nodiscard]] std::string sentence(Random& random, std::size_t words) const;

 private:
    std::vector<std::string> words_;
    Zipf frequency_;
};

}  // namespace entente::bench
