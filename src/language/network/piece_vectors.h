// The vectors with which the encoder begins, in 8 bits, shared by the readers of all sizes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "entente/result.h"

namespace entente::language {

class PieceVectors {
 public:
    // data/model/pieces.bin: "EPV1", rows and columns (32-bit), a float scale for each row, rows of signed 8-bit
    // numbers, little-endian. Fails with Invalid when the file is not of that form or length.
    static Result<PieceVectors> parse(std::string_view bytes);
    // Floats in a piece's vector.
    [[nodiscard]] std::size_t size() const { return size_; }
    // The vectors of the pieces, one after another; a piece that the table has not is zeros.
    [[nodiscard]] std::vector<float> of(const std::vector<std::int32_t>& pieces) const;

 private:
    std::size_t size_ = 0;
    std::vector<float> scales_;
    std::vector<std::int8_t> rows_;
};

}  // namespace entente::language
