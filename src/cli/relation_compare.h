// `entente relation A B --compare P1 P2`: the difference between two stretches of time, itemised by event.
#pragma once

#include <string>
#include <vector>

#include "cli/reading.h"

namespace entente::cli {

// Prints text or, with --json, an object. `events`: all of the pair, in order. Gives the exit code.
[[nodiscard]] int print_comparison(Invocation& inv, const Reading& reading, const std::vector<Event>& events,
                                   const std::vector<std::string>& periods, bool why, bool json);

}  // namespace entente::cli
