// Sentences with their mentions to reports and claims, by the codebook (concepts and wordings, data/codebook/).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "coding/codebook.h"
#include "entente/article.h"
#include "entente/limits.h"
#include "entente/mention.h"
#include "entente/report.h"
#include "entente/result.h"
#include "entente/sentence.h"
#include "world/world.h"

namespace entente::coding {

class Coder {
 public:
    virtual ~Coder() = default;
    // Reads and checks the codebook files. Fails with Invalid naming file, line and what to do.
    // `voices`: whose word counts, the event head's, the codebook's, or both.
    static Result<std::shared_ptr<const Coder>> open(const std::vector<world::DataFile>& codebook,
                                                     std::shared_ptr<const world::World> world,
                                                     Voices voices = Voices::kBoth);
    // The article's reports in order of their triggers. Pure; bounded by Limits::reports_per_sentence.
    [[nodiscard]] virtual std::vector<Report> code(const Article& article, const std::vector<Sentence>& sentences,
                                                   const Mentions& mentions, const Limits& limits) const = 0;
    // Standing facts that the article states: membership, chair, office, kind, same-as.
    [[nodiscard]] virtual std::vector<Claim> claims(const Article& article, const std::vector<Sentence>& sentences,
                                                    const Mentions& mentions) const = 0;
    // What almost became a report, and why it did not: a line each, for people who write wordings.
    [[nodiscard]] virtual std::vector<std::string> explain(const Article& article,
                                                           const std::vector<Sentence>& sentences,
                                                           const Mentions& mentions, const Limits& limits) const = 0;
    [[nodiscard]] virtual const std::string& version() const = 0;
};

}  // namespace entente::coding
