// What the article has named so far, and whom a later noun may stand for. Nearest and compatible; rather nobody than a
// wrong one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/mention.h"
#include "world/world.h"

namespace entente::grounding {

class History {
 public:
    History(const world::World& world, std::optional<Date> at) : world_(world), at_(at) {}

    // A name that was settled; in order of the text.
    void note(const Name& name, bool subject);
    // A new sentence begins.
    void next_sentence(std::size_t index) { sentence_ = index; }

    // "l'alliance", "the kingdom": nearest actor with the noun in its name, else of a fitting kind.
    [[nodiscard]] ActorId one(const world::ReferenceWord& noun) const;
    // "les deux pays", "les trois États": exactly that many states, of the sentence, those before it, or a group's
    // members.
    [[nodiscard]] std::vector<ActorId> states(int number) const;
    // "les deux parties": the two of the title, else the two of the sentences before.
    [[nodiscard]] std::vector<ActorId> parties() const;
    // The newest name that holds this office, or for "minister" any minister; nothing when none was named.
    [[nodiscard]] const Name* holder(const std::string& office) const;
    // The newest body of this role that had an owner ("l'armée" after "l'armée nigérienne").
    [[nodiscard]] const Name* body(const std::string& role) const;
    // The newest office named, for "son homologue".
    [[nodiscard]] const Name* office() const;
    // Whom "son", "ses", "its" point to: the actor named before in the sentence, else the first of the sentence before.
    [[nodiscard]] ActorId possessor() const;
    // The state that the text is about so far, when it names one only; places count for their state.
    [[nodiscard]] ActorId only_state() const;
    // Distinct actors named before in this sentence, demonyms left out, in order.
    [[nodiscard]] std::vector<ActorId> here() const;
    // The person who began the sentence before and is the only one in it, for a pronoun that begins this one.
    [[nodiscard]] const Name* only_person() const;

 private:
    template <class Fits>
    [[nodiscard]] const Name* newest(Fits fits) const;
    [[nodiscard]] std::vector<ActorId> distinct_back(bool states_only, std::size_t wanted) const;
    const world::World& world_;
    std::optional<Date> at_;
    std::size_t sentence_ = 0;
    std::vector<Name> seen_;
    std::vector<bool> subject_;    // beside seen_: stands as a subject
    std::vector<ActorId> title_;   // distinct actors of the title
    std::vector<ActorId> states_;  // distinct states so far; no more than two are kept
};

}  // namespace entente::grounding
