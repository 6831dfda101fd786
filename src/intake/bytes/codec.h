// One compressed stretch (a gzip member, a zstd frame, a deflate or brotli stream) to its bytes, piece by piece.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "entente/result.h"

namespace entente::intake {

enum class Compression { kNone, kGzip, kZstd, kDeflate, kBrotli };

struct Step {
    std::size_t in = 0, out = 0;  // bytes taken and given
    bool end = false;             // the stretch is whole; what follows belongs to the next
};

class Codec {
 public:
    virtual ~Codec() = default;
    // Makes ready for a new stretch.
    [[nodiscard]] virtual Status begin() = 0;
    // Takes from `in`, gives at most `room` bytes to `out`. No progress at all: more input is needed.
    // Fails with Invalid where the stretch is broken.
    [[nodiscard]] virtual Result<Step> step(std::string_view in, char* out, std::size_t room) = 0;
};

// kDeflate takes zlib's form and the bare one, as browsers do. `dictionary` is for zstd alone.
[[nodiscard]] std::unique_ptr<Codec> make_codec(Compression compression, std::string_view dictionary = {});

// The whole of `in`, which ends with its stretch (more stretches may follow it). Gives what could be read in `out`.
// Fails with Invalid (broken, cut off), Limit (more than `at_most` bytes come out).
[[nodiscard]] Status decode_all(Compression compression, std::string_view in, std::size_t at_most, std::string& out);

// What the first four bytes say: gzip, zstd (also its skippable frames), or none.
[[nodiscard]] Compression compression_of(std::string_view head);

}  // namespace entente::intake
