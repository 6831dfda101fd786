// Sections places, regions, offices, bodies, references, memberships, tenures.
#include <charconv>

#include "base/text.h"
#include "world/facts.h"

namespace entente::world {

namespace {

Result<Place> read_place_fields(const Fact& fact) {
    Place place;
    TRY(place.names, fact.texts("names"));
    TRY(place.country, fact.text_or_none("country"));
    TRY(const auto lat, fact.number("lat"));
    TRY(const auto lon, fact.number("lon"));
    if (place.names.empty()) return fact.error("'names' is missing");
    if (!lat || !lon || *lat < -90 || *lat > 90 || *lon < -180 || *lon > 180)
        return fact.error("'lat' must lie in -90 … 90 and 'lon' in -180 … 180");
    place.lat = *lat;
    place.lon = *lon;
    return place;
}

Status add_place(const Fact& fact, Facts& facts, Place place) {
    const auto [at, fresh] = facts.place_at.emplace(place.id, facts.places.size());
    if (!fresh) return fact.error("the place '" + place.id + "' stands twice; keep one");
    facts.places.push_back(std::move(place));
    return Done{};
}

Status add_titles(const Fact& fact, Facts& facts, const std::string& office, const std::string& role,
                  const ActorId& only) {
    for (const char* language : {"fr", "en"})
        for (const bool plural : {false, true}) {
            TRY(const auto texts, fact.texts((std::string(language) + (plural ? "_plural" : "")).c_str()));
            for (const std::string& text : texts) facts.offices.push_back({office, text, language, role, plural, only});
        }
    return Done{};
}

Result<DateRange> read_range(const Fact& fact) {
    DateRange range;
    TRY(range.start, fact.date("from"));
    TRY(range.end, fact.date("to", true));
    if (range.start && range.end && *range.end < *range.start) return fact.error("'to' lies before 'from'");
    return range;
}

bool share_a_day(const Membership& a, const Membership& b) {
    return (!a.from || !b.to || *a.from <= *b.to) && (!b.from || !a.to || *b.from <= *a.to);
}

// Whether `from` is reached from `to` by going up from member to group.
bool reaches(Facts& facts, const ActorId& from, const ActorId& to) {
    std::vector<ActorId> open{from};
    std::unordered_set<ActorId> seen{from};
    while (!open.empty()) {
        const ActorId at = open.back();
        open.pop_back();
        if (at == to) return true;
        for (const std::size_t i : facts.memberships_of[at])
            if (seen.insert(facts.memberships[i].group).second) open.push_back(facts.memberships[i].group);
    }
    return false;
}

Status add_membership(const Fact& fact, Facts& facts, const Membership& one) {
    for (const std::size_t i : facts.memberships_of[one.member])
        if (facts.memberships[i].group == one.group && share_a_day(facts.memberships[i], one))
            return fact.error(one.member.str() + " is in " + one.group.str() +
                              " twice for the same days; correct the dates");
    if (reaches(facts, one.group, one.member))
        return fact.error("circle of memberships: " + one.group.str() + " belongs to " + one.member.str() +
                          " already, so " + one.member.str() + " cannot belong to it");
    facts.memberships_of[one.member].push_back(facts.memberships.size());
    facts.memberships.push_back(one);
    return Done{};
}

// "524901|RUS|PPLC|55.7520|37.6178|10381222|Moscow|Moscou": most of the places, a tenth of the time of a map to read.
Status read_place_line(const Fact& fact, Facts& facts, const std::vector<std::string>& columns) {
    if (columns.size() < 7) return fact.error("a place is id|country|feature|lat|lon|population|name|further names …");
    Place place;
    place.id = "geonames:" + columns[0];
    place.country = columns[1];
    place.feature = columns[2];
    const auto number = [](const std::string& text, auto& value) {
        const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), value);
        return ec == std::errc() && end == text.data() + text.size();
    };
    if (columns[0].empty() || columns[0].find_first_not_of("0123456789") != std::string::npos)
        return fact.error("'id' must be a GeoNames number");
    if (!number(columns[3], place.lat) || !number(columns[4], place.lon) || !number(columns[5], place.population))
        return fact.error("lat, lon and population must be numbers");
    if (place.lat < -90 || place.lat > 90 || place.lon < -180 || place.lon > 180)
        return fact.error("'lat' must lie in -90 … 90 and 'lon' in -180 … 180");
    place.names.assign(columns.begin() + 6, columns.end());
    for (const std::string& name : place.names)
        if (name.empty()) return fact.error("a name is empty");
    return add_place(fact, facts, std::move(place));
}

}  // namespace

Status read_place(const Fact& fact, Facts& facts) {
    if (const auto columns = fact.columns(); !columns.empty()) return read_place_line(fact, facts, columns);
    TRY_DONE(fact.check({"id", "names", "country", "lat", "lon", "population", "feature", "source"}));
    TRY(Place place, read_place_fields(fact));
    TRY(const std::string id, fact.text("id"));
    if (id.find_first_not_of("0123456789") != std::string::npos) return fact.error("'id' must be a GeoNames number");
    place.id = "geonames:" + id;
    TRY(const auto population, fact.number("population"));
    place.population = static_cast<std::int64_t>(population.value_or(0));
    TRY(place.feature, fact.text("feature"));
    return add_place(fact, facts, std::move(place));
}

