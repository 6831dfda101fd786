#include "intake/bytes/byte_source.h"

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
    bool seek(std::size_t offset) override {
        if (!owned_) return false;
        in_.clear();
        if (!in_.seekg(static_cast<std::streamoff>(offset))) return false;
        consumed_ = offset;
        return true;
    }

 private:
    std::unique_ptr<std::istream> owned_;
    std::istream& in_;
    std::size_t consumed_ = 0;
};

class MemorySource final : public ByteSource {
 public:
    explicit MemorySource(std::string bytes) : bytes_(std::move(bytes)) {}
    Result<std::size_t> read(std::string& out, std::size_t at_most) override {
        const std::size_t n = std::min(at_most, bytes_.size() - at_);
        out.append(bytes_, at_, n);
        at_ += n;
        return n;
    }
    std::size_t consumed() const override { return at_; }
    bool seek(std::size_t offset) override {
        if (offset > bytes_.size()) return false;
        at_ = offset;
        return true;
    }

 private:
    std::string bytes_;
    std::size_t at_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> stream_source(std::unique_ptr<std::istream> owned) {
    return std::make_unique<StreamSource>(std::move(owned));
}

std::unique_ptr<ByteSource> stream_source(std::istream& borrowed) { return std::make_unique<StreamSource>(borrowed); }

std::unique_ptr<ByteSource> memory_source(std::string bytes) {
    return std::make_unique<MemorySource>(std::move(bytes));
}

}  // namespace entente::intake
