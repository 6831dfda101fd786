#include "intake/bytes/codec.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>

namespace entente::intake {

namespace {

constexpr std::size_t kChunk = 64 << 10;
constexpr int kZstdWindowLog = 27;  // 128 MB, zstd's own default: a frame that asks for more is refused

class ZlibCodec final : public Codec {
 public:
    explicit ZlibCodec(bool gzip) : gzip_(gzip) {}
    ZlibCodec(const ZlibCodec&) = delete;
    ZlibCodec& operator=(const ZlibCodec&) = delete;
    ~ZlibCodec() override { close(); }

    Status begin() override {
        close();
        return open(gzip_ ? 15 + 16 : 15);
    }

    Result<Step> step(std::string_view in, char* out, std::size_t room) override {
        Result<Step> r = inflate_some(in, out, room);
        if (r.ok() || gzip_ || given_ || taken_) return r;
        close();  // no zlib header: the bare form, which some servers send
        TRY_DONE(open(-15));
        return inflate_some(in, out, room);
    }

 private:
    Status open(int bits) {
        z_ = {};
        given_ = taken_ = false;
        if (inflateInit2(&z_, bits) != Z_OK) return fail(ErrorCode::kIo, "zlib: out of memory");
        open_ = true;
        return Done{};
    }
    void close() {
        if (open_) inflateEnd(&z_);
        open_ = false;
    }
    Result<Step> inflate_some(std::string_view in, char* out, std::size_t room) {
        z_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
        z_.avail_in = static_cast<uInt>(std::min<std::size_t>(in.size(), 1u << 30));
        const std::size_t given_in = z_.avail_in;
        z_.next_out = reinterpret_cast<Bytef*>(out);
        z_.avail_out = static_cast<uInt>(std::min<std::size_t>(room, 1u << 30));
        const std::size_t given_out = z_.avail_out;
        const int rc = inflate(&z_, Z_NO_FLUSH);
        if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR)
            return fail(ErrorCode::kInvalid, std::string(gzip_ ? "gzip is broken" : "deflate is broken") +
                                                 (z_.msg ? std::string(": ") + z_.msg : ""));
        const Step s{given_in - z_.avail_in, given_out - z_.avail_out, rc == Z_STREAM_END};
        given_ = given_ || s.out;
        taken_ = taken_ || s.in > 2;
        return s;
    }

    bool gzip_, open_ = false, given_ = false, taken_ = false;
    z_stream z_{};
};

class ZstdCodec final : public Codec {
 public:
    explicit ZstdCodec(std::string_view dictionary) : dictionary_(dictionary), z_(ZSTD_createDCtx()) {
        if (!z_) return;
        ZSTD_DCtx_setParameter(z_, ZSTD_d_windowLogMax, kZstdWindowLog);
        if (!dictionary_.empty()) ZSTD_DCtx_loadDictionary(z_, dictionary_.data(), dictionary_.size());
    }
    ZstdCodec(const ZstdCodec&) = delete;
    ZstdCodec& operator=(const ZstdCodec&) = delete;
    ~ZstdCodec() override { ZSTD_freeDCtx(z_); }

    Status begin() override {
        if (!z_ || ZSTD_isError(ZSTD_DCtx_reset(z_, ZSTD_reset_session_only)))
            return fail(ErrorCode::kIo, "zstd: out of memory");
        return Done{};
    }
    Result<Step> step(std::string_view in, char* out, std::size_t room) override {
        ZSTD_inBuffer from{in.data(), in.size(), 0};
        ZSTD_outBuffer to{out, room, 0};
        const std::size_t rc = ZSTD_decompressStream(z_, &to, &from);
        if (ZSTD_isError(rc)) return fail(ErrorCode::kInvalid, std::string("zstd is broken: ") + ZSTD_getErrorName(rc));
        return Step{from.pos, to.pos, rc == 0};
    }

 private:
    std::string dictionary_;
    ZSTD_DCtx* z_;
};

class BrotliCodec final : public Codec {
 public:
    BrotliCodec() = default;
    BrotliCodec(const BrotliCodec&) = delete;
    BrotliCodec& operator=(const BrotliCodec&) = delete;
    ~BrotliCodec() override { BrotliDecoderDestroyInstance(b_); }

    Status begin() override {
        BrotliDecoderDestroyInstance(b_);
        b_ = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
        if (!b_) return fail(ErrorCode::kIo, "brotli: out of memory");
        return Done{};
    }
    Result<Step> step(std::string_view in, char* out, std::size_t room) override {
        std::size_t in_left = in.size(), out_left = room;
        const auto* from = reinterpret_cast<const std::uint8_t*>(in.data());
        auto* to = reinterpret_cast<std::uint8_t*>(out);
        const BrotliDecoderResult rc = BrotliDecoderDecompressStream(b_, &in_left, &from, &out_left, &to, nullptr);
        if (rc == BROTLI_DECODER_RESULT_ERROR) return fail(ErrorCode::kInvalid, "brotli is broken");
        return Step{in.size() - in_left, room - out_left, rc == BROTLI_DECODER_RESULT_SUCCESS};
    }

 private:
    BrotliDecoderState* b_ = nullptr;
};

}  // namespace

std::unique_ptr<Codec> make_codec(Compression compression, std::string_view dictionary) {
    switch (compression) {
        case Compression::kGzip: return std::make_unique<ZlibCodec>(true);
        case Compression::kDeflate: return std::make_unique<ZlibCodec>(false);
        case Compression::kZstd: return std::make_unique<ZstdCodec>(dictionary);
        case Compression::kBrotli: return std::make_unique<BrotliCodec>();
        case Compression::kNone: break;
    }
    return nullptr;
}

Status decode_all(Compression compression, std::string_view in, std::size_t at_most, std::string& out) {
    const std::unique_ptr<Codec> codec = make_codec(compression);
    ENTENTE_CHECK(codec != nullptr);
    const std::size_t before = out.size();
    TRY_DONE(codec->begin());
    for (;;) {
        const std::size_t at = out.size();
        out.resize(at + kChunk);
        const Result<Step> step = codec->step(in, out.data() + at, kChunk);
        out.resize(at + (step.ok() ? step->out : 0));
        if (!step.ok()) return step.error();
        if (out.size() - before > at_most)
            return fail(ErrorCode::kLimit, "expands to more than " + std::to_string(at_most >> 20) + " MB");
        in.remove_prefix(step->in);
        if (step->end) {
            if (compression_of(in) != compression) return Done{};  // what trails the stretch is padding
            TRY_DONE(codec->begin());
        } else if (step->in == 0 && step->out == 0) {
            return fail(ErrorCode::kInvalid, "is cut off");
        }
    }
}

Compression compression_of(std::string_view head) {
    if (head.starts_with("\x1f\x8b")) return Compression::kGzip;
    if (head.starts_with("\x28\xb5\x2f\xfd")) return Compression::kZstd;
    if (head.size() >= 4 && (head[0] & '\xf0') == '\x50' && head.substr(1, 3) == "\x2a\x4d\x18")
        return Compression::kZstd;
    return Compression::kNone;
}

}  // namespace entente::intake
