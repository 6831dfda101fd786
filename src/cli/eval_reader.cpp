// entente eval reader: the reader on the treebanks of ../shared/data, from gold words and from raw text.
#include <archive.h>
#include <archive_entry.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <sstream>

#include "cli/conllu_score.h"
#include "cli/eval.h"
#include "cli/output.h"
#include "language/conllu.h"
#include "press/press.h"

namespace entente::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFileBytes = 256u << 20;  // of a file in an archive

struct TestSet {
    const char* name;
    const char* language;
    const char* words;  // below the data folder; %s is dev or test, as in the names of the archives
    const char* names;
};
constexpr TestSet kSets[] = {
    {"Sequoia", "fr", "ud-french-sequoia/fr_sequoia-ud-%s.conllu", "sequoia-ne/sequoia-ud.parseme.frsemcor.%s"},
    {"EWT", "en", "ud-english-ewt/en_ewt-ud-%s.conllu", "uner/en_ewt-ud-%s.iob2"},
};

std::string with_set(std::string path, const std::string& which) { return path.replace(path.find("%s"), 2, which); }

// The files of these names in a tar.xz; those that are not there are absent.
Result<std::map<std::string, std::string>> unpack(const fs::path& archive_path, const std::vector<std::string>& names) {
    std::map<std::string, std::string> out;
    const std::unique_ptr<archive, int (*)(archive*)> a(archive_read_new(), archive_read_free);
    archive_read_support_filter_all(a.get());
    archive_read_support_format_tar(a.get());
    if (archive_read_open_filename(a.get(), archive_path.c_str(), 1 << 16) != ARCHIVE_OK)
        return fail(ErrorCode::kIo, archive_path.string() + ": " + archive_error_string(a.get()));
    archive_entry* entry = nullptr;
    int code = ARCHIVE_OK;
    while (out.size() < names.size() && (code = archive_read_next_header(a.get(), &entry)) == ARCHIVE_OK) {
        const char* path = archive_entry_pathname(entry);
        if (!path || std::find(names.begin(), names.end(), path) == names.end()) continue;
        std::string& bytes = out[path];
        char block[1 << 16];
        for (la_ssize_t n = 0; (n = archive_read_data(a.get(), block, sizeof block)) > 0 && bytes.size() < kFileBytes;)
            bytes.append(block, static_cast<std::size_t>(n));
    }
    if (code != ARCHIVE_OK && code != ARCHIVE_EOF)
        return fail(ErrorCode::kInvalid, archive_path.string() + ": " + archive_error_string(a.get()));
    return out;
}

// dev is in train/, test in test/: unpacked below `dir`, or in its archives.
Result<std::map<std::string, std::string>> load_sets(const fs::path& dir, const std::string& which) {
    const std::string part = which == "dev" ? "train" : "test";
    std::vector<std::string> names;
    for (const TestSet& s : kSets)
        for (const char* path : {s.words, s.names}) names.push_back(part + "/" + with_set(path, which));
    std::map<std::string, std::string> out;
    for (const std::string& name : names)
        if (std::error_code ec; fs::is_regular_file(dir / name, ec)) {
            TRY(out[name], pipeline::read_file(dir / name));
        }
    const fs::path packed = dir / (part + ".tar.xz");
    if (std::error_code ec; out.empty() && fs::is_regular_file(packed, ec)) {
        TRY(out, unpack(packed, names));
    }
    return out;
}

Result<std::string> read_gold_words(const language::Reader& reader, const std::string& gold) {
    std::istringstream in(gold);
    language::ConlluParser parser([&](std::string& line) { return static_cast<bool>(std::getline(in, line)); }, "gold",
                                  language::ConlluRead::kTokens);
    std::vector<language::ConlluSentence> given;
    for (;;) {
        TRY(auto next, parser.next());
        if (!next) break;
        given.push_back(std::move(*next));
    }
    std::vector<Sentence> sentences;
    for (language::ConlluSentence& s : given) sentences.push_back(std::move(s.sentence));
    TRY_DONE(reader.read(sentences, language::Contractions::kAsMarked));
    std::string out;
    for (std::size_t i = 0; i < given.size(); ++i) language::write_gold_tokens(given[i], sentences[i], out);
    return out;
}

Result<std::string> read_raw(const language::Reader& reader, const language::SplitRules& rules, const TestSet& set,
                             const std::string& gold) {
    press::PageHint hint;
    hint.name = set.name;
    hint.language = set.language;
    TRY(const Article article, press::plain_document(raw_text(gold), hint, Limits{}));
    std::vector<Sentence> sentences = language::split(article, rules, Limits{});
    TRY_DONE(reader.read(sentences));
    std::string out;
    language::write_conllu(article, sentences, out);
    return out;
}

constexpr struct {
    ScoreKind kind;
    const char* name;
} kColumns[] = {{kLasScore, "las"},     {kUasScore, "uas"},     {kUposScore, "upos"},  {kLemmaScore, "lemma"},
                {kFeatsScore, "feats"}, {kNamesScore, "names"}, {kWordScore, "words"}, {kSentenceScore, "sentences"}};

