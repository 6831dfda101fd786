#include "grounding/settle.h"

#include <algorithm>
#include <cmath>

#include "grounding/relative.h"

namespace entente::grounding {

namespace {

enum class What { kPhrase, kNamed, kPerson, kMarked, kPronoun };

struct Item {
    std::size_t first = 0, last = 0;
    What what = What::kNamed;
    std::size_t index = 0;
};

bool among(std::string_view word, std::string_view list) {
    return !word.empty() && list.find(" " + std::string(word) + " ") != std::string_view::npos;
}

// Pieces that are taken by an item, so that no part of it is named again.
class Cover {
 public:
    explicit Cover(std::size_t pieces) : taken_(pieces, false) {}
    bool free(std::size_t first, std::size_t last) const {
        for (std::size_t i = first; i <= last && i < taken_.size(); ++i)
            if (taken_[i]) return false;
        return true;
    }
    void take(std::size_t first, std::size_t last) {
        for (std::size_t i = first; i <= last && i < taken_.size(); ++i) taken_[i] = true;
    }

 private:
    std::vector<bool> taken_;
};

// Whether a phrase may become a name at all: it has an owner, or a determiner or person that can tell one.
bool viable(const Phrase& p) {
    if (p.nested) return false;
    if (!p.owners.empty() || p.person) return true;
    return p.determiner == Determiner::kDefinite || p.determiner == Determiner::kPossessive;
}

// An ORG of the reader that holds more than the names inside it ("Banque de l'Habitat du Mali") is one unknown body.
bool larger_body(const Settling& s, const Marked& m) {
    if (m.type != "ORG") return false;
    std::size_t inside = 0;
    bool state_inside = false;
    for (const Named& n : s.names) {
        if (n.last < m.first || n.first > m.last) continue;
        if (n.first < m.first || n.last > m.last) return false;
        if (!n.actor.empty() && !s.world.is_state(n.actor)) return false;
        inside += n.last - n.first + 1;
        state_inside = true;
    }
    for (const Phrase& p : s.phrases)
        if (viable(p) && p.title_first <= m.last && m.first <= p.last) return false;
    if (!state_inside) return false;
    std::size_t others = 0;
    for (std::size_t i = m.first; i <= m.last; ++i)
        others += s.line.pieces[i].upper && s.line.pieces[i].text.size() > 2;
    return others > inside;
}

// The reader also marks common words; a name begins with a capital and is no adjective.
bool is_name(const Settling& s, const Marked& m) {
    const Word* word = s.line.word(m.first);
    const bool common = m.first == m.last && word && !word->upos.empty() && word->upos != "_" &&
                        word->upos != "PROPN" && word->upos != "X";
    return s.line.pieces[m.first].upper && !common && s.line.span(m.first, m.last).size() > 2;
}

std::vector<Item> collect(const Settling& s) {
    std::vector<Item> items;
    Cover cover(s.line.pieces.size());
    const auto add = [&](std::size_t first, std::size_t last, What what, std::size_t index) {
        items.push_back({first, last, what, index});
        cover.take(first, last);
    };
    for (std::size_t i = 0; i < s.line.marked.size(); ++i)
        if (const Marked& m = s.line.marked[i]; s.introduced.is_full_form(s.line.text(m.first, m.last)))
            add(m.first, m.last, What::kMarked, i);
    for (std::size_t i = 0; i < s.phrases.size(); ++i) {
        const Phrase& p = s.phrases[i];
        if (!viable(p) || !cover.free(p.title_first, p.title_last)) continue;
        std::size_t last = p.last;
        std::size_t first = p.first;
        if (p.person && !p.person_apart) last = std::max(last, s.persons[*p.person].last);
        if (p.person && !p.person_apart) first = std::min(first, s.persons[*p.person].first);
        add(first, last, What::kPhrase, i);
        if (p.person_apart) cover.take(s.persons[*p.person].first, s.persons[*p.person].last);
    }
    for (std::size_t i = 0; i < s.persons.size(); ++i)
        if (cover.free(s.persons[i].first, s.persons[i].last))
            add(s.persons[i].first, s.persons[i].last, What::kPerson, i);
    for (std::size_t i = 0; i < s.line.marked.size(); ++i)
        if (const Marked& m = s.line.marked[i]; larger_body(s, m) && cover.free(m.first, m.last))
            add(m.first, m.last, What::kMarked, i);
    for (std::size_t i = 0; i < s.names.size(); ++i)
        if (const Named& n = s.names[i]; cover.free(n.first, n.last)) add(n.first, n.last, What::kNamed, i);
    for (std::size_t i = 0; i < s.line.marked.size(); ++i)
        if (const Marked& m = s.line.marked[i]; is_name(s, m) && cover.free(m.first, m.last))
            add(m.first, m.last, What::kMarked, i);
    if (!s.line.pieces.empty() && among(s.line.pieces[0].text, " il elle he she ") && cover.free(0, 0))
        add(0, 0, What::kPronoun, 0);
    std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.first < b.first; });
    return items;
}

