#include "pipeline/add.h"

#include <optional>

namespace entente::pipeline {

namespace {

constexpr std::size_t kArticlesAtOnce = 16;
constexpr std::size_t kTextAtOnce = 256u << 10;  // bytes

struct Waiting {
    std::string name;
    Article article;
    std::optional<intake::Mark> mark;
};

class AddRun {
 public:
    AddRun(Documents& documents, const Analyser& analyser, record::Store& store, const Limits& limits,
           const AddWatch& watch)
        : documents_(documents), analyser_(analyser), store_(store), limits_(limits), watch_(watch) {}

    Result<AddSummary> run() {
        while (auto article = documents_.next()) {
            if (article->ok()) {
                bytes_ += article->value().text.size();
                waiting_.push_back({documents_.name(), std::move(*article).value(), documents_.mark()});
            } else {
                fail_item(article->error());
            }
            if (waiting_.size() >= kArticlesAtOnce || bytes_ >= kTextAtOnce) TRY_DONE(keep_waiting());
        }
        TRY_DONE(keep_waiting());
        if (watch_.reached)
            for (const intake::Mark& m : documents_.items().finished()) TRY_DONE(watch_.reached(m));
        return summary_;
    }

 private:
    void fail_item(const Error& error) {
        ++summary_.failed;
        ++items_;
        if (watch_.failed) watch_.failed(error);
    }

    Status keep_waiting() {
        std::vector<const Article*> articles;
        for (const Waiting& w : waiting_) articles.push_back(&w.article);
        Result<std::vector<Analysis>> all = analyser_.run(articles, limits_);
        for (std::size_t i = 0; i < waiting_.size(); ++i) {
            if (all.ok()) {
                TRY_DONE(keep(waiting_[i], (*all)[i]));
                continue;
            }
            Result<std::vector<Analysis>> one = analyser_.run({&waiting_[i].article}, limits_);
            if (one.ok())
                TRY_DONE(keep(waiting_[i], (*one)[0]));
            else
                fail_item(fail(one.error().code, waiting_[i].name + ": " + one.error().message));
        }
        TRY_DONE(keep_marks());
        waiting_.clear();
        bytes_ = 0;
        if (watch_.progress)
            watch_.progress({items_, documents_.items().bytes_done(), documents_.items().bytes_total()});
        return Done{};
    }

    // The last mark of each archive in the batch.
    Status keep_marks() {
        if (!watch_.reached) return Done{};
        for (std::size_t i = 0; i < waiting_.size(); ++i) {
            const bool last = i + 1 == waiting_.size() || !waiting_[i + 1].mark || !waiting_[i].mark ||
                              waiting_[i + 1].mark->path != waiting_[i].mark->path;
            if (last && waiting_[i].mark) TRY_DONE(watch_.reached(*waiting_[i].mark));
        }
        return Done{};
    }

    Status keep(const Waiting& w, const Analysis& analysis) {
        const Result<record::AddOutcome> outcome = store_.add(w.article, analysis.reports, analysis.claims);
        if (!outcome.ok()) {
            if (outcome.error().code != ErrorCode::kInvalid) return outcome.error();
            fail_item(fail(outcome.error().code, w.name + ": " + outcome.error().message));
            return Done{};
        }
        ++items_;
        if (*outcome == record::AddOutcome::kUnchanged) {
            ++summary_.unchanged;
            return Done{};
        }
        ++(*outcome == record::AddOutcome::kAdded ? summary_.added : summary_.updated);
        summary_.reports += analysis.reports.size();
        return Done{};
    }

    Documents& documents_;
    const Analyser& analyser_;
    record::Store& store_;
    const Limits& limits_;
    const AddWatch& watch_;
    AddSummary summary_;
    std::vector<Waiting> waiting_;
    std::size_t bytes_ = 0, items_ = 0;
};

}  // namespace

Result<AddSummary> add_documents(Documents& documents, const Analyser& analyser, record::Store& store,
                                 const Limits& limits, const AddWatch& watch) {
    return AddRun(documents, analyser, store, limits, watch).run();
}

}  // namespace entente::pipeline
