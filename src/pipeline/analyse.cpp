#include "pipeline/analyse.h"

#include <unordered_map>

namespace entente::pipeline {

Result<std::shared_ptr<const Analyser>> Analyser::open(Resources& resources) {
    auto a = std::make_shared<Analyser>();
    TRY(a->rules_, resources.split_rules());
    TRY(a->reader_, resources.act_reader());
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

namespace {

// The words as they stand in the text: a contraction, which CoNLL-U opens into two words of one range, is one again.
void join_contractions(Sentence& s, const Article& article) {
    std::vector<Word> joined;
    for (std::size_t i = 0; i < s.words.size(); ++i) {
        joined.push_back(s.words[i]);
        if (i + 1 == s.words.size() || s.words[i].span != s.words[i + 1].span || s.words[i].span.empty()) continue;
        joined.back().form = s.words[i].span.of(article.field(s.field));
        joined.back().parts = 2;
        ++i;
    }
    s.words = std::move(joined);
}

}  // namespace

Result<Analysis> Analyser::run_given(const Article& article, std::vector<Sentence> sentences,
                                     const Limits& limits) const {
    std::vector<Sentence> again = sentences;
    for (Sentence& s : again) join_contractions(s, article);
    TRY_DONE(reader_->read(again, language::Contractions::kAsMarked));
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        if (again[i].words.size() != sentences[i].words.size())
            continue;  // words of others' making: the head stays silent
        sentences[i].acts = std::move(again[i].acts);
        sentences[i].acts_read = again[i].acts_read;
    }
    return run_read(article, std::move(sentences), limits);
}

std::vector<std::string> Analyser::explain(const Article& article, const Analysis& analysis,
                                           const Limits& limits) const {
    return coder_->explain(article, analysis.sentences, analysis.mentions, limits);
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

void name_events(std::vector<record::ReportEntry>& entries, const world::World& world) {
    std::unordered_map<ReportId, const Event*> event_of;
    const std::vector<Event> events = record::events_of(entries, world, Date{9999, 12, 31});
    for (const Event& e : events)
        for (const ReportId& r : e.reports) event_of[r] = &e;
    for (record::ReportEntry& e : entries) {
        const auto it = event_of.find(e.report.id);
        if (it == event_of.end()) continue;
        e.report.event = it->second->id;
        if (e.report.outcome_of && it->second->outcome_of) e.report.outcome_of->event = it->second->outcome_of->event;
        if (e.report.occasion && it->second->occasion) e.report.occasion->event = it->second->occasion->event;
    }
}

}  // namespace entente::pipeline