// "Mali : l'armée …": the state that begins a headline with a colon.
ActorId colon_focus(const Settling& s) {
    for (const Named& n : s.names)
        if (n.first == 0 && !n.actor.empty() && n.last + 1 < s.line.pieces.size() &&
            s.line.pieces[n.last + 1].gap_has(':'))
            return n.actor;
    return {};
}

Name unknown_name(const Settling& s, const Marked& m) {
    Name name = name_over(s.line, m.first, m.last);
    const bool place = m.type == "LOC";
    name.kind = place ? NameKind::kPlace : NameKind::kActor;
    name.form = place ? NameForm::kPlace : NameForm::kName;
    name.id = "text:" + person_key(name.text);
    name.score = 0.3;
    name.why = std::string("a name that the reader marked as ") + m.type + " and the world does not know";
    if (const FullForm* form = s.introduced.find(name.text)) {
        name.kind = NameKind::kActor;
        name.form = NameForm::kAcronym;
        name.id = "text:" + person_key(form->text);
        name.why = "introduced as the acronym of \"" + form->text + "\", which the world does not know";
        if (form->actor.empty()) return name;
        set_actor(name, form->actor, s.world);
        name.score = 0.85;
        name.why = "introduced as the acronym of " + form->text;
        return name;
    }
    for (const Named& n : s.names)
        if (n.first >= m.first && n.last <= m.last && s.world.is_state(n.actor)) name.country = n.actor.str();
    return name;
}

std::optional<Name> pronoun(const Settling& s) {
    const Word* word = s.line.word(0);
    const Name* person = s.history.only_person();
    if (!person || !word || !word->is("nsubj") || s.line.sentence->field != "text") return std::nullopt;
    // "Elle" is not « le ministre », "il" not « la présidente ».
    const std::string said = base::fold(person->text) + " ";
    const std::string_view by = s.line.pieces[0].text;
    if (by == "elle" && said.starts_with("le ")) return std::nullopt;
    if (by == "il" && said.starts_with("la ")) return std::nullopt;
    Name name = name_over(s.line, 0, 0);
    name.kind = person->kind;
    name.id = person->id;
    name.office = person->office;
    name.country = person->country;
    name.role = person->role;
    name.person = person->person;
    name.form = NameForm::kReference;
    name.score = 0.5;
    name.why = "the only person of the sentence before, \"" + person->text + "\"";
    return name;
}

Name person_name(const Settling& s, const Person& person) {
    Name name = name_over(s.line, person.first, person.last);
    name.form = NameForm::kPerson;
    s.people.identify(name, person.tenures);
    const bool nobody = name.kind == NameKind::kPerson && person.tenures.empty() && name.score < 0.6;
    if (nobody && person.first == person.last && is_locative(s.line, person.first, person.last)) {
        name.kind = NameKind::kPlace;
        name.form = NameForm::kPlace;
        name.id = "text:" + person_key(name.text);
        name.person.clear();
        name.score = 0.3;
        name.why = "stands where a place stands; the world does not know it";
    }
    return name;
}

bool stands_as_subject(const Line& line, const Name& name) {
    if (name.head == kNoToken) return false;
    return line.sentence->words[static_cast<std::size_t>(name.head)].is("nsubj");
}

// An adjective used as the language ("en français", "in Russian") names nobody.
bool is_language(const Line& line, const Named& n) {
    if (!n.adjective() || n.first == 0) return false;
    const Word* word = line.word(n.first);
    return among(line.pieces[n.first - 1].text, " en in ") && word && (word->upos == "NOUN" || word->upos == "PROPN");
}

}  // namespace

std::vector<Name> settle(const Settling& s) {
    std::vector<Name> out;
    const ActorId focus = colon_focus(s);
    for (const Item& item : collect(s)) {
        std::vector<Name> found;
        switch (item.what) {
            case What::kPhrase: found = names_of(s, s.phrases[item.index], focus); break;
            case What::kNamed:
                if (!is_language(s.line, s.names[item.index]))
                    found.push_back(name_of(s.line, s.names[item.index], s.world, s.borders));
                break;
            case What::kPerson: found.push_back(person_name(s, s.persons[item.index])); break;
            case What::kMarked: found.push_back(unknown_name(s, s.line.marked[item.index])); break;
            case What::kPronoun:
                if (auto name = pronoun(s)) found.push_back(std::move(*name));
                break;
        }
        for (Name& name : found) {
            s.history.note(name, stands_as_subject(s.line, name));
            if (name.form != NameForm::kReference) s.people.learn(name);
            out.push_back(std::move(name));
        }
    }
    return out;
}

