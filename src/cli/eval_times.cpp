// entente eval times: the finder of times on the French TimeBank and on our own English sentences.
#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <ctime>
#include <fstream>
#include <map>

#include "base/text.h"
#include "cli/eval.h"
#include "cli/grounding_cases.h"
#include "cli/time_scores.h"
#include "grounding/grounding.h"

namespace entente::cli {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr const char* kBank = "french-timebank-dev";
constexpr std::size_t kFileBytes = 4u << 20;   // of a document
constexpr std::size_t kSpeedBytes = 8u << 20;  // of text that speed is measured on

// The TimeBank's documents by name, from a folder or from test.tar.xz below `dir`; none: not there.
Result<std::map<std::string, std::string>> read_bank(const fs::path& dir) {
    std::map<std::string, std::string> out;
    std::error_code ec;
    for (const fs::path& folder : {dir / kBank, dir / "test" / kBank})
        if (fs::is_directory(folder, ec)) {
            TRY(const auto files, pipeline::read_folder(folder, ".tml"));
            for (const world::DataFile& f : files) out[f.name] = f.bytes;
            return out;
        }
    const fs::path packed = dir / "test.tar.xz";
    if (!fs::exists(packed, ec)) return out;
    const std::unique_ptr<archive, int (*)(archive*)> a(archive_read_new(), archive_read_free);
    archive_read_support_filter_all(a.get());
    archive_read_support_format_tar(a.get());
    if (archive_read_open_filename(a.get(), packed.c_str(), 1 << 16) != ARCHIVE_OK)
        return fail(ErrorCode::kIo, packed.string() + ": " + archive_error_string(a.get()));
    archive_entry* entry = nullptr;
    while (archive_read_next_header(a.get(), &entry) == ARCHIVE_OK) {
        const fs::path path = archive_entry_pathname(entry) ? archive_entry_pathname(entry) : "";
        if (path.extension() != ".tml" || path.parent_path().filename() != kBank) continue;
        std::string& bytes = out[path.filename().string()];
        char block[1 << 16];
        for (la_ssize_t n = 0; (n = archive_read_data(a.get(), block, sizeof block)) > 0 && bytes.size() < kFileBytes;)
            bytes.append(block, static_cast<std::size_t>(n));
    }
    return out;
}

std::vector<TimeSpan> found_in(const grounding::TimeFinder& finder, const std::string& text, const char* language,
                               const std::string& published) {
    const grounding::TimeAnchor anchor{parse_date(published), false};
    std::vector<TimeSpan> out;
    for (const TimeExpression& t : finder.find(text, language, anchor))
        out.push_back({t.span, {t.value}, t.start, t.end});
    return out;
}

class TimesRun {
 public:
    TimesRun(Invocation& inv, const OutputOptions& output, bool verbose, const grounding::TimeFinder& finder)
        : inv_(inv),
          verbose_(verbose),
          finder_(finder),
          list_(inv, output, {"set", "half", "gold", "found", "strict F1", "relaxed F1", "value F1", "words/s"}) {}

    void bank(const std::map<std::string, std::string>& files) {
        TimeTally tally[2];
        std::size_t i = 0;
        std::string all;
        for (const auto& [name, bytes] : files) {
            const TimeDocument doc = read_timeml(bytes);
            add(tally, i++, name, doc, "fr");
            (all += doc.text) += '\n';
        }
        add_rows("French TimeBank", tally, speed(all, "fr"));
    }

    void sentences(const std::vector<json>& cases) {
        TimeTally tally[2];
        std::string all;
        for (std::size_t i = 0; i < cases.size(); ++i) {
            TimeDocument doc{case_text(cases[i], "published"), case_text(cases[i], "text"), {}};
            for (const json& t : cases[i].value("times", json::array())) {
                std::vector<std::string> values = case_list(t, "also");
                values.insert(values.begin(), case_text(t, "value"));
                doc.times.push_back({case_span(t), values, case_text(t, "start"), case_text(t, "end")});
            }
            add(tally, i, case_text(cases[i], "id"), doc, "en");
            (all += doc.text) += '\n';
        }
        add_rows("English sentences", tally, speed(all, "en"));
    }

    int finish() { return list_.finish(); }

