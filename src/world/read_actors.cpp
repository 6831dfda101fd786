// Sections states, organisations, palaces: the actors and all their names.
#include "base/text.h"
#include "world/facts.h"

namespace entente::world {

namespace {

bool starts_upper(const std::string& text) {
    std::size_t at = 0;
    return !text.empty() && base::is_upper(base::next_code_point(text, at));
}

void add_name(Facts& facts, const ActorId& actor, const std::string& text, const char* language, NameUse use) {
    ActorName name{actor, text, language, use, "", "", starts_upper(text), "", ""};
    const bool capitals = text.size() <= 5 && text.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
    if (capitals && use == NameUse::kName) name.use = NameUse::kAcronym;  // "RDC", "UK"
    if (name.use == NameUse::kAcronym) name.needs_case = true;
    facts.names.push_back(std::move(name));
}

void add_unique(std::vector<std::string>& to, const std::string& text) {
    for (const std::string& t : to)
        if (t == text) return;
    if (!text.empty()) to.push_back(text);
}

// Recognition, and the names of before with the last day of each.
Status read_status(const Fact& fact, Actor& actor) {
    TRY(actor.recognised, fact.text_or_none("recognised"));
    if (!actor.recognised.empty() && actor.recognised != "in part" && actor.recognised != "none")
        return fact.error("'recognised' is 'in part' or 'none'; leave it out where all recognise the state");
    TRY(const auto former, fact.facts("former"));
    for (const Fact& entry : former) {
        TRY_DONE(entry.check({"fr", "en", "to"}));
        TRY(const auto to, entry.date("to", true));
        for (const char* language : {"fr", "en"}) {
            TRY(const std::string text, entry.text_or_none(language));
            if (!text.empty()) actor.former.push_back({text, language, to});
        }
    }
    return Done{};
}

// Every name of before is a name still: the press is slow to change.
void add_former_names(const Actor& actor, Facts& facts) {
    for (const FormerName& name : actor.former)
        add_name(facts, actor.id, name.text, name.language.c_str(), NameUse::kName);
}

Status add_actor(const Fact& fact, Facts& facts, Actor actor) {
    TRY(actor.source, fact.source());
    TRY(actor.from, fact.date("from"));
    TRY(actor.to, fact.date("to", true));
    TRY(actor.wikidata, fact.text_or_none("wikidata"));
    TRY(actor.headquarters, fact.text_or_none("headquarters"));
    TRY_DONE(read_status(fact, actor));
    if (actor.from && actor.to && *actor.to < *actor.from) return fact.error("'to' lies before 'from'");
    add_former_names(actor, facts);
    const auto [at, fresh] = facts.actor_at.emplace(actor.id, facts.actors.size());
    if (!fresh) return fact.error("the id '" + actor.id.str() + "' stands twice; keep one");
    facts.actors.push_back(std::move(actor));
    return Done{};
}

Status read_adjectives(const Fact& fact, Facts& facts, const ActorId& id) {
    TRY(const auto french, fact.texts("adjectives_fr"));
    for (const std::string& forms : french)
        for (ActorName& name : french_adjectives(id, forms)) facts.names.push_back(std::move(name));
    TRY(const auto english, fact.texts("adjectives_en"));
    for (const std::string& form : english)
        for (ActorName& name : english_adjectives(id, form)) facts.names.push_back(std::move(name));
    TRY(const auto people, fact.texts("people_en"));
    for (const std::string& text : people)
        facts.names.push_back({id, text, "en", NameUse::kDemonym, "", "pl", true, "", ""});
    return Done{};
}

// Best names first: the given one, CLDR's, those made by rule, the further ones.
Result<std::vector<std::string>> state_names(const Fact& fact, const std::string& iso2, const std::string& language) {
    std::vector<std::string> out;
    TRY(const std::string best, fact.text_or_none(("name_" + language).c_str()));
    TRY(const auto more, fact.texts(("names_" + language).c_str()));
    add_unique(out, best);
    const std::string cldr = cldr_name(iso2, language);
    const bool plain = cldr.find('(') == std::string::npos && (best.empty() || language == "en");
    if (plain) add_unique(out, cldr);
    TRY(const std::string republic, fact.text_or_none("republic"));
    TRY(const std::string article, fact.text_or_none("article_fr"));
    if (republic == "true" && plain && language == "en") add_unique(out, "Republic of " + cldr);
    if (republic == "true" && plain && language == "fr") {
        const std::string of = article == "le" ? "du " : article == "la" ? "de " : article == "les" ? "des " : "de ";
        add_unique(out, "République " + (article == "l'" ? "d'" + cldr : of + cldr));
        if (article == "la") add_unique(out, "République de la " + cldr);
    }
    for (const std::string& name : more) add_unique(out, name);
    if (out.empty())
        return fact.error("no name in '" + language + "': CLDR has none for this iso2, give name_" + language);
    return out;
}

}  // namespace

Status read_state(const Fact& fact, Facts& facts) {
    TRY_DONE(fact.check({"id",       "iso2",          "kind",          "cow",       "gw",      "article_fr",
                         "capital",  "seats",         "republic",      "name_fr",   "name_en", "names_fr",
                         "names_en", "adjectives_fr", "adjectives_en", "people_en", "from",    "to",
                         "wikidata", "source",        "former",        "recognised"}));
    Actor actor;
    TRY(const std::string id, fact.text("id"));
    TRY(const std::string iso2, fact.text("iso2"));
    TRY(actor.kind, fact.text_or_none("kind"));
    if (id.size() != 3 || iso2.size() != 2) return fact.error("'id' must be alpha-3, 'iso2' alpha-2 of ISO 3166-1");
    if (actor.kind.empty()) actor.kind = "state";
    if (actor.kind != "state" && actor.kind != "territory") return fact.error("'kind' of a state: state or territory");
    actor.id = ActorId(id);
    actor.iso3 = actor.country = id;
    TRY(const auto cow, fact.number("cow"));
    TRY(const auto gw, fact.number("gw"));
    if (cow) actor.cow = static_cast<int>(*cow);
    if (gw) actor.gw = static_cast<int>(*gw);
    TRY(actor.names_fr, state_names(fact, iso2, "fr"));
    TRY(actor.names_en, state_names(fact, iso2, "en"));
    for (const std::string& name : actor.names_fr) add_name(facts, actor.id, name, "fr", NameUse::kName);
    for (const std::string& name : actor.names_en) add_name(facts, actor.id, name, "en", NameUse::kName);
    // Names alone, for texts in these languages and for look-up; adjectives and grammar are French and English.
    for (const char* language : {"es", "pt", "ar", "ru"})
        if (const std::string name = cldr_name(iso2, language); !name.empty() && name.find('(') == std::string::npos)
            add_name(facts, actor.id, name, language, NameUse::kName);
    TRY_DONE(read_adjectives(fact, facts, actor.id));
    return add_actor(fact, facts, std::move(actor));
}

Status link_state(const Fact& fact, Facts& facts) {
    TRY(const std::string id, fact.text("id"));
    TRY(const std::string capital, fact.text_or_none("capital"));
    TRY(std::vector<std::string> cities, fact.texts("seats"));
    if (!capital.empty()) cities.insert(cities.begin(), capital);
    for (const std::string& city : cities) {
        const auto it = facts.place_at.find("geonames:" + city);
        if (it == facts.place_at.end()) return fact.error("no place has the id '" + city + "'; see places.yaml");
        Place& place = facts.places[it->second];
        if (place.country != id) return fact.error("place '" + city + "' lies in " + place.country + ", not in " + id);
        place.capital_of = ActorId(id);
        facts.capital_of.emplace(ActorId(id), place.id);
        for (const std::string& name : place.names) add_name(facts, ActorId(id), name, "", NameUse::kCapital);
    }
    return Done{};
}

Status read_organisation(const Fact& fact, Facts& facts) {
    TRY_DONE(fact.check({"id", "kind", "part_of", "country", "names_fr", "names_en", "acronyms", "acronyms_fr",
                         "acronyms_en", "adjectives_fr", "adjectives_en", "from", "to", "wikidata", "source",
                         "headquarters", "former", "recognised"}));
    Actor actor;
    TRY(const std::string id, fact.text("id"));
    TRY(actor.kind, fact.text("kind"));
    constexpr std::string_view kKinds = " alliance organisation force armed_group court company people party ";
    if (kKinds.find(" " + actor.kind + " ") == std::string_view::npos)
        return fact.error("unknown kind '" + actor.kind + "'; known are:" + std::string(kKinds));
    actor.id = ActorId(id);
    TRY(actor.country, fact.text_or_none("country"));
    TRY(const std::string part_of, fact.text_or_none("part_of"));
    actor.part_of = ActorId(part_of);
    for (const char* language : {"fr", "en", ""}) {
        const std::string tail = *language ? std::string("_") + language : "";
        TRY(const auto names, fact.texts(("names" + tail).c_str()));
        TRY(const auto acronyms, fact.texts(("acronyms" + tail).c_str()));
        for (const std::string& name : names) add_name(facts, actor.id, name, language, NameUse::kName);
        for (const std::string& name : acronyms) add_name(facts, actor.id, name, language, NameUse::kAcronym);
        for (const auto* list : {&names, &acronyms})
            for (const std::string& name : *list) {
                if (*language != 'e') add_unique(actor.names_fr, name);
                if (*language != 'f') add_unique(actor.names_en, name);
            }
    }
    if (actor.names_fr.empty() || actor.names_en.empty()) return fact.error("give names_fr and names_en");
    TRY_DONE(read_adjectives(fact, facts, actor.id));
    return add_actor(fact, facts, std::move(actor));
}

Status link_organisation(const Fact& fact, Facts& facts) {
    for (const char* key : {"part_of", "country"}) {
        TRY(const std::string id, fact.text_or_none(key));
        if (!id.empty()) TRY_DONE(check_actor(fact, facts, id));
    }
    // Up the bodies that it is an organ of; more steps than there are actors go round in a circle.
    TRY(const std::string own, fact.text("id"));
    ActorId at{own};
    for (std::size_t steps = 0; !at.empty(); ++steps) {
        const auto found = facts.actor_at.find(at);
        if (found == facts.actor_at.end()) break;  // told where that actor is read
        at = facts.actors[found->second].part_of;
        if (at.str() == own || steps > facts.actors.size())
            return fact.error("circle of 'part_of': '" + own + "' would be an organ of itself; correct it");
    }
    return Done{};
}

Status read_palace(const Fact& fact, Facts& facts) {
    TRY_DONE(fact.check({"of", "names_fr", "names_en", "role", "office", "source"}));
    TRY(const std::string of, fact.text("of"));
    TRY_DONE(check_actor(fact, facts, of));
    ActorName name{ActorId(of), "", "", NameUse::kPalace, "", "", true, "", ""};
    TRY(name.role, fact.text("role"));
    TRY(name.office, fact.text_or_none("office"));
    for (const char* language : {"fr", "en"}) {
        TRY(const auto texts, fact.texts((std::string("names_") + language).c_str()));
        for (const std::string& text : texts) {
            name.text = text;
            name.language = language;
            name.needs_case = starts_upper(text);
            facts.names.push_back(name);
        }
    }
    return Done{};
}

}  // namespace entente::world
