// How sure a report is: a logistic model over what the two voices and the parties say of it (train/confidence.py fits
// it on coded texts that the head has not seen; Platt 1999). Its numbers are data/codebook/confidence.yaml.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "coding/codebook.h"
#include "coding/sentence_coder.h"

namespace entente::coding {

// What a finished draft shows, by name; names that do not hold are left out. `heard`: whether the event head was asked.
[[nodiscard]] std::vector<std::pair<std::string, double>> signals_of(const Draft& draft, const Sentence& sentence,
                                                                     bool heard);

// The probability that a person codes the report so, from 0 to 1.
[[nodiscard]] double confidence(const Draft& draft, const ConfidenceModel& model);

}  // namespace entente::coding
