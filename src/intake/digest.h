// The digests that WARC records carry: "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", base 32 or hexadecimal.
#pragma once

#include <optional>
#include <string_view>

namespace entente::intake {

// Whether `bytes` have the digest `labelled`. Nothing: an algorithm or form that is not known (sha1, sha256, sha512,
// md5 are).
[[nodiscard]] std::optional<bool> digest_matches(std::string_view labelled, std::string_view bytes);

}  // namespace entente::intake
