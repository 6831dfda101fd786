// Facts to bytes and back, without a word on what they mean.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace entente::world {

struct Compiled;

class TableWriter {
 public:
    void number(std::uint64_t value);
    void text(std::string_view value);
    [[nodiscard]] std::string take() && { return std::move(out_); }

 private:
    std::string out_;
};

// Gives zero and empty texts once the bytes end before they should; `whole` tells.
class TableReader {
 public:
    explicit TableReader(std::string_view bytes) : bytes_(bytes) {}
    [[nodiscard]] std::uint64_t number();
    [[nodiscard]] std::string_view text();
    // A count of things that take at least a byte each.
    [[nodiscard]] std::size_t count();
    // Everything was there and nothing is left.
    [[nodiscard]] bool whole() const { return !broken_ && at_ == bytes_.size(); }

 private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool broken_ = false;
};

void write_tables(TableWriter& out, const Compiled& world);
[[nodiscard]] bool read_tables(TableReader& in, Compiled& world);

}  // namespace entente::world
