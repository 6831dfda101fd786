// Whether an act has happened, lies ahead, or is only said, asked or denied: from the grammar of its predicate and the
// words that govern it (coding.md §4).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "coding/codebook.h"
#include "coding/tense.h"
#include "coding/tree.h"
#include "entente/date.h"

namespace entente::coding {

struct Judgement {
    std::optional<EventStatus> status;  // nothing: the sentence does not say (a bare noun)
    bool positive = true;
    bool drop = false;                 // governed by asking, refusing, purpose …: no report of its own
    TokenIndex support = kNoToken;     // the light or governing verb of a noun
    bool topic = false;                // what talks are about: expected from them
    std::vector<TokenIndex> speakers;  // heads of those whose word it is
    std::string why;
};

// What else bears on it.
struct Circumstance {
    bool headline = false;
    std::string language;
};

[[nodiscard]] Judgement judge(const Tree& tree, const Codebook& book, const Circumstance& circumstance,
                              TokenIndex predicate, ActClass act);
// The verb that carries a noun predicate, when one does: light, happening, announcing … kNoToken otherwise.
[[nodiscard]] TokenIndex support_of(const Tree& tree, const Codebook& book, const std::string& language,
                                    TokenIndex noun);

// Corrects a status by the act's date: a future date makes nothing occurred, an old date makes it historical.
// `published`: the publication day, when it is known for sure.
void correct_by_date(Judgement& judgement, const DateRange& when, std::optional<Date> published);

}  // namespace entente::coding