 private:
    void add(TimeTally* tally, std::size_t i, const std::string& name, const TimeDocument& doc, const char* language) {
        const std::vector<TimeSpan> found = found_in(finder_, doc.text, language, doc.published);
        std::vector<std::string> wrong;
        tally[i % 2].add(doc.text, doc.times, found, wrong);
        if (verbose_ && i % 2 == 0)  // of the odd half nothing is shown
            for (const std::string& w : wrong) inv_.err << name << ": " << w << "\n";
    }

    // Words a second of one core.
    double speed(const std::string& text, const char* language) const {
        if (text.empty()) return 0;
        std::size_t words = 0;
        for (const std::string_view line : base::split(text, '\n'))
            for (const std::string_view w : base::split(line, ' ')) words += !w.empty();
        const std::size_t rounds = 1 + kSpeedBytes / text.size();
        const std::clock_t start = std::clock();
        for (std::size_t i = 0; i < rounds; ++i) (void)found_in(finder_, text, language, "2002-05-01");
        const double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
        return seconds > 0 ? double(words * rounds) / seconds : 0;
    }

    void add_rows(const char* set, const TimeTally* tally, double words_per_second) {
        TimeTally both = tally[0];
        both.add(tally[1]);
        const std::pair<const char*, const TimeTally&> rows[] = {{"even", tally[0]}, {"odd", tally[1]}, {"both", both}};
        for (const auto& [half, t] : rows) {
            const bool last = std::string_view(half) == "both";
            exporter::Json object;
            object["set"] = set;
            object["half"] = half;
            object["gold"] = t.gold;
            object["found"] = t.found;
            object["strict_f1"] = t.f1(t.strict);
            object["relaxed_f1"] = t.f1(t.relaxed);
            object["value_f1"] = t.f1(t.value);
            if (last) object["words_per_second"] = words_per_second;
            const auto shown = [&](int hits) { return shown_share(2 * hits, t.gold + t.found); };
            list_.add({set, half, std::to_string(t.gold), std::to_string(t.found), shown(t.strict), shown(t.relaxed),
                       shown(t.value), last ? std::to_string(static_cast<long>(words_per_second)) : ""},
                      object);
        }
    }

    Invocation& inv_;
    bool verbose_;
    const grounding::TimeFinder& finder_;
    Listing list_;
};

}  // namespace

int eval_times(Invocation& inv) {
    CLI::App app(inv.say("Measures the finder of times: spans and values on the French TimeBank, values on 150 English "
                         "sentences of our own. The even half is for building, the odd one for measuring only.",
                         "Mesure la recherche des dates : empans et valeurs sur le French TimeBank, valeurs sur 150 "
                         "phrases anglaises à nous. La moitié paire sert à construire, l'impaire à mesurer seulement."),
                 "eval times");
    std::string dir;
    bool verbose = false;
    OutputOptions output;
    app.add_option("--data", dir,
                   inv.say("folder that holds tests/cases/, times-en/, or french-timebank-dev/ or its test.tar.xz",
                           "dossier contenant tests/cases/, times-en/, ou french-timebank-dev/ ou son test.tar.xz"));
    app.add_flag("-v,--verbose", verbose,
                 inv.say("list what is wrong in the even half", "liste les fautes de la moitié paire"));
    add_output_options(app, output, inv, false);
    if (const auto code = parse(inv, app)) return *code;
    const auto root = project_root(dir);
    if (!root.ok()) return report_error(inv, root.error());
    auto resources = open_resources();
    if (!resources.ok()) return report_error(inv, resources.error());
    const auto finder = resources.value()->times();
    if (!finder.ok()) return report_error(inv, finder.error());

    TimesRun run(inv, output, verbose, *finder.value());
    const fs::path shared = dir.empty() ? root.value() / ".." / "shared" / "data" : root.value();
    const auto bank = read_bank(shared.lexically_normal());
    if (!bank.ok()) return report_error(inv, bank.error());
    if (bank.value().empty())
        inv.err << inv.say("skipped: no french-timebank-dev in ", "passé : pas de french-timebank-dev dans ")
                << shared.lexically_normal().string() << "\n";
    else
        run.bank(bank.value());
    if (const auto path = find_cases(root.value(), "times-en")) {
        const auto cases = read_cases(*path);
        if (!cases.ok()) return report_error(inv, cases.error());
        run.sentences(cases.value());
    } else {
        inv.err << inv.say("skipped: no times-en/cases.jsonl in ", "passé : pas de times-en/cases.jsonl dans ")
                << root.value().string() << "\n";
    }
    return run.finish();
}

}  // namespace entente::cli
