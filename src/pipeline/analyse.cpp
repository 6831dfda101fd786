#include "pipeline/analyse.h"

namespace entente::pipeline {

Result<std::shared_ptr<const Analyser>> Analyser::open(Resources& resources) {
    auto a = std::make_shared<Analyser>();
    TRY(a->rules_, resources.split_rules());
    TRY(a->reader_, resources.reader());
    TRY(a->grounder_, resources.grounder());
    TRY(a->coder_, resources.coder());
    TRY(a->world_, resources.world());
    return std::shared_ptr<const Analyser>(std::move(a));
}

Analysis Analyser::run_read(const Article& article, std::vector<Sentence> sentences, const Limits& limits) const {
    Analysis out;
    out.sentences = std::move(sentences);
    out.mentions = grounder_->ground(article, out.sentences);
    out.reports = coder_->code(article, out.sentences, out.mentions, limits);
    for (Report& r : out.reports) r.why.reader = reader_->version();
    out.claims = coder_->claims(article, out.sentences, out.mentions);
    return out;
}

Result<std::vector<Analysis>> Analyser::run(const std::vector<const Article*>& articles, const Limits& limits) const {
    std::vector<Sentence> all;
    std::vector<std::size_t> ends;
    for (const Article* a : articles) {
        std::vector<Sentence> own = language::split(*a, *rules_, limits);
        std::move(own.begin(), own.end(), std::back_inserter(all));
        ends.push_back(all.size());
    }
    TRY_DONE(reader_->read(all));
    std::vector<Analysis> out;
    std::size_t at = 0;
    for (std::size_t i = 0; i < articles.size(); ++i) {
        std::vector<Sentence> own(std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(at)),
                                  std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(ends[i])));
        at = ends[i];
        out.push_back(run_read(*articles[i], std::move(own), limits));
    }
    return out;
}

}  // namespace entente::pipeline
