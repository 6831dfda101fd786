// How well grouping, ladders and verdicts agree with marked chains of articles.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace entente::cli {

// One report on either side: which event it is of, there and here.
struct ChainItem {
    std::optional<std::string> gold, ours;  // nothing: the side does not have it
};

struct ChainTally {
    std::size_t chains = 0, gold_reports = 0, our_reports = 0, matched = 0;
    double b3_precision_sum = 0, b3_recall_sum = 0;  // over our reports, over gold reports
    std::size_t pairs_gold = 0, pairs_ours = 0, pairs_both = 0;
    std::size_t events = 0, status_right = 0;
    std::size_t commitments = 0, commitments_said = 0, commitments_found = 0, verdict_right = 0;

    ChainTally& operator+=(const ChainTally& o);
    [[nodiscard]] double b3_precision() const;
    [[nodiscard]] double b3_recall() const;
    [[nodiscard]] double b3() const;
    [[nodiscard]] double pairwise() const;
};

// B³ and pairs of one chain's items. A report that one side lacks counts against that side's share (Bagga & Baldwin
// 1998; a missing report has recall 0, an extra one precision 0).
void count_items(const std::vector<ChainItem>& items, ChainTally& tally);
// For each gold event that has a counterpart, ours that shares most reports with it, of equals the first.
[[nodiscard]] std::map<std::string, std::string> counterparts(const std::vector<ChainItem>& items);

[[nodiscard]] double f1(double precision, double recall);

}  // namespace entente::cli
