#include "record/titles.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "base/text.h"

namespace entente::record {

namespace {

// Whether « le » and « de » are cut before it; a capital H (Hamas, Honduras) is taken as aspirated.
bool starts_with_vowel(const std::string& name) {
    const std::string f = base::fold(name);
    return !f.empty() && (std::string("aeiou").find(f[0]) != std::string::npos || name[0] == 'h');
}

Error broken(const world::DataFile& file, const YAML::Mark& mark, const std::string& what) {
    return fail(ErrorCode::kInvalid, file.name + ":" + std::to_string(mark.line + 1) + ": " + what);
}

Party bare(const ActorId& id) {
    Party p;
    p.id = id;
    return p;
}

std::vector<std::string> words(const YAML::Node& node) {
    std::vector<std::string> out;
    if (!node) return out;
    for (const YAML::Node& n : node) out.push_back(n.as<std::string>());
    return out;
}

// "du Caire", "au Caire", "à La Havane", "à Moscou".
std::string city(const std::string& name, const std::string& preposition) {
    if (preposition == "à" && name.rfind("Le ", 0) == 0) return "au " + name.substr(3);
    if (preposition == "à" && name.rfind("Les ", 0) == 0) return "aux " + name.substr(4);
    return preposition.empty() ? name : preposition + " " + name;
}

// The value of {name} or {name:preposition}; parts[0] name, parts[1] preposition.
using Fill = std::map<std::string, std::string>;

}  // namespace

Result<std::shared_ptr<const Titles>> Titles::open(const world::DataFile& file,
                                                   std::shared_ptr<const world::World> world) {
    auto t = std::make_shared<Titles>();
    t->world_ = std::move(world);
    try {
        const YAML::Node root = YAML::Load(file.bytes);
        for (const YAML::Node& n : root["acts"]) {
            if (!n["type"] || !n["fr"] || !n["en"]) return broken(file, n.Mark(), "an act needs type, fr and en");
            t->acts_.push_back({n["type"].as<std::string>(), n["mode"] ? n["mode"].as<std::string>() : "",
                                n["fr"].as<std::string>(), n["en"].as<std::string>(),
                                n["parties"] ? n["parties"].as<std::size_t>() : 1, n["recipient"].IsDefined()});
        }
        for (const char* key : {"french", "english", "months_fr", "months_en"})
            if (!root[key]) return broken(file, root.Mark(), std::string("the key ") + key + " is missing");
        const YAML::Node fr = root["french"];
        const std::pair<const char*, Gender> lists[] = {{"feminine", Gender::kFeminine},
                                                        {"masculine", Gender::kMasculine},
                                                        {"plural", Gender::kPlural},
                                                        {"no_article", Gender::kNone}};
        for (const auto& [key, gender] : lists)
            for (const std::string& id : words(fr[key])) t->genders_[id] = gender;
        for (const std::string& w : words(fr["feminine_offices"])) t->feminine_offices_.insert(w);
        for (const std::string& id : words(root["english"]["the"])) t->the_.insert(id);
        t->months_fr_ = words(root["months_fr"]);
        t->months_en_ = words(root["months_en"]);
    } catch (const YAML::Exception& e) {
        return broken(file, e.mark, e.msg);
    }
    if (t->months_fr_.size() != 12 || t->months_en_.size() != 12)
        return broken(file, {}, "months_fr and months_en need 12 names");
    for (const world::ActorName& n : t->world_->names()) {
        if (n.use != world::NameUse::kAcronym) continue;
        if (n.language != "en") t->acronyms_fr_.emplace(n.actor.str(), n.text);
        if (n.language != "fr") t->acronyms_en_.emplace(n.actor.str(), n.text);
    }
    for (const world::OfficeTitle& o : t->world_->offices())
        t->offices_.emplace(o.language + (o.plural ? "|p|" : "|s|") + o.office, o.text);
    return std::shared_ptr<const Titles>(std::move(t));
}

std::string Titles::short_name(const ActorId& id, bool french) const {
    if (!world_->is_state(id)) {
        const auto& acronyms = french ? acronyms_fr_ : acronyms_en_;
        if (const auto it = acronyms.find(id.str()); it != acronyms.end()) return it->second;
    }
    const std::string name = world_->name(id, french ? "fr" : "en");
    const std::size_t colon = name.find(':');  // "text:front commun": an actor that nobody knows
    return colon == std::string::npos || world_->find(id) ? name : name.substr(colon + 1);
}

std::string Titles::with_article(const ActorId& id, bool french) const { return joined({bare(id)}, "", french); }

std::string Titles::office(const std::string& office, bool french, bool plural) const {
    const auto find = [&](const char* number) -> std::string {
        const auto it = offices_.find(std::string(french ? "fr" : "en") + number + office);
        return it == offices_.end() ? "" : it->second;
    };
    if (plural)
        if (std::string p = find("|p|"); !p.empty()) return p;
    std::string s = find("|s|");
    if (s.empty()) s = french ? "" : office;
    if (plural && !s.empty()) {  // "ministre des Affaires étrangères": the first word takes the s
        const std::size_t end = french ? s.find(' ') : s.size();
        s.insert(end == std::string::npos ? s.size() : end, "s");
    }
    return s;
}

// One party with article and preposition: "du Mali", "au ministre de la Défense de la Russie", "en Russie".
std::string Titles::party(const Party& p, const std::string& preposition, bool french, bool plural) const {
    const std::string name = short_name(p.id, french);
    const std::string title = p.office.empty() ? "" : office(p.office, french, plural);
    if (!french) {
        const std::string whole = (the_.contains(p.id.str()) ? "the " : "") + name;
        return title.empty() ? whole : "the " + title + " of " + whole;
    }
    if (!title.empty()) {
        const bool vowel = !plural && starts_with_vowel(title);
        const bool feminine = feminine_offices_.contains(title.substr(0, title.find(' ')));
        const std::string owner = title + " " + party(bare(p.id), "de", true, false);
        if (preposition == "de") return (plural ? "des " : vowel ? "de l’" : feminine ? "de la " : "du ") + owner;
        if (preposition.rfind("à", 0) == 0)
            return (plural ? "aux " : vowel ? "à l’" : feminine ? "à la " : "au ") + owner;
        return (plural ? "les " : vowel ? "l’" : feminine ? "la " : "le ") + owner;
    }
    const auto it = genders_.find(p.id.str());
    const bool known = world_->find(p.id) != nullptr;
    Gender g = it != genders_.end() ? it->second : known ? Gender::kFeminine : Gender::kNone;
    const bool vowel = starts_with_vowel(name);
    if (g == Gender::kNone)
        return preposition == "de" ? (vowel ? "d’" : "de ") + name : preposition.empty() ? name : "à " + name;
    if (preposition == "de")
        return (g == Gender::kPlural ? "des " : vowel ? "de l’" : g == Gender::kMasculine ? "du " : "de la ") + name;
    if (preposition == "à" && world_->is_state(p.id) && g != Gender::kPlural)
        return (g == Gender::kFeminine || vowel ? "en " : "au ") + name;
    if (preposition.rfind("à", 0) == 0)
        return (g == Gender::kPlural ? "aux " : vowel ? "à l’" : g == Gender::kMasculine ? "au " : "à la ") + name;
    return (g == Gender::kPlural ? "les " : vowel ? "l’" : g == Gender::kMasculine ? "le " : "la ") + name;
}

// Members that stand beside their group are not named again.
std::vector<Party> Titles::shown(const std::vector<Party>& parties, const Event& event) const {
    std::optional<Date> day = event.when ? event.when->range.start : std::nullopt;
    if (!day && !event.ladder.empty()) day = parse_date(event.ladder.front().order_key);
    std::vector<Party> out;
    for (const Party& p : parties) {
        const bool in_group = std::any_of(parties.begin(), parties.end(),
                                          [&](const Party& g) { return world_->is_member(p.id, g.id, day); });
        if (!in_group) out.push_back(p);
    }
    return out;
}

std::string Titles::joined(const std::vector<Party>& parties, const std::string& preposition, bool french) const {
    constexpr std::size_t kNamed = 4;
    std::string out;
    for (std::size_t i = 0; i < std::min(parties.size(), kNamed); ++i) {
        const bool last = i + 1 == parties.size();
        if (i) out += last ? (french ? " et " : " and ") : ", ";
        const Actor* a = world_->find(parties[i].id);
        const bool plural = a && a->kind != "state" && parties[i].office.find("minister") != std::string::npos;
        out += party(parties[i], preposition, french, plural);
    }
    if (parties.size() > kNamed) out += french ? " et d’autres" : " and others";
    return out;
}

std::string Titles::days(const ReportTime& when, bool french) const {
    const auto& months = french ? months_fr_ : months_en_;
    const auto month = [&](Date d) { return months[d.month - 1u]; };
    const auto day = [&](Date d) { return french && d.day == 1 ? std::string("1er") : std::to_string(d.day); };
    const auto year = [](Date d) { return std::to_string(d.year); };
    const std::optional<Date> s = when.range.start ? when.range.start : when.range.end;
    if (!s) return "";
    const Date e = when.range.end && when.range.start ? *when.range.end : *s;
    if (when.precision == "year" || (s->month == 1 && s->day == 1 && e.month == 12 && e.day == 31 && s->year == e.year))
        return year(*s);
    if (s->day == 1 && s->year == e.year && s->month == e.month && e.day == days_in_month(e.year, e.month))
        return month(*s) + " " + year(*s);
    if (*s == e) return day(e) + " " + month(e) + " " + year(e);
    if (s->year != e.year)
        return day(*s) + " " + month(*s) + " " + year(*s) + "–" + day(e) + " " + month(e) + " " + year(e);
    if (s->month != e.month) return day(*s) + " " + month(*s) + "–" + day(e) + " " + month(e) + " " + year(e);
    return day(*s) + "–" + day(e) + " " + month(e) + " " + year(e);
}

namespace {

// The pattern filled in, or nothing when a placeholder has no value.
std::optional<std::string> filled(const std::string& pattern, const Fill& fill) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size();) {
        const std::size_t end = pattern[i] == '{' ? pattern.find('}', i) : std::string::npos;
        if (end == std::string::npos) {
            out += pattern[i++];
            continue;
        }
        const auto it = fill.find(pattern.substr(i + 1, end - i - 1));
        if (it == fill.end() || it->second.empty()) return std::nullopt;
        out += it->second;
        i = end + 1;
    }
    return out;
}

