#include "intake/header_fields.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "intake/bytes/codec.h"

namespace entente::intake {

namespace {

constexpr std::size_t kMaxFields = 500;

std::string lower(std::string_view s) {
    std::string out(s);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

std::string_view trimmed(std::string_view s) {
    const std::size_t from = s.find_first_not_of(" \t\r\n");
    if (from == std::string_view::npos) return {};
    return s.substr(from, s.find_last_not_of(" \t\r\n") - from + 1);
}

Compression encoding_of(const std::string& name) {
    if (name == "gzip" || name == "x-gzip") return Compression::kGzip;
    if (name == "deflate") return Compression::kDeflate;
    if (name == "br") return Compression::kBrotli;
    if (name == "zstd") return Compression::kZstd;
    return Compression::kNone;
}

// Encodings stand in the order in which they were applied. A body that does not begin like its encoding was stored
// expanded by the crawler: it stays as it is.
Status decode_content(std::string_view encodings, const Limits& limits, HttpMessage& message) {
    std::vector<std::string> names;
    for (std::string_view rest = encodings; !rest.empty() && names.size() < 4;) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        if (const std::string name = lower(trimmed(rest.substr(0, comma))); !name.empty() && name != "identity")
            names.push_back(name);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    for (std::size_t i = names.size(); i-- > 0;) {
        const Compression c = encoding_of(names[i]);
        if (c == Compression::kNone) {
            message.doubts.push_back("content encoding \"" + names[i].substr(0, 20) + "\" is not known");
            return Done{};
        }
        if (message.body.empty()) return Done{};
        if ((c == Compression::kGzip || c == Compression::kZstd) && compression_of(message.body) != c) continue;
        std::string out;
        const Status done = decode_all(c, message.body, limits.page_bytes, out);
        if (!done.ok()) {
            if (done.error().code == ErrorCode::kLimit) return done;
            if (out.empty() && message.body[0] == '<') continue;
            message.doubts.push_back("content encoding " + names[i] + ": " + done.error().message);
        }
        message.body = std::move(out);
    }
    return Done{};
}

}  // namespace

bool looks_like_field(std::string_view line) {
    std::size_t i = 0;
    while (i < line.size() && i < 80 && line[i] > ' ' && line[i] < 127 && line[i] != ':') ++i;
    return i > 0 && i < line.size() && line[i] == ':';
}

std::size_t fields_end(std::string_view bytes) {
    for (std::size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
        if (bytes.substr(at + 1, 1) == "\n") return at + 2;
        if (bytes.substr(at + 1, 2) == "\r\n") return at + 3;
    }
    return std::string_view::npos;
}

Fields Fields::parse(std::string_view block) {
    Fields out;
    while (!block.empty() && out.fields_.size() < kMaxFields) {
        const std::size_t end = std::min(block.find('\n'), block.size());
        const std::string_view line = block.substr(0, end);
        block.remove_prefix(std::min(end + 1, block.size()));
        if (!line.empty() && (line[0] == ' ' || line[0] == '\t')) {
            if (!out.fields_.empty()) out.fields_.back().second += " " + std::string(trimmed(line));
            continue;
        }
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        out.fields_.emplace_back(lower(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1))));
    }
    return out;
}

std::string_view Fields::get(std::string_view name) const {
    const std::string key = lower(name);
    for (const auto& [k, v] : fields_)
        if (k == key) return v;
    return {};
}

std::string media_type(std::string_view content_type) {
    return lower(trimmed(content_type.substr(0, content_type.find(';'))));
}

std::string media_parameter(std::string_view content_type, std::string_view name) {
    for (std::size_t at = content_type.find(';'); at != std::string_view::npos; at = content_type.find(';', at + 1)) {
        std::string_view p = content_type.substr(at + 1);
        p = trimmed(p.substr(0, p.find(';')));
        const std::size_t equals = p.find('=');
        if (equals == std::string_view::npos || lower(trimmed(p.substr(0, equals))) != name) continue;
        p = trimmed(p.substr(equals + 1));
        if (p.size() >= 2 && (p[0] == '"' || p[0] == '\'') && p.back() == p[0]) p = p.substr(1, p.size() - 2);
        return std::string(p);
    }
    return {};
}

std::string dechunk(std::string_view body, bool& whole) {
    std::string out;
    whole = false;
    while (!body.empty()) {
        const std::size_t line = body.find('\n');
        if (line == std::string_view::npos || line > 200) break;
        const std::string_view size_text = trimmed(body.substr(0, std::min(body.find(';'), line)));
        std::size_t size = 0;
        const auto [end, error] = std::from_chars(size_text.data(), size_text.data() + size_text.size(), size, 16);
        if (error != std::errc() || end != size_text.data() + size_text.size()) break;
        body.remove_prefix(line + 1);
        if (size == 0) {
            whole = true;
            break;
        }
        out.append(body.substr(0, size));
        if (size >= body.size()) break;
        body.remove_prefix(size);
        if (body.starts_with("\r\n"))
            body.remove_prefix(2);
        else if (body.starts_with("\n"))
            body.remove_prefix(1);
        else
            break;
    }
    return out;
}

Result<HttpMessage> read_http(std::string_view bytes, const Limits& limits) {
    HttpMessage message;
    if (!bytes.starts_with("HTTP/")) return fail(ErrorCode::kInvalid, "no HTTP status line");
    const std::size_t line = bytes.find('\n'), space = bytes.find(' ');
    if (line == std::string_view::npos || space == std::string_view::npos || space > line)
        return fail(ErrorCode::kInvalid, "no HTTP status line");
    const std::string_view code = bytes.substr(space + 1, 3);
    std::from_chars(code.data(), code.data() + code.size(), message.status);
    const std::size_t end = fields_end(bytes);
    if (end == std::string_view::npos) return fail(ErrorCode::kInvalid, "an HTTP header without an end");
    message.head_bytes = end;
    message.fields = Fields::parse(bytes.substr(line + 1, end - line - 1));
    const std::string_view body = bytes.substr(end);
    const std::string transfer = lower(message.fields.get("transfer-encoding"));
    if (transfer.find("chunked") == std::string::npos) {
        message.body = std::string(body);
    } else {
        bool whole = false;
        message.body = dechunk(body, whole);
        // Some crawlers keep the field but store the body without chunks.
        if (message.body.empty() && body.starts_with('<'))
            message.body = std::string(body);
        else if (!whole)
            message.doubts.push_back("its chunked body is broken: what follows byte " +
                                     std::to_string(message.body.size()) + " is lost");
    }
    TRY_DONE(decode_content(message.fields.get("content-encoding"), limits, message));
    if (message.body.size() > limits.page_bytes)
        return fail(ErrorCode::kLimit,
                    "larger than " + std::to_string(limits.page_bytes >> 20) + " MB, too large for a page");
    return message;
}

}  // namespace entente::intake
