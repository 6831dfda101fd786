// entente claims: standing facts that the press states, beside what the world's facts say.
#include "cli/reading.h"

#include <map>

namespace entente::cli {

namespace {

// What the world's facts hold of the claim's relation on its day.
std::string world_says(const Claim& c, const world::World& world) {
    const std::optional<Date> day = parse_date(c.since.empty() ? c.at : c.since);
    std::string out;
    const auto add = [&](const std::string& fact, const std::optional<Date>& from, const std::optional<Date>& to) {
        out += (out.empty() ? "" : "; ") + fact;
        if (from || to) out += " " + (from ? to_string(*from) : "..") + "/" + (to ? to_string(*to) : "..");
    };
    const bool has = c.relation == "has_member";
    if (has || c.relation == "member_of")
        for (const Membership& m : world.memberships())
            if (m.group.str() == (has ? c.subject : c.object) && m.member.str() == (has ? c.object : c.subject))
                add(m.member.str() + " in " + m.group.str(), m.from, m.to);
    if (c.relation == "chair_of" || c.relation == "holds_office")
        for (const Tenure& t : world.tenures()) {
            const bool chair = c.relation == "chair_of";
            if (t.of.str() != c.object && t.of.str() != c.subject) continue;
            if (chair != (t.office == "chair") || (day && !t.in_force(*day))) continue;
            add((t.person.empty() ? t.holder.str() : t.person) + ", " + t.office, t.from, t.to);
        }
    return out;
}

// One line a statement, however many articles make it.
int print_differences(Invocation& inv, const ReadingOptions& options, const std::vector<Claim>& claims,
                      const world::World& world) {
    std::map<std::tuple<std::string, std::string, std::string>, std::vector<const Claim*>> all;
    for (const Claim& c : claims)
        if (c.agrees_with_world && !*c.agrees_with_world) all[{c.subject, c.relation, c.object}].push_back(&c);
    Listing list(inv, options.output,
                 {"subject", "relation", "object", "first", "last", "claims", "world", "quote", "article"});
    for (const auto& [key, made] : all) {
        const Claim &first = *made.front(), &last = *made.back();
        const std::string says = world_says(last, world);
        exporter::Json j = exporter::to_json(last);
        j["first"] = first.at.empty() ? exporter::Json(nullptr) : exporter::Json(first.at);
        j["claims"] = made.size();
        j["world"] = says.empty() ? exporter::Json(nullptr) : exporter::Json(says);
        list.add({last.subject, last.relation, last.object, first.at, last.at, std::to_string(made.size()), says,
                  last.quote, last.article.str()},
                 std::move(j));
    }
    return list.finish();
}

}  // namespace

int run_claims(Invocation& inv) {
    CLI::App app(
        inv.say("Standing facts that articles state: members, chairs, offices, kinds, other names.",
                "Faits durables que les articles énoncent : membres, présidences, fonctions, natures, autres noms."),
        "claims");
    ReadingOptions options;
    add_reading_options(app, options, inv, false);
    app.add_option("--with", options.with, inv.say("claims about an actor", "faits sur un acteur"));
    std::string relation;
    app.add_option("--relation", relation, "member_of, has_member, chair_of, holds_office, is_a, same_as");
    bool against = false;
    app.add_flag("--against-world", against,
                 inv.say("only those that the world's facts contradict, with what these say",
                         "seulement ceux que les faits du monde contredisent, avec ce qu'ils disent"));
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    auto reading = open_reading(inv, "claims", options, code);
    if (!reading) return code;
    reading->query.type = relation;
    const auto claims = reading->store->claims(reading->query);
    if (!claims.ok()) return report_error(inv, claims.error());
    if (against) return print_differences(inv, options, *claims, *reading->world);
    Listing list(inv, options.output, {"at", "subject", "relation", "object", "agrees", "quote", "article", "id"});
    for (const Claim& c : *claims)
        list.add({c.at, c.subject, c.relation, c.object,
                  !c.agrees_with_world   ? ""
                  : *c.agrees_with_world ? "yes"
                                         : "no",
                  c.quote, c.article.str(), c.id},
                 exporter::to_json(c));
    return list.finish();
}

}  // namespace entente::cli
