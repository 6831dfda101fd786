// A moving window over a file's expanded bytes: look ahead, take, skip, and know where in the file a byte came from.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "entente/limits.h"
#include "entente/result.h"
#include "intake/bytes/expand.h"

namespace entente::intake {

class Window {
 public:
    // A file or stream of its own, expanded; its bombs are bounded by a budget of its own.
    Window(std::unique_ptr<ByteSource> raw, const Limits& limits)
        : raw_(std::move(raw)), budget_(std::make_unique<Budget>(limits, *raw_)), expander_(*raw_, *budget_) {}
    // An entry of an archive: counted on the archive's budget, which must outlive it.
    Window(std::unique_ptr<ByteSource> raw, Budget& shared)
        : raw_(std::move(raw)), expander_(*raw_, shared), shared_(&shared) {}

    // Reads ahead until `size` bytes stand in the window or the source ends. Fails like the source; what was read
    // stays.
    [[nodiscard]] Status fill(std::size_t size);
    // What stands in the window.
    [[nodiscard]] std::string_view view() const { return std::string_view(buffer_).substr(start_); }
    void take(std::size_t n);
    // Takes `n` bytes, read ahead or not; gives how many there were.
    [[nodiscard]] Result<std::size_t> skip(std::size_t n);
    // Nothing more will come than what stands in the window.
    [[nodiscard]] bool ended() const { return ended_; }
    // After a failure: goes on with the next member of the file, if one is found; the window is empty then.
    [[nodiscard]] Result<bool> recover();

    // Where in the file the window's first byte comes from: its own place where nothing is compressed, else where its
    // member begins.
    [[nodiscard]] std::size_t file_offset() const;
    // Whether reading could begin at file_offset() and find the window's first byte.
    [[nodiscard]] bool at_border() const;
    // Whether a member begins `n` bytes after the window's first byte.
    [[nodiscard]] bool border_at(std::size_t n) const;
    [[nodiscard]] bool compressed() const { return expander_.compression() != Compression::kNone; }
    [[nodiscard]] bool seek(std::size_t offset);
    [[nodiscard]] std::size_t consumed() const { return raw_->consumed(); }
    [[nodiscard]] Budget& budget() { return shared_ ? *shared_ : *budget_; }
    [[nodiscard]] std::unique_ptr<ByteSource>& raw() { return raw_; }

 private:
    struct Border {
        std::size_t position, file_offset;  // a member's first byte: in the expanded stream, in the file
    };
    std::unique_ptr<ByteSource> raw_;
    std::unique_ptr<Budget> budget_;
    Expander expander_;
    Budget* shared_ = nullptr;
    std::string buffer_;
    std::size_t start_ = 0;     // of the window in buffer_
    std::size_t position_ = 0;  // of the window in the expanded stream
    std::size_t members_ = 0;
    std::deque<Border> borders_;  // the last one at or before the window, and those in it
    bool ended_ = false;
};

}  // namespace entente::intake
