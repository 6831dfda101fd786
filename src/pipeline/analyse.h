// An article through the rooms language → grounding → coding, in order: what `code` prints and `add` keeps.
#pragma once

#include <memory>
#include <vector>

#include "entente/article.h"
#include "entente/mention.h"
#include "entente/report.h"
#include "entente/result.h"
#include "entente/sentence.h"
#include "pipeline/resources.h"
#include "record/identity.h"

namespace entente::pipeline {

struct Analysis {
    std::vector<Sentence> sentences;
    Mentions mentions;
    std::vector<Report> reports;
    std::vector<Claim> claims;
};

// Holds the loaded resources; safe from any thread.
class Analyser {
   public:
    // Loads reader, world, time words, codebook. Fails as they do, naming the file.
    static Result<std::shared_ptr<const Analyser>> open(Resources& resources);
    // Several articles at once: their sentences are read together, by length, which is faster. One answer an article,
    // in order; the answer for an article does not depend on the others. Fails only when the network does.
    [[nodiscard]] Result<std::vector<Analysis>> run(const std::vector<const Article*>& articles, const Limits& limits) const;
    // Sentences that are read already (from CoNLL-U): their trees stay as given; their words are read once more for what
    // the event head says, which CoNLL-U does not carry. Fails only when the network does.
    [[nodiscard]] Result<Analysis> run_given(const Article& article, std::vector<Sentence> sentences, const Limits& limits) const;
    // What almost became a report in the article, and why it did not.
    [[nodiscard]] std::vector<std::string> explain(const Article& article, const Analysis& analysis, const Limits& limits) const;
    [[nodiscard]] const world::World& world() const { return *world_; }
    [[nodiscard]] std::shared_ptr<const world::World> shared_world() const { return world_; }

   private:
    [[nodiscard]] Analysis run_read(const Article& article, std::vector<Sentence> sentences, const Limits& limits) const;

    std::shared_ptr<const language::SplitRules> rules_;
    std::shared_ptr<const language::Reader> reader_;
    std::shared_ptr<const grounding::Grounder> grounder_;
    std::shared_ptr<const coding::Coder> coder_;
    std::shared_ptr<const world::World> world_;
};

// Groups the reports into events and gives each report its event's id; an expected outcome gets the event that it is the
// outcome of. The order of `entries` stays.
void name_events(std::vector<record::ReportEntry>& entries, const world::World& world);

}  // namespace entente::pipeline
