// Whether the verb around an expression speaks of the past or of what is to come, told from a small lexicon.
#pragma once

#include <string_view>
#include <vector>

#include "grounding/times/tokens.h"

namespace entente::grounding::times {

enum class Tense { kUnknown, kPast, kPresent, kFuture };

// Looks outward from tokens [from, to) to the ends of the sentence, at most 30 words each way; the nearest verb form
// counts, one to the left before one as near to the right. kUnknown when there is none.
[[nodiscard]] Tense tense_near(std::string_view text, const std::vector<Token>& tokens, std::size_t from,
                               std::size_t to, const Language& language);

// First token of the sentence of token `at`, and one past its last. Bounded to `reach` tokens each way.
[[nodiscard]] std::size_t sentence_start(const std::vector<Token>& tokens, std::size_t at, std::size_t reach);
[[nodiscard]] std::size_t sentence_end(const std::vector<Token>& tokens, std::size_t at, std::size_t reach);

}  // namespace entente::grounding::times
