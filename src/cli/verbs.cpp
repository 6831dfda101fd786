// The table of all verbs, in the order that help lists them. A verb is a file <verb>.cpp with run_<verb>.
#include "cli/verb.h"

namespace entente::cli {

// clang-format off
#define ENTENTE_VERBS(V) \
    V(page,      "a page's bytes to Article (JSON)",                        "les octets d'une page vers Article (JSON)") \
    V(read,      "documents to sentences with their trees (CoNLL-U)",       "documents vers phrases avec leurs arbres (CoNLL-U)") \
    V(times,     "documents to their dates, hours, durations, resolved",    "documents vers leurs dates, heures, durées, résolues") \
    V(code,      "documents to reports: who does what to whom, and whether it has happened", "documents vers rapports : qui fait quoi à qui, et si cela a eu lieu")
// clang-format on

#define V(name, en, fr) int run_##name(Invocation&);
ENTENTE_VERBS(V)
#undef V

const std::vector<Verb>& verbs() {
    static const std::vector<Verb> table = {
#define V(name, en, fr) {#name, en, fr, run_##name},
        ENTENTE_VERBS(V)
#undef V
    };
    return table;
}

}  // namespace entente::cli