class ReaderEval {
 public:
    ReaderEval(Invocation& inv, const OutputOptions& output, std::string which,
               std::map<std::string, std::string> files, fs::path data)
        : inv_(inv),
          which_(std::move(which)),
          files_(std::move(files)),
          data_(std::move(data)),
          list_(
              inv, output,
              {"reader", "set", "from", "LAS", "UAS", "UPOS", "lemma", "feats", "names", "words F1", "sentences F1"}) {}

    int run(const std::vector<pipeline::ReaderSize>& sizes) {
        for (const pipeline::ReaderSize size : sizes) {
            pipeline::Resources resources(data_, 2, size);
            const auto reader = resources.reader();
            if (!reader.ok() && reader.error().code == ErrorCode::kNotFound && size == pipeline::ReaderSize::kFast) {
                inv_.err << inv_.say("skipped: ", "passé : ") << reader.error().message << "\n";
                continue;
            }
            if (!reader.ok()) return report_error(inv_, reader.error());
            const auto rules = resources.split_rules();
            if (!rules.ok()) return report_error(inv_, rules.error());
            for (const TestSet& set : kSets)
                if (const Status done = measure(set, **reader, **rules); !done.ok())
                    return report_error(inv_, done.error());
        }
        return list_.finish();
    }

 private:
    Status measure(const TestSet& set, const language::Reader& reader, const language::SplitRules& rules) {
        const std::string part = which_ == "dev" ? "train/" : "test/", path = part + with_set(set.words, which_);
        const auto gold = files_.find(path);
        if (gold == files_.end()) {
            inv_.err << inv_.say("skipped, not there: ", "passé, absent : ") << path << "\n";
            return Done{};
        }
        const auto names = files_.find(part + with_set(set.names, which_));
        const NameTags tags = names == files_.end() ? NameTags{} : read_name_tags(names->second);
        TRY(const std::string words, read_gold_words(reader, gold->second));
        TRY(const auto from_words, score_conllu(gold->second, words, tags));
        add(reader.version(), set.name, "gold words", scores_of(from_words));
        TRY(const std::string raw, read_raw(reader, rules, set, gold->second));
        TRY(const auto from_raw, score_conllu(gold->second, raw, {}));
        add(reader.version(), set.name, "raw text", scores_of(from_raw));
        return Done{};
    }

    void add(const std::string& reader, const char* set, const char* from,
             const std::array<Score, kScoreKinds>& scores) {
        std::vector<std::string> cells = {reader, std::string(set) + " " + which_, from};
        exporter::Json object;
        object["reader"] = reader;
        object["set"] = set;
        object["part"] = which_;
        object["from"] = from;
        for (const auto& column : kColumns) {
            const Score& s = scores[column.kind];
            char text[64];
            std::snprintf(text, sizeof text, "%.2f (%.1f–%.1f)", s.f1, s.low, s.high);
            cells.emplace_back(s.counted ? text : "-");
            if (s.counted) object[column.name] = {{"f1", s.f1}, {"low", s.low}, {"high", s.high}};
        }
        list_.add(std::move(cells), std::move(object));
    }

    Invocation& inv_;
    std::string which_;
    std::map<std::string, std::string> files_;
    fs::path data_;
    Listing list_;
};

}  // namespace

int eval_reader(Invocation& inv) {
    CLI::App app(
        inv.say("Measures the reader on French Sequoia and English EWT, from gold words and from raw text: F1 "
                "as CoNLL 2018 counts it (relations without subtypes), in brackets the 95 % of a bootstrap over "
                "sentences. Both sizes where both are there.",
                "Mesure le lecteur sur Sequoia et EWT, depuis les mots et depuis le texte brut : F1 à la façon "
                "de CoNLL 2018 (relations sans sous-types), entre parenthèses les 95 % d'un bootstrap sur les "
                "phrases. Les deux tailles si elles sont là."),
        "eval reader");
    std::string dir, which = "test", size = "both";
    OutputOptions output;
    app.add_option("--data", dir,
                   inv.say("folder of train/ and test/, or of their .tar.xz (default: ../shared/data)",
                           "dossier de train/ et test/, ou de leurs .tar.xz (défaut : ../shared/data)"));
    app.add_option("--set", which, inv.say("dev or test (default)", "dev ou test (défaut)"))
        ->check(CLI::IsMember({"dev", "test"}));
    app.add_option("--reader", size, inv.say("full, fast or both (default)", "full, fast ou both (défaut)"))
        ->check(CLI::IsMember({"full", "fast", "both"}));
    add_output_options(app, output, inv, false);
    if (const auto code = parse(inv, app)) return *code;
    const auto data = pipeline::find_data();
    if (!data.ok()) return report_error(inv, data.error());
    if (dir.empty()) dir = (fs::absolute(data.value()) / ".." / ".." / "shared" / "data").lexically_normal().string();
    auto files = load_sets(dir, which);
    if (!files.ok()) return report_error(inv, files.error());
    if (files->empty()) {
        inv.err << inv.say("skipped: no treebanks in ", "passé : pas de corpus dans ") << dir
                << inv.say(" (give --data)\n", " (donnez --data)\n");
        return kDone;
    }
    std::vector<pipeline::ReaderSize> sizes;
    if (size != "fast") sizes.push_back(pipeline::ReaderSize::kFull);
    if (size != "full") sizes.push_back(pipeline::ReaderSize::kFast);
    return ReaderEval(inv, output, which, std::move(*files), data.value()).run(sizes);
}

}  // namespace entente::cli
