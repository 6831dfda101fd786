// entente names: documents, or CoNLL-U from `read`, to the actors, offices, people and places they name.
#include "cli/verb.h"
#include "entente/date.h"
#include "export/json.h"
#include "language/language.h"
#include "pipeline/read_documents.h"

namespace entente::cli {

namespace {

constexpr std::size_t kArticlesAtOnce = 16;
constexpr std::size_t kTextAtOnce = 256u << 10;

class NamesRun {
 public:
    NamesRun(Invocation& inv, pipeline::DocumentOptions options, pipeline::Resources& resources)
        : inv_(inv), options_(std::move(options)), resources_(resources) {}

    int run() {
        auto grounder = resources_.grounder();
        if (!grounder.ok()) return report_error(inv_, grounder.error());
        grounder_ = *grounder;
        pipeline::ReadDocuments documents(options_, inv_.in, limits_);
        while (auto document = documents.next()) {
            if (!document->ok()) {
                report_error(inv_, document->error());
                failed_ = true;
                continue;
            }
            bytes_ += document->value().article.text.size();
            waiting_.push_back(std::move(*document).value());
            const bool enough = waiting_.size() >= kArticlesAtOnce || bytes_ >= kTextAtOnce;
            if (enough && !flush()) return kFailed;
        }
        if (!flush()) return kFailed;
        return failed_ ? kSomeFailed : kDone;
    }

 private:
    // Reads what is not read yet, all sentences together; CoNLL-U alone needs no reader.
    Status read_waiting() {
        std::vector<Sentence> unread;
        for (const pipeline::ReadDocument& d : waiting_) {
            if (d.sentences) continue;
            if (!reader_) {
                TRY(reader_, resources_.reader());
                TRY(rules_, resources_.split_rules());
            }
            std::vector<Sentence> own = language::split(d.article, *rules_, limits_);
            std::move(own.begin(), own.end(), std::back_inserter(unread));
            ends_.push_back(unread.size());
        }
        if (reader_) TRY_DONE(reader_->read(unread));
        std::size_t at = 0, document = 0;
        for (pipeline::ReadDocument& d : waiting_) {
            if (d.sentences) continue;
            const std::size_t end = ends_[document++];
            d.sentences.emplace(std::make_move_iterator(unread.begin() + static_cast<std::ptrdiff_t>(at)),
                                std::make_move_iterator(unread.begin() + static_cast<std::ptrdiff_t>(end)));
            at = end;
        }
        ends_.clear();
        return Done{};
    }

    bool flush() {
        if (const Status done = read_waiting(); !done.ok()) {
            report_error(inv_, done.error());
            return false;
        }
        for (const pipeline::ReadDocument& d : waiting_) {
            exporter::Json record;
            record["id"] = d.article.id.str();
            record["names"] = exporter::Json::array();
            for (const Name& name : grounder_->ground(d.article, *d.sentences).names)
                record["names"].push_back(exporter::to_json(name));
            inv_.out << exporter::dump(record) << "\n";
        }
        waiting_.clear();
        bytes_ = 0;
        inv_.out.flush();
        return static_cast<bool>(inv_.out);
    }

    Invocation& inv_;
    pipeline::DocumentOptions options_;
    pipeline::Resources& resources_;
    Limits limits_;
    std::shared_ptr<const grounding::Grounder> grounder_;
    std::shared_ptr<const language::Reader> reader_;
    std::shared_ptr<const language::SplitRules> rules_;
    std::vector<pipeline::ReadDocument> waiting_;
    std::vector<std::size_t> ends_;
    std::size_t bytes_ = 0;
    bool failed_ = false;
};

}  // namespace

int run_names(Invocation& inv) {
    CLI::App app(inv.say("Finds actors, offices, people and places of documents or of CoNLL-U from `read`, one JSON "
                         "object a document.",
                         "Trouve acteurs, fonctions, personnes et lieux des documents ou du CoNLL-U de `read`, un "
                         "objet JSON par document."),
                 "names");
    pipeline::DocumentOptions options;
    app.add_option("PATH", options.paths,
                   inv.say("files, folders, - for standard input (default)",
                           "fichiers, dossiers, - pour l'entrée standard (défaut)"));
    app.add_option("--published", options.published,
                   inv.say("publication date of all, YYYY-MM-DD", "date de publication de tous, AAAA-MM-JJ"));
    app.add_option("--language", options.language, inv.say("language of all (fr, en)", "langue de tous (fr, en)"));
    pipeline::ReaderSize size = pipeline::ReaderSize::kFull;
    add_reader_option(app, size, inv);
    if (const auto code = parse(inv, app)) return *code;
    if (!options.published.empty() && !is_iso_date_or_time(options.published)) {
        inv.err << "entente names: --published \"" << options.published << "\" "
                << inv.say("is not a date (YYYY-MM-DD) or date-time", "n'est pas une date (AAAA-MM-JJ)") << "\n";
        return kUsage;
    }
    auto resources = open_resources(size);
    if (!resources.ok()) return report_error(inv, resources.error());
    return NamesRun(inv, options, **resources).run();
}

}  // namespace entente::cli
