#include "base/text.h"

#include <openssl/evp.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf8.h>

#include <array>

#include "entente/result.h"

namespace entente::base {

char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto* s = reinterpret_cast<const std::uint8_t*>(text.data());
    std::int64_t i = static_cast<std::int64_t>(at);
    const std::int64_t n = static_cast<std::int64_t>(text.size());
    UChar32 c = 0;
    U8_NEXT(s, i, n, c);
    at = static_cast<std::size_t>(i);
    return c < 0 ? 0xFFFD : static_cast<char32_t>(c);
}

void append_code_point(std::string& out, char32_t c) {
    std::array<std::uint8_t, 4> buf{};
    std::int32_t n = 0;
    UBool error = false;
    U8_APPEND(buf.data(), n, 4, static_cast<UChar32>(c), error);
    if (error) return append_code_point(out, 0xFFFD);
    out.append(reinterpret_cast<const char*>(buf.data()), static_cast<std::size_t>(n));
}

bool valid_utf8(std::string_view bytes) {
    const auto* s = reinterpret_cast<const std::uint8_t*>(bytes.data());
    const std::int64_t n = static_cast<std::int64_t>(bytes.size());
    for (std::int64_t i = 0; i < n;) {
        UChar32 c = 0;
        U8_NEXT(s, i, n, c);
        if (c < 0) return false;
    }
    return true;
}

std::string make_valid_utf8(std::string_view bytes, bool* replaced) {
    if (replaced) *replaced = false;
    if (valid_utf8(bytes)) return std::string(bytes);
    if (replaced) *replaced = true;
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size();) append_code_point(out, next_code_point(bytes, i));
    return out;
}

std::size_t border_before(std::string_view text, std::size_t at) {
    if (at >= text.size()) return text.size();
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    return at;
}

std::size_t count_code_points(std::string_view text) {
    std::size_t n = 0;
    for (unsigned char c : text) n += (c & 0xC0) != 0x80;
    return n;
}

bool is_letter(char32_t c) { return u_isalpha(static_cast<UChar32>(c)); }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_upper(char32_t c) { return u_isupper(static_cast<UChar32>(c)); }
bool is_space(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)); }

namespace {

// What a code point becomes when it is not letter-folded: its own text, or "" to drop it; nullptr: no special form.
const char* special_fold(char32_t c) {
    switch (c) {
        case 0x2019: case 0x2018: case 0x02BC: case 0x2032: case 0x00B4: case 0x0060: case 0xFF07: return "'";
        case 0x201C: case 0x201D: case 0x201E: case 0x00AB: case 0x00BB: return "\"";
        case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2212: return "-";
        case 0x00AD: case 0x200B: case 0x200C: case 0x200D: case 0xFEFF: case 0x2060: return "";
        case 0x0153: case 0x0152: return "oe";
        case 0x00E6: case 0x00C6: return "ae";
        case 0x00DF: return "ss";
        case 0x00F8: case 0x00D8: return "o";
        case 0x0142: case 0x0141: return "l";
        case 0x0131: case 0x0130: return "i";
        case 0x0111: case 0x0110: return "d";
        default: return nullptr;
    }
}

// Appends the folded form of one code point.
void fold_code_point(std::string& out, char32_t c, const UNormalizer2* nfd) {
    if (c < 0x80) {
        if (c <= 0x20 || c == 0x7F) out += ' ';
        else out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
        return;
    }
    if (const char* s = special_fold(c)) {
        out += s;
        return;
    }
    if (is_space(c) || c == 0x85) {
        out += ' ';
        return;
    }
    if (u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK) return;
    std::array<UChar, 32> buf{};
    UErrorCode err = U_ZERO_ERROR;
    const std::int32_t n = unorm2_getRawDecomposition(nfd, static_cast<UChar32>(c), buf.data(), 32, &err);
    char32_t base = c;
    if (U_SUCCESS(err) && n > 0) {
        UChar32 first = 0;
        std::int32_t i = 0;
        U16_NEXT(buf.data(), i, n, first);
        base = static_cast<char32_t>(first);
        if (base >= 0x80 && base != c) {  // two accents (ế): decompose again
            fold_code_point(out, base, nfd);
            return;
        }
    }
    const char32_t low = static_cast<char32_t>(u_tolower(static_cast<UChar32>(base)));
    if (low != base && low >= 0x80) fold_code_point(out, low, nfd);
    else append_code_point(out, low);
}

const UNormalizer2* nfd_instance() {
    UErrorCode err = U_ZERO_ERROR;
    const UNormalizer2* nfd = unorm2_getNFDInstance(&err);
    ENTENTE_CHECK(U_SUCCESS(err));
    return nfd;
}

}  // namespace

