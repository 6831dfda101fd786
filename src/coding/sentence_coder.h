// One sentence to drafts of reports: what its words, tree and mentions say by themselves.
#pragma once

#include <string>
#include <vector>

#include "coding/codebook.h"
#include "entente/act.h"
#include "entente/article.h"
#include "entente/limits.h"
#include "entente/mention.h"
#include "entente/report.h"
#include "entente/sentence.h"
#include "world/world.h"

namespace entente::coding {

// A report in the making: passes over the article may still add parties and status.
struct Draft {
    Report report;
    const Wording* wording = nullptr;
    const Act* act = nullptr;  // what the event head says of it, if anything
    TokenIndex predicate = kNoToken;
    TokenIndex support = kNoToken;
    bool status_known = true;
    bool pronoun_actor = false, pronoun_recipient = false;
    bool definite = false;  // « cette », « les », "the": looks back to something told
    bool topic = false;
    bool proposal = false;  // what is refused is an idea just told: « cette idée », "an idea that …"
    bool dropped = false;
    // No wording found it.
    [[nodiscard]] bool by_head_alone() const { return wording->head.empty(); }
};

// What a sentence gives: drafts, the parties that it is about (subject of its root), and what its paragraph is told by.
struct SentenceFindings {
    std::vector<Draft> drafts;
    std::vector<Party> topic;
    std::vector<std::string> contexts;
    std::string frame;
};

// `trace`: when given, why a wording did not speak is added, a line each. Pure; bounded by
// Limits::reports_per_sentence.
[[nodiscard]] SentenceFindings code_sentence(const Article& article, const Sentence& sentence, const Mentions& mentions,
                                             const Codebook& book, const world::World& world, const Limits& limits,
                                             std::vector<std::string>* trace, Voices voices = Voices::kBoth);

[[nodiscard]] bool has_party(const std::vector<Party>& list, const Party& party);
[[nodiscard]] std::vector<Party> without(const std::vector<Party>& list, const std::vector<Party>& out);

}  // namespace entente::coding
