#include "world/compiled.h"

#include <unicode/uversion.h>

#include <algorithm>
#include <bit>
#include <map>

#include "base/text.h"
#include "world/tables.h"

namespace entente::world {

namespace {

constexpr std::string_view kMagic = "entente world 1\n";
constexpr std::size_t kKeySize = 16;
constexpr std::size_t kHead = kMagic.size() + 2 * kKeySize;

int rank(NameUse use) {
    switch (use) {
        case NameUse::kName:
        case NameUse::kAcronym: return 0;
        case NameUse::kPalace: return 1;
        case NameUse::kCapital: return 2;
        case NameUse::kDemonym: return 3;
        case NameUse::kAdjective: return 4;
    }
    return 5;
}

// Where the maps of ids point to; the tables hold no maps.
void index_ids(Facts& facts) {
    facts.actor_at.reserve(facts.actors.size());
    for (std::size_t i = 0; i < facts.actors.size(); ++i) facts.actor_at.emplace(facts.actors[i].id, i);
    facts.place_at.reserve(facts.places.size());
    for (std::size_t i = 0; i < facts.places.size(); ++i) facts.place_at.emplace(facts.places[i].id, i);
}

bool keys_fit(const Compiled& world) {
    return std::all_of(world.keys.begin(), world.keys.end(), [&](const NameKey& k) {
        return std::all_of(k.names.begin(), k.names.end(), [&](auto i) { return i < world.facts.names.size(); });
    });
}

}  // namespace

std::string look_up_key(std::string_view text) {
    std::string key = base::fold(base::squeeze(text));
    std::replace(key.begin(), key.end(), '-', ' ');
    return key;
}

Compiled index_facts(Facts facts) {
    Compiled out{std::move(facts), {}};
    std::map<std::string, std::vector<std::uint32_t>> by_key;
    const std::vector<ActorName>& names = out.facts.names;
    for (std::size_t i = 0; i < names.size(); ++i)
        by_key[look_up_key(names[i].text)].push_back(static_cast<std::uint32_t>(i));
    for (auto& [key, list] : by_key) {
        std::stable_sort(list.begin(), list.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return rank(names[a].use) < rank(names[b].use); });
        out.keys.push_back({key, std::move(list)});
    }
    return out;
}

std::string sources_key(const std::vector<DataFile>& files) {
    std::string parts(kMagic);
    parts += U_ICU_VERSION;
    for (const DataFile& file : files) parts += base::content_id({file.name, file.bytes});
    return base::content_id({parts});
}

std::string write_compiled(const Compiled& world, const std::string& key) {
    TableWriter writer;
    write_tables(writer, world);
    const std::string tables = std::move(writer).take();
    return std::string(kMagic) + key + base::content_id({tables}) + tables;
}

Result<Compiled> read_compiled(std::string_view bytes, const std::string& key) {
    if (bytes.size() < kHead || !bytes.starts_with(kMagic))
        return fail(ErrorCode::kInvalid, "not a compiled world of this form");
    if (bytes.substr(kMagic.size(), kKeySize) != key)
        return fail(ErrorCode::kVersion, "a compiled world of other data files");
    const std::string_view tables = bytes.substr(kHead);
    if (bytes.substr(kMagic.size() + kKeySize, kKeySize) != base::content_id({tables}))
        return fail(ErrorCode::kInvalid, "a compiled world whose bytes were changed");
    TableReader reader(tables);
    Compiled out;
    if (!read_tables(reader, out) || !keys_fit(out))
        return fail(ErrorCode::kInvalid, "a compiled world whose tables do not end where they should");
    index_ids(out.facts);
    return out;
}

}  // namespace entente::world
