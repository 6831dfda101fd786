#include "serve/request.h"

#include <algorithm>
#include <optional>

#include "base/text.h"

namespace entente::serve {

namespace {

constexpr const char* kFormats[] = {"json", "jsonl", "csv", "ics", "atom", "geojson", "md"};

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool plain(const std::string& text) {
    return base::valid_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
           });
}

Result<std::string> decoded(std::string_view text, bool plus_is_space) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
            const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
            if (low < 0) return fail(ErrorCode::kInvalid, "a % that begins no encoded byte");
            out += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            out += plus_is_space && text[i] == '+' ? ' ' : text[i];
        }
    }
    if (!plain(out)) return fail(ErrorCode::kInvalid, "text that is not UTF-8, or control characters");
    return out;
}

Result<std::string> read_path(std::string_view raw) {
    if (raw == "/") return std::string("/");
    if (raw.ends_with('/')) raw.remove_suffix(1);  // "/events/" is "/events"
    std::string out;
    for (const std::string_view part : base::split(raw.substr(1), '/')) {
        TRY(const std::string text, decoded(part, false));
        if (text.empty() || text == "." || text == "..")
            return fail(ErrorCode::kInvalid, "a path with empty parts or dots");
        if (text.find_first_of("/\\") != std::string::npos)
            return fail(ErrorCode::kInvalid, "a path with a backslash or an encoded slash");
        out += "/" + text;
    }
    return out;
}

}  // namespace

Result<Request> read_target(std::string_view target) {
    if (target.size() > kTargetBytes) return fail(ErrorCode::kLimit, "the address is too long");
    if (target.empty() || target[0] != '/') return fail(ErrorCode::kInvalid, "the target must begin with /");
    const std::size_t mark = target.find('?');
    Request out;
    TRY(out.path, read_path(target.substr(0, mark)));
    if (mark == std::string_view::npos) return out;
    for (const std::string_view pair : base::split(target.substr(mark + 1), '&')) {
        if (pair.empty()) continue;
        if (out.query.size() == kParameters) return fail(ErrorCode::kLimit, "too many parameters");
        const std::size_t equals = pair.find('=');
        TRY(std::string name, decoded(pair.substr(0, equals), true));
        TRY(std::string value, decoded(equals == std::string_view::npos ? "" : pair.substr(equals + 1), true));
        out.query.emplace_back(std::move(name), std::move(value));
    }
    return out;
}

std::string percent_encoded(std::string_view text) {
    constexpr char kDigits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool same = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          std::string_view("-._~:").find(c) != std::string_view::npos;
        if (same) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
    return out;
}

PathAndFormat split_format(const std::string& path) {
    const std::size_t dot = path.rfind('.');
    if (dot == std::string::npos || path.find('/', dot) != std::string::npos) return {path, ""};
    const std::string ending = path.substr(dot + 1);
    const bool known = std::find(std::begin(kFormats), std::end(kFormats), ending) != std::end(kFormats);
    return known && dot > path.rfind('/') + 1 ? PathAndFormat{path.substr(0, dot), ending} : PathAndFormat{path, ""};
}

}  // namespace entente::serve
