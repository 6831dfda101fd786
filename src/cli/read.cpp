// entente read: documents to CoNLL-U; with --gold-tokens, CoNLL-U words to the same words with their trees.
#include <fstream>

#include "cli/verb.h"
#include "entente/date.h"
#include "language/conllu.h"
#include "pipeline/documents.h"

namespace entente::cli {

namespace {

// Sentences are read many at a time (the reader batches them by length); articles and files wait for this many.
constexpr std::size_t kSentencesAtOnce = 512;
constexpr std::size_t kLineBytes = 1u << 20;

struct ReadOptions {
    std::vector<std::string> paths;
    std::string published, language;
    bool gold_tokens = false, no_title = false;
    language::Vectors vectors = language::Vectors::kNone;
    int threads = 2;
    pipeline::ReaderSize size = pipeline::ReaderSize::kFull;
};

// Standard input may be a dialogue: what was asked is answered before more is waited for.
bool nothing_waits(Invocation& inv, const std::vector<std::string>& paths) {
    return (paths.empty() || paths == std::vector<std::string>{"-"}) && inv.in.rdbuf()->in_avail() <= 0;
}

class DocumentReading {
 public:
    DocumentReading(Invocation& inv, const ReadOptions& options, std::shared_ptr<const language::SplitRules> rules,
                    std::shared_ptr<const language::Reader> reader)
        : inv_(inv), options_(options), rules_(std::move(rules)), reader_(std::move(reader)) {}

    int run() {
        const Limits limits;
        pipeline::DocumentOptions options;
        options.paths = options_.paths;
        options.published = options_.published;
        options.language = options_.language;
        options.plain_text = pipeline::PlainText::kAsIs;
        pipeline::Documents documents(options, inv_.in, limits);
        bool failed = false;
        while (auto article = documents.next()) {
            if (!article->ok()) {
                report_error(inv_, article->error());
                failed = true;
                continue;
            }
            Article a = std::move(*article).value();
            if (options_.no_title) a.title.clear();
            std::vector<Sentence> sentences = language::split(a, *rules_, limits);
            if (sentences.size() >= limits.sentences) {  // what is left out is said
                report_error(inv_, fail(ErrorCode::kLimit, documents.name() + ": longer than " +
                                                               std::to_string(limits.sentences) +
                                                               " sentences; the rest is not read"));
                failed = true;
            }
            ends_.push_back(sentences_.size() + sentences.size());
            std::move(sentences.begin(), sentences.end(), std::back_inserter(sentences_));
            articles_.push_back(std::move(a));
            const bool enough = sentences_.size() >= kSentencesAtOnce || articles_.size() >= kSentencesAtOnce;
            if ((enough || nothing_waits(inv_, options_.paths)) && !flush()) return kFailed;
        }
        if (!flush()) return kFailed;
        return failed ? kSomeFailed : kDone;
    }

 private:
    bool flush() {
        const Status done = reader_->read(sentences_, language::Contractions::kAsRead, options_.vectors);
        if (!done.ok()) {
            report_error(inv_, done.error());
            return false;
        }
        std::size_t at = 0;
        std::string out;
        for (std::size_t i = 0; i < articles_.size(); ++i) {
            const std::vector<Sentence> own(
                std::make_move_iterator(sentences_.begin() + static_cast<std::ptrdiff_t>(at)),
                std::make_move_iterator(sentences_.begin() + static_cast<std::ptrdiff_t>(ends_[i])));
            at = ends_[i];
            out.clear();
            if (own.empty()) out = "# newdoc id = " + articles_[i].id.str() + "\n\n";
            language::write_conllu(articles_[i], own, out);
            inv_.out << out;
        }
        inv_.out.flush();
        articles_.clear();
        sentences_.clear();
        ends_.clear();
        return true;
    }

