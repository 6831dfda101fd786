// `entente eval record`: one of the subjects of eval.h.
#pragma once

#include "cli/verb.h"

namespace entente::cli {

int eval_record(Invocation& inv);

}  // namespace entente::cli
