// Who, where and when in an article's sentences: names to actors, offices, places; time expressions to intervals.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/article.h"
#include "entente/mention.h"
#include "entente/result.h"
#include "entente/sentence.h"
#include "world/world.h"

namespace entente::grounding {

// What relative dates hang on.
struct TimeAnchor {
    std::optional<Date> published;  // publication day, or the best bound of it
    bool bound = false;             // `published` is a bound (published_bounds), not a date: `why` says so
};
[[nodiscard]] TimeAnchor anchor_of(const Article& article);

class TimeFinder {
   public:
    virtual ~TimeFinder() = default;
    // Reads the time words (data/grounding/times/<language>.yaml). Fails with Invalid naming file and line.
    static Result<std::shared_ptr<const TimeFinder>> open(const std::vector<world::DataFile>& files);
    // Time expressions of one field's text in order, spans in it; not overlapping. Needs no reading.
    // Pure, linear in the text. `language`: fr or en; others give ISO dates only; empty: the one that finds most.
    [[nodiscard]] virtual std::vector<TimeExpression> find(std::string_view text, std::string_view language,
                                                           const TimeAnchor& anchor) const = 0;
};

// The time expressions of an article's title, text and related headlines, in that order, each with its field.
// A related headline is dated by its own words or not at all: nothing in it hangs on the article's publication.
[[nodiscard]] std::vector<TimeExpression> times_of(const Article& article, const TimeFinder& finder);

class Grounder {
   public:
    virtual ~Grounder() = default;
    static Result<std::shared_ptr<const Grounder>> open(std::shared_ptr<const world::World> world,
                                                        std::shared_ptr<const TimeFinder> times);
    // All mentions of the read sentences, in order of (sentence, span), with their word ranges. Pure.
    // Second mentions ("l'alliance", "the bloc", "les deux parties") look back through the article.
    [[nodiscard]] virtual Mentions ground(const Article& article, const std::vector<Sentence>& sentences) const = 0;
    // The time expressions alone, of title, text and related headlines, without reading.
    [[nodiscard]] virtual std::vector<TimeExpression> times(const Article& article) const = 0;
    [[nodiscard]] virtual const world::World& world() const = 0;
};

}  // namespace entente::grounding
