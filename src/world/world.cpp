// The world in memory: facts, and the indexes that answer questions about them.
#include "world/world.h"

#include <algorithm>

#include "world/compiled.h"

namespace entente::world {

namespace {

class LoadedWorld final : public World {
 public:
    explicit LoadedWorld(Compiled compiled) : facts_(std::move(compiled.facts)), keys_(std::move(compiled.keys)) {
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
        const std::string key = look_up_key(text);
        const auto it = std::lower_bound(keys_.begin(), keys_.end(), key,
                                         [](const NameKey& k, const std::string& wanted) { return k.key < wanted; });
        if (it == keys_.end() || it->key != key) return out;
        for (const std::size_t i : it->names)
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
    std::vector<NameKey> keys_;
    Index of_group_, of_member_;
    std::unordered_set<ActorId> wide_;  // groups of too many to act for each
};

}  // namespace

Result<std::shared_ptr<const World>> World::open(const std::vector<DataFile>& files) {
    TRY(Facts facts, load_facts(files));
    return std::shared_ptr<const World>(std::make_shared<LoadedWorld>(index_facts(std::move(facts))));
}

Result<std::string> World::compile(const std::vector<DataFile>& files) {
    TRY(Facts facts, load_facts(files));
    return write_compiled(index_facts(std::move(facts)), sources_key(files));
}

Result<std::shared_ptr<const World>> World::open_compiled(std::string_view bytes, const std::vector<DataFile>& files) {
    TRY(Compiled compiled, read_compiled(bytes, sources_key(files)));
    return std::shared_ptr<const World>(std::make_shared<LoadedWorld>(std::move(compiled)));
}

}  // namespace entente::world
