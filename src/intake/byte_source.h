// A file or standard input as a stream of bytes, gzip expanded on the way whatever the name says.
#pragma once

#include <cstddef>
#include <istream>
#include <memory>
#include <string>

#include "entente/result.h"

namespace entente::intake {

class ByteSource {
 public:
    virtual ~ByteSource() = default;
    // Appends at most `at_most` bytes to `out`; gives how many, 0 at the end.
    // Fails with Io (the file), Invalid (truncated or broken gzip), Limit (more than `expanded_bytes` came out of it).
    [[nodiscard]] virtual Result<std::size_t> read(std::string& out, std::size_t at_most) = 0;
    // Bytes of the file taken so far (compressed ones, where it is compressed).
    [[nodiscard]] virtual std::size_t consumed() const = 0;
};

// Bytes of an open stream, as they are.
[[nodiscard]] std::unique_ptr<ByteSource> stream_source(std::unique_ptr<std::istream> owned);
[[nodiscard]] std::unique_ptr<ByteSource> stream_source(std::istream& borrowed);
// Expands gzip (all its members) when the first two bytes say so, else passes bytes on.
[[nodiscard]] std::unique_ptr<ByteSource> expanding_source(std::unique_ptr<ByteSource> raw, std::size_t expanded_bytes);

}  // namespace entente::intake
