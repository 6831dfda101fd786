// What eval times, names and places share: the marked cases, our answers to them, and how they are compared.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
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
// The objects of every .jsonl in the folder, files in order of their names; each with whether it is of the odd half,
// counted from 0 in its file. Fails as read_cases.
[[nodiscard]] Result<std::vector<std::pair<nlohmann::json, bool>>> cases_in(const std::filesystem::path& folder);
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

// A tally for each half ("even", "odd", "both") and language ("all", "fr", "en") of cases counted from 0.
template <class Tally>
class Halves {
 public:
    // Calls `count` with every tally that case `i` of this language belongs to.
    template <class Count>
    void add(std::size_t i, const std::string& language, Count count) {
        for (const char* half : {i % 2 ? "odd" : "even", "both"})
            for (const std::string& l : {language, std::string("all")}) count(tallies_[std::string(half) + " " + l]);
    }
    // A row each: `fill(tally, object, cells)` adds what is measured; the speed stands in the row of all.
    template <class Fill>
    void print(Listing& list, const GroundedCases& answers, Fill fill) const {
        const double speed = answers.seconds > 0 ? double(answers.words) / answers.seconds : 0;
        for (const char* half : {"even", "odd", "both"})
            for (const char* language : {"all", "fr", "en"}) {
                const auto it = tallies_.find(std::string(half) + " " + language);
                const bool whole = half == std::string("both") && language == std::string("all");
                exporter::Json object;
                object["half"] = half;
                object["language"] = language;
                std::vector<std::string> cells{half, language};
                fill(it == tallies_.end() ? Tally{} : it->second, object, cells);
                if (whole) object["words_per_second"] = speed;
                cells.push_back(whole ? std::to_string(static_cast<long>(speed)) : "");
                list.add(std::move(cells), object);
            }
    }

 private:
    std::map<std::string, Tally> tallies_;
};

// `eval SUBJECT` over the cases of tests/cases/FOLDER: options, cases and answers; `measure` makes the table of them.
struct GroundedRun {
    const std::vector<nlohmann::json>& cases;
    const GroundedCases& answers;
    const OutputOptions& output;
    bool verbose;
};
[[nodiscard]] int eval_grounded(Invocation& inv, const std::string& about, const char* subject, const char* folder,
                                const std::function<int(const GroundedRun&)>& measure);

// Kilometres between two points of the globe.
[[nodiscard]] double kilometres(double lat_a, double lon_a, double lat_b, double lon_b);
// Folded, with hyphens as spaces: how two spellings of a name compare.
[[nodiscard]] std::string same_spelling(std::string_view name);
// Letters and digits alone: BOKO_HARAM is "Boko Haram".
[[nodiscard]] std::string same_id(std::string_view id);
// "0.912" of a share, "-" of nothing.
[[nodiscard]] std::string shown_share(int part, int of);
[[nodiscard]] std::string shown_share(double share);

}  // namespace entente::cli
