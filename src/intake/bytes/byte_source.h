// A file, standard input or a string as a stream of bytes.
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
    // Fails with Io (the file), Invalid (truncated or broken compression), Limit (a bomb).
    [[nodiscard]] virtual Result<std::size_t> read(std::string& out, std::size_t at_most) = 0;
    // Bytes of the file taken so far (compressed ones, where it is compressed).
    [[nodiscard]] virtual std::size_t consumed() const = 0;
    // Goes on reading at `offset` of the file. False, and nothing changed: cannot be done here.
    [[nodiscard]] virtual bool seek(std::size_t offset) {
        (void)offset;
        return false;
    }
};

// Bytes of an open stream, as they are. A file (`owned`) can seek, a borrowed stream cannot.
[[nodiscard]] std::unique_ptr<ByteSource> stream_source(std::unique_ptr<std::istream> owned);
[[nodiscard]] std::unique_ptr<ByteSource> stream_source(std::istream& borrowed);
[[nodiscard]] std::unique_ptr<ByteSource> memory_source(std::string bytes);

}  // namespace entente::intake
