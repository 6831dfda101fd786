// The world in memory: facts, and the indexes that answer questions about them.
#include "world/world.h"

#include <algorithm>

#include "base/text.h"
#include "world/facts.h"

namespace entente::world {

namespace {

// What names are looked up by: folded, hyphens as spaces.
std::string look_up_key(std::string_view text) {
    std::string key = base::fold(base::squeeze(text));
    std::replace(key.begin(), key.end(), '-', ' ');
    return key;
}

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

class LoadedWorld final : public World {
 public:
    explicit LoadedWorld(Facts facts) : facts_(std::move(facts)) {
        for (std::size_t i = 0; i < facts_.names.size(); ++i) by_name_[look_up_key(facts_.names[i].text)].push_back(i);
        for (auto& [key, list] : by_name_)
            std::stable_sort(list.begin(), list.end(), [&](std::size_t a, std::size_t b) {
                return rank(facts_.names[a].use) < rank(facts_.names[b].use);
            });
        for (std::size_t i = 0; i < facts_.memberships.size(); ++i) {
            of_group_[facts_.memberships[i].group].push_back(i);
            of_member_[facts_.memberships[i].member].push_back(i);
        }
        for (const auto& [group, list] : of_group_)
            if (members(group, std::nullopt).size() > kActsForMembers) wide_.insert(group);
    }

    const Actor* find(const ActorId& id) const override {
        const auto it = facts_.actor_at.find(id);
        return it == facts_.actor_at.end() ? nullptr : &facts_.actors[it->second];
    }
    const std::vector<Actor>& actors() const override { return facts_.actors; }
    const std::vector<ActorName>& names() const override { return facts_.names; }
    const std::vector<Place>& places() const override { return facts_.places; }
    const std::vector<OfficeTitle>& offices() const override { return facts_.offices; }
    const std::vector<ReferenceWord>& references() const override { return facts_.references; }
    const std::vector<Membership>& memberships() const override { return facts_.memberships; }
    const std::vector<Tenure>& tenures() const override { return facts_.tenures; }

    const Place* place(std::string_view id) const override {
        const auto it = facts_.place_at.find(std::string(id));
        return it == facts_.place_at.end() ? nullptr : &facts_.places[it->second];
    }
    const Place* capital(const ActorId& state) const override {
        const auto it = facts_.capital_of.find(state);
        return it == facts_.capital_of.end() ? nullptr : place(it->second);
    }

    std::vector<ActorId> members(const ActorId& group, std::optional<Date> at) const override {
        return others(of_group_, group, at, &Membership::member);
    }
    std::vector<ActorId> groups_of(const ActorId& member, std::optional<Date> at) const override {
        std::vector<ActorId> groups = others(of_member_, member, at, &Membership::group);
        std::erase_if(groups, [&](const ActorId& group) { return wide_.contains(group); });
        return groups;
    }
    bool is_member(const ActorId& member, const ActorId& group, std::optional<Date> at) const override {
        if (wide_.contains(group)) return false;
        const std::vector<ActorId> all = members(group, at);
        return std::find(all.begin(), all.end(), member) != all.end();
    }

    std::vector<ActorId> resolve(std::string_view text) const override {
        std::vector<ActorId> out;
        if (find(ActorId(std::string(text)))) out.emplace_back(std::string(text));
        const auto it = by_name_.find(look_up_key(text));
        if (it == by_name_.end()) return out;
        for (const std::size_t i : it->second)
            if (std::find(out.begin(), out.end(), facts_.names[i].actor) == out.end())
                out.push_back(facts_.names[i].actor);
        return out;
    }

    std::string name(const ActorId& id, std::string_view language) const override {
        const Actor* actor = find(id);
        if (!actor) return id.str();
        const auto& names = language == "fr" ? actor->names_fr : actor->names_en;
        return names.empty() ? id.str() : names.front();
    }
    bool is_state(const ActorId& id) const override {
        const Actor* actor = find(id);
        return actor && actor->kind == "state";
    }

 private:
    using Index = std::unordered_map<ActorId, std::vector<std::size_t>>;

    std::vector<ActorId> others(const Index& index, const ActorId& id, std::optional<Date> at,
                                ActorId Membership::* other) const {
        std::vector<ActorId> out;
        const auto it = index.find(id);
        if (it == index.end()) return out;
        for (const std::size_t i : it->second) {
            const Membership& m = facts_.memberships[i];
            if (at && !m.in_force(*at)) continue;
            if (std::find(out.begin(), out.end(), m.*other) == out.end()) out.push_back(m.*other);
        }
        return out;
    }

    Facts facts_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_name_;
    Index of_group_, of_member_;
    std::unordered_set<ActorId> wide_;  // groups of too many to act for each
};

}  // namespace

Result<std::shared_ptr<const World>> World::open(const std::vector<DataFile>& files) {
    TRY(Facts facts, load_facts(files));
    return std::shared_ptr<const World>(std::make_shared<LoadedWorld>(std::move(facts)));
}

}  // namespace entente::world
