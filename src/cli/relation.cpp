// entente relation A B: the two actors together: shared groups, last and next contact, what is announced, all events.
#include "record/views/relation.h"
#include "cli/reading.h"
#include "cli/relation_compare.h"

namespace entente::cli {

namespace {

using record::Relation;

void print_event_line(Invocation& inv, const Event& e, const std::vector<ActorId>& asked, const world::World& world) {
    const std::string when = when_text(e.when), through = through_text(e, asked, world);
    inv.out << "  " << status_glyph(e.status) << " " << (when.empty() ? std::string("–") : when) << "  "
            << one_line(title_of(e, inv.french)) << "  (" << status_word(e.status, inv.french)
            << (e.silent_since ? inv.say(", silent", ", silence") : "") << (through.empty() ? "" : ", " + through)
            << ")  " << e.id << "\n";
}

void print_text(Invocation& inv, const Relation& r, const std::vector<Event>& events, const Reading& reading,
                const ActorId& a, const ActorId& b) {
    const char* language = inv.french ? "fr" : "en";
    const std::vector<ActorId> asked{a, b};
    inv.out << reading.world->name(a, language) << " – " << reading.world->name(b, language)
            << inv.say(", as of ", ", au ") << to_string(*reading.query.as_of) << "\n";
    if (!r.shared_groups.empty()) {
        inv.out << inv.say("shared groups: ", "groupes communs : ");
        for (std::size_t i = 0; i < r.shared_groups.size(); ++i) inv.out << (i ? ", " : "") << r.shared_groups[i];
        inv.out << "\n";
    }
    const auto section = [&](const char* head, const std::vector<const Event*>& list) {
        if (list.empty()) return;
        inv.out << "\n" << head << "\n";
        for (const Event* e : list) print_event_line(inv, *e, asked, *reading.world);
    };
    section(inv.say("last contact", "dernier contact"), r.last ? std::vector{r.last} : std::vector<const Event*>{});
    section(inv.say("next contact", "prochain contact"), r.next ? std::vector{r.next} : std::vector<const Event*>{});
    section(inv.say("announced or expected, not done", "annoncé ou attendu, non accompli"), r.pending);
    std::vector<const Event*> all;
    for (const Event& e : events) all.push_back(&e);
    section(inv.say("events", "événements"), all);
}

exporter::Json to_json(const Relation& r, const std::vector<Event>& events, const Reading& reading, const ActorId& a,
                       const ActorId& b) {
    using exporter::Json;
    const std::vector<ActorId> asked{a, b};
    Json j;
    j["parties"] = Json::array({a.str(), b.str()});
    j["as_of"] = to_string(*reading.query.as_of);
    j["shared_groups"] = Json::array();
    for (const ActorId& g : r.shared_groups) j["shared_groups"].push_back(g.str());
    j["last_contact"] = r.last ? Json(r.last->id.str()) : Json(nullptr);
    j["next_contact"] = r.next ? Json(r.next->id.str()) : Json(nullptr);
    j["pending"] = Json::array();
    for (const Event* e : r.pending) j["pending"].push_back(e->id.str());
    j["events"] = Json::array();
    for (const Event& e : events) j["events"].push_back(event_json(e, asked, *reading.world));
    return j;
}

}  // namespace

int run_relation(Invocation& inv) {
    CLI::App app(inv.say("Two actors: what they share, their last and next contact, what is announced between them, "
                         "every event in order.",
                         "Deux acteurs : ce qu'ils partagent, dernier et prochain contact, ce qui est annoncé entre "
                         "eux, tous les événements."),
                 "relation");
    ReadingOptions options;
    std::vector<std::string> names;
    app.add_option("A B", names, inv.say("names or ids of two actors", "noms ou identifiants de deux acteurs"))
        ->required()
        ->expected(2);
    add_reading_options(app, options, inv, false);
    app.add_option("--from", options.from, inv.say("first day", "premier jour"));
    app.add_option("--to", options.to, inv.say("last day", "dernier jour"));
    app.add_option("--type", options.type, inv.say("PLOVER type", "type PLOVER"));
    std::vector<std::string> compare;
    bool why = false;
    app.add_option("--compare", compare,
                   inv.say("two stretches of time: what differs (2025-04, 2025, 2025-04-03/2025-06-30)",
                           "deux périodes : ce qui diffère (2025-04, 2025, 2025-04-03/2025-06-30)"))
        ->expected(2);
    app.add_flag("--why", why, inv.say("with --compare: every event", "avec --compare : chaque événement"));
    if (const auto code = parse(inv, app)) return *code;
    options.between = names;
    int code = kDone;
    const auto reading = open_reading(inv, "relation", options, code);
    if (!reading) return code;
    const auto events = reading->store->events(reading->query);
    if (!events.ok()) return report_error(inv, events.error());
    const ActorId a = reading->query.between[0], b = reading->query.between[1];
    const OutputOptions& o = options.output;
    if (!compare.empty()) return print_comparison(inv, *reading, *events, compare, why, o.json || o.jsonl);
    const Relation r = record::relation_of(*events, a, b, *reading->query.as_of, *reading->world);
    if (o.json)
        inv.out << exporter::dump(to_json(r, *events, *reading, a, b)) << "\n";
    else if (o.jsonl || o.csv || !inv.out_tty)
        return print_events(inv, options, *events, {a, b}, *reading->world);
    else
        print_text(inv, r, *events, *reading, a, b);
    return events->empty() && o.fail_empty ? kNothing : kDone;
}

}  // namespace entente::cli
