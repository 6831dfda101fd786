#include "cli/verb.h"

#include <map>

namespace entente::cli {

std::optional<int> parse(Invocation& inv, CLI::App& app) {
    std::string lang;
    app.add_option("--lang", lang, inv.say("language of the interface: fr, en", "langue de l'interface : fr, en"))
        ->check(CLI::IsMember({"fr", "en"}));
    std::vector<std::string> reversed(inv.args.rbegin(), inv.args.rend());
    try {
        app.parse(reversed);
    } catch (const CLI::CallForHelp&) {
        inv.out << app.help();
        return kDone;
    } catch (const CLI::ParseError& e) {
        inv.err << "entente " << app.get_name() << ": " << e.what() << "\n"
                << inv.say("see: entente ", "voir : entente ") << app.get_name() << " --help\n";
        return kUsage;
    }
    if (!lang.empty()) inv.french = lang == "fr";
    return std::nullopt;
}

int report_error(Invocation& inv, const Error& error) {
    inv.err << "entente: " << error.message << "\n";
    return exit_code(error.code);
}

void add_reader_option(CLI::App& app, pipeline::ReaderSize& size, const Invocation& inv) {
    static const std::map<std::string, pipeline::ReaderSize> names = {{"full", pipeline::ReaderSize::kFull},
                                                                      {"fast", pipeline::ReaderSize::kFast}};
    app.add_option_function<std::string>(
           "--reader", [&size](const std::string& name) { size = names.at(name); },
           inv.say("size of the reader: full (default), or fast, a little less accurate",
                   "taille du lecteur : full (défaut), ou fast, un peu moins exact"))
        ->check(CLI::IsMember({"full", "fast"}));
}

Result<std::shared_ptr<pipeline::Resources>> open_resources(pipeline::ReaderSize size) {
    TRY(auto data, pipeline::find_data());
    return std::make_shared<pipeline::Resources>(data, 2, size);
}

}  // namespace entente::cli
