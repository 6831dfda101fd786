// Which actor or place a name of the lexicon stands for, when several share it, and whether it stands for a place here.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "entente/mention.h"
#include "grounding/scan.h"

namespace entente::grounding {

// A hit with its meaning.
struct Named {
    std::size_t first = 0, last = 0;
    ActorId actor;  // empty for a place or person that is no actor
    const world::ActorName* name = nullptr;
    const world::Place* place = nullptr;  // of a capital, seat or place
    std::vector<std::uint32_t> tenures;   // of a known person
    bool locative = false;                // stands where a place stands: "à Moscou", "in Paris"
    std::vector<Candidate> candidates;    // when several fit
    double score = 0;
    std::string why;
    [[nodiscard]] bool is(world::NameUse use) const { return name && name->use == use; }
    [[nodiscard]] bool adjective() const { return is(world::NameUse::kAdjective); }
    // Can own an office: a name, acronym, palace or capital.
    [[nodiscard]] bool owner() const { return name && !actor.empty() && !adjective() && !is(world::NameUse::kDemonym); }
};

// How often the article names each actor in a way that only it is named, and places of each country that are no
// capitals.
struct Evidence {
    std::unordered_map<std::string, int> actors, places;
    std::unordered_map<std::string, int> regions;  // of `places` those that are regions ("Alabama")
    void add(const std::vector<Hit>& hits, const world::World& world);
    [[nodiscard]] int actor(const std::string& id) const;
    [[nodiscard]] int place(const std::string& country) const;
};

// Whether a name over these pieces stands as a place: after "à", "in", or as complement of a noun of place.
[[nodiscard]] bool is_locative(const Line& line, std::size_t first, std::size_t last);

[[nodiscard]] Named resolve(const Line& line, const Hit& hit, const world::World& world, const Evidence& evidence);

}  // namespace entente::grounding
