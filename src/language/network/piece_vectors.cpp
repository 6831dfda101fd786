#include "language/network/piece_vectors.h"

#include <bit>
#include <cmath>
#include <cstring>

namespace entente::language {

static_assert(std::endian::native == std::endian::little, "the table is read as it lies");

Result<PieceVectors> PieceVectors::parse(std::string_view bytes) {
    constexpr std::size_t kHead = 12, kLargest = 1U << 24;
    std::uint32_t shape[2] = {0, 0};
    if (bytes.size() < kHead || bytes.substr(0, 4) != "EPV1")
        return fail(ErrorCode::kInvalid, "pieces.bin: not a table of piece vectors");
    std::memcpy(shape, bytes.data() + 4, sizeof shape);
    const std::size_t rows = shape[0], size = shape[1];
    if (rows == 0 || size == 0 || rows > kLargest || size > kLargest ||
        bytes.size() != kHead + rows * sizeof(float) + rows * size)
        return fail(ErrorCode::kInvalid, "pieces.bin: its length does not fit its " + std::to_string(rows) +
                                             " rows of " + std::to_string(size));
    PieceVectors out;
    out.size_ = size;
    out.scales_.resize(rows);
    std::memcpy(out.scales_.data(), bytes.data() + kHead, rows * sizeof(float));
    for (const float s : out.scales_)
        if (!std::isfinite(s)) return fail(ErrorCode::kInvalid, "pieces.bin: a scale is no number");
    out.rows_.resize(rows * size);
    std::memcpy(out.rows_.data(), bytes.data() + kHead + rows * sizeof(float), rows * size);
    return out;
}

std::vector<float> PieceVectors::of(const std::vector<std::int32_t>& pieces) const {
    std::vector<float> out(pieces.size() * size_, 0.0F);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const auto row = static_cast<std::size_t>(pieces[i]);
        if (pieces[i] < 0 || row >= scales_.size()) continue;
        const std::int8_t* from = rows_.data() + row * size_;
        for (std::size_t k = 0; k < size_; ++k) out[i * size_ + k] = scales_[row] * static_cast<float>(from[k]);
    }
    return out;
}

}  // namespace entente::language
