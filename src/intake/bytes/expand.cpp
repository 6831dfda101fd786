#include "intake/bytes/expand.h"

#include <algorithm>

namespace entente::intake {

namespace {

constexpr std::size_t kChunk = 64 << 10;
constexpr std::string_view kDictionaryFrame = "\x5d\x2a\x4d\x18";  // the frame that opens a .warc.zst with a dictionary
constexpr std::size_t kDictionaryBytes = 16u << 20;

const char* name_of(Compression c) { return c == Compression::kZstd ? "zstd" : "gzip"; }

std::uint32_t little_endian(std::string_view four) {
    std::uint32_t n = 0;
    for (std::size_t i = 4; i-- > 0;) n = n << 8 | static_cast<unsigned char>(four[i]);
    return n;
}

}  // namespace

Status Budget::charge(std::size_t bytes) {
    expanded_ += bytes;
    if (expanded_ <= limits_.expanded_bytes) return Done{};
    if (expanded_ > limits_.expanded_total)
        return fail(ErrorCode::kLimit,
                    "expands to more than " + std::to_string(limits_.expanded_total >> 30) + " GB in all");
    if (expanded_ / limits_.expanded_ratio <= file_.consumed()) return Done{};
    return fail(ErrorCode::kLimit, "expands to more than " + std::to_string(limits_.expanded_bytes >> 20) + " MB and " +
                                       std::to_string(limits_.expanded_ratio) +
                                       " times its size: a decompression bomb");
}

Result<std::size_t> Expander::read(std::string& out, std::size_t at_most) {
    if (!started_) TRY_DONE(start());
    if (compression_ == Compression::kNone) return read_plain(out, at_most);
    const std::size_t before = out.size();
    at_most = std::min(at_most, kChunk);
    while (!ended_ && out.size() == before) {
        TRY_DONE(refill());
        if (from_ == pending_.size() && !inside_) {
            ended_ = true;
            break;
        }
        TRY_DONE(begin_member());
        if (ended_) break;
        if (inside_) TRY_DONE(expand_some(out, at_most));
    }
    TRY_DONE(budget_.charge(out.size() - before));
    return out.size() - before;
}

Status Expander::start() {
    started_ = true;
    while (pending_.size() < 8) {
        TRY(const std::size_t got, raw_.read(pending_, kChunk));
        if (got == 0) break;
    }
    member_at_ = position();
    compression_ = compression_of(pending_);
    if (compression_ == Compression::kZstd && pending_.starts_with(kDictionaryFrame)) return take_dictionary();
    codec_ = make_codec(compression_);
    return Done{};
}

// IIPC's "WARC-ZSTD": the dictionary lies in a skippable frame at the head, itself perhaps a zstd frame.
Status Expander::take_dictionary() {
    if (pending_.size() < 8) return fail(ErrorCode::kInvalid, "zstd is truncated");
    const std::size_t size = little_endian(std::string_view(pending_).substr(4));
    if (size > kDictionaryBytes) return fail(ErrorCode::kLimit, "zstd dictionary larger than 16 MB");
    while (pending_.size() < 8 + size) {
        TRY(const std::size_t got, raw_.read(pending_, kChunk));
        if (got == 0) return fail(ErrorCode::kInvalid, "zstd is truncated");
    }
    std::string dictionary = pending_.substr(8, size);
    from_ = 8 + size;
    if (compression_of(dictionary) == Compression::kZstd) {
        std::string expanded;
        TRY_DONE(decode_all(Compression::kZstd, dictionary, kDictionaryBytes, expanded));
        dictionary = std::move(expanded);
    }
    codec_ = make_codec(compression_, dictionary);
    return Done{};
}

Result<std::size_t> Expander::read_plain(std::string& out, std::size_t at_most) {
    if (from_ == pending_.size()) return raw_.read(out, at_most);
    const std::size_t n = std::min(at_most, pending_.size() - from_);
    out.append(pending_, from_, n);
    from_ += n;
    if (from_ == pending_.size()) pending_.clear(), from_ = 0;
    return n;
}

Status Expander::refill() {
    if (from_ < pending_.size()) return Done{};
    pending_.clear();
    from_ = 0;
    TRY(const std::size_t got, raw_.read(pending_, kChunk));
    (void)got;
    return Done{};
}

// Between members stand zeros (tape padding), which are skipped; anything else that is no member's head ends the file.
Status Expander::begin_member() {
    if (inside_) return Done{};
    if (members_ > 0) {
        from_ = std::min(pending_.find_first_not_of('\0', from_), pending_.size());
        if (from_ == pending_.size()) return Done{};
    }
    member_at_ = position();
    TRY_DONE(codec_->begin());
    ++members_;
    inside_ = true;
    return Done{};
}

Status Expander::expand_some(std::string& out, std::size_t at_most) {
    const std::size_t before = out.size();
    out.resize(before + at_most);
    const std::string_view in = std::string_view(pending_).substr(from_);
    const Result<Step> step = codec_->step(in, out.data() + before, at_most);
    out.resize(before + (step.ok() ? step->out : 0));
    if (!step.ok()) return step.error();
    from_ += step->in;
    if (step->end)
        inside_ = false;
    else if (in.empty() && step->out == 0)
        return fail(ErrorCode::kInvalid, std::string(name_of(compression_)) + " is truncated");
    return Done{};
}

void Expander::restart() {
    pending_.clear();
    from_ = 0;
    inside_ = ended_ = false;
}

Result<bool> Expander::recover() {
    if (compression_ == Compression::kNone || !codec_) return false;
    inside_ = false;
    const std::string_view magic = compression_ == Compression::kGzip ? std::string_view("\x1f\x8b\x08", 3)
                                                                      : std::string_view("\x28\xb5\x2f\xfd", 4);
    // Past the broken head, if the search would find it again at once.
    if (from_ < pending_.size() && position() == member_at_) ++from_;
    for (;;) {
        const std::size_t at = pending_.find(magic, from_);
        if (at != std::string::npos) {
            from_ = at;
            return true;
        }
        const std::size_t keep = std::min(pending_.size() - from_, magic.size() - 1);
        pending_.erase(0, pending_.size() - keep);
        from_ = 0;
        TRY(const std::size_t got, raw_.read(pending_, kChunk));
        if (got == 0) break;
    }
    ended_ = true;
    return false;
}

}  // namespace entente::intake
