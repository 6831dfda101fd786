// What a person decides about the record (`entente review`): append-only, signed, and replayed whenever reports are
// grouped again, whatever was added or coded anew meanwhile.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "entente/event.h"
#include "entente/result.h"

namespace entente::record {

enum class DecisionKind { kConfirm, kCorrect, kMerge, kSplit, kReject };

struct Decision {
    std::int64_t number = 0;    // 1, 2, …: given by the store; later decisions win
    std::int64_t revision = 0;  // of the store once it was made
    DecisionKind kind = DecisionKind::kConfirm;
    // The reports meant, as they were that day: an event's for confirm, correct and merge; those that leave for split;
    // those that are no reports for reject. Their ids do not depend on the coder, so the decision outlives it.
    std::vector<ReportId> reports;
    std::vector<ReportId> others;  // merge: the other event's; split: those that stay
    std::string field, value;      // correct: status, type, mode, when (ISO day or a/b), place (a name)
    std::string by, at, note;      // who; when, RFC 3339; why
};

[[nodiscard]] const char* to_string(DecisionKind kind);
[[nodiscard]] std::optional<DecisionKind> parse_decision_kind(std::string_view word);

// Whether it can be kept: reports are there, a name has signed, the field and its value can be read.
// Fails with Invalid saying what is wrong.
[[nodiscard]] Status check(const Decision& decision);

// Corrections and signatures of an event; a corrected value's predecessor stays among the conflicts. Decisions made
// after `as_of` say nothing yet. `decisions` in order of number.
void apply_corrections(Event& event, const std::vector<Decision>& decisions, Date as_of);

}  // namespace entente::record
