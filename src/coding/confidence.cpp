#include "coding/confidence.h"

#include <algorithm>
#include <cmath>

namespace entente::coding {

namespace {

constexpr double kFarthest = 4;  // of the log-odds of an act

double log_odds(double p) {
    const double q = std::clamp(p, 0.001, 0.999);
    return std::clamp(std::log(q / (1 - q)), -kFarthest, kFarthest);
}

bool unnamed(const Party& p) { return p.id.str().rfind("text:", 0) == 0; }

}  // namespace

std::vector<std::pair<std::string, double>> signals_of(const Draft& d, const Sentence& sentence, bool heard) {
    std::vector<std::pair<std::string, double>> out;
    const auto holds = [&](const char* name, bool yes) {
        if (yes) out.emplace_back(name, 1.0);
    };
    const Report& r = d.report;
    holds("worded", !d.by_head_alone());
    if (heard) {
        holds("silent", !d.act);
        if (d.act) {
            const bool same = d.act->type == r.type;
            out.emplace_back(d.by_head_alone() ? "act_alone" : "act", log_odds(d.act->score));
            out.emplace_back(same ? "same_type" : "other_type", d.act->type_score);
            holds("beside", d.act->word != d.predicate);
        }
    }
    holds("noun", sentence.words[static_cast<std::size_t>(d.predicate)].upos == "NOUN");
    holds("headline", sentence.headline || r.in == "title");
    holds("status_unknown", !d.status_known);
    holds("background", r.status == EventStatus::kHistorical || r.status == EventStatus::kHypothetical);
    const std::size_t parties = r.actors.size() + r.recipients.size();
    holds("one_party", parties == 1);
    holds("actor_none", r.actors.empty());
    holds("actor_unnamed", !r.actors.empty() && std::all_of(r.actors.begin(), r.actors.end(), unnamed));
    holds("recipient_unnamed", !r.recipients.empty() && std::all_of(r.recipients.begin(), r.recipients.end(), unnamed));
    const auto inferred = [](const Party& p) { return p.inferred; };
    holds("actor_inferred", std::any_of(r.actors.begin(), r.actors.end(), inferred));
    holds("recipient_inferred", std::any_of(r.recipients.begin(), r.recipients.end(), inferred));
    return out;
}

double confidence(const Draft& d, const ConfidenceModel& model) {
    double z = model.bias;
    for (const auto& [name, value] : d.report.why.signals)
        if (const auto w = model.weights.find(name); w != model.weights.end()) z += w->second * value;
    const auto c = model.concepts.find(d.report.concept_id);
    if (c != model.concepts.end()) z += c->second;
    const double p = 1 / (1 + std::exp(-z));
    // A related headline is told by nothing but itself.
    return std::clamp(d.report.in.rfind("related", 0) == 0 ? 0.6 * p : p, 0.01, 0.99);
}

}  // namespace entente::coding
