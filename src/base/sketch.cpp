// One-permutation MinHash: the hash's top bits choose a bin, the least of the rest in each bin is kept. The share of
// equal bins among those that either fills estimates the Jaccard index J; with the numbers of shingles it gives the
// containment, which a cut tail does not lower: |A∩B| = J (|A|+|B|) / (1+J).
#include "base/sketch.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <unordered_set>
#include <vector>

#include "base/text.h"

namespace entente::base {

namespace {

constexpr std::size_t kBins = 128, kWords = 4, kFewest = 12, kDigits = 4;
constexpr std::uint16_t kEmpty = 0;
constexpr std::size_t kMostWords = 200'000;

std::uint64_t mix(std::uint64_t x) {
    x ^= x >> 30, x *= 0xBF58476D1CE4E5B9ull;
    x ^= x >> 27, x *= 0x94D049BB133111EBull;
    return x ^ (x >> 31);
}

std::uint64_t hash_of(std::string_view word) {  // FNV-1a: the same on every machine
    std::uint64_t h = 0xCBF29CE484222325ull;
    for (unsigned char c : word) h = (h ^ c) * 0x100000001B3ull;
    return mix(h);
}

std::vector<std::uint64_t> word_hashes(std::string_view text) {
    const std::string folded = fold(text);
    const auto in_word = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    };
    std::vector<std::uint64_t> out;
    for (std::size_t i = 0; i < folded.size() && out.size() < kMostWords;) {
        std::size_t end = i;
        while (end < folded.size() && in_word(folded[end])) ++end;
        if (end > i) out.push_back(hash_of(std::string_view(folded).substr(i, end - i)));
        i = end + 1;
    }
    return out;
}

struct Sketch {
    double shingles = 0;
    std::array<std::uint16_t, kBins> bins{};
};

std::optional<Sketch> parse(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon > 8 || text.size() != colon + 1 + kBins * kDigits) return std::nullopt;
    Sketch s;
    std::uint32_t n = 0;
    if (std::from_chars(text.data(), text.data() + colon, n).ptr != text.data() + colon || n == 0) return std::nullopt;
    s.shingles = n;
    for (std::size_t i = 0; i < kBins; ++i) {
        const char* at = text.data() + colon + 1 + i * kDigits;
        if (std::from_chars(at, at + kDigits, s.bins[i], 16).ptr != at + kDigits) return std::nullopt;
    }
    return s;
}

}  // namespace

std::string sketch_of(std::string_view text) {
    const std::vector<std::uint64_t> words = word_hashes(text);
    if (words.size() < kFewest) return {};
    std::array<std::uint64_t, kBins> least;
    least.fill(UINT64_MAX);
    std::unordered_set<std::uint64_t> seen;
    for (std::size_t i = 0; i + kWords <= words.size(); ++i) {
        std::uint64_t h = 0;
        for (std::size_t k = 0; k < kWords; ++k) h = mix(h * 31 + words[i + k] + k);
        if (!seen.insert(h).second) continue;
        std::uint64_t& bin = least[h >> 57];
        bin = std::min(bin, h & ((std::uint64_t{1} << 57) - 1));
    }
    std::string out = std::to_string(seen.size()) + ":";
    for (const std::uint64_t value : least) {
        const auto low = value == UINT64_MAX ? kEmpty : static_cast<std::uint16_t>(value % 65535 + 1);
        for (int shift = 12; shift >= 0; shift -= 4) out += "0123456789abcdef"[(low >> shift) & 15];
    }
    return out;
}

double sketch_containment(std::string_view a, std::string_view b) {
    const std::optional<Sketch> x = parse(a), y = parse(b);
    if (!x || !y) return 0;
    std::size_t equal = 0, filled = 0;
    for (std::size_t i = 0; i < kBins; ++i) {
        filled += x->bins[i] != kEmpty || y->bins[i] != kEmpty;
        equal += x->bins[i] != kEmpty && x->bins[i] == y->bins[i];
    }
    if (equal == 0) return 0;
    const double jaccard = double(equal) / double(filled);
    const double shared = jaccard * (x->shingles + y->shingles) / (1 + jaccard);
    return std::min(1.0, shared / std::min(x->shingles, y->shingles));
}

bool near_copies(std::string_view a, std::string_view b) { return sketch_containment(a, b) >= 0.6; }

}  // namespace entente::base
