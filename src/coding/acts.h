// The two voices of the coder joined: the codebook's drafts, and what the event head says of the same sentence.
#pragma once

#include <string>
#include <vector>

#include "coding/codebook.h"
#include "coding/roles.h"
#include "coding/sentence_coder.h"
#include "coding/tree.h"
#include "entente/act.h"

namespace entente::coding {

// The head's act that a draft is about: on its predicate or its carrying verb, else of its type one step away in the
// tree; null when the head is silent there.
[[nodiscard]] const Act* act_of(const Draft& draft, const std::vector<Act>& acts, const Tree& tree);

// The acts that no draft is about and that are likely enough, each the best of its type within one step of the tree.
[[nodiscard]] std::vector<const Act*> unheard(const std::vector<Draft>& drafts, const std::vector<Act>& acts,
                                              const Tree& tree, const Joining& joining);

// A draft from the head alone: type, mode, status, parties. Null concept: the codebook has none for the type.
[[nodiscard]] Draft draft_of(const Act& act, const Codebook& book, const Roles& roles, const Tree& tree);

// What the head adds to a draft of the codebook: parties that it lacks, a status that its grammar does not tell or that
// the head knows better; and its score.
void join(Draft& draft, const Act& act, const Codebook& book, const Roles& roles, const Tree& tree);

}  // namespace entente::coding
