#include "grounding/people.h"

#include <algorithm>

#include "base/text.h"

namespace entente::grounding {

void People::learn(const Name& name) {
    if (name.person.empty()) return;
    learned_[person_key(name.person)] = name;
    const std::string surname = surname_key(name.person);
    if (surname.size() > 2) learned_[surname] = name;
}

const Tenure* People::tenure(std::string_view person, const std::vector<std::uint32_t>& known,
                             const ActorId& of) const {
    const std::string key = person_key(person);
    std::vector<std::uint32_t> all = known;
    if (all.empty()) all = lexicon_.by_person(key);
    const bool full = !all.empty();
    if (!full && key.find(' ') == std::string::npos && key.size() > 3) all = lexicon_.by_surname(key);
    const Tenure* best = nullptr;
    for (const std::uint32_t i : all) {
        const Tenure& t = world_.tenures()[i];
        if (!in_force(t)) continue;
        if (!of.empty() && t.of != of && t.holder != of) continue;
        if (!full && best && t.person != best->person) return nullptr;  // two holders of one surname
        const bool better = !best || (!best->holder.empty() && t.holder.empty());
        if (better) best = &t;
    }
    return best;
}

void People::identify(Name& name, const std::vector<std::uint32_t>& known) const {
    const std::string key = person_key(name.text);
    const auto it = learned_.find(key);
    if (it != learned_.end()) {
        const Name& before = it->second;
        name.kind = before.kind;
        name.id = before.id;
        name.office = before.office;
        name.country = before.country;
        name.role = before.role;
        name.person = before.person;
        name.score = 0.85;
        name.why = "the same person as \"" + before.text + "\" before";
        return;
    }
    name.person = name.text;
    if (const Tenure* t = tenure(name.text, known, ActorId())) {
        name.kind = NameKind::kOffice;
        name.id = t->of.str();
        name.office = t->office;
        name.role = "government";
        if (world_.is_state(t->of)) name.country = t->of.str();
        name.person = t->person;
        name.score = 0.85;
        name.why = t->person + " is " + t->office + " of " + world_.name(t->of, "en");
        return;
    }
    name.kind = NameKind::kPerson;
    name.id = "person:" + key;
    name.score = 0.5;
    name.why = "a person the world does not know as holding an office then";
    if (known.empty()) return;
    const Tenure& once = world_.tenures()[known.front()];
    if (world_.is_state(once.of)) name.country = once.of.str();
    name.person = once.person;
}

}  // namespace entente::grounding
