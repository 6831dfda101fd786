// An office is said in few patterns, told by the words themselves; they are read from right to left so that what a
// title governs is whole before it ("le porte-parole du ministère russe des Affaires étrangères"):
//   fr: title [adjective …]  ·  title de/du/des OWNER [, de OWNER] et de OWNER  ·  adjective inside the title
//   en: adjective/name('s) title  ·  title of/for OWNER [, OWNER] and OWNER
#include "grounding/phrases.h"

#include <algorithm>
#include <map>

namespace entente::grounding {

namespace {

bool among(std::string_view word, std::string_view list) {
    return !word.empty() && list.find(" " + std::string(word) + " ") != std::string_view::npos;
}

// The sentence's parts by the piece they begin or end at.
struct Parts {
    const Line& line;
    const std::vector<Named>& names;
    const world::World& world;
    std::map<std::size_t, std::size_t> name_from, name_to;  // piece → index in names
    std::map<std::size_t, std::size_t> phrase_from;         // piece → index in phrases built so far

    const Named* from(std::size_t piece) const {
        const auto it = name_from.find(piece);
        return it == name_from.end() ? nullptr : &names[it->second];
    }
    const Named* to(std::size_t piece) const {
        const auto it = name_to.find(piece);
        return it == name_to.end() ? nullptr : &names[it->second];
    }
};

Owner owner_of(const Named& name) { return {name.actor, name.first, name.last, nullptr, name.score, name.why}; }

// "et", "and", "," before piece i, and where the next member begins; `i` itself when nothing joins.
std::size_t after_joint(const Line& line, std::size_t i) {
    if (i >= line.pieces.size()) return i;
    if (line.has(i, "et") || line.has(i, "and") || line.has(i, "&")) return i + 1;
    if (line.pieces[i].gap == ", " || line.pieces[i].gap == " & ")
        return among(line.pieces[i].text, " et and ") ? i + 1 : i;
    if (line.has(i, "ainsi") && line.has(i + 1, "que")) return i + 2;
    return i;
}

bool joined(const Line& line, std::size_t i) {
    return i < line.pieces.size() && (after_joint(line, i) != i || line.pieces[i].gap == ", ");
}

// French adjectives after the title: "russe", "malien et nigérien".
void adjectives_after(const Parts& parts, Phrase& phrase) {
    std::size_t at = phrase.last + 1;
    if (!parts.line.close(at)) return;
    const Named* name = parts.from(at);
    while (name && name->adjective() && name->name->language == "fr") {
        phrase.owners.push_back(owner_of(*name));
        phrase.last = name->last;
        at = name->last + 1;
        const std::size_t next = joined(parts.line, at) ? after_joint(parts.line, at) : at;
        name = next != at || (at < parts.line.pieces.size() && parts.line.pieces[at].gap == ", ") ? parts.from(next)
                                                                                                  : nullptr;
    }
}

std::size_t skip_article(const Line& line, std::size_t i) {
    return i < line.pieces.size() && among(line.pieces[i].text, " la le l les the ") && line.close(i) ? i + 1 : i;
}

// The owner that begins at piece i: a name, a phrase that has owners, or a noun that stands for one.
bool take_owner(const Parts& parts, std::vector<Phrase>& phrases, std::size_t i, Phrase& phrase) {
    if (const auto it = parts.phrase_from.find(i); it != parts.phrase_from.end()) {
        Phrase& inner = phrases[it->second];
        if (!inner.owners.empty()) {
            for (const Owner& o : inner.owners) phrase.owners.push_back(o);
            inner.nested = true;
            phrase.last = inner.last;
            return true;
        }
        if (inner.reference && inner.determiner == Determiner::kDefinite) {
            phrase.owners.push_back(
                {ActorId(), inner.first, inner.last, inner.reference, 0.6, "stands for an actor named before"});
            phrase.number = inner.number;
            inner.nested = true;
            phrase.last = inner.last;
            return true;
        }
    }
    const Named* name = parts.from(i);
    if (!name || !name->owner()) return false;
    phrase.owners.push_back(owner_of(*name));
    phrase.last = name->last;
    return true;
}

// "chef d'AQMI", "chef du Hezbollah": alone, the word is an office of an armed group or a party only.
bool armed_owner(const Parts& parts, std::size_t last) {
    const std::size_t at = last + 1;
    if (!parts.line.close(at) || !among(parts.line.pieces[at].text, " de du des d ")) return false;
    const Named* name = parts.from(skip_article(parts.line, at + 1));
    const Actor* actor = name ? parts.world.find(name->actor) : nullptr;
    return actor && (actor->kind == "armed_group" || actor->kind == "party");
}

// "du Mali", "de l'AES", "of Mali and Niger", "for the Russian foreign ministry".
void complements_after(const Parts& parts, std::vector<Phrase>& phrases, Phrase& phrase) {
    const Line& line = parts.line;
    std::size_t at = phrase.last + 1;
    if (!line.close(at) || !among(line.pieces[at].text, " de du des d of for ")) return;
    const bool french = line.pieces[at].text[0] == 'd';
    std::size_t start = skip_article(line, at + 1);
    if (start < line.pieces.size() && among(line.pieces[start].text, " deux trois quatre two three four ")) ++start;
    if (!take_owner(parts, phrases, start, phrase)) return;
    const bool many = phrase.title && phrase.title->plural;
    while (many) {
        at = phrase.last + 1;
        if (!joined(line, at)) return;
        std::size_t next = after_joint(line, at);
        const bool preposition = next < line.pieces.size() && among(line.pieces[next].text, " de du des d of ");
        if (french && !preposition) return;
        if (preposition) ++next;
        if (!take_owner(parts, phrases, skip_article(line, next), phrase)) return;
        phrase.apart = true;
    }
}

// English: "Russian", "Mali's", "AES", "French and German" before the title.
void owners_before(const Parts& parts, Phrase& phrase) {
    const Line& line = parts.line;
    constexpr std::string_view kFillers =
        " transitional interim military ruling federal former new state caretaker acting civilian deputy senior top "
        "outgoing late then ";
    std::size_t at = phrase.first;
    for (int i = 0; i < 2 && at > 0 && line.close(at) && among(line.pieces[at - 1].text, kFillers); ++i) {
        if (line.pieces[at - 1].text == "former") phrase.former = true;
        --at;
    }
    if (at == 0 || !line.close(at)) return;
    const bool possessive = line.pieces[at - 1].text == "s" && line.pieces[at - 1].gap_has('\'') && at > 1;
    const Named* name = parts.to(possessive ? at - 2 : at - 1);
    if (!name || name->actor.empty() || (name->name->language == "fr" && name->adjective())) return;
    if (name->is(world::NameUse::kDemonym)) return;
    std::vector<Owner> found;
    while (name && !name->actor.empty()) {
        found.insert(found.begin(), owner_of(*name));
        phrase.first = name->first;
        if (!phrase.title || !phrase.title->plural || possessive || name->first == 0) break;
        std::size_t before = name->first;
        const bool and_word = line.has(before - 1, "and") && before > 1;
        if (!and_word && line.pieces[before].gap != ", ") break;
        name = parts.to(before - 1 - (and_word ? 1 : 0));
        if (name && !name->adjective()) break;
    }
    phrase.owners.insert(phrase.owners.end(), found.begin(), found.end());
}

void read_determiner(const Line& line, Phrase& phrase) {
    std::size_t at = phrase.first;
    const auto before = [&]() -> std::string_view {
        return at > 0 && line.close(at) ? line.pieces[at - 1].text : std::string_view();
    };
    if (among(before(), " nouveau nouvelle futur ex ancien ancienne anciens former outgoing new ")) {
        phrase.former = phrase.former || among(before(), " ex ancien ancienne anciens former ");
        --at;
    }
    constexpr std::pair<std::string_view, int> kNumbers[] = {{"deux", 2},  {"two", 2},   {"both", 2},
                                                             {"trois", 3}, {"three", 3}, {"quatre", 4},
                                                             {"four", 4},  {"cinq", 5},  {"five", 5}};
    for (const auto& [word, value] : kNumbers)
        if (before() == word) {
            phrase.number = value;
            --at;
            if (word == "both") phrase.determiner = Determiner::kDefinite;
            break;
        }
    const std::string_view word = before();
    constexpr std::string_view kTheir = " leur leurs their ";
    if (among(word, " le la l les the cette cet ce ces this these "))
        phrase.determiner = Determiner::kDefinite;
    else if (word == "des" && line.word(at - 1) && line.word(at - 1)->upos == "DET")
        phrase.determiner = Determiner::kIndefinite;
    else if (among(word, " du des au aux "))
        phrase.determiner = Determiner::kDefinite;
    else if (among(word, " un une a an "))
        phrase.determiner = Determiner::kIndefinite;
    else if (among(word, " son sa ses his her its ") || among(word, kTheir))
        phrase.determiner = Determiner::kPossessive;
    phrase.plural_owner = among(word, kTheir);
    if (phrase.determiner != Determiner::kNone && !among(word, " du des au aux ") && !word.empty()) --at;
    phrase.first = at;
}

// A reading for this owner alone ("secretary of state" of the USA) before the general one.
void choose_reading(Phrase& phrase) {
    for (const world::OfficeTitle* reading : phrase.readings) {
        if (reading->only.empty()) continue;
        const bool fits = std::any_of(phrase.owners.begin(), phrase.owners.end(),
                                      [&](const Owner& o) { return o.actor == reading->only; });
        if (fits) phrase.title = reading;
    }
}

Phrase start_phrase(const Parts& parts, const Title& title) {
    Phrase phrase;
    phrase.first = phrase.title_first = title.first;
    phrase.last = phrase.title_last = title.last;
    for (const Entry& e : title.entries) {
        if (e.kind == EntryKind::kReference) phrase.references.push_back(&parts.world.references()[e.index]);
        if (e.kind != EntryKind::kTitle) continue;
        phrase.readings.push_back(&parts.world.offices()[e.index]);
    }
    for (const world::OfficeTitle* reading : phrase.readings)
        if (!phrase.title || (!phrase.title->only.empty() && reading->only.empty())) phrase.title = reading;
    if (!phrase.references.empty()) phrase.reference = phrase.references.front();
    for (const std::size_t i : title.inner) phrase.owners.push_back(owner_of(parts.names[i]));
    return phrase;
}

void read_phrase(const Parts& parts, std::vector<Phrase>& phrases, Phrase& phrase) {
    const bool english = (phrase.title ? phrase.title->language : phrase.reference->language) == "en";
    if (phrase.owners.empty() && !english) adjectives_after(parts, phrase);
    if (phrase.owners.empty() && english) owners_before(parts, phrase);
    const bool group_noun = !phrase.title && phrase.reference && phrase.reference->sense != "counterpart";
    if (phrase.owners.empty() && !group_noun) complements_after(parts, phrases, phrase);
    choose_reading(phrase);
    read_determiner(parts.line, phrase);
    for (const world::ReferenceWord* r : phrase.references)  // "les deux pays" are states, "le pays" is one
        if ((phrase.number > 0) == (r->sense == "states" || r->sense == "parties")) phrase.reference = r;
}

bool honorific(std::string_view word) {
    return among(word,
                 " m mme mr mrs ms dr general generale capitaine colonel captain sheikh cheikh lieutenant commandant "
                 "maitre prince ");
}

// "l'ambassadeur de France au Niger, Sylvain Itté", "the U.S. ambassador to Nigeria, Richard Mills": the state where
// one is sent stands between.
void join_envoy(const Line& line, const std::vector<Named>& names, Phrase& phrase, std::vector<Person>& persons) {
    if (!phrase.title || (phrase.title->office != "ambassador" && phrase.title->office != "envoy")) return;
    std::size_t at = phrase.last + 1;
    if (!line.close(at) || !among(line.pieces[at].text, " au aux en a to in pour aupres for ")) return;
    ++at;
    while (at < line.pieces.size() && line.close(at) && among(line.pieces[at].text, " la le l les de du des the "))
        ++at;
    const auto sent = std::find_if(names.begin(), names.end(), [&](const Named& n) { return n.first == at; });
    if (sent == names.end() || sent->actor.empty()) return;
    at = sent->last + 1;
    if (at >= line.pieces.size() || line.pieces[at].gap != ", ") return;
    while (at < line.pieces.size() && honorific(line.pieces[at].text)) ++at;
    for (std::size_t i = 0; i < persons.size(); ++i) {
        if (persons[i].taken || persons[i].first != at) continue;
        persons[i].taken = true;
        phrase.person = i;
        phrase.person_apart = true;
        return;
    }
}

// The person in apposition: "…, Sergueï Lavrov", "Foreign Minister Sergei Lavrov", "Lavrov, the Russian foreign
// minister".
void join_person(const Line& line, const std::vector<Named>& names, Phrase& phrase, std::vector<Person>& persons) {
    const bool counterpart = !phrase.title && phrase.reference && phrase.reference->sense == "counterpart";
    const bool office = phrase.title && !phrase.title->plural && !phrase.title->office.empty();
    if (phrase.nested || (!office && !counterpart)) return;
    std::size_t at = phrase.last + 1;
    const bool comma = at < line.pieces.size() && line.pieces[at].gap == ", ";
    if (comma && at < line.pieces.size() && among(line.pieces[at].text, " le la the ")) ++at;
    while (at < line.pieces.size() && honorific(line.pieces[at].text)) ++at;
    const bool reachable = comma || line.close(phrase.last + 1);
    for (std::size_t i = 0; i < persons.size(); ++i) {
        if (persons[i].taken) continue;
        const bool after = reachable && persons[i].first == at;
        const bool before =
            phrase.first > 0 && persons[i].last + 1 == phrase.first && line.pieces[phrase.first].gap == ", ";
        if (!after && !before) continue;
        persons[i].taken = true;
        phrase.person = i;
        return;
    }
    join_envoy(line, names, phrase, persons);
}

}  // namespace

std::vector<Person> find_persons(const Line& line, const std::vector<Named>& names) {
    std::vector<Person> out;
    for (const Marked& m : line.marked) {
        if (m.type != "PER") continue;
        // The reader takes capitals at the head of a sentence for people; what is wholly an actor's or place's name is
        // that.
        const bool known = std::any_of(names.begin(), names.end(), [&](const Named& n) {
            return n.first <= m.first && m.last <= n.last && (!n.actor.empty() || n.place);
        });
        const Word* word = line.word(m.first);
        const bool common =
            m.first == m.last && word && word->upos != "PROPN" && word->upos != "_" && !word->upos.empty();
        if (!known && !common && line.pieces[m.last].upper) out.push_back({m.first, m.last, {}, false});
    }
    for (const Named& name : names) {
        if (name.tenures.empty()) continue;
        const auto same = std::find_if(out.begin(), out.end(),
                                       [&](const Person& p) { return p.first <= name.last && name.first <= p.last; });
        if (same == out.end()) {
            out.push_back({name.first, name.last, name.tenures, false});
        } else {
            same->first = std::min(same->first, name.first);
            same->last = std::max(same->last, name.last);
            same->tenures = name.tenures;
        }
    }
    std::sort(out.begin(), out.end(), [](const Person& a, const Person& b) { return a.first < b.first; });
    return out;
}

std::vector<Phrase> find_phrases(const Line& line, const std::vector<Named>& names, const std::vector<Title>& titles,
                                 std::vector<Person>& persons, const world::World& world) {
    Parts parts{line, names, world, {}, {}, {}};
    for (std::size_t i = 0; i < names.size(); ++i) {
        parts.name_from[names[i].first] = i;
        parts.name_to[names[i].last] = i;
    }
    std::vector<Phrase> phrases;
    for (std::size_t i = titles.size(); i-- > 0;) {
        if (line.has(titles[i].first, "chef") && titles[i].first == titles[i].last &&
            !armed_owner(parts, titles[i].last))
            continue;
        Phrase phrase = start_phrase(parts, titles[i]);
        read_phrase(parts, phrases, phrase);
        parts.phrase_from[phrase.first] = phrases.size();
        parts.phrase_from[phrase.title_first] = phrases.size();
        if (!phrase.owners.empty()) parts.phrase_from[phrase.owners.front().first] = phrases.size();
        phrases.push_back(std::move(phrase));
    }
    std::reverse(phrases.begin(), phrases.end());
    for (Phrase& phrase : phrases) join_person(line, names, phrase, persons);
    return phrases;
}

}  // namespace entente::grounding
