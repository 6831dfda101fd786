// entente read: documents to CoNLL-U; with --gold-tokens, CoNLL-U words to the same words with their trees.
#include <fstream>
#include <future>
#include <utility>

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

// Documents that are read together.
struct Block {
    std::vector<Article> articles;
    std::vector<Sentence> sentences;  // of all articles
    std::vector<std::size_t> ends;    // of each article's sentences
};

// While a block is read and written on a thread of its own, the next one is taken in and split.
class DocumentReading {
 public:
    DocumentReading(Invocation& inv, const ReadOptions& options, std::shared_ptr<const language::SplitRules> rules,
                    std::shared_ptr<const language::Reader> reader)
        : inv_(inv), options_(options), rules_(std::move(rules)), reader_(std::move(reader)) {}

    int run() {
        pipeline::DocumentOptions options;
        options.paths = options_.paths;
        options.published = options_.published;
        options.language = options_.language;
        options.plain_text = pipeline::PlainText::kAsIs;
        pipeline::Documents documents(options, inv_.in, limits_);
        while (auto article = documents.next()) {
            if (!article->ok()) {
                failed_at(article->error());
                continue;
            }
            take_in(std::move(*article).value(), documents.name());
            const bool enough = block_.sentences.size() >= kSentencesAtOnce || block_.articles.size() >= kSentencesAtOnce;
            if ((enough || nothing_waits(inv_, options_.paths)) && !hand_on()) return kFailed;
        }
        if (!hand_on() || !ended()) return kFailed;
        return failed_ ? kSomeFailed : kDone;
    }

 private:
    void take_in(Article a, const std::string& name) {
        if (options_.no_title) a.title.clear();
        std::vector<Sentence> sentences = language::split(a, *rules_, limits_);
        if (sentences.size() >= limits_.sentences)  // what is left out is said
            failed_at(fail(ErrorCode::kLimit, name + ": longer than " + std::to_string(limits_.sentences) +
                                                  " sentences; the rest is not read"));
        block_.ends.push_back(block_.sentences.size() + sentences.size());
        std::move(sentences.begin(), sentences.end(), std::back_inserter(block_.sentences));
        block_.articles.push_back(std::move(a));
    }

    void failed_at(const Error& error) {
        report_error(inv_, error);
        failed_ = true;
    }

    // Whether reading can go on: the block before is read and written.
    bool hand_on() {
        if (!ended()) return false;
        reading_ = std::async(std::launch::async, [this, block = std::exchange(block_, {})]() mutable {
            return read_block(std::move(block));
        });
        return true;
    }

    bool ended() {
        if (!reading_.valid()) return true;
        const Status done = reading_.get();
        if (!done.ok()) report_error(inv_, done.error());
        return done.ok();
    }

    // The only one that writes to the output.
    Status read_block(Block block) const {
        TRY_DONE(reader_->read(block.sentences, language::Contractions::kAsRead, options_.vectors));
        std::size_t at = 0;
        std::string out;
        for (std::size_t i = 0; i < block.articles.size(); ++i) {
            const std::vector<Sentence> own(
                std::make_move_iterator(block.sentences.begin() + static_cast<std::ptrdiff_t>(at)),
                std::make_move_iterator(block.sentences.begin() + static_cast<std::ptrdiff_t>(block.ends[i])));
            at = block.ends[i];
            out.clear();
            if (own.empty()) out = "# newdoc id = " + block.articles[i].id.str() + "\n\n";
            language::write_conllu(block.articles[i], own, out);
            inv_.out << out;
        }
        inv_.out.flush();
        return Done{};
    }

    Invocation& inv_;
    const ReadOptions& options_;
    const Limits limits_;
    std::shared_ptr<const language::SplitRules> rules_;
    std::shared_ptr<const language::Reader> reader_;
    Block block_;
    std::future<Status> reading_;
    bool failed_ = false;
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
