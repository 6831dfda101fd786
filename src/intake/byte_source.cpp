#include "intake/byte_source.h"

#include <zlib.h>

#include <algorithm>
#include <utility>

namespace entente::intake {

namespace {

constexpr std::size_t kChunk = 64 << 10;

class StreamSource final : public ByteSource {
 public:
    explicit StreamSource(std::unique_ptr<std::istream> owned) : owned_(std::move(owned)), in_(*owned_) {}
    explicit StreamSource(std::istream& borrowed) : in_(borrowed) {}

    Result<std::size_t> read(std::string& out, std::size_t at_most) override {
        const std::size_t before = out.size();
        out.resize(before + std::min(at_most, kChunk));
        in_.read(out.data() + before, static_cast<std::streamsize>(out.size() - before));
        const auto got = static_cast<std::size_t>(in_.gcount());
        out.resize(before + got);
        consumed_ += got;
        if (in_.bad()) return fail(ErrorCode::kIo, "cannot be read");
        return got;
    }
    std::size_t consumed() const override { return consumed_; }

 private:
    std::unique_ptr<std::istream> owned_;
    std::istream& in_;
    std::size_t consumed_ = 0;
};

// Looks at the first two bytes, then either passes on or inflates. A gzip file may hold several members; zero bytes
// after the last (tape padding) are ignored.
class ExpandingSource final : public ByteSource {
 public:
    ExpandingSource(std::unique_ptr<ByteSource> raw, std::size_t limit) : raw_(std::move(raw)), limit_(limit) {}
    ExpandingSource(const ExpandingSource&) = delete;
    ExpandingSource& operator=(const ExpandingSource&) = delete;
    ~ExpandingSource() override {
        if (inflating_) inflateEnd(&z_);
    }

    Result<std::size_t> read(std::string& out, std::size_t at_most) override {
        if (!started_) TRY_DONE(start());
        return gzip_ ? read_gzip(out, at_most) : read_plain(out, at_most);
    }
    std::size_t consumed() const override { return raw_->consumed(); }

 private:
    Status start() {
        started_ = true;
        while (pending_.size() < 2) {
            TRY(const std::size_t got, raw_->read(pending_, kChunk));
            if (got == 0) break;
        }
        gzip_ = pending_.size() >= 2 && pending_[0] == '\x1f' && pending_[1] == '\x8b';
        return Done{};
    }

    Result<std::size_t> read_plain(std::string& out, std::size_t at_most) {
        if (pending_.empty()) return raw_->read(out, at_most);
        const std::size_t n = std::min(at_most, pending_.size());
        out.append(pending_, 0, n);
        pending_.erase(0, n);
        return n;
    }

    Result<std::size_t> read_gzip(std::string& out, std::size_t at_most) {
        const std::size_t before = out.size();
        at_most = std::min(at_most, kChunk);
        while (!ended_ && out.size() == before) {
            TRY_DONE(refill());
            if (pending_.empty()) {
                if (inflating_) return fail(ErrorCode::kInvalid, "gzip is truncated");
                ended_ = true;
                break;
            }
            TRY_DONE(begin_member());
            if (ended_) break;
            TRY_DONE(inflate_some(out, at_most));
        }
        given_ += out.size() - before;
        if (given_ > limit_)
            return fail(ErrorCode::kLimit, "gzip expands to more than " + std::to_string(limit_ >> 20) + " MB");
        return out.size() - before;
    }

    Status refill() {
        if (!pending_.empty()) return Done{};
        TRY(const std::size_t got, raw_->read(pending_, kChunk));
        (void)got;
        return Done{};
    }

    Status begin_member() {
        if (inflating_) return Done{};
        if (any_member_) {
            const std::size_t at = pending_.find_first_not_of('\0');
            pending_.erase(0, at == std::string::npos ? pending_.size() : at);
            if (pending_.empty()) return Done{};
        }
        z_ = {};
        if (inflateInit2(&z_, 15 + 16) != Z_OK) return fail(ErrorCode::kIo, "gzip: out of memory");
        inflating_ = any_member_ = true;
        return Done{};
    }

    Status inflate_some(std::string& out, std::size_t at_most) {
        if (pending_.empty()) return Done{};
        const std::size_t before = out.size();
        out.resize(before + at_most);
        z_.next_in = reinterpret_cast<Bytef*>(pending_.data());
        z_.avail_in = static_cast<uInt>(pending_.size());
        z_.next_out = reinterpret_cast<Bytef*>(out.data() + before);
        z_.avail_out = static_cast<uInt>(at_most);
        const int rc = inflate(&z_, Z_NO_FLUSH);
        out.resize(out.size() - z_.avail_out);
        pending_.erase(0, pending_.size() - z_.avail_in);
        if (rc == Z_STREAM_END) {
            inflateEnd(&z_);
            inflating_ = false;
        } else if (rc != Z_OK && rc != Z_BUF_ERROR) {
            return fail(ErrorCode::kInvalid,
                        std::string("gzip is broken") + (z_.msg ? std::string(": ") + z_.msg : ""));
        }
        return Done{};
    }

    std::unique_ptr<ByteSource> raw_;
    std::size_t limit_;
    std::size_t given_ = 0;
    std::string pending_;
    z_stream z_{};
    bool started_ = false, gzip_ = false, inflating_ = false, any_member_ = false, ended_ = false;
};

}  // namespace

std::unique_ptr<ByteSource> stream_source(std::unique_ptr<std::istream> owned) {
    return std::make_unique<StreamSource>(std::move(owned));
}

std::unique_ptr<ByteSource> stream_source(std::istream& borrowed) { return std::make_unique<StreamSource>(borrowed); }

std::unique_ptr<ByteSource> expanding_source(std::unique_ptr<ByteSource> raw, std::size_t expanded_bytes) {
    return std::make_unique<ExpandingSource>(std::move(raw), expanded_bytes);
}

}  // namespace entente::intake
