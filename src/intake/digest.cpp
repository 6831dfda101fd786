#include "intake/digest.h"

#include <openssl/evp.h>

#include <algorithm>
#include <cctype>
#include <string>

namespace entente::intake {

namespace {

std::string base32(std::string_view bytes) {
    static constexpr char kLetters[] = "abcdefghijklmnopqrstuvwxyz234567";
    std::string out;
    unsigned held = 0, bits = 0;
    for (const char c : bytes) {
        held = (held << 8 | static_cast<unsigned char>(c)) & 0xFFFF;
        for (bits += 8; bits >= 5; bits -= 5) out += kLetters[held >> (bits - 5) & 31];
    }
    if (bits) out += kLetters[held << (5 - bits) & 31];
    return out;
}

std::string base16(std::string_view bytes) {
    std::string out;
    for (const char c : bytes) {
        out += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4];
        out += "0123456789abcdef"[c & 15];
    }
    return out;
}

}  // namespace

std::optional<bool> digest_matches(std::string_view labelled, std::string_view bytes) {
    std::string given(labelled);
    std::transform(given.begin(), given.end(), given.begin(), [](unsigned char c) { return std::tolower(c); });
    const std::size_t colon = given.find(':');
    if (colon == std::string::npos) return std::nullopt;
    std::string name = given.substr(0, colon);
    std::erase(name, '-');
    const EVP_MD* kind = name == "sha1"     ? EVP_sha1()
                         : name == "sha256" ? EVP_sha256()
                         : name == "sha512" ? EVP_sha512()
                         : name == "md5"    ? EVP_md5()
                                            : nullptr;
    if (!kind) return std::nullopt;
    unsigned char raw[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), raw, &size, kind, nullptr) != 1) return std::nullopt;
    const std::string_view digest(reinterpret_cast<const char*>(raw), size);
    std::string value = given.substr(colon + 1);
    while (value.ends_with('=')) value.pop_back();
    return value == base32(digest) || value == base16(digest);
}

}  // namespace entente::intake
