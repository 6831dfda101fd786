// From slots of a wording ("subj", "obj", a preposition) to named parties.
#pragma once

#include <string>
#include <vector>

#include "coding/codebook.h"
#include "coding/tree.h"
#include "entente/mention.h"
#include "entente/report.h"
#include "world/world.h"

namespace entente::coding {

// What a slot holds: the parties named there, and whether a pronoun stands where a party should.
struct Filled {
    std::vector<Party> parties;
    bool pronoun = false;
    std::vector<TokenIndex> heads;
    [[nodiscard]] bool empty() const { return parties.empty(); }
};

// Reads the parties of one sentence. Keeps references; lives no longer than what it is made from.
class Roles {
 public:
    Roles(const Tree& tree, std::vector<const Name*> names, const Codebook& book, const world::World& world,
          std::string language);

    // The parties in `slot` of `predicate`. `support`: the light or governing verb of a noun, kNoToken when none.
    // Slots: subj, obj, iobj, adj, poss, compound, here (names in the word itself), any; else a preposition.
    // `place_too`: a place counts as its country whatever the preposition (hosts); else after one that says where.
    [[nodiscard]] Filled slot(const std::string& slot, TokenIndex predicate, TokenIndex support,
                              bool place_too = false) const;
    // The first slot of the list that names a party, or all of them together.
    [[nodiscard]] Filled first_of(const std::vector<std::string>& slots, TokenIndex predicate, TokenIndex support,
                                  bool place_too = false) const;
    [[nodiscard]] Filled all_of(const std::vector<std::string>& slots, TokenIndex predicate, TokenIndex support) const;
    // The parties named by the phrase with this head; a place counts as its country when `place_too`.
    [[nodiscard]] std::vector<Party> parties_at(TokenIndex head, bool place_too, int depth = 0) const;
    // The heads of the phrases in a slot, named or not: for conditions on words.
    [[nodiscard]] std::vector<TokenIndex> heads(const std::string& slot, TokenIndex predicate,
                                                TokenIndex support) const;
    [[nodiscard]] const std::vector<const Name*>& names() const { return names_; }
    [[nodiscard]] static Party party_of(const Name& name);
    // The party of a noun that names nobody known: "text:" and the noun with the words that touch it.
    [[nodiscard]] Party unnamed(TokenIndex head) const;

 private:
    void add_names(std::vector<Party>& out, TokenIndex head, bool place_too) const;
    [[nodiscard]] Filled fill(const std::vector<TokenIndex>& heads, bool place_too) const;
    [[nodiscard]] bool crowd(TokenIndex head) const;
    [[nodiscard]] bool counted(TokenIndex head, TokenIndex of) const;
    [[nodiscard]] std::vector<Party> named_at(TokenIndex head) const;
    [[nodiscard]] Party crowd_party(TokenIndex head, const std::vector<Party>& named) const;
    [[nodiscard]] Filled noun_subject(TokenIndex predicate, TokenIndex support) const;

    const Tree& tree_;
    std::vector<const Name*> names_;
    const Codebook& book_;
    const world::World& world_;
    std::string language_;
};

// Whether a preposition says where ("a", "en", "in", "to").
[[nodiscard]] bool locative(const std::string& preposition);
void add_party(std::vector<Party>& parties, const Party& party);

}  // namespace entente::coding
