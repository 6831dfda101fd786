#include "intake/bytes/window.h"

#include <algorithm>

namespace entente::intake {

namespace {

constexpr std::size_t kChunk = 64 << 10;

}  // namespace

Status Window::fill(std::size_t size) {
    while (!ended_ && buffer_.size() - start_ < size) {
        if (start_ > kChunk && start_ > buffer_.size() / 2) buffer_.erase(0, start_), start_ = 0;
        TRY(const std::size_t got, expander_.read(buffer_, kChunk));
        if (got == 0) {
            ended_ = true;
            break;
        }
        if (expander_.members() == members_) continue;
        members_ = expander_.members();
        borders_.push_back({position_ + (buffer_.size() - start_) - got, expander_.member_at()});
    }
    return Done{};
}

void Window::take(std::size_t n) {
    n = std::min(n, buffer_.size() - start_);
    start_ += n;
    position_ += n;
    if (start_ == buffer_.size()) buffer_.clear(), start_ = 0;
    while (borders_.size() > 1 && borders_[1].position <= position_) borders_.pop_front();
}

Result<std::size_t> Window::skip(std::size_t n) {
    std::size_t done = 0;
    while (done < n) {
        if (buffer_.size() == start_) TRY_DONE(fill(1));
        if (buffer_.size() == start_) break;
        const std::size_t now = std::min(n - done, buffer_.size() - start_);
        take(now);
        done += now;
    }
    return done;
}

Result<bool> Window::recover() {
    buffer_.clear();
    start_ = 0;
    borders_.clear();
    TRY(const bool found, expander_.recover());
    ended_ = !found;
    return found;
}

bool Window::border_at(std::size_t n) const {
    return std::any_of(borders_.begin(), borders_.end(), [&](const Border& b) { return b.position == position_ + n; });
}

std::size_t Window::file_offset() const {
    if (!compressed()) return expander_.consumed() - expander_.pending() - (buffer_.size() - start_);
    if (buffer_.size() == start_) return expander_.member_at();
    return borders_.empty() ? 0 : borders_.front().file_offset;
}

bool Window::at_border() const {
    return !compressed() || (!borders_.empty() && borders_.front().position == position_);
}

bool Window::seek(std::size_t offset) {
    if (!raw_->seek(offset)) return false;
    buffer_.clear();
    start_ = 0;
    borders_.clear();
    ended_ = false;
    expander_.restart();
    return true;
}

}  // namespace entente::intake