Status link_place(const Fact& fact, Facts& facts) {
    if (const auto columns = fact.columns(); columns.size() > 1) return check_actor(fact, facts, columns[1]);
    TRY(const std::string country, fact.text("country"));
    return check_actor(fact, facts, country);
}

Status read_region(const Fact& fact, Facts& facts) {
    TRY_DONE(fact.check({"id", "names", "country", "lat", "lon", "source"}));
    TRY(Place place, read_place_fields(fact));
    TRY(const std::string id, fact.text("id"));
    place.id = "text:" + id;
    place.feature = "RGN";
    return add_place(fact, facts, std::move(place));
}

Status link_region(const Fact& fact, Facts& facts) {
    TRY(const std::string country, fact.text_or_none("country"));
    return country.empty() ? Status(Done{}) : check_actor(fact, facts, country);
}

Status read_office(const Fact& fact, Facts& facts) {
    TRY_DONE(fact.check({"office", "role", "only", "fr", "fr_plural", "en", "en_plural", "source"}));
    TRY(const std::string office, fact.text("office"));
    TRY(const std::string role, fact.text("role"));
    TRY(const std::string only, fact.text_or_none("only"));
    return add_titles(fact, facts, office, role, ActorId(only));
}

Status read_body(const Fact& fact, Facts& facts) {
    TRY_DONE(fact.check({"role", "fr", "fr_plural", "en", "en_plural", "source"}));
    TRY(const std::string role, fact.text("role"));
    return add_titles(fact, facts, "", role, ActorId());
}

Status read_reference(const Fact& fact, Facts& facts) {
    TRY_DONE(fact.check({"sense", "kinds", "fr", "en", "source"}));
    TRY(const std::string sense, fact.text("sense"));
    TRY(const auto kinds, fact.texts("kinds"));
    for (const char* language : {"fr", "en"}) {
        TRY(const auto texts, fact.texts(language));
        for (const std::string& text : texts) facts.references.push_back({text, language, sense, kinds});
    }
    return Done{};
}

Status read_membership(const Fact& fact, Facts& facts) {
    TRY_DONE(fact.check({"group", "members", "from", "to", "notice", "suspended", "source"}));
    TRY(const std::string group, fact.text("group"));
    TRY(const auto members, fact.texts("members"));
    TRY_DONE(check_actor(fact, facts, group));
    if (members.empty()) return fact.error("'members' is missing");
    Membership one;
    one.group = ActorId(group);
    TRY(const DateRange range, read_range(fact));
    one.from = range.start;
    one.to = range.end;
    TRY(one.notice, fact.date("notice"));
    TRY(one.source, fact.source());
    TRY(const auto suspensions, fact.facts("suspended"));
    for (const Fact& suspension : suspensions) {
        TRY_DONE(suspension.check({"from", "to"}));
        TRY(const DateRange days, read_range(suspension));
        one.suspended.push_back(days);
    }
    for (const std::string& member : members) {
        TRY_DONE(check_actor(fact, facts, member));
        one.member = ActorId(member);
        TRY_DONE(add_membership(fact, facts, one));
    }
    return Done{};
}

Status read_tenure(const Fact& fact, Facts& facts) {
    TRY_DONE(fact.check({"of", "office", "holder", "person", "also", "from", "to", "source"}));
    TRY(const std::string of, fact.text("of"));
    TRY_DONE(check_actor(fact, facts, of));
    Tenure one;
    one.of = ActorId(of);
    TRY(one.office, fact.text("office"));
    std::vector<std::string_view> offices;
    for (const OfficeTitle& title : facts.offices) offices.push_back(title.office);
    if (const std::string_view near = meant(one.office, offices); !near.empty())
        return fact.error("no office is called '" + one.office + "'; write '" + std::string(near) + "'?");
    TRY(one.person, fact.text_or_none("person"));
    TRY(const std::string holder, fact.text_or_none("holder"));
    if (!holder.empty()) TRY_DONE(check_actor(fact, facts, holder));
    if (holder.empty() && one.person.empty()) return fact.error("give 'person', or 'holder' for a chair");
    one.holder = ActorId(holder);
    TRY(one.also, fact.texts("also"));
    TRY(const DateRange range, read_range(fact));
    one.from = range.start;
    one.to = range.end;
    TRY(one.source, fact.source());
    for (const Tenure& t : facts.tenures)  // a handover may share its day
        if (t.of == one.of && t.office == one.office && t.person != one.person &&
            (!t.to || !one.from || *one.from < *t.to) && (!one.to || !t.from || *t.from < *one.to))
            return fact.error("'" + one.office + "' of " + of + " is held by " + t.person +
                              " in the same time; correct the dates");
    facts.tenures.push_back(std::move(one));
    return Done{};
}

}  // namespace entente::world
