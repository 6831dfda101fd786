// All facts of the data files, read and checked, before they are indexed.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "entente/result.h"
#include "world/fact.h"
#include "world/world.h"

namespace entente::world {

struct Facts {
    std::vector<Actor> actors;
    std::vector<ActorName> names;
    std::vector<Place> places;
    std::vector<OfficeTitle> offices;
    std::vector<ReferenceWord> references;
    std::vector<Membership> memberships;
    std::vector<Tenure> tenures;
    std::unordered_map<ActorId, std::size_t> actor_at;
    std::unordered_map<std::string, std::size_t> place_at;
    std::unordered_map<ActorId, std::string> capital_of;                   // state → place id
    std::unordered_map<ActorId, std::vector<std::size_t>> memberships_of;  // member → where in `memberships`
};

// Reads every section of every file, whatever the file's name. Fails with Invalid naming file and line.
[[nodiscard]] Result<Facts> load_facts(const std::vector<DataFile>& files);

// The sections, one reader each. Those of the second group look up actors and places of the first.
[[nodiscard]] Status read_state(const Fact& fact, Facts& facts);
[[nodiscard]] Status read_organisation(const Fact& fact, Facts& facts);
[[nodiscard]] Status read_place(const Fact& fact, Facts& facts);
[[nodiscard]] Status read_region(const Fact& fact, Facts& facts);
[[nodiscard]] Status read_office(const Fact& fact, Facts& facts);
[[nodiscard]] Status read_body(const Fact& fact, Facts& facts);
[[nodiscard]] Status read_reference(const Fact& fact, Facts& facts);
[[nodiscard]] Status link_state(const Fact& fact, Facts& facts);
[[nodiscard]] Status link_organisation(const Fact& fact, Facts& facts);
[[nodiscard]] Status link_place(const Fact& fact, Facts& facts);
[[nodiscard]] Status link_region(const Fact& fact, Facts& facts);
[[nodiscard]] Status read_palace(const Fact& fact, Facts& facts);
[[nodiscard]] Status read_membership(const Fact& fact, Facts& facts);
[[nodiscard]] Status read_tenure(const Fact& fact, Facts& facts);

// Every actor named is known to `facts`, else an error of `fact` that says so.
[[nodiscard]] Status check_actor(const Fact& fact, const Facts& facts, const std::string& id);

// Names of a state as Unicode CLDR has them, through ICU; empty when it has none.
[[nodiscard]] std::string cldr_name(const std::string& iso2, const std::string& language);
// "malien malienne" or "belge": all forms with gender and number (plurals by the rules of French).
[[nodiscard]] std::vector<ActorName> french_adjectives(const ActorId& actor, const std::string& forms);
// "Malian": the adjective and the people, plural by rule or `people` where it is another word.
[[nodiscard]] std::vector<ActorName> english_adjectives(const ActorId& actor, const std::string& adjective);

}  // namespace entente::world
