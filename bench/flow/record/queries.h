// What is asked of a full store, and how long the answers take.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "flow/record/press.h"
#include "record/store.h"

namespace entente::bench {

struct Timing {
    std::string name;
    std::size_t runs = 0;
    double p50_ms = 0, p95_ms = 0;
    double found = 0;  // things in an answer, on average
};

// A question: gives the number of things found. `turn` counts up from 0.
using Question = std::function<Result<std::size_t>(std::size_t turn)>;

// Asks one warm-up round and then `runs` turns, at most `seconds` of them. Fails when an answer does.
[[nodiscard]] Result<Timing> time_question(const std::string& name, const Question& question, std::size_t runs,
                                           double seconds);

// What the questions draw from: days, pairs and reports of the press that was added.
struct Asked {
    Date first, last;
    std::vector<std::pair<ActorId, ActorId>> pairs;
    std::vector<ReportId> reports;
    std::vector<std::string> words;  // one to three of a text
    std::int64_t revision = 0;
};

// Calendar of a week, events of a pair, event by id, search: now, --as-of and --known-at a day and revision half way
// and near the end by turns.
[[nodiscard]] Result<std::vector<Timing>> time_questions(const record::Store& store, const Asked& asked,
                                                         std::size_t runs, double seconds);

}  // namespace entente::bench