// How reports in the language name the event's place, else how any does.
std::string place_name(const Event& event, const std::vector<const ReportEntry*>& group, const std::string& language) {
    if (!event.place) return "";
    for (const ReportEntry* e : group)
        if (e->report.language == language && e->report.place && e->report.place->id == event.place->id &&
            !e->report.place->name.empty())
            return e->report.place->name;
    return event.place->name;
}

}  // namespace

// The name with the article that is a part of it: « au Caire » gave "Caire", the place is "Le Caire".
std::string Titles::full_place(const ReportPlace& place, const std::string& name) const {
    const world::Place* p = world_->place(place.id);
    if (!p) return name;
    const std::string folded = base::fold(name);
    for (const std::string& full : p->names)
        for (const char* article : {"le ", "la ", "les "})
            if (base::fold(full) == article + folded) return full;
    return name;
}

std::string Titles::title(const Event& event, const std::vector<const ReportEntry*>& group, bool french) const {
    const std::vector<Party> actors = shown(event.actors, event), recipients = shown(event.recipients, event);
    std::vector<Party> all = event.actors;
    all.insert(all.end(), event.recipients.begin(), event.recipients.end());
    all = shown(all, event);
    std::string place = place_name(event, group, french ? "fr" : "en");
    if (french && event.place) place = full_place(*event.place, place);
    Fill fill{{"place", place}, {"place:à", place.empty() ? "" : city(place, "à")}};
    const std::pair<const char*, const std::vector<Party>*> sides[] = {
        {"actors", &actors}, {"recipients", &recipients}, {"all", &all}};
    for (const auto& [name, side] : sides)
        for (const char* preposition : {"", "de", "à", "à.tiers"})
            fill[std::string(name) + (*preposition ? ":" : "") + preposition] = joined(*side, preposition, french);
    std::string out;
    for (const Act& a : acts_) {
        if (a.type != event.type || (!a.mode.empty() && a.mode != event.mode) || all.size() < a.parties) continue;
        if (a.to_group && (event.recipients.empty() || world_->is_state(event.recipients[0].id))) continue;
        if (const auto text = filled(french ? a.fr : a.en, fill)) {
            out = *text;
            break;
        }
    }
    if (out.empty()) out = event.type + (fill["all"].empty() ? "" : (french ? " : " : ": ") + fill["all"]);
    const std::string when = event.when ? days(*event.when, french) : "";
    return when.empty() ? out : out + ", " + when;
}

std::string Titles::french(const Event& event, const std::vector<const ReportEntry*>& group) const {
    return title(event, group, true);
}
std::string Titles::english(const Event& event, const std::vector<const ReportEntry*>& group) const {
    return title(event, group, false);
}

}  // namespace entente::record
