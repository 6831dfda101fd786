#include "grounding/history.h"

#include <algorithm>

#include "base/text.h"

namespace entente::grounding {

namespace {

constexpr std::size_t kReach = 300;    // names looked back at
constexpr std::size_t kSentences = 6;  // sentences that "les deux pays" looks back over

bool has_word(const std::vector<std::string>& names, const std::string& noun) {
    const std::string key = " " + base::fold(noun) + " ";
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        std::string folded = " " + base::fold(name) + " ";
        std::replace(folded.begin(), folded.end(), '-', ' ');
        return folded.find(key) != std::string::npos;
    });
}

bool add_distinct(std::vector<ActorId>& to, const ActorId& id) {
    if (std::find(to.begin(), to.end(), id) != to.end()) return false;
    to.push_back(id);
    return true;
}

}  // namespace

void History::note(const Name& name, bool subject) {
    if (!world_.find(ActorId(name.id)) && name.country.empty() && name.person.empty()) return;
    seen_.push_back(name);
    subject_.push_back(subject);
    const ActorId state(name.kind == NameKind::kPlace ? name.country : name.id);
    if (states_.size() < 2 && world_.is_state(state)) add_distinct(states_, state);
    if (name.field == "title" && name.kind != NameKind::kPlace && name.form != NameForm::kDemonym &&
        world_.find(ActorId(name.id)))
        add_distinct(title_, ActorId(name.id));
}

ActorId History::one(const world::ReferenceWord& noun) const {
    const std::size_t stop = seen_.size() > kReach ? seen_.size() - kReach : 0;
    const bool by_name_only = noun.sense.ends_with("by_name");
    std::vector<const Actor*> nearest;  // distinct, of a fitting kind
    for (std::size_t i = seen_.size(); i-- > stop;) {
        const Actor* actor = world_.find(ActorId(seen_[i].id));
        if (!actor || seen_[i].kind == NameKind::kPlace ||
            std::find(nearest.begin(), nearest.end(), actor) != nearest.end())
            continue;
        if (std::find(noun.kinds.begin(), noun.kinds.end(), actor->kind) != noun.kinds.end()) nearest.push_back(actor);
    }
    // "l'organisation" stands in many a by-name ("organisation ouest-africaine"): of such nouns the best name counts.
    const auto named = [&](const std::vector<std::string>& names) {
        return has_word(by_name_only || names.empty() ? names : std::vector<std::string>{names.front()}, noun.text);
    };
    for (const Actor* actor : nearest)
        if (named(actor->names_fr) || named(actor->names_en)) return actor->id;
    return nearest.empty() || by_name_only ? ActorId() : nearest.front()->id;
}

// Distinct actors going back sentence by sentence until there are at least `wanted`; whole sentences are taken.
std::vector<ActorId> History::distinct_back(bool states_only, std::size_t wanted) const {
    std::vector<ActorId> found;
    std::size_t at = seen_.size();
    while (at > 0 && found.size() < wanted && seen_[at - 1].sentence + kSentences >= sentence_) {
        const std::size_t sentence = seen_[at - 1].sentence;
        for (; at > 0 && seen_[at - 1].sentence == sentence; --at) {
            const Name& name = seen_[at - 1];
            const std::string& id = name.kind == NameKind::kPlace ? name.country : name.id;
            if (name.kind == NameKind::kPlace && name.form != NameForm::kCapital) continue;
            if (states_only ? world_.is_state(ActorId(id)) : world_.find(ActorId(id)) != nullptr)
                add_distinct(found, ActorId(id));
        }
    }
    std::reverse(found.begin(), found.end());
    return found;
}

std::vector<ActorId> History::states(int number) const {
    const auto n = static_cast<std::size_t>(number);
    if (n < 2) return {};
    std::vector<ActorId> found = distinct_back(true, n);
    if (found.size() == n) return found;
    std::vector<ActorId> titled;
    for (const ActorId& id : title_)
        if (world_.is_state(id)) titled.push_back(id);
    if (titled.size() == n) return titled;
    for (std::size_t i = seen_.size(); i-- > 0 && seen_.size() - i < kReach;) {
        std::vector<ActorId> members = world_.members(ActorId(seen_[i].id), at_);
        if (members.size() == n) return members;
    }
    return {};
}

std::vector<ActorId> History::parties() const {
    if (title_.size() == 2) return title_;
    std::vector<ActorId> found = distinct_back(false, 2);
    const std::vector<ActorId> all = found;
    std::erase_if(found, [&](const ActorId& id) {  // members told beside their group
        return std::any_of(all.begin(), all.end(),
                           [&](const ActorId& group) { return world_.is_member(id, group, at_); });
    });
    return found.size() == 2 ? found : std::vector<ActorId>{};
}

// The newest name that `fits`; nothing when names of the two newest sentences that fit are of different actors.
template <class Fits>
const Name* History::newest(Fits fits) const {
    const Name* found = nullptr;
    for (std::size_t i = seen_.size(); i-- > 0 && seen_.size() - i < kReach;) {
        const Name& name = seen_[i];
        if (found && name.sentence + 1 < found->sentence) break;
        if (!fits(name)) continue;
        if (found && found->id != name.id) return nullptr;
        if (!found) found = &name;
    }
    return found;
}

const Name* History::holder(const std::string& office) const {
    return newest(
        [&](const Name& n) { return n.office == office || (office == "minister" && n.office.ends_with(" minister")); });
}

const Name* History::body(const std::string& role) const {
    return newest([&](const Name& n) { return n.role == role && n.office.empty() && !n.country.empty(); });
}

const Name* History::office() const {
    for (std::size_t i = seen_.size(); i-- > 0 && seen_[i].sentence + 2 >= sentence_;)
        if (!seen_[i].office.empty()) return &seen_[i];
    return nullptr;
}

ActorId History::possessor() const {
    std::vector<ActorId> here, subjects;
    const Name* first_before = nullptr;
    for (std::size_t i = seen_.size(); i-- > 0 && seen_[i].sentence + 1 >= sentence_;) {
        const Name& name = seen_[i];
        if (name.kind == NameKind::kPlace || !world_.find(ActorId(name.id))) continue;
        if (name.sentence == sentence_)
            add_distinct(here, ActorId(name.id));
        else
            first_before = &name;
        if (name.sentence == sentence_ && subject_[i]) add_distinct(subjects, ActorId(name.id));
    }
    if (subjects.size() == 1) return subjects.front();
    if (here.size() == 1) return here.front();
    if (here.empty() && first_before) return ActorId(first_before->id);
    return {};
}

std::vector<ActorId> History::here() const {
    std::vector<ActorId> found;
    for (std::size_t i = seen_.size(); i-- > 0 && seen_[i].sentence == sentence_;) {
        const Name& name = seen_[i];
        if (name.kind == NameKind::kPlace || name.form == NameForm::kDemonym || !world_.find(ActorId(name.id)))
            continue;
        add_distinct(found, ActorId(name.id));
    }
    std::reverse(found.begin(), found.end());
    return found;
}

ActorId History::only_state() const { return states_.size() == 1 ? states_.front() : ActorId(); }

const Name* History::only_person() const {
    const Name* found = nullptr;
    for (std::size_t i = seen_.size(); i-- > 0 && seen_[i].sentence + 1 >= sentence_;) {
        if (seen_[i].sentence == sentence_) return nullptr;
        if (!seen_[i].person.empty()) {
            if (found && found->person != seen_[i].person) return nullptr;
            found = &seen_[i];
        }
    }
    return found;
}

}  // namespace entente::grounding
