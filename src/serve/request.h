// Reads what a client sends as the target of a request into path and query, and writes such text back.
#pragma once

#include <string>
#include <string_view>

#include "entente/result.h"
#include "serve/exchange.h"

namespace entente::serve {

inline constexpr std::size_t kTargetBytes = 8192;
inline constexpr std::size_t kParameters = 64;

// The path and query of a target in origin form ("/events?from=2025-01-01"); method, headers and body are left as they
// are made. Each part is percent-decoded once; "+" in the query is a space.
// Fails with Limit (longer than kTargetBytes, more than kParameters parameters), or Invalid: not in origin form, a "%"
// that is none, text that is not UTF-8, control characters, a backslash, "." or ".." or nothing between slashes, an
// encoded slash in the path.
[[nodiscard]] Result<Request> read_target(std::string_view target);

// The text as one part of a path or one value of a query: everything but letters, digits and "-._~:" is encoded.
[[nodiscard]] std::string percent_encoded(std::string_view text);

// "/events.ics" is "/events" and "ics"; a path without one of the known endings (json jsonl csv ics atom geojson md)
// has an empty one.
struct PathAndFormat {
    std::string path, format;
};
[[nodiscard]] PathAndFormat split_format(const std::string& path);

}  // namespace entente::serve
