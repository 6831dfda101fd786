// What eval times, names and places share: the marked cases, our answers to them, and how they are compared.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/output.h"
#include "entente/article.h"
#include "entente/mention.h"

namespace entente::cli {

// The project's root beside data/, or `given`.
[[nodiscard]] Result<std::filesystem::path> project_root(const std::string& given);
// ROOT/tests/cases/NAME/cases.jsonl, else ROOT/NAME/cases.jsonl or ROOT/cases.jsonl; nothing: not there.
[[nodiscard]] std::optional<std::filesystem::path> find_cases(const std::filesystem::path& root, const char* name);
// One object a line. Fails with Invalid naming file and line.
[[nodiscard]] Result<std::vector<nlohmann::json>> read_cases(const std::filesystem::path& path);
// The article of a case: text, title, published, language ("en" where the case names none).
[[nodiscard]] Article case_article(const nlohmann::json& one);
[[nodiscard]] std::string case_text(const nlohmann::json& object, const char* key);
[[nodiscard]] std::vector<std::string> case_list(const nlohmann::json& object, const char* key);
[[nodiscard]] Span case_span(const nlohmann::json& object);

// All names of the cases as `entente names` finds them, in order of the cases; `words` and `seconds` of grounding
// alone.
struct GroundedCases {
    std::vector<std::vector<Name>> names;
    std::size_t words = 0;
    double seconds = 0;
};
[[nodiscard]] Result<GroundedCases> ground_cases(const std::vector<nlohmann::json>& cases, pipeline::Resources& with);

// Kilometres between two points of the globe.
[[nodiscard]] double kilometres(double lat_a, double lon_a, double lat_b, double lon_b);
// Folded, with hyphens as spaces: how two spellings of a name compare.
[[nodiscard]] std::string same_spelling(std::string_view name);
// Letters and digits alone: BOKO_HARAM is "Boko Haram".
[[nodiscard]] std::string same_id(std::string_view id);
// "0.912" of a share, "-" of nothing.
[[nodiscard]] std::string shown_share(int part, int of);

}  // namespace entente::cli
