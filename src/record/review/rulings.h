// Decisions as grouping needs them: what is no report, what belongs together, what does not.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "record/review/decision.h"

namespace entente::record {

struct Features;
struct Edge;

class Rulings {
 public:
    Rulings() = default;
    // `decisions` in order of number.
    explicit Rulings(const std::vector<Decision>& decisions);

    [[nodiscard]] bool empty() const { return rejected_.empty() && rules_.empty(); }
    [[nodiscard]] bool rejected(const std::string& report) const { return rejected_.contains(report); }
    // Reports that a merge or split names beside this one: they must be grouped in one go.
    [[nodiscard]] std::vector<std::string> tied(const std::string& report) const;

    // Groups (of indices into `features`) after merges and splits, in order of decision; each sorted by `before`, the
    // groups by their first. A report that no split names goes with the side that it fits better (by `edges`), else
    // with those that stay.
    [[nodiscard]] std::vector<std::vector<std::size_t>> apply(std::vector<std::vector<std::size_t>> groups,
                                                              const std::vector<const Features*>& features,
                                                              const std::vector<Edge>& edges) const;

 private:
    struct Rule {
        bool merge = false;
        std::set<std::string> reports, others;
    };
    std::set<std::string> rejected_;
    std::vector<Rule> rules_;
    std::map<std::string, std::vector<std::size_t>> rules_of_;  // by report
};

}  // namespace entente::record
