#include "grounding/times/words.h"

#include <algorithm>

namespace entente::grounding::times {

std::uint32_t hash_of(std::string_view word) {
    std::uint32_t h = 2166136261u;  // FNV-1a
    for (unsigned char c : word) h = (h ^ c) * 16777619u;
    return h ^ (h >> 15);
}

const Entry* Language::find(std::string_view folded) const {
    if (folded.empty()) return nullptr;
    const std::uint32_t hash = hash_of(folded);
    const std::uint32_t bit = hash % (may_be_word_.size() * 64);
    if (!(may_be_word_[bit / 64] >> (bit % 64) & 1)) return nullptr;
    for (std::size_t i = hash & (slots_.size() - 1);; i = (i + 1) & (slots_.size() - 1)) {
        if (slots_[i] == 0) return nullptr;
        const Entry& e = entries_[slots_[i] - 1];
        if (e.word == folded) return &e;
    }
}

std::uint32_t Language::child(std::uint32_t node, Symbol symbol) const {
    if (node == 0) return symbol < root_.size() ? root_[symbol] : 0;
    const std::uint64_t key = (std::uint64_t{node} << 16) | symbol;
    for (std::size_t i = (key * 0x9E3779B97F4A7C15ull) >> 40 & (edges_.size() - 1);;
         i = (i + 1) & (edges_.size() - 1)) {
        if (edges_[i].first == key) return edges_[i].second;
        if (edges_[i].first == 0) return 0;
    }
}

}  // namespace entente::grounding::times
