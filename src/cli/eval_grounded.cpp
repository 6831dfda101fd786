// What eval names and eval places do alike.
#include "cli/eval.h"
#include "cli/grounding_cases.h"

namespace entente::cli {

int eval_grounded(Invocation& inv, const std::string& about, const char* subject, const char* folder,
                  const std::function<int(const GroundedRun&)>& measure) {
    CLI::App app(about, std::string("eval ") + subject);
    std::string dir;
    bool verbose = false;
    OutputOptions output;
    pipeline::ReaderSize size = pipeline::ReaderSize::kFull;
    const std::string where = std::string("tests/cases/") + inv.say(" or ", " ou ") + folder + "/";
    app.add_option("--data", dir, inv.say("folder that holds ", "dossier contenant ") + where);
    app.add_flag("-v,--verbose", verbose,
                 inv.say("list what is wrong in the even half", "liste les fautes de la moitié paire"));
    add_reader_option(app, size, inv);
    add_output_options(app, output, inv, false);
    if (const auto code = parse(inv, app)) return *code;
    const auto root = project_root(dir);
    if (!root.ok()) return report_error(inv, root.error());
    const auto path = find_cases(root.value(), folder);
    if (!path) {
        inv.err << inv.say("skipped: no ", "passé : pas de ") << folder << "/cases.jsonl" << inv.say(" in ", " dans ")
                << root.value().string() << "\n";
        return kDone;
    }
    const auto cases = read_cases(*path);
    if (!cases.ok()) return report_error(inv, cases.error());
    auto resources = open_resources(size);
    if (!resources.ok()) return report_error(inv, resources.error());
    const auto answers = ground_cases(cases.value(), **resources);
    if (!answers.ok()) return report_error(inv, answers.error());
    return measure({cases.value(), answers.value(), output, verbose});
}

}  // namespace entente::cli
