// The names that a file of time words uses for classes, actions and kinds of prepositions.
#pragma once

#include <map>
#include <string>

#include "grounding/times/words.h"

namespace entente::grounding::times {

[[nodiscard]] const std::map<std::string, Symbol, std::less<>>& builtin_names();
[[nodiscard]] const std::map<std::string, Action, std::less<>>& actions();
[[nodiscard]] const std::map<std::string, Preposition, std::less<>>& preposition_names();

}  // namespace entente::grounding::times
