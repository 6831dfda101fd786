// How alike two texts are, by a short sketch of each: MinHash over shingles of four folded words, one permutation.
#pragma once

#include <string>
#include <string_view>

namespace entente::base {

// 128 bins of 16 bits as 512 hexadecimal digits, behind the number of distinct shingles and a ":"; empty for a text of
// fewer than 12 words. The same for the same words whatever their case, accents, punctuation and lines. Cost: linear.
[[nodiscard]] std::string sketch_of(std::string_view text);

// Share of the shorter text's shingles that stand in the longer one too, 0 … 1, estimated (±0.1); 0 where either has
// no sketch or what stands there is none.
[[nodiscard]] double sketch_containment(std::string_view a, std::string_view b);

// One text and a copy of it: changed here and there, cut off, or with a head or tail of its own. Two reports on one
// event by different hands, even with the same long quote in them, are none.
[[nodiscard]] bool near_copies(std::string_view a, std::string_view b);

}  // namespace entente::base