Name name_over(const Line& line, std::size_t first, std::size_t last) {
    Name name;
    name.span = line.span(first, last);
    name.text = std::string(name.span.of(line.source));
    name.field = line.sentence->field;
    name.sentence = line.sentence->index;
    const std::vector<Word>& words = line.sentence->words;
    const TokenIndex start = first < line.pieces.size() ? std::max<TokenIndex>(line.pieces[first].token, 0) : 0;
    for (auto i = static_cast<std::size_t>(start); i < words.size() && words[i].span.start < name.span.end; ++i) {
        if (!words[i].span.overlaps(name.span)) continue;
        if (name.first == kNoToken) name.first = static_cast<TokenIndex>(i);
        name.last = static_cast<TokenIndex>(i);
    }
    if (name.first == kNoToken) return name;
    name.head = name.first;
    for (TokenIndex i = name.first; i <= name.last; ++i) {
        const Word& word = words[static_cast<std::size_t>(i)];
        const bool outside = word.head < name.first || word.head > name.last;
        if (!outside || word.upos == "ADP" || word.upos == "DET" || word.upos == "PUNCT" || word.upos == "CCONJ")
            continue;
        name.head = i;
        break;
    }
    return name;
}

void set_actor(Name& name, const ActorId& actor, const world::World& world) {
    name.id = actor.str();
    const Actor* found = world.find(actor);
    if (found) name.country = found->country;
}

namespace {

// Where a point told from a place lies, when that is surely another country.
std::string across(const world::Borders& borders, const world::Place& from, const Offset& by, const Name& there) {
    if (!borders.holds(from.country, from.lat, from.lon)) return "";  // whose the place is, is disputed
    constexpr double kSure = 6;                                       // km; the borders are not more exact
    double lat = *there.lat, lon = *there.lon;
    Offset back = by;
    back.kilometres = -kSure;
    move(back, lat, lon);
    if (borders.holds(from.country, *there.lat, *there.lon) || borders.holds(from.country, lat, lon)) return "";
    return borders.country_at(*there.lat, *there.lon);
}

}  // namespace

Name name_of(const Line& line, const Named& named, const world::World& world, const world::Borders* borders) {
    Name name = name_over(line, named.first, named.last);
    name.score = named.score;
    name.why = named.why;
    name.candidates = named.candidates;
    if (named.place) {
        name.place_id = named.place->id;
        name.lat = named.place->lat;
        name.lon = named.place->lon;
        const auto told = offset_before(line, named.first);
        if (told) {  // the point told from it; the id stays its own
            move(*told, *name.lat, *name.lon);
            const std::string way = std::to_string(std::lround(told->kilometres)) + " km ";
            name.why = told->direction.empty() ? "within " + way + "of " + name.why
                                               : way + told->direction + " of " + name.why + ", give or take " +
                                                     std::to_string(std::lround(told->radius())) + " km";
        }
        name.country = named.place->country;
        if (borders && told && !told->direction.empty()) {
            const std::string other = across(*borders, *named.place, *told, name);
            if (!other.empty()) name.country = other, name.why += "; that point lies in " + other;
        }
    }
    if (named.actor.empty() || (named.is(world::NameUse::kCapital) && named.locative)) {
        name.kind = NameKind::kPlace;
        name.form = named.actor.empty() ? NameForm::kPlace : NameForm::kCapital;
        name.id = named.place ? named.place->id : "text:" + person_key(name.text);
        if (!named.actor.empty()) name.candidates = {{named.place->id, 0.7}, {named.actor.str(), 0.3}};
        if (named.actor.empty()) name.place_id.clear();
        return name;
    }
    set_actor(name, named.actor, world);
    name.role = named.name->role;
    name.office = named.name->office;
    switch (named.name->use) {
        case world::NameUse::kAcronym: name.form = NameForm::kAcronym; break;
        case world::NameUse::kAdjective:
            name.form = NameForm::kDemonym;
            name.score = std::min(name.score, 0.6);
            break;
        case world::NameUse::kDemonym:
            name.form = NameForm::kDemonym;
            name.role = "people";
            break;
        case world::NameUse::kCapital:
            name.form = NameForm::kCapital;
            name.role = "government";
            name.candidates = {{named.actor.str(), 0.7}, {named.place ? named.place->id : "", 0.3}};
            break;
        default: name.form = NameForm::kName;
    }
    return name;
}

}  // namespace entente::grounding