Span Folded::source(std::size_t start, std::size_t end) const {
    ENTENTE_CHECK(start <= end && end < map.size());
    return Span{map[start], map[end]};
}

Folded fold_with_map(std::string_view utf8) {
    const UNormalizer2* nfd = nfd_instance();
    Folded out;
    out.text.reserve(utf8.size());
    out.map.reserve(utf8.size() + 1);
    for (std::size_t i = 0; i < utf8.size();) {
        const ByteOffset from = static_cast<ByteOffset>(i);
        const std::size_t before = out.text.size();
        fold_code_point(out.text, next_code_point(utf8, i), nfd);
        if (out.text.size() - before == 1 && out.text.back() == ' ' && before > 0 && out.text[before - 1] == ' ') {
            out.text.pop_back();  // a run of spaces is one
            continue;
        }
        out.map.resize(out.text.size(), from);
    }
    out.map.push_back(static_cast<ByteOffset>(utf8.size()));
    return out;
}

std::string fold(std::string_view utf8) {
    const UNormalizer2* nfd = nfd_instance();
    std::string out;
    out.reserve(utf8.size());
    for (std::size_t i = 0; i < utf8.size();) {
        const std::size_t before = out.size();
        fold_code_point(out, next_code_point(utf8, i), nfd);
        if (out.size() - before == 1 && out.back() == ' ' && before > 0 && out[before - 1] == ' ') out.pop_back();
    }
    return out;
}

std::string_view trim(std::string_view s) {
    while (!s.empty()) {
        std::size_t i = 0;
        const char32_t c = next_code_point(s, i);
        if (!is_space(c) && c >= 0x20 && c != 0xFEFF) break;
        s.remove_prefix(i);
    }
    while (!s.empty()) {
        std::size_t at = border_before(s, s.size() - 1), i = at;
        const char32_t c = next_code_point(s, i);
        if (!is_space(c) && c >= 0x20) break;
        s.remove_suffix(s.size() - at);
    }
    return s;
}

std::string squeeze(std::string_view s) {
    std::string out;
    out.reserve(s.size());
    bool gap = false;
    for (std::size_t i = 0; i < s.size();) {
        const std::size_t from = i;
        const char32_t c = next_code_point(s, i);
        if (is_space(c) || c < 0x20 || c == 0x7F) {
            gap = true;
            continue;
        }
        if (gap && !out.empty()) out += ' ';
        gap = false;
        out.append(s.substr(from, i - from));
    }
    return out;
}

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> out;
    for (;;) {
        const std::size_t i = text.find(at);
        out.push_back(text.substr(0, i));
        if (i == std::string_view::npos) return out;
        text.remove_prefix(i + 1);
    }
}

std::string content_id(std::initializer_list<std::string_view> parts) {
    EVP_MD_CTX* ctx = EVP_MD_CTX_new();
    ENTENTE_CHECK(ctx && EVP_DigestInit_ex(ctx, EVP_sha256(), nullptr) == 1);
    for (std::string_view p : parts) {
        const std::string head = std::to_string(p.size()) + ":";
        ENTENTE_CHECK(EVP_DigestUpdate(ctx, head.data(), head.size()) == 1);
        ENTENTE_CHECK(EVP_DigestUpdate(ctx, p.data(), p.size()) == 1);
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    ENTENTE_CHECK(EVP_DigestFinal_ex(ctx, digest.data(), nullptr) == 1);
    EVP_MD_CTX_free(ctx);
    static constexpr char kHex[] = "0123456789abcdef";
    std::string out;
    for (int i = 0; i < 8; ++i) {
        out += kHex[digest[i] >> 4];
        out += kHex[digest[i] & 15];
    }
    return out;
}

}  // namespace entente::base
