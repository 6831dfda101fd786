#include "cli/output.h"

#include <sys/ioctl.h>
#include <unicode/uchar.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace entente::cli {

namespace {

std::size_t width_of(char32_t c) {
    const auto u = static_cast<UChar32>(c);
    switch (u_charType(u)) {
        case U_NON_SPACING_MARK:
        case U_ENCLOSING_MARK:
        case U_FORMAT_CHAR: return 0;
        default: break;
    }
    const int wide = u_getIntPropertyValue(u, UCHAR_EAST_ASIAN_WIDTH);
    return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

std::size_t terminal_width() {
    winsize size{};
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 120;
}

std::string tsv_field(const std::string& text) { return one_line(text); }

}  // namespace

void add_output_options(CLI::App& app, OutputOptions& options, const Invocation& inv, bool with_limit) {
    auto* json = app.add_flag("--json", options.json, inv.say("one JSON array", "un tableau JSON"));
    auto* jsonl = app.add_flag("--jsonl", options.jsonl, inv.say("one JSON object a line", "un objet JSON par ligne"));
    auto* csv = app.add_flag("--csv", options.csv, inv.say("CSV with a header line", "CSV avec une ligne d'en-tête"));
    json->excludes(jsonl)->excludes(csv);
    jsonl->excludes(csv);
    app.add_flag("--fail-empty", options.fail_empty,
                 inv.say("exit code 3 when nothing is found", "code de sortie 3 si rien n'est trouvé"));
    if (with_limit)
        app.add_option("--limit", options.limit,
                       inv.say("at most N, or all (default: all; 100 on a terminal)",
                               "au plus N, ou all (défaut : tout ; 100 sur un terminal)"));
}

std::size_t display_width(const std::string& text) {
    std::size_t width = 0;
    for (std::size_t at = 0; at < text.size();) width += width_of(base::next_code_point(text, at));
    return width;
}

std::string cut_to_width(const std::string& text, std::size_t width) {
    if (display_width(text) <= width) return text;
    std::size_t used = 0, at = 0;
    while (at < text.size()) {
        std::size_t next = at;
        const std::size_t w = width_of(base::next_code_point(text, next));
        if (used + w + 1 > width) break;
        used += w;
        at = next;
    }
    return text.substr(0, at) + (width ? "…" : "");
}

std::string one_line(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t from = at;
        const char32_t c = base::next_code_point(text, at);
        const bool obeyed = c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 ||
                            (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
        if (obeyed)
            out += ' ';
        else
            out.append(text, from, at - from);
    }
    return out;
}

std::string csv_field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + "\"";
}

Listing::Listing(Invocation& inv, const OutputOptions& options, std::vector<std::string> names, std::size_t width)
    : inv_(inv), options_(options), names_(std::move(names)), width_(width) {}

void Listing::add(std::vector<std::string> cells, exporter::Json object) {
    rows_.push_back(std::move(cells));
    objects_.push_back(std::move(object));
}

int Listing::finish() {
    const bool machine = options_.json || options_.jsonl || options_.csv;
    if (!machine && inv_.out_tty && options_.limit.empty() && rows_.size() > kScreen) {
        inv_.err << kScreen << inv_.say(" of ", " sur ") << rows_.size()
                 << inv_.say(" shown; all: --limit all", " affichés ; tout : --limit all") << "\n";
        rows_.resize(kScreen);
    }
    if (options_.json) {
        exporter::Json all = exporter::Json::array();
        for (exporter::Json& o : objects_) all.push_back(std::move(o));
        inv_.out << exporter::dump(all) << "\n";
    } else if (options_.jsonl) {
        for (const exporter::Json& o : objects_) inv_.out << exporter::dump(o) << "\n";
    } else if (options_.csv) {
        print_lines(',');
    } else if (inv_.out_tty) {
        print_table();
    } else {
        print_lines('\t');
    }
    if (rows_.empty() && objects_.empty()) {
        if (!machine && inv_.err_tty) inv_.err << inv_.say("nothing found", "rien trouvé") << "\n";
        if (options_.fail_empty) return kNothing;
    }
    return inv_.out ? kDone : kFailed;
}

void Listing::print_lines(char separator) {
    const auto field = separator == ',' ? csv_field : tsv_field;
    const std::string end = separator == ',' ? "\r\n" : "\n";
    const auto line = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            inv_.out << (i ? std::string(1, separator) : "") << field(cells[i]);
        inv_.out << end;
    };
    line(names_);
    for (const auto& row : rows_) line(row);
}

void Listing::print_table() {
    if (rows_.empty()) return;
    std::vector<std::size_t> widths;
    for (const std::string& n : names_) widths.push_back(display_width(n));
    for (auto& row : rows_)
        for (std::size_t i = 0; i < row.size(); ++i) {
            row[i] = one_line(row[i]);
            widths[i] = std::max(widths[i], display_width(row[i]));
        }
    const std::size_t room = width_ ? width_ : terminal_width();
    const auto total = [&] {
        std::size_t sum = 2 * (widths.size() - 1);
        for (const std::size_t w : widths) sum += w;
        return sum;
    };
    // The widest gives way, but no column below 8; ids and days stay whole: they are copied.
    const auto gives_way = [&](std::size_t i) {
        return names_[i] != "id" && names_[i] != "when" && names_[i] != "day";
    };
    while (total() > room) {
        std::size_t widest = widths.size();
        for (std::size_t i = 0; i < widths.size(); ++i)
            if (gives_way(i) && (widest == widths.size() || widths[i] > widths[widest])) widest = i;
        if (widest == widths.size() || widths[widest] <= 8) break;
        --widths[widest];
    }
    const auto line = [&](const std::vector<std::string>& cells) {
        std::string out;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::string cell = cut_to_width(cells[i], widths[i]);
            out += cell;
            if (i + 1 < cells.size()) out.append(widths[i] - display_width(cell) + 2, ' ');
        }
        inv_.out << out << "\n";
    };
    line(names_);
    for (const auto& row : rows_) line(row);
}

Result<std::optional<std::size_t>> limit_of(const OutputOptions& options) {
    if (options.limit.empty() || options.limit == "all") return std::optional<std::size_t>{};
    std::size_t n = 0;
    const char* end = options.limit.data() + options.limit.size();
    const auto [at, ec] = std::from_chars(options.limit.data(), end, n);
    if (ec != std::errc() || at != end)
        return fail(ErrorCode::kInvalid, "--limit \"" + options.limit + "\" is neither a number nor all");
    return std::optional<std::size_t>(n);
}

}  // namespace entente::cli
