// People of an article: who holds what office, as the world or the article itself says.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "entente/mention.h"
#include "grounding/lexicon.h"

namespace entente::grounding {

class People {
 public:
    People(const world::World& world, const Lexicon& lexicon, std::optional<Date> at)
        : world_(world), lexicon_(lexicon), at_(at) {}

    // Remembers what the article says of a person: id, office, country of `name`, whose person is set.
    void learn(const Name& name);
    // Fills id, kind, office, country, person, score, why of a name whose text is a person's. `known`: tenures that the
    // full name stands for, if any.
    void identify(Name& name, const std::vector<std::uint32_t>& known) const;
    // Whether the article has told of one with this folded surname.
    [[nodiscard]] bool told_of(const std::string& surname) const { return learned_.contains(surname); }
    // The tenure of this person that is in force at the article's date; among several the one of `of`, then one that is
    // no chair.
    [[nodiscard]] const Tenure* tenure(std::string_view person, const std::vector<std::uint32_t>& known,
                                       const ActorId& of) const;

 private:
    [[nodiscard]] bool in_force(const Tenure& t) const { return !at_ || t.in_force(*at_); }
    const world::World& world_;
    const Lexicon& lexicon_;
    std::optional<Date> at_;
    std::unordered_map<std::string, Name> learned_;  // by full key and by surname
};

}  // namespace entente::grounding