    Invocation& inv_;
    const ReadOptions& options_;
    std::shared_ptr<const language::SplitRules> rules_;
    std::shared_ptr<const language::Reader> reader_;
    std::vector<Article> articles_;
    std::vector<Sentence> sentences_;
    std::vector<std::size_t> ends_;  // of each article's sentences
};

// A line of at most kLineBytes; a longer one is cut there, and so is not ten columns.
bool bounded_line(std::istream& in, std::string& line) {
    line.clear();
    std::streambuf& b = *in.rdbuf();
    bool any = false;
    for (int c = b.sbumpc(); c != std::char_traits<char>::eof(); c = b.sbumpc()) {
        any = true;
        if (c == '\n') return true;
        if (line.size() < kLineBytes) line += static_cast<char>(c);
    }
    return any;
}

bool flush_gold(Invocation& inv, const language::Reader& reader, std::vector<language::ConlluSentence>& given) {
    std::vector<Sentence> sentences;
    for (language::ConlluSentence& s : given) sentences.push_back(std::move(s.sentence));
    const Status done = reader.read(sentences, language::Contractions::kAsMarked);
    if (!done.ok()) {
        report_error(inv, done.error());
        return false;
    }
    std::string out;
    for (std::size_t i = 0; i < given.size(); ++i) language::write_gold_tokens(given[i], sentences[i], out);
    inv.out << out;
    inv.out.flush();
    given.clear();
    return true;
}

// Gives whether reading can go on; `failed` tells of broken sentences.
bool read_gold(Invocation& inv, const language::Reader& reader, std::istream& in, const std::string& name,
               bool& failed) {
    language::ConlluParser parser([&](std::string& line) { return bounded_line(in, line); }, name,
                                  language::ConlluRead::kTokens);
    std::vector<language::ConlluSentence> given;
    for (;;) {
        auto next = parser.next();
        if (!next.ok()) {
            report_error(inv, next.error());
            failed = true;
            continue;
        }
        if (!*next) return flush_gold(inv, reader, given);
        given.push_back(std::move(**next));
        const bool waits = name == "-" && in.rdbuf()->in_avail() <= 0;
        if ((given.size() >= kSentencesAtOnce || waits) && !flush_gold(inv, reader, given)) return false;
    }
}

int read_gold_tokens(Invocation& inv, const ReadOptions& options, const language::Reader& reader) {
    bool failed = false;
    const std::vector<std::string> paths = options.paths.empty() ? std::vector<std::string>{"-"} : options.paths;
    for (const std::string& path : paths) {
        if (path == "-") {
            if (!read_gold(inv, reader, inv.in, path, failed)) return kFailed;
            continue;
        }
        std::ifstream file(path, std::ios::binary);
        if (!file || file.peek() == std::char_traits<char>::eof()) {
            report_error(inv, fail(ErrorCode::kNotFound, path + ": cannot be opened, or is empty"));
            failed = true;
            continue;
        }
        if (!read_gold(inv, reader, file, path, failed)) return kFailed;
    }
    return failed ? kSomeFailed : kDone;
}

}  // namespace

int run_read(Invocation& inv) {
    ReadOptions options;
    CLI::App app(inv.say("Documents to sentences, words and trees (CoNLL-U).",
                         "Des documents aux phrases, aux mots et aux arbres (CoNLL-U)."),
                 "read");
    app.add_option(
        "path", options.paths,
        inv.say("files or folders; none or -: standard input", "fichiers ou dossiers ; rien ou - : entrée standard"));
    app.add_flag("--gold-tokens", options.gold_tokens,
                 inv.say("the input is CoNLL-U with words: give the same words with trees",
                         "l'entrée est du CoNLL-U avec des mots : les mêmes mots avec leurs arbres"));
    app.add_option("--published", options.published,
                   inv.say("publication date of all documents", "date de publication de tous les documents"));
    app.add_option("--language", options.language,
                   inv.say("language of all documents: fr, en", "langue de tous les documents : fr, en"));
    app.add_flag("--no-title", options.no_title, inv.say("leave titles out", "sans les titres"));
    bool vectors = false;
    app.add_flag("--vectors", vectors,
                 inv.say("with each sentence's vector, where the model has vectors",
                         "avec le vecteur de chaque phrase, si le modèle en a"));
    app.add_option("--threads", options.threads, inv.say("threads of the network", "fils d'exécution du réseau"))
        ->check(CLI::Range(1, 64));
    add_reader_option(app, options.size, inv);
    if (const auto code = parse(inv, app)) return *code;
    if (vectors) options.vectors = language::Vectors::kGiven;
    if (!options.published.empty() && !is_iso_date_or_time(options.published)) {
        inv.err << "entente read: --published \"" << options.published << "\" "
                << inv.say("is not a date (YYYY-MM-DD) or date-time", "n'est pas une date (AAAA-MM-JJ)") << "\n";
        return kUsage;
    }
    auto data = pipeline::find_data();
    if (!data.ok()) return report_error(inv, data.error());
    pipeline::Resources resources(*data, options.threads, options.size);
    auto reader = resources.reader();
    if (!reader.ok()) return report_error(inv, reader.error());
    if (options.gold_tokens) return read_gold_tokens(inv, options, **reader);
    auto rules = resources.split_rules();
    if (!rules.ok()) return report_error(inv, rules.error());
    return DocumentReading(inv, options, *rules, *reader).run();
}

}  // namespace entente::cli
