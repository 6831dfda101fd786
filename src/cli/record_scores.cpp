#include "cli/record_scores.h"

namespace entente::cli {

namespace {

double share(double part, double of) { return of > 0 ? part / of : 0; }
std::size_t pairs(std::size_t n) { return n * (n - (n > 0)) / 2; }

}  // namespace

double f1(double p, double r) { return p + r > 0 ? 2 * p * r / (p + r) : 0; }

ChainTally& ChainTally::operator+=(const ChainTally& o) {
    b3_precision_sum += o.b3_precision_sum;
    b3_recall_sum += o.b3_recall_sum;
    for (std::size_t ChainTally::* n :
         {&ChainTally::chains, &ChainTally::gold_reports, &ChainTally::our_reports, &ChainTally::matched,
          &ChainTally::pairs_gold, &ChainTally::pairs_ours, &ChainTally::pairs_both, &ChainTally::events,
          &ChainTally::status_right, &ChainTally::commitments, &ChainTally::commitments_said,
          &ChainTally::commitments_found, &ChainTally::verdict_right})
        this->*n += o.*n;
    return *this;
}

double ChainTally::b3_precision() const { return share(b3_precision_sum, static_cast<double>(our_reports)); }
double ChainTally::b3_recall() const { return share(b3_recall_sum, static_cast<double>(gold_reports)); }
double ChainTally::b3() const { return f1(b3_precision(), b3_recall()); }
double ChainTally::pairwise() const {
    const auto both = static_cast<double>(pairs_both);
    return f1(share(both, static_cast<double>(pairs_ours)), share(both, static_cast<double>(pairs_gold)));
}

void count_items(const std::vector<ChainItem>& items, ChainTally& t) {
    std::map<std::string, std::size_t> gold, ours;
    std::map<std::pair<std::string, std::string>, std::size_t> both;
    for (const ChainItem& i : items) {
        if (i.gold) ++gold[*i.gold];
        if (i.ours) ++ours[*i.ours];
        if (i.gold && i.ours) ++both[{*i.gold, *i.ours}];
    }
    for (const auto& [event, n] : gold) {
        t.gold_reports += n;
        t.pairs_gold += pairs(n);
    }
    for (const auto& [event, n] : ours) {
        t.our_reports += n;
        t.pairs_ours += pairs(n);
    }
    for (const auto& [events, n] : both) {
        t.matched += n;
        t.pairs_both += pairs(n);
        const auto square = static_cast<double>(n * n);
        t.b3_recall_sum += square / static_cast<double>(gold[events.first]);
        t.b3_precision_sum += square / static_cast<double>(ours[events.second]);
    }
}

std::map<std::string, std::string> counterparts(const std::vector<ChainItem>& items) {
    std::map<std::string, std::map<std::string, std::size_t>> shared;
    for (const ChainItem& i : items)
        if (i.gold && i.ours) ++shared[*i.gold][*i.ours];
    std::map<std::string, std::string> out;
    for (const auto& [gold, ours] : shared) {
        std::size_t best = 0;
        for (const auto& [event, n] : ours)
            if (n > best) {
                best = n;
                out[gold] = event;
            }
    }
    return out;
}

}  // namespace entente::cli
