// The subjects of `entente eval`; each parses its own options, prints a table, and skips aloud where data are absent.
#pragma once

#include "cli/verb.h"

namespace entente::cli {

int eval_pages(Invocation& inv);
int eval_reader(Invocation& inv);
int eval_times(Invocation& inv);
int eval_names(Invocation& inv);
int eval_places(Invocation& inv);
int eval_coding(Invocation& inv);

}  // namespace entente::cli
