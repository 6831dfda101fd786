// A verb of the command line: parse, call, print. One file a verb; the table of all is verbs.cpp.
#pragma once

#include <CLI/CLI.hpp>
#include <iosfwd>
#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "entente/result.h"
#include "pipeline/resources.h"

namespace entente::cli {

// One run of the program. Data goes to `out`, everything said to a person to `err`.
struct Invocation {
    std::vector<std::string> args;  // after the verb
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    bool out_tty = false;
    bool err_tty = false;
    bool french = false;  // language of the interface

    // English or French, as the interface speaks.
    [[nodiscard]] const char* say(const char* en, const char* fr) const { return french ? fr : en; }
};

struct Verb {
    const char* name;
    const char* en;  // one line of help
    const char* fr;
    int (*run)(Invocation&);
};

[[nodiscard]] const std::vector<Verb>& verbs();

// Documented exit codes (formats.md).
enum Exit { kDone = 0, kFailed = 1, kUsage = 2, kNothing = 3, kSomeFailed = 4, kLockedStore = 5, kTimeLimit = 6 };

// Parses inv.args into `app`. Nothing: go on. A value: stop with this exit code (help was printed, or usage failed).
// Call `--lang` handling comes with it: the app gets --lang fr|en.
[[nodiscard]] std::optional<int> parse(Invocation& inv, CLI::App& app);
// Prints "entente VERB: message" and gives the error's exit code.
int report_error(Invocation& inv, const Error& error);

// Adds --reader full|fast.
void add_reader_option(CLI::App& app, pipeline::ReaderSize& size, const Invocation& inv);

// The resources, found and named errors printed by report_error; loaded lazily.
[[nodiscard]] Result<std::shared_ptr<pipeline::Resources>> open_resources(
    pipeline::ReaderSize size = pipeline::ReaderSize::kFull);

}  // namespace entente::cli
