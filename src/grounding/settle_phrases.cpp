// Offices and bodies to names: their owner as said, else as the article tells it.
#include <algorithm>

#include "grounding/settle.h"

namespace entente::grounding {

namespace {

bool among(std::string_view word, std::string_view list) {
    return !word.empty() && list.find(" " + std::string(word) + " ") != std::string_view::npos;
}

Name phrase_name(const Settling& s, const Phrase& p, std::size_t first, std::size_t last) {
    Name name = name_over(s.line, first, last);
    if (p.title) {
        name.office = p.title->office;
        name.role = p.title->role;
    }
    name.kind = name.office.empty() ? NameKind::kActor : NameKind::kOffice;
    name.form = name.office.empty() ? NameForm::kName : NameForm::kOffice;
    return name;
}

std::string saying(const Phrase& p) {
    if (!p.title) return "noun";
    return p.title->office.empty() ? p.title->role : p.title->office;
}

// The person in apposition, and what the world knows of both together.
void add_person(const Settling& s, const Phrase& p, Name& name) {
    const Person& person = s.persons[*p.person];
    name.person = std::string(s.line.text(person.first, person.last));
    const Tenure* t = s.people.tenure(name.person, person.tenures, ActorId(name.id));
    if (t) {
        // "président de la Commission de la CEDEAO": of a group no head of state.
        const bool of_states = name.office == "head of state" || name.office == "foreign minister";
        if (of_states && !s.world.is_state(ActorId(name.id))) name.office = t->office;
        name.person = t->person;
        name.score = std::max(name.score, 0.97);
        name.why += "; " + t->person + " held it then";
    }
}

// "le président congolais Denis Sassou Nguesso": of the states that share the adjective, the one whose office the
// person holds.
ActorId by_holder(const Settling& s, const Phrase& p, const Owner& owner) {
    const Person& person = s.persons[*p.person];
    const std::string text(s.line.text(person.first, person.last));
    for (const Named& n : s.names) {
        if (n.first != owner.first) continue;
        for (const Candidate& c : n.candidates)
            if (const Tenure* t = s.people.tenure(text, person.tenures, ActorId(c.id)); t && t->of.str() == c.id)
                return t->of;
    }
    return ActorId();
}

// A former holder acts for himself.
void make_former(const Phrase& p, Name& name) {
    if (!p.former) return;
    name.kind = NameKind::kPerson;
    name.id = name.person.empty() ? "text:" + person_key(name.text) : "person:" + person_key(name.person);
    name.office.clear();
    name.role.clear();
    name.form = NameForm::kPerson;
    name.score = 0.5;
    name.why = "a former office holder, who acts for no state";
}

// The actors a noun stands for.
std::vector<ActorId> stands_for(const Settling& s, const world::ReferenceWord& noun, int number) {
    if (noun.sense == "states") return number ? s.history.states(number) : std::vector<ActorId>{};
    if (noun.sense == "parties") return number == 2 ? s.history.parties() : std::vector<ActorId>{};
    if (noun.sense == "counterpart") return {};
    ActorId one;
    if (noun.sense == "state")
        one = s.history.only_state();
    else
        one = s.history.one(noun);
    return one.empty() ? std::vector<ActorId>{} : std::vector<ActorId>{one};
}

// "la présidente de la Commission européenne", "président du Parlement européen": an organ's head is no head of state.
void head_of_organ(const Settling& s, const Owner& owner, Name& name) {
    if (name.office != "head of state" || s.world.is_state(ActorId(name.id))) return;
    for (const Named& n : s.names) {
        if (n.first != owner.first || !n.is(world::NameUse::kPalace)) continue;
        if (n.name->role == "parliament") name.office = "speaker";
        if (!n.name->office.empty()) name.office = n.name->office + " president";
    }
}

// A demonym that names the body's state makes a demonym of the whole.
bool by_adjective(const Settling& s, const Owner& owner) {
    return std::any_of(s.names.begin(), s.names.end(),
                       [&](const Named& n) { return n.first == owner.first && n.adjective(); });
}

std::vector<Name> owned(const Settling& s, const Phrase& p) {
    std::vector<Name> out;
    std::size_t first = p.first;
    std::size_t last = p.last;
    if (p.person && !p.person_apart) {
        first = std::min(first, s.persons[*p.person].first);
        last = std::max(last, s.persons[*p.person].last);
    }
    const bool counterpart = p.reference && p.reference->sense == "counterpart" && !p.title;
    const Name* office = counterpart ? s.history.office() : nullptr;
    const std::string copied = office ? office->office : "";
    const std::string copied_role = office ? office->role : "";
    for (std::size_t i = 0; i < p.owners.size(); ++i) {
        const Owner& owner = p.owners[i];
        const auto actors =
            owner.reference ? stands_for(s, *owner.reference, p.number) : std::vector<ActorId>{owner.actor};
        for (const ActorId& actor : actors) {
            Name name =
                p.apart ? phrase_name(s, p, i == 0 ? first : owner.first, owner.last) : phrase_name(s, p, first, last);
            set_actor(name, actor, s.world);
            name.score = owner.reference ? 0.6 : std::min(0.95, owner.score + 0.1);
            name.why = saying(p) + " of " + s.world.name(actor, "en") + " (" + owner.why + ")";
            if (p.title && name.office.empty() && by_adjective(s, owner)) name.form = NameForm::kDemonym;
            head_of_organ(s, owner, name);
            if (counterpart) {
                name.kind = NameKind::kOffice;
                name.form = NameForm::kReference;
                name.office = copied;
                name.role = copied.empty() ? "government" : copied_role;
                name.score = copied.empty() ? 0.6 : 0.75;
                name.why = "counterpart" + (copied.empty() ? "" : " in the office \"" + copied + "\"") + " of " +
                           s.world.name(actor, "en");
            }
            if (p.person && p.owners.size() == 1) {
                if (const ActorId other = by_holder(s, p, owner); !other.empty() && other != actor)
                    set_actor(name, other, s.world);
                add_person(s, p, name);
            }
            make_former(p, name);
            out.push_back(std::move(name));
        }
    }
    return out;
}

// The title is followed by a complement that was not understood: "le président de la Banque centrale".
bool foreign_complement(const Settling& s, const Phrase& p) {
    const std::size_t next = p.last + 1;
    if (!s.line.close(next) || !among(s.line.pieces[next].text, " de du des d of for ")) return false;
    const Word* after = s.line.word(next + 1);  // "l'alliance d'explorer" governs a verb, not a noun
    return !after || after->upos != "VERB";
}

std::vector<Name> with_person(const Settling& s, const Phrase& p) {
    const Person& person = s.persons[*p.person];
    Name known = name_over(s.line, person.first, person.last);
    s.people.identify(known, person.tenures);
    Name name = phrase_name(s, p, std::min(p.first, person.first), std::max(p.last, person.last));
    name.id = known.id;
    name.country = known.country;
    name.person = known.person;
    name.score = known.score;
    name.why = known.why;
    if (known.kind == NameKind::kPerson) {
        name.kind = NameKind::kPerson;
        name.form = NameForm::kPerson;
        if (!foreign_complement(s, p)) {
            const ActorId only = s.history.only_state();
            const ActorId actor = p.title && !p.title->only.empty() ? p.title->only : only;
            if (!actor.empty() && !p.former) {
                set_actor(name, actor, s.world);
                name.kind = NameKind::kOffice;
                name.form = NameForm::kOffice;
                name.score = 0.55;
                name.why = "office of the only state named so far";
            }
        }
    } else if (!known.office.empty() &&
               (name.office == "minister" || name.office == "leader" || name.office == "official")) {
        name.office = known.office;
    }
    make_former(p, name);
    return {name};
}

std::vector<Name> told_before(const Phrase& p, Name name, const Name* before) {
    name.id = before->id;
    name.country = before->country;
    name.person = before->person;
    if (p.title && !before->office.empty()) name.office = before->office;
    name.form = NameForm::kReference;
    name.score = 0.6;
    name.why = "the same as \"" + before->text + "\" before";
    return {name};
}

std::vector<Name> of_actor(const Settling& s, Name name, const ActorId& actor, double score, const std::string& why) {
    set_actor(name, actor, s.world);
    name.form = NameForm::kReference;
    name.score = score;
    name.why = why;
    return {name};
}

// "leurs ministres", "the two presidents": the same office of each.
std::vector<Name> of_each(const Settling& s, const Name& pattern, const std::vector<ActorId>& actors) {
    std::vector<Name> out;
    for (const ActorId& actor : actors)
        out.push_back(
            of_actor(s, pattern, actor, 0.5,
                     "one of the " + std::to_string(actors.size()) + " named before: " + s.world.name(actor, "en"))
                .front());
    return out;
}

// "a pris le pouvoir", "une prise du pouvoir", "coming to power": what is taken, not who rules.
bool is_power_taken(const Settling& s, const Phrase& p) {
    const std::string_view noun = s.line.pieces[p.title_last].text;
    if ((noun != "pouvoir" && noun != "power") || p.first == 0) return false;
    std::size_t at = p.first;
    while (at > 0 && among(s.line.pieces[at - 1].text, " le du de au l the to of ")) --at;
    return at > 0 && among(s.line.pieces[at - 1].text,
                           " pris prise prend prendre prenne prises prennent prenant priser conquete exercice partage "
                           "transfert remise remis remettre rendre rendu quitte quitter maintien retour vacance "
                           "usurpation passation transition took take taken seized seize ");
}

// A body or office that only the context gives an owner to is a party where it acts ("l'armée a pris le pouvoir", "par
// le ministre"); as an object or complement it is a thing of the story ("a rappelé ses diplomates", "une unité de
// l'armée").
bool acts(const Settling& s, const Name& name) {
    const std::vector<Word>& words = s.line.sentence->words;
    TokenIndex at = name.head;
    for (int steps = 0; steps < 4 && at != kNoToken; ++steps) {
        const Word& word = words[static_cast<std::size_t>(at)];
        if (word.deprel.empty() || word.deprel == "_" || word.is("nsubj") || word.is("root")) return true;
        if (word.deprel == "obl:agent" || word.is("dislocated") || word.is("parataxis")) return true;
        if (!word.is("conj") && !word.is("appos")) return false;
        at = word.head;
    }
    return false;
}

// "le locataire de l'Élysée": the words of the title name its only owner.
bool names_its_owner(const Phrase& p) { return p.title && !p.title->only.empty() && p.title_last >= p.title_first + 2; }

// "le ministre", "l'armée", "ses dirigeants": nobody is named beside it.
std::vector<Name> bare_title(const Settling& s, const Phrase& p, const ActorId& focus) {
    Name name = phrase_name(s, p, p.first, p.last);
    if (is_power_taken(s, p)) return {};
    if (names_its_owner(p)) {
        set_actor(name, p.title->only, s.world);
        name.score = 0.9;
        name.why = "a title of " + s.world.name(p.title->only, "en") + " alone";
        return {name};
    }
    if (p.determiner == Determiner::kPossessive) {
        const std::vector<ActorId> both = p.plural_owner && p.title->plural ? s.history.here() : std::vector<ActorId>{};
        if (both.size() == 2 && !foreign_complement(s, p) && acts(s, name)) return of_each(s, name, both);
        if (!acts(s, name)) return {};
        const ActorId owner = s.history.possessor();
        const bool fits = !p.plural_owner || (!owner.empty() && !s.world.is_state(owner));  // "leurs": a group's
        if (!owner.empty() && fits && !foreign_complement(s, p))
            return of_actor(s, name, owner, 0.55, "belongs to " + s.world.name(owner, "en") + ", named before");
        return {};
    }
    if (foreign_complement(s, p) && name.office != "minister") return {};
    const bool body = name.office.empty();
    if (p.number > 1 && p.title->plural)
        if (const auto each = s.history.states(p.number); !each.empty()) return of_each(s, name, each);
    if (!focus.empty()) return of_actor(s, name, focus, 0.7, "the headline begins with " + s.world.name(focus, "en"));
    const Name* before = body ? s.history.body(name.role) : s.history.holder(name.office);
    const bool known = before && s.world.find(ActorId(before->id));
    if (known && (!p.title->plural || !s.world.is_state(ActorId(before->id)))) return told_before(p, name, before);
    const bool general =
        among(name.role, " people rebels party ") || name.office == "official" || name.office == "negotiator";
    const ActorId only = general || !acts(s, name) ? ActorId() : s.history.only_state();
    if (!only.empty())
        return of_actor(s, name, only, 0.5, "the only state named so far is " + s.world.name(only, "en"));
    constexpr std::string_view kBodies =
        " presidency foreign_ministry ministry embassy delegation official defence_ministry interior_ministry "
        "central_bank ";
    std::string office = name.office;
    std::replace(office.begin(), office.end(), ' ', '_');
    if (body || p.title->plural || among(office, kBodies)) return {};
    name.id = "text:" + person_key(name.text);
    name.score = 0.2;
    name.why = "an office of nobody that the article names";
    return {name};
}

std::vector<Name> bare_noun(const Settling& s, const Phrase& p) {
    const std::size_t next = p.last + 1;
    if (p.determiner != Determiner::kDefinite || foreign_complement(s, p)) return {};
    if (const Word* word = s.line.word(next);
        word && s.line.close(next) && word->upos == "ADJ" && p.reference->language == "fr")
        return {};
    std::vector<Name> out;
    for (const ActorId& actor : stands_for(s, *p.reference, p.number)) {
        Name name = name_over(s.line, p.first, p.last);
        set_actor(name, actor, s.world);
        name.kind = NameKind::kActor;
        name.form = NameForm::kReference;
        name.score = p.reference->sense == "state" ? 0.45 : 0.65;
        name.why = "\"" + name.text + "\" stands for " + s.world.name(actor, "en") + ", named before";
        out.push_back(std::move(name));
    }
    return out;
}

}  // namespace

std::vector<Name> names_of(const Settling& s, const Phrase& p, const ActorId& focus) {
    if (!p.owners.empty()) return owned(s, p);
    const bool noun_first = p.reference && (p.number > 0 || !p.title);
    if (noun_first) {
        std::vector<Name> out = bare_noun(s, p);
        if (!out.empty() || !p.title) return out;
    }
    if (p.person) return with_person(s, p);
    if (p.title) return bare_title(s, p, focus);
    return {};
}

}  // namespace entente::grounding
