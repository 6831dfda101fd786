// The tense of a verb with its auxiliaries, in French and English.
#pragma once

#include <string>

#include "coding/tree.h"

namespace entente::coding {

enum class Tense {
    kNone,
    kPast,
    kPluperfect,
    kImperfect,
    kPresent,
    kProgressive,
    kFuture,
    kConditional,
    kConditionalPast,
    kModal,
    kSubjunctive,
    kInfinitive,
    kPastParticiple,
    kPresentParticiple
};

// The tense of a verb with its auxiliaries; for a noun or adjective with a copula, the copula's.
[[nodiscard]] Tense tense_of(const Tree& tree, TokenIndex verb, const std::string& language);

}  // namespace entente::coding
