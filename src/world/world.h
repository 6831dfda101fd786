// Compiled facts of the world: actors, names, offices, memberships, places, each in force over time. No text here.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/actor.h"
#include "entente/date.h"
#include "entente/result.h"

namespace entente::world {

// A data file as bytes; `name` is for error messages ("organisations.yaml").
struct DataFile {
    std::string name;
    std::string bytes;
};

enum class NameUse { kName, kAcronym, kDemonym, kAdjective, kCapital, kPalace };

// One way to write an actor's name.
struct ActorName {
    ActorId actor;
    std::string text;      // as written, "malienne", "CEDEAO", "Moscou"
    std::string language;  // fr, en; empty: any
    NameUse use = NameUse::kName;
    std::string gender;       // "m", "f" or empty
    std::string number;       // "sg", "pl" or empty
    bool needs_case = false;  // acronyms: exactly this case; names: with a capital where this has one ("AES", "Mali")
    std::string role;         // of a palace or seat: government, military, …
    std::string office;       // of a palace: "presidency", "foreign ministry"
};

struct Place {
    std::string id;  // geonames:N; for a region without one text:<folded name>
    std::vector<std::string> names;
    std::string country;  // ISO3
    double lat = 0, lon = 0;
    std::int64_t population = 0;
    std::string feature;  // GeoNames code: PPLC, PPL, ADM1, …
    ActorId capital_of;   // the state whose capital (or seat of government) it is, or empty
};

// An office as grammar: how it is said, with what it is in English and what kind of body it acts for.
// A body that acts without an office ("armée", "junta") has an empty `office`.
struct OfficeTitle {
    std::string office;  // English, stable: "foreign minister", "head of state", "defence minister", "spokesperson"
    std::string text;    // "ministre des Affaires étrangères", "chef de la diplomatie"
    std::string language;
    std::string role;  // government, military, …
    bool plural = false;
    ActorId only;  // the title means this office with this actor alone ("secretary of state"), or empty
};

// A noun that stands for a party named before ("l'alliance", "the two sides", "son homologue").
struct ReferenceWord {
    std::string text;
    std::string language;
    std::string sense;  // group, group_by_name, state, states, state_by_name, parties, counterpart, force, …
    std::vector<std::string> kinds;  // kinds of actors that fit
};

class World {
 public:
    virtual ~World() = default;
    // Reads and checks the data files (data/world/*.yaml). ICU's CLDR gives state names in French and English.
    // Fails with Invalid naming file, line and what to do: unknown key, unknown id, cycle of memberships, bad date.
    static Result<std::shared_ptr<const World>> open(const std::vector<DataFile>& files);
    // The same facts as one block of bytes that `open_compiled` reads in milliseconds; fails as `open` does.
    static Result<std::string> compile(const std::vector<DataFile>& files);
    // The world that these files were compiled to; `bytes` need not outlive the call. Fails with Version when they were
    // made from other files (a changed byte is another file), with Invalid when they are damaged: then read the files.
    static Result<std::shared_ptr<const World>> open_compiled(std::string_view bytes,
                                                              const std::vector<DataFile>& files);

    [[nodiscard]] virtual const Actor* find(const ActorId& id) const = 0;
    [[nodiscard]] virtual const std::vector<Actor>& actors() const = 0;
    [[nodiscard]] virtual const std::vector<ActorName>& names() const = 0;
    [[nodiscard]] virtual const std::vector<Place>& places() const = 0;
    [[nodiscard]] virtual const Place* place(std::string_view id) const = 0;
    [[nodiscard]] virtual const Place* capital(const ActorId& state) const = 0;
    [[nodiscard]] virtual const std::vector<OfficeTitle>& offices() const = 0;
    [[nodiscard]] virtual const std::vector<ReferenceWord>& references() const = 0;
    [[nodiscard]] virtual const std::vector<Membership>& memberships() const = 0;
    [[nodiscard]] virtual const std::vector<Tenure>& tenures() const = 0;

    // Direct members in force that day; without a day, ever.
    [[nodiscard]] virtual std::vector<ActorId> members(const ActorId& group, std::optional<Date> at) const = 0;
    // The groups through which a member acts: of the United Nations and other groups of more than kActsForMembers
    // nothing is said here (what the UN does, no state does through it); memberships() and members() have them all.
    [[nodiscard]] virtual std::vector<ActorId> groups_of(const ActorId& member, std::optional<Date> at) const = 0;
    [[nodiscard]] virtual bool is_member(const ActorId& member, const ActorId& group, std::optional<Date> at) const = 0;
    static constexpr std::size_t kActsForMembers = 60;
    // Exact matches (after folding) of a name, acronym, demonym or capital: best first.
    [[nodiscard]] virtual std::vector<ActorId> resolve(std::string_view text) const = 0;
    // Best name in "fr" or "en"; the id itself when nothing is known.
    [[nodiscard]] virtual std::string name(const ActorId& id, std::string_view language) const = 0;
    [[nodiscard]] virtual bool is_state(const ActorId& id) const = 0;
};

}  // namespace entente::world
