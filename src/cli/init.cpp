// entente init: makes an empty store.
#include "cli/reading.h"
#include "pipeline/open_store.h"

namespace entente::cli {

int run_init(Invocation& inv) {
    CLI::App app(inv.say("Makes an empty store; one that is there is left as it is.",
                         "Crée un registre vide ; un registre existant reste tel quel."),
                 "init");
    std::string store;
    add_store_option(app, store, inv);
    if (const auto code = parse(inv, app)) return *code;
    auto resources = open_resources();
    if (!resources.ok()) return report_error(inv, resources.error());
    record::OpenOptions options;
    options.create = true;
    const auto opened = pipeline::open_store(store_path(store), **resources, options);
    if (!opened.ok()) return report_error(inv, opened.error());
    const auto counts = (*opened)->counts();
    if (!counts.ok()) return report_error(inv, counts.error());
    inv.err << store_path(store) << inv.say(": ready, ", " : prêt, ") << counts->articles << " articles\n";
    return kDone;
}

}  // namespace entente::cli
