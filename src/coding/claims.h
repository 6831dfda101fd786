// Standing facts that an article states: membership, chair, office, kind, same-as (coding.md §6).
#pragma once

#include <vector>

#include "coding/codebook.h"
#include "entente/article.h"
#include "entente/mention.h"
#include "entente/report.h"
#include "entente/sentence.h"
#include "world/world.h"

namespace entente::coding {

[[nodiscard]] std::vector<Claim> find_claims(const Article& article, const std::vector<Sentence>& sentences,
                                             const Mentions& mentions, const Codebook& book, const world::World& world);

}  // namespace entente::coding
