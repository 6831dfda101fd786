// Titles and bodies joined with the state they belong to and the person who holds them: one participant each.
#pragma once

#include <string>
#include <vector>

#include "grounding/resolve.h"

namespace entente::grounding {

// A person's name in the sentence: marked by the reader, or known to the world.
struct Person {
    std::size_t first = 0, last = 0;
    std::vector<std::uint32_t> tenures;  // from the lexicon, when known by full name
    bool taken = false;                  // joined to an office
};

// Whom an office or body belongs to: an actor, or a noun that stands for one ("de l'alliance").
struct Owner {
    ActorId actor;
    std::size_t first = 0, last = 0;
    const world::ReferenceWord* reference = nullptr;
    double score = 0;
    std::string why;
};

enum class Determiner { kNone, kDefinite, kIndefinite, kPossessive };

struct Phrase {
    std::size_t first = 0, last = 0;  // whole, without the person
    std::size_t title_first = 0, title_last = 0;
    const world::OfficeTitle* title = nullptr;        // null: only a noun of reference
    std::vector<const world::OfficeTitle*> readings;  // others with the same words
    const world::ReferenceWord* reference = nullptr;
    std::vector<const world::ReferenceWord*> references;  // all senses of the noun
    std::vector<Owner> owners;
    bool apart = false;   // owners have spans of their own ("… du Mali et du Niger")
    bool former = false;  // "ancien", "ex-", "former"
    bool nested = false;  // inside another phrase: not a participant of its own
    Determiner determiner = Determiner::kNone;
    bool plural_owner = false;  // "leur(s)", "their"
    int number = 0;             // "les deux", "the three"
    std::optional<std::size_t> person;
    bool person_apart = false;  // another name stands between: "l'ambassadeur de France au Niger, Sylvain Itté"
};

[[nodiscard]] std::vector<Person> find_persons(const Line& line, const std::vector<Named>& names);
// Phrases in order; persons that belong to one are taken.
[[nodiscard]] std::vector<Phrase> find_phrases(const Line& line, const std::vector<Named>& names,
                                               const std::vector<Title>& titles, std::vector<Person>& persons,
                                               const world::World& world);

}  // namespace entente::grounding
