// Replies that say what is wrong: problem+json (RFC 9457) under /api, a plain page elsewhere.
#pragma once

#include <string>

#include "entente/result.h"
#include "export/json.h"
#include "serve/exchange.h"

namespace entente::serve {

// `more`: members beyond type, title, status and detail ("parameter", "did_you_mean").
[[nodiscard]] Reply problem(int status, const std::string& detail, exporter::Json more = exporter::Json::object());
[[nodiscard]] Reply problem(const Error& error);
[[nodiscard]] int http_status(ErrorCode code);
// "Not Found"
[[nodiscard]] const char* status_title(int status);

// The problem as the client of that path reads it.
[[nodiscard]] Reply refuse(const std::string& path, int status, const std::string& detail);

// The one of `known` that a mistyped word most likely means; empty when none is near. Cost: words times lengths.
[[nodiscard]] std::string nearest(const std::string& word, const std::vector<std::string>& known);

}  // namespace entente::serve
