// Lists as a person or a program wants them: a table on a terminal, TSV in a pipe, or --json, --jsonl, --csv.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/verb.h"
#include "export/json.h"

namespace entente::cli {

struct OutputOptions {
    bool json = false, jsonl = false, csv = false;
    bool fail_empty = false;
    std::string limit;  // N, "all", or empty: kScreen on a terminal, else all
};

// Adds --json --jsonl --csv --fail-empty, and --limit where lists may be long.
void add_output_options(CLI::App& app, OutputOptions& options, const Invocation& inv, bool with_limit = true);

// Columns a text takes on a terminal: wide characters two, combining marks none. `text` is UTF-8.
[[nodiscard]] std::size_t display_width(const std::string& text);
// The same text cut to at most `width` columns, with "…" where it was cut.
[[nodiscard]] std::string cut_to_width(const std::string& text, std::size_t width);
// One line that no terminal obeys: control characters and line breaks become spaces.
[[nodiscard]] std::string one_line(const std::string& text);
// A field of RFC 4180.
[[nodiscard]] std::string csv_field(const std::string& text);

class Listing {
 public:
    static constexpr std::size_t kScreen = 100;
    // `names`: column heads; the widest text columns shrink to fit a terminal of `width` columns (0: asks the
    // terminal).
    Listing(Invocation& inv, const OutputOptions& options, std::vector<std::string> names, std::size_t width = 0);
    void add(std::vector<std::string> cells, exporter::Json object);
    // Prints and gives the exit code.
    [[nodiscard]] int finish();

 private:
    void print_table();
    void print_lines(char separator);

    Invocation& inv_;
    const OutputOptions& options_;
    std::vector<std::string> names_;
    std::size_t width_;
    std::vector<std::vector<std::string>> rows_;
    std::vector<exporter::Json> objects_;
};

// How many items a list may have; nothing: all. A text that is neither a number nor "all" fails with Invalid.
[[nodiscard]] Result<std::optional<std::size_t>> limit_of(const OutputOptions& options);

}  // namespace entente::cli
