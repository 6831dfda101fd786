#include "flow/record/words.h"

#include <algorithm>
#include <cmath>

namespace entente::bench {

Zipf::Zipf(std::size_t n, double exponent) {
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) sums_.push_back(sum += std::pow(static_cast<double>(i + 1), -exponent));
}

std::size_t Zipf::operator()(Random& random) const {
    const double at = std::uniform_real_distribution<double>(0, sums_.back())(random);
    const auto it = std::lower_bound(sums_.begin(), sums_.end(), at);
    return std::min(static_cast<std::size_t>(it - sums_.begin()), sums_.size() - 1);
}

// Short words are frequent, and every word is its own: syllables spell the rank.
Vocabulary::Vocabulary(std::size_t words) : frequency_(words, 1.0) {
    static constexpr const char* kSyllables[] = {"ra", "té", "mi", "lon", "su", "ca", "ver", "pi", "do", "nal", "ze",
                                                 "bri", "gu", "ta", "fen", "ho"};
    for (std::size_t rank = 0; rank < words; ++rank) {
        std::string word;
        for (std::size_t n = rank + 16; n > 0; n /= 16) word += kSyllables[n % 16];
        words_.push_back(std::move(word));
    }
}

std::string Vocabulary::sentence(Random& random, std::size_t words) const {
    std::string out;
    for (std::size_t i = 0; i < words; ++i) out += (i ? " " : "") + words_[frequency_(random)];
    if (!out.empty()) out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
    return out + ".";
}

}  // namespace entente::bench
