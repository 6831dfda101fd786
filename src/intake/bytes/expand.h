// gzip and zstd expanded on the way, member by member, with a bound on bombs; other bytes pass as they are.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "entente/limits.h"
#include "entente/result.h"
#include "intake/bytes/byte_source.h"
#include "intake/bytes/codec.h"

namespace entente::intake {

// What one file may become, all its layers together: Limits::expanded_bytes freely, more only while it stays under
// Limits::expanded_ratio times what was read of the file, and never over Limits::expanded_total.
class Budget {
 public:
    Budget(const Limits& limits, const ByteSource& file) : limits_(limits), file_(file) {}
    // Fails with Limit.
    [[nodiscard]] Status charge(std::size_t bytes);

 private:
    const Limits& limits_;
    const ByteSource& file_;
    std::size_t expanded_ = 0;
};

class Expander final : public ByteSource {
 public:
    // Both must outlive it.
    Expander(ByteSource& raw, Budget& budget) : raw_(raw), budget_(budget) {}

    // The bytes of one call are of one member. After a failure: recover(), or no more.
    [[nodiscard]] Result<std::size_t> read(std::string& out, std::size_t at_most) override;
    [[nodiscard]] std::size_t consumed() const override { return raw_.consumed(); }

    [[nodiscard]] Compression compression() const { return compression_; }
    // Byte of the file at which the member of the last read begins.
    [[nodiscard]] std::size_t member_at() const { return member_at_; }
    // Members begun so far.
    [[nodiscard]] std::size_t members() const { return members_; }
    // Leaves the broken member and looks for the head of the next one. False: there is none.
    [[nodiscard]] Result<bool> recover();
    // After the file was set to another member's first byte.
    void restart();
    // Bytes taken from the file but not yet given (where nothing is compressed).
    [[nodiscard]] std::size_t pending() const { return pending_.size() - from_; }

 private:
    [[nodiscard]] Status start();
    [[nodiscard]] Status refill();
    [[nodiscard]] Status begin_member();
    [[nodiscard]] Result<std::size_t> read_plain(std::string& out, std::size_t at_most);
    [[nodiscard]] Status expand_some(std::string& out, std::size_t at_most);
    [[nodiscard]] Status take_dictionary();
    [[nodiscard]] std::size_t position() const { return raw_.consumed() - (pending_.size() - from_); }

    ByteSource& raw_;
    Budget& budget_;
    std::unique_ptr<Codec> codec_;
    Compression compression_ = Compression::kNone;
    std::string pending_;  // raw bytes not yet used: from `from_`
    std::size_t from_ = 0;
    std::size_t member_at_ = 0, members_ = 0;
    bool started_ = false, inside_ = false, ended_ = false;
};

}  // namespace entente::intake
