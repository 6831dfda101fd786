// Homographs are decided by the rest of the article: "Congo" is the state that it also names as "RDC", "Kinshasa" or by
// a city of its own; without such evidence the actor whose best name it is, then the first of the data file.
#include "grounding/resolve.h"

#include <algorithm>
#include <tuple>

namespace entente::grounding {

namespace {

const world::ActorName* actor_name(const Entry& e, const world::World& world) {
    return e.kind == EntryKind::kActor ? &world.names()[e.index] : nullptr;
}

// "French" is the adjective before it is the people.
int use_rank(world::NameUse use) {
    switch (use) {
        case world::NameUse::kName: return 0;
        case world::NameUse::kAcronym: return 1;
        case world::NameUse::kPalace: return 2;
        case world::NameUse::kAdjective: return 3;
        case world::NameUse::kDemonym: return 4;
        case world::NameUse::kCapital: return 5;
    }
    return 6;
}

// The names of one actor each: a better use of the same actor replaces a worse one.
std::vector<const world::ActorName*> distinct_actors(const Hit& hit, const world::World& world) {
    std::vector<const world::ActorName*> out;
    for (const Entry& e : hit.entries) {
        const world::ActorName* name = actor_name(e, world);
        if (!name) continue;
        const auto same = std::find_if(out.begin(), out.end(), [&](const auto* n) { return n->actor == name->actor; });
        if (same == out.end())
            out.push_back(name);
        else if (use_rank(name->use) < use_rank((*same)->use))
            *same = name;
    }
    return out;
}

// Of places that share a name: a capital; one of a country that the article names otherwise ("Léré" beside "Goundam",
// which is in Mali only); the largest; one whose first name it is.
const world::Place* place_of(const Line& line, const Hit& hit, const world::World& world, const Evidence& evidence) {
    const world::Place* best = nullptr;
    const std::string_view text = line.text(hit.first, hit.last);
    const auto rank = [&](const world::Place& p) {
        const bool told = !p.country.empty() && evidence.actor(p.country) + evidence.place(p.country) > 0;
        return std::tuple(!p.capital_of.empty(), told, p.population, p.names.front() == text);
    };
    for (const Entry& e : hit.entries) {
        if (e.kind != EntryKind::kPlace) continue;
        const world::Place& place = world.places()[e.index];
        if (!best || rank(place) > rank(*best)) best = &place;
    }
    return best;
}

// The country of a place's name that no other country has.
std::string only_country(const Hit& hit, const world::World& world) {
    std::string country;
    for (const Entry& e : hit.entries) {
        if (e.kind != EntryKind::kPlace) continue;
        const std::string& other = world.places()[e.index].country;
        if (other.empty() || (!country.empty() && country != other)) return {};
        country = other;
    }
    return country;
}

// A region of another state that bears the same name ("Géorgie").
const world::Place* region_beside(const Hit& hit, const world::World& world) {
    for (const Entry& e : hit.entries)
        if (e.kind == EntryKind::kPlace && world.places()[e.index].feature == "RGN") return &world.places()[e.index];
    return nullptr;
}

// The state in which a known person held office: who names Joe Biden writes of the United States.
std::string state_of_person(const Hit& hit, const world::World& world) {
    std::string state;
    for (const Entry& e : hit.entries) {
        if (e.kind != EntryKind::kPerson) continue;
        const ActorId& of = world.tenures()[e.index].of;
        if (!world.is_state(of) || (!state.empty() && state != of.str())) return {};
        state = of.str();
    }
    return state;
}

// How a name ranks before the article is asked: a state before the city of the same name, its best name before others.
int first_rank(const world::ActorName& name, const world::World& world) {
    const Actor* actor = world.find(name.actor);
    const auto is_best = [&](const std::vector<std::string>& names) {
        return !names.empty() && names.front() == name.text;
    };
    int rank = name.use == world::NameUse::kCapital ? 4 : name.use == world::NameUse::kPalace ? 2 : 0;
    if (actor && !is_best(actor->names_fr) && !is_best(actor->names_en)) ++rank;
    return rank;
}

bool word_in(std::string_view word, std::string_view list) {
    return !word.empty() && list.find(" " + std::string(word) + " ") != std::string_view::npos;
}

constexpr std::string_view kLocative =
    " a au aux en dans vers depuis sur chez pres jusqu in at to from near into outside inside via toward towards "
    "around across throughout ";
// Nouns whose complement with "de"/"of" is a place: "sommet de Niamey", "city of Gao".
constexpr std::string_view kPlaceNouns =
    " deplacement ville region province cercle localite village quartier aeroport port zone nord sud est ouest centre "
    "sommet conference "
    "accord accords traite declaration charte processus gare base route frontiere district departement commune "
    "capitale camp partie parties part parts rest reste banlieue peripherie abords environs alentours "
    "town city village region province airport port north south east west summit conference treaty declaration battle "
    "bataille "
    "siege outskirts suburb district rues streets prison universite university hopital hospital forum ";

// Verbs whose object is where one goes: "a quitté Washington", "visited Ouagadougou".
constexpr std::string_view kMotion =
    " quitter visiter rejoindre regagner gagner atteindre traverser survoler sillonner parcourir contourner visit "
    "leave "
    "reach enter tour flee cross flood inonder ";

bool goes_there(const Line& line, std::size_t first) {
    const Word* word = line.word(first);
    if (!word || !word->is("obj") || word->head == kNoToken) return false;
    return word_in(line.sentence->words[static_cast<std::size_t>(word->head)].lemma, kMotion);
}

bool locative_word(const Line& line, std::size_t i) {
    const std::string_view word = line.pieces[i].text;
    if (!word_in(word, kLocative)) return false;
    if (word != "a") return true;
    return line.pieces[i].span.size() == 2;  // "à", not "a" of avoir
}

void choose_actor(Named& out, const std::vector<const world::ActorName*>& names, const world::World& world,
                  const Evidence& evidence) {
    const world::ActorName* best = nullptr;
    int best_seen = 0;
    int best_rank = 0;
    for (const world::ActorName* name : names) {
        const int seen = evidence.actor(name->actor.str()) + evidence.place(name->actor.str());
        const int rank = first_rank(*name, world);
        if (!best || seen > best_seen || (seen == best_seen && rank < best_rank)) {
            best = name;
            best_seen = seen;
            best_rank = rank;
        }
    }
    out.name = best;
    out.actor = best->actor;
    out.score = best->use == world::NameUse::kCapital ? 0.7 : best->use == world::NameUse::kAdjective ? 0.8 : 0.95;
    if (names.size() == 1) return;
    if (best_seen == 0) out.score = 0.6;
    for (const world::ActorName* name : names)
        out.candidates.push_back(
            {name->actor.str(), name == best ? out.score : (1 - out.score) / static_cast<double>(names.size() - 1)});
    std::stable_sort(out.candidates.begin(), out.candidates.end(),
                     [](const auto& a, const auto& b) { return a.score > b.score; });
}

// "à Bruxelles" is the city, whoever else has its seat there; all names where none is a capital.
std::vector<const world::ActorName*> capitals_of(const std::vector<const world::ActorName*>& names) {
    std::vector<const world::ActorName*> out;
    for (const world::ActorName* name : names)
        if (name->use == world::NameUse::kCapital) out.push_back(name);
    return out.empty() ? names : out;
}

const char* use_word(world::NameUse use) {
    switch (use) {
        case world::NameUse::kName: return "name";
        case world::NameUse::kAcronym: return "acronym";
        case world::NameUse::kDemonym: return "people";
        case world::NameUse::kAdjective: return "adjective";
        case world::NameUse::kCapital: return "capital";
        case world::NameUse::kPalace: return "seat or organ";
    }
    return "name";
}

}  // namespace

bool is_locative(const Line& line, std::size_t first, std::size_t last) {
    if (last < line.dateline) return true;
    if (first == 0) {
        const bool next_opens =
            last + 1 < line.pieces.size() && (line.pieces[last + 1].gap_has('(') || line.pieces[last + 1].gap == ", ");
        const std::string_view text = line.text(first, last);
        return next_opens && !line.shouting &&
               std::none_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    }
    std::size_t at = first - 1;
    if (goes_there(line, first)) return true;
    if (!line.close(first)) return false;
    if (word_in(line.pieces[at].text, " la le l les the ") && at > 0) --at;
    if (locative_word(line, at)) return true;
    if (at > 0 && word_in(line.pieces[at].text, " de d du of ")) return word_in(line.pieces[at - 1].text, kPlaceNouns);
    return false;
}

void Evidence::add(const std::vector<Hit>& hits, const world::World& world) {
    for (const Hit& hit : hits) {
        const auto names = distinct_actors(hit, world);
        const world::Place* place = names.size() == 1 ? region_beside(hit, world) : nullptr;
        if (names.size() == 1 && !place) ++actors[names.front()->actor.str()];
        if (const std::string country = only_country(hit, world); names.empty() && !country.empty()) {
            ++places[country];
            if (region_beside(hit, world)) ++regions[country];
        }
        if (const std::string state = state_of_person(hit, world); !state.empty()) ++places[state];
    }
}

int Evidence::actor(const std::string& id) const {
    const auto it = actors.find(id);
    return it == actors.end() ? 0 : it->second;
}

int Evidence::place(const std::string& country) const {
    const auto it = places.find(country);
    return it == places.end() ? 0 : it->second;
}

Named resolve(const Line& line, const Hit& hit, const world::World& world, const Evidence& evidence) {
    Named out;
    out.first = hit.first;
    out.last = hit.last;
    for (const Entry& e : hit.entries)
        if (e.kind == EntryKind::kPerson) out.tenures.push_back(e.index);
    const auto names = distinct_actors(hit, world);
    const world::Place* place = place_of(line, hit, world, evidence);
    const bool region = place && place->feature == "RGN" && !place->country.empty();
    // "En Géorgie" of an article that names Americans and no Georgian: the region of the same name.
    const auto told = [&](const std::string& id) { return evidence.actor(id) + evidence.place(id); };
    const bool elsewhere = region && !names.empty() && evidence.place(place->country) > 0 &&
                           told(names.front()->actor.str()) == 0 &&
                           (!world.is_state(names.front()->actor) || is_locative(line, hit.first, hit.last) ||
                            evidence.regions.contains(place->country));
    if (names.empty() || elsewhere) {
        out.place = place;
        out.score = place && place->population > 300000 ? 0.9 : 0.8;
        out.why = place ? "place " + place->names.front() : "";
        return out;
    }
    out.locative = is_locative(line, hit.first, hit.last);
    choose_actor(out, out.locative ? capitals_of(names) : names, world, evidence);
    if (out.is(world::NameUse::kCapital)) out.place = place ? place : world.capital(out.actor);
    out.why = std::string(use_word(out.name->use)) + " of " + world.name(out.actor, "en");
    if (!out.candidates.empty())
        out.why += "; shared by " + std::to_string(out.candidates.size()) +
                   (evidence.actor(out.actor.str()) + evidence.place(out.actor.str()) > 0
                        ? ", which the article names otherwise too"
                        : ", the most usual of them");
    return out;
}

}  // namespace entente::grounding
