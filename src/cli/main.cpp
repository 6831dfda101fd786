// entente <verb>: finds the verb, runs it, gives its exit code.
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string_view>

#include "cli/verb.h"

namespace {

using namespace entente;

bool wants_french() {
    for (const char* name : {"ENTENTE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* v = std::getenv(name); v && *v) return std::strncmp(v, "fr", 2) == 0;
    return false;
}

// --lang anywhere on the line decides, so that help and complaints about usage speak it too; parse() checks its value.
bool asked_for_french(int argc, char** argv, bool otherwise) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view arg = argv[i];
        if (arg == "--") break;
        if (arg == "--lang" && i + 1 < argc) return std::string_view(argv[i + 1]) == "fr";
        if (arg.starts_with("--lang=")) return arg.substr(7) == "fr";
    }
    return otherwise;
}

void print_help(std::ostream& out, bool french) {
    out << (french
                ? "entente – lit la presse et tient le registre de la diplomatie\n\nusage : entente VERBE [options]\n\n"
                : "entente - reads the press and keeps the record of diplomacy\n\nusage: entente VERB [options]\n\n");
    for (const cli::Verb& v : cli::verbs()) {
        std::string name = v.name;
        name.resize(std::max<std::size_t>(name.size() + 1, 13), ' ');
        out << "  " << name << (french ? v.fr : v.en) << "\n";
    }
    out << (french ? "\nentente VERBE --help : options d'un verbe. Codes de sortie : 0 fait, 1 échec, 2 usage, 3 rien, "
                     "4 une partie a échoué, 5 registre verrouillé.\n"
                   : "\nentente VERB --help: a verb's options. Exit codes: 0 done, 1 failed, 2 usage, 3 nothing found, "
                     "4 some inputs failed, 5 store locked.\n");
}

int run(int argc, char** argv) {
    cli::Invocation inv{{},
                        std::cin,
                        std::cout,
                        std::cerr,
                        isatty(1) == 1,
                        isatty(2) == 1,
                        asked_for_french(argc, argv, wants_french())};
    if (argc < 2) {
        print_help(std::cerr, inv.french);
        return cli::kUsage;
    }
    const std::string name = argv[1];
    if (name == "--help" || name == "-h" || name == "help") {
        print_help(std::cout, inv.french);
        return cli::kDone;
    }
    if (name == "--version") {
        std::cout << "entente " ENTENTE_VERSION "\n";
        return cli::kDone;
    }
    inv.args.assign(argv + 2, argv + argc);
    for (const cli::Verb& v : cli::verbs())
        if (name == v.name) return v.run(inv);
    std::cerr << "entente: " << inv.say("no such verb: ", "verbe inconnu : ") << name << "\n";
    return cli::kUsage;
}

}  // namespace

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    std::signal(SIGPIPE, SIG_DFL);
    try {
        const int code = run(argc, argv);
        std::cout.flush();
        if (!std::cout && code == cli::kDone) {
            std::cerr << "entente: cannot write the output\n";
            return cli::kFailed;
        }
        return code;
    } catch (const std::exception& e) {  // a library threw past its seam: a bug, said plainly
        std::cerr << "entente: internal error: " << e.what() << "\n";
        return cli::kFailed;
    }
}
