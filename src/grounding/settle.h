// The participants of one sentence as Names: phrases, names, people and nouns of reference, settled from left to right.
#pragma once

#include <vector>

#include "grounding/history.h"
#include "grounding/introduced.h"
#include "grounding/people.h"
#include "grounding/phrases.h"
#include "world/borders.h"

namespace entente::grounding {

// What settling needs of the sentence and of the article.
struct Settling {
    const Line& line;
    const std::vector<Named>& names;
    const std::vector<Phrase>& phrases;
    const std::vector<Person>& persons;
    const world::World& world;
    const world::Borders* borders;  // or null
    const Introduced& introduced;
    History& history;
    People& people;
};

// In order of span, with word ranges; `history` and `people` learn on the way.
[[nodiscard]] std::vector<Name> settle(const Settling& sentence);

// A name over the pieces, with text, span, field, sentence and words.
[[nodiscard]] Name name_over(const Line& line, std::size_t first, std::size_t last);
// Sets id, country and a score of an actor.
void set_actor(Name& name, const ActorId& actor, const world::World& world);
// The name of what the lexicon found, standing alone.
[[nodiscard]] Name name_of(const Line& line, const Named& named, const world::World& world,
                           const world::Borders* borders);
// The names of an office or body: one for each owner. Empty when nobody is safe to say.
[[nodiscard]] std::vector<Name> names_of(const Settling& s, const Phrase& phrase, const ActorId& focus);

}  // namespace entente::grounding
