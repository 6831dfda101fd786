// Reports, claims and articles as the JSON objects of formats.md, written and read back: what a store keeps.
#pragma once

#include <nlohmann/json.hpp>

#include "entente/article.h"
#include "entente/report.h"

namespace entente::record {

using Json = nlohmann::ordered_json;

// Unknown fields are left out or null, never "", 0 or "unknown". All strings are UTF-8.
[[nodiscard]] Json to_json(const Article& article);
[[nodiscard]] Json to_json(const Report& report);
[[nodiscard]] Json to_json(const Claim& claim);
// A report as to_json wrote it; unknown keys are ignored. Nothing when it is not one.
[[nodiscard]] std::optional<Report> report_from_json(const Json& json);
[[nodiscard]] std::optional<Claim> claim_from_json(const Json& json);
[[nodiscard]] std::optional<Article> article_from_json(const Json& json);

// One line, ill-formed UTF-8 replaced.
[[nodiscard]] std::string dump(const Json& json);

}  // namespace entente::record
