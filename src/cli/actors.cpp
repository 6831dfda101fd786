// entente actors: the world's actors, their names, members and offices, at a day or over all time.
#include "cli/output.h"
#include "cli/verb.h"
#include "entente/date.h"
#include "export/json.h"

namespace entente::cli {

namespace {

struct ActorsOptions {
    std::string id, resolve, at;
    OutputOptions output;
};

std::string days(const std::optional<Date>& from, const std::optional<Date>& to) {
    return (from ? to_string(*from) : "") + ".." + (to ? to_string(*to) : "");
}

// One line an actor: id, kind, name, members that day.
int print_list(Invocation& inv, const OutputOptions& output, const world::World& world,
               const std::vector<const Actor*>& actors, std::optional<Date> at) {
    Listing listing(inv, output, {"id", "kind", inv.say("name", "nom"), inv.say("members", "membres")});
    for (const Actor* actor : actors) {
        std::string members;
        for (const ActorId& m : world.members(actor->id, at)) members += (members.empty() ? "" : ",") + m.str();
        listing.add({actor->id.str(), actor->kind, world.name(actor->id, inv.french ? "fr" : "en"), members},
                    exporter::to_json(*actor, world, at));
    }
    return listing.finish();
}

// The membership, its suspensions and the announced exit, a line each; of a day only what holds or is known that day.
void print_membership(Invocation& inv, bool of_group, const Membership& m, const world::World& world,
                      std::optional<Date> at) {
    const ActorId& other = of_group ? m.member : m.group;
    const auto line = [&](const char* relation, const std::string& when) {
        inv.out << relation << "\t" << other << "\t" << world.name(other, inv.french ? "fr" : "en") << "\t" << when
                << "\t" << m.source << "\n";
    };
    line(of_group ? "member" : "member_of", days(m.from, m.to));
    for (const DateRange& s : m.suspended)
        if (!at || ((!s.start || *s.start <= *at) && (!s.end || *at <= *s.end)))
            line(of_group ? "suspended" : "suspended_from", days(s.start, s.end));
    if (m.notice && (!at || *m.notice <= *at)) line("exit_announced", to_string(*m.notice));
}

// Everything about one actor, a fact a line.
void print_actor(Invocation& inv, const world::World& world, const Actor& actor, std::optional<Date> at) {
    inv.out << actor.id << "\t" << actor.kind << "\t" << world.name(actor.id, inv.french ? "fr" : "en") << "\n";
    for (const auto& [language, names] : {std::pair{"fr", &actor.names_fr}, std::pair{"en", &actor.names_en}})
        for (const std::string& name : *names) inv.out << "name\t" << language << "\t" << name << "\n";
    for (const FormerName& name : actor.former)
        inv.out << "former\t" << name.language << "\t" << name.text << "\t" << days({}, name.to) << "\n";
    if (!actor.headquarters.empty()) inv.out << "headquarters\t" << actor.headquarters << "\n";
    if (!actor.recognised.empty()) inv.out << "recognised\t" << actor.recognised << "\n";
    for (const Membership& m : world.memberships()) {
        if (at && !m.in_force(*at)) continue;
        if (m.group == actor.id || m.member == actor.id) print_membership(inv, m.group == actor.id, m, world, at);
    }
    for (const Tenure& t : world.tenures()) {
        if (t.of != actor.id || (at && !t.in_force(*at))) continue;
        inv.out << "office\t" << t.office << "\t" << t.holder << "\t" << t.person << "\t" << days(t.from, t.to) << "\t"
                << t.source << "\n";
    }
}

int run_with(Invocation& inv, const ActorsOptions& options, const world::World& world, std::optional<Date> at) {
    std::vector<const Actor*> actors;
    if (!options.resolve.empty()) {
        for (const ActorId& id : world.resolve(options.resolve)) actors.push_back(world.find(id));
    } else if (!options.id.empty()) {
        const Actor* actor = world.find(ActorId(options.id));
        const std::vector<ActorId> candidates = actor ? std::vector<ActorId>{actor->id} : world.resolve(options.id);
        if (candidates.size() > 1) {
            inv.err << "entente actors: " << options.id << inv.say(" may be: ", " peut être : ");
            for (const ActorId& id : candidates)
                inv.err << id << " (" << world.name(id, inv.french ? "fr" : "en") << ") ";
            inv.err << "\n";
            return kUsage;
        }
        for (const ActorId& id : candidates) actors.push_back(world.find(id));
    } else {
        for (const Actor& actor : world.actors()) actors.push_back(&actor);
    }
    if (actors.empty() && !options.id.empty()) {
        inv.err << "entente actors: " << options.id
                << inv.say(": no actor has this id or name", " : aucun acteur de cet identifiant ou nom") << "\n";
        return kFailed;
    }
    const bool one = !options.id.empty() && options.resolve.empty();
    if (!one || options.output.csv || options.output.jsonl) return print_list(inv, options.output, world, actors, at);
    if (options.output.json)
        inv.out << exporter::dump(exporter::to_json(*actors.front(), world, at)) << "\n";
    else
        print_actor(inv, world, *actors.front(), at);
    return kDone;
}

}  // namespace

int run_actors(Invocation& inv) {
    CLI::App app(
        inv.say("Actors of the world: their names, members, offices.", "Acteurs du monde : noms, membres, fonctions."),
        "actors");
    ActorsOptions options;
    app.add_option("ID", options.id, inv.say("id or name of one actor", "identifiant ou nom d'un acteur"));
    app.add_option("--resolve", options.resolve,
                   inv.say("actors that this name, acronym, adjective or capital may mean, best first",
                           "acteurs que ce nom, sigle, adjectif ou capitale peut désigner"));
    app.add_option("--at", options.at,
                   inv.say("only what is in force that day, YYYY-MM-DD", "seulement ce qui vaut ce jour, AAAA-MM-JJ"));
    add_output_options(app, options.output, inv, false);
    if (const auto code = parse(inv, app)) return *code;
    const std::optional<Date> at = parse_date(options.at);
    if (!options.at.empty() && !at) {
        inv.err << "entente actors: --at \"" << options.at << "\" "
                << inv.say("is not a day (YYYY-MM-DD)", "n'est pas un jour (AAAA-MM-JJ)") << "\n";
        return kUsage;
    }
    auto resources = open_resources();
    if (!resources.ok()) return report_error(inv, resources.error());
    const auto world = resources.value()->world();
    if (!world.ok()) return report_error(inv, world.error());
    return run_with(inv, options, **world, at);
}

}  // namespace entente::cli
