// entente code: documents to reports (and claims), one JSON object a line.
#include "cli/verb.h"
#include "entente/date.h"
#include "export/json.h"
#include "pipeline/analyse.h"
#include "pipeline/read_documents.h"

#include <map>
#include <string>

namespace entente::cli {

namespace {

constexpr std::size_t kArticlesAtOnce = 16;
constexpr std::size_t kTextAtOnce = 256u << 10;

struct CodeOptions {
    pipeline::DocumentOptions documents;
    bool claims = false;
    bool group = false;
};

class CodeRun {
 public:
    CodeRun(Invocation& inv, const CodeOptions& options, std::shared_ptr<const pipeline::Analyser> analyser)
        : inv_(inv), options_(options), analyser_(std::move(analyser)) {}

    int run() {
        pipeline::ReadDocuments documents(options_.documents, inv_.in, limits_);
        while (auto document = documents.next()) {
            if (!document->ok()) {
                report_error(inv_, document->error());
                failed_ = true;
                continue;
            }
            bytes_ += document->value().article.text.size();
            waiting_.push_back(std::move(*document).value());
            if ((waiting_.size() >= kArticlesAtOnce || bytes_ >= kTextAtOnce) && !flush()) return kFailed;
        }
        if (!flush()) return kFailed;
        if (options_.group) print(all_, all_claims_);
        return failed_ ? kSomeFailed : kDone;
    }

 private:
    // Codes what waits, in order; prints it, or keeps it when events are named across the run.
    bool flush() {
        std::vector<const Article*> unread;
        for (const pipeline::ReadDocument& d : waiting_)
            if (!d.sentences) unread.push_back(&d.article);
        Result<std::vector<pipeline::Analysis>> analyses = analyser_->run(unread, limits_);
        if (!analyses.ok()) {
            report_error(inv_, analyses.error());
            return false;
        }
        std::size_t next = 0;
        for (pipeline::ReadDocument& d : waiting_) {
            Result<pipeline::Analysis> analysis = d.sentences
                                                      ? analyser_->run_given(d.article, std::move(*d.sentences), limits_)
                                                      : Result<pipeline::Analysis>(std::move((*analyses)[next++]));
            if (!analysis.ok()) {
                report_error(inv_, analysis.error());
                return false;
            }
            pipeline::Analysis a = std::move(analysis).value();
            std::vector<record::ReportEntry> entries;
            for (Report& r : a.reports) entries.push_back(record::make_entry(d.article, std::move(r)));
            if (options_.group) {
                std::move(entries.begin(), entries.end(), std::back_inserter(all_));
                std::move(a.claims.begin(), a.claims.end(), std::back_inserter(all_claims_));
            } else {
                print(entries, a.claims);
            }
        }
        waiting_.clear();
        bytes_ = 0;
        inv_.out.flush();
        return static_cast<bool>(inv_.out);
    }

    void print(std::vector<record::ReportEntry>& entries, const std::vector<Claim>& claims) {
        pipeline::name_events(entries, analyser_->world());
        for (const record::ReportEntry& e : entries) inv_.out << exporter::dump(exporter::to_json(e.report)) << "\n";
        if (options_.claims)
            for (const Claim& c : claims) inv_.out << exporter::dump(exporter::to_json(c)) << "\n";
    }

    Invocation& inv_;
    const CodeOptions& options_;
    std::shared_ptr<const pipeline::Analyser> analyser_;
    Limits limits_;
    std::vector<pipeline::ReadDocument> waiting_;
    std::size_t bytes_ = 0;
    std::vector<record::ReportEntry> all_;
    std::vector<Claim> all_claims_;
    bool failed_ = false;
};

}  // namespace

int run_code(Invocation& inv) {
    CLI::App app(inv.say("Codes documents, pages, Articles or CoNLL-U from `read`: one report a line.",
                         "Code des documents, des pages, des Articles ou le CoNLL-U de `read` : un rapport par ligne."),
                 "code");
    CodeOptions options;
    options.documents.plain_text = pipeline::PlainText::kIfPageLike;
    app.add_option("PATH", options.documents.paths,
                   inv.say("files, folders, - for standard input (default)",
                           "fichiers, dossiers, - pour l'entrée standard (défaut)"));
    app.add_option("--published", options.documents.published,
                   inv.say("publication date of all, YYYY-MM-DD", "date de publication de tous, AAAA-MM-JJ"));
    app.add_option("--language", options.documents.language,
                   inv.say("language of all: fr, en", "langue de tous : fr, en"));
    app.add_flag("--claims", options.claims,
                 inv.say("also standing facts that the text states", "aussi les faits durables que le texte énonce"));
    app.add_flag("--group", options.group,
                 inv.say("name events across all documents, not within each",
                         "nommer les événements à travers tous les documents"));
    pipeline::ReaderSize size = pipeline::ReaderSize::kFull;
    add_reader_option(app, size, inv);
    coding::Voices voices = coding::Voices::kBoth;
    const std::map<std::string, coding::Voices> names = {
        {"both", coding::Voices::kBoth}, {"head", coding::Voices::kHead}, {"codebook", coding::Voices::kCodebook}};
    app.add_option("--by", voices,
                   inv.say("who finds acts: the codebook, the trained event head, or both (default)",
                           "qui trouve les actes : le codebook, la tête entraînée, ou les deux (défaut)"))
        ->transform(CLI::CheckedTransformer(names))
        ->type_name("{both,head,codebook}");
    if (const auto code = parse(inv, app)) return *code;
    if (!options.documents.published.empty() && !is_iso_date_or_time(options.documents.published)) {
        inv.err << "entente code: --published \"" << options.documents.published << "\" "
                << inv.say("is not a date (YYYY-MM-DD) or date-time", "n'est pas une date (AAAA-MM-JJ)") << "\n";
        return kUsage;
    }
    auto resources = open_resources(size);
    if (!resources.ok()) return report_error(inv, resources.error());
    (*resources)->hear(voices);
    auto analyser = pipeline::Analyser::open(**resources);
    if (!analyser.ok()) return report_error(inv, analyser.error());
    return CodeRun(inv, options, *analyser).run();
}

}  // namespace entente::cli
