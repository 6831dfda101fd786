#include "cli/reading.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "base/text.h"
#include "pipeline/open_store.h"
#include "record/views/status_words.h"
#include "world/named.h"

namespace entente::cli {

namespace {

Error usage(std::string message) { return fail(ErrorCode::kAmbiguous, std::move(message)); }  // exit code 2

Result<std::optional<Date>> day_option(const char* name, const std::string& text) {
    if (text.empty()) return std::optional<Date>{};
    const std::optional<Date> day = parse_date(text);
    if (!day) return usage(std::string(name) + " \"" + text + "\" is not a day (YYYY-MM-DD)");
    return day;
}

Result<std::optional<std::int64_t>> revision_option(const std::string& text) {
    if (text.empty()) return std::optional<std::int64_t>{};
    const char* begin = text.c_str() + (text[0] == 'r' ? 1 : 0);
    const char* end = text.c_str() + text.size();
    std::int64_t n = 0;
    const auto [at, ec] = std::from_chars(begin, end, n);
    if (begin == end || ec != std::errc() || at != end || n < 0)
        return usage("--known-at \"" + text + "\" is not a revision (r12)");
    return std::optional<std::int64_t>(n);
}

std::string upper(std::string text) {
    for (char& c : text)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    return text;
}

Result<record::Query> query_of(const ReadingOptions& o, const world::World& world, bool french) {
    record::Query q;
    TRY(const auto day, day_option("--as-of", o.as_of));
    q.as_of = day ? *day : record::today();
    TRY(q.known_at, revision_option(o.known_at));
    TRY(q.from, day_option("--from", o.from));
    TRY(q.to, day_option("--to", o.to));
    for (const std::string& name : o.between) {
        TRY(ActorId id, world::actor_named(name, world, french));
        q.between.push_back(std::move(id));
    }
    if (!o.with.empty()) {
        TRY(q.with, world::actor_named(o.with, world, french));
    }
    q.type = upper(o.type);
    q.status = o.status;
    const auto limit = limit_of(o.output);
    if (!limit.ok()) return usage(limit.error().message);
    q.limit = *limit;
    return q;
}

}  // namespace

void add_store_option(CLI::App& app, std::string& store, const Invocation& inv) {
    app.add_option("--store", store,
                   inv.say("the store's file (default: $ENTENTE_STORE, else entente.db)",
                           "le fichier du registre (défaut : $ENTENTE_STORE, sinon entente.db)"));
}

void add_reading_options(CLI::App& app, ReadingOptions& o, const Invocation& inv, bool filters) {
    add_store_option(app, o.store, inv);
    app.add_option("--as-of", o.as_of,
                   inv.say("what was published by that day, YYYY-MM-DD (default: today)",
                           "ce qui était publié ce jour-là, AAAA-MM-JJ (défaut : aujourd'hui)"));
    app.add_option("--known-at", o.known_at,
                   inv.say("what the store held at revision rN", "ce que le registre contenait à la révision rN"));
    if (filters) {
        app.add_option("--from", o.from, inv.say("first day", "premier jour"));
        app.add_option("--to", o.to, inv.say("last day", "dernier jour"));
        app.add_option("--between", o.between,
                       inv.say("two actors: both take part", "deux acteurs : les deux participent"))
            ->expected(2);
        app.add_option("--with", o.with,
                       inv.say("an actor that takes part, itself or through its group",
                               "un acteur qui participe, lui-même ou par son groupe"));
        app.add_option("--type", o.type, inv.say("PLOVER type, such as CONSULT", "type PLOVER, tel que CONSULT"));
        std::vector<std::string> words;
        for (const record::StatusWord& w : record::status_words()) words.emplace_back(w.en);
        app.add_option("--status", o.status, inv.say("status on the day asked", "statut au jour demandé"))
            ->check(CLI::IsMember(words));
    }
    add_output_options(app, o.output, inv);
}

std::string store_path(const std::string& given) {
    if (!given.empty()) return given;
    const char* env = std::getenv("ENTENTE_STORE");
    return env && *env ? env : "entente.db";
}

std::optional<Reading> open_reading(Invocation& inv, const char* verb, const ReadingOptions& options, int& code) {
    const auto stop = [&](const Error& e) {
        inv.err << "entente " << verb << ": " << e.message << "\n";
        code = exit_code(e.code);
        return std::nullopt;
    };
    Reading r;
    auto resources = open_resources();
    if (!resources.ok()) return stop(resources.error());
    r.resources = *resources;
    auto world = r.resources->world();
    if (!world.ok()) return stop(world.error());
    r.world = *world;
    auto query = query_of(options, *r.world, inv.french);
    if (!query.ok()) return stop(query.error());
    r.query = *query;
    record::OpenOptions open;
    open.read_only = true;
    auto store = pipeline::open_store(store_path(options.store), *r.resources, open);
    if (!store.ok()) return stop(store.error());
    r.store = std::move(*store);
    return r;
}

std::string when_text(const std::optional<ReportTime>& when) {
    if (!when || !when->range.known()) return "";
    const std::string start = when->range.start ? to_string(*when->range.start) : "..";
    const std::string end = when->range.end ? to_string(*when->range.end) : (when->precision == "day" ? start : "..");
    return start == end ? start : std::string(start).append("/").append(end);
}

std::string parties_text(const std::vector<Party>& parties) {
    std::vector<ActorId> ids;
    for (const Party& p : parties) ids.push_back(p.id);
    return parties_text(ids);
}

std::string parties_text(const std::vector<ActorId>& parties) {
    std::string out;
    for (const ActorId& p : parties) out += (out.empty() ? "" : " ") + p.str();
    return out;
}

const std::string& title_of(const Event& event, bool french) { return french ? event.title_fr : event.title_en; }

std::string through_text(const Event& event, const std::vector<ActorId>& for_actors, const world::World& world) {
    std::string out;
    for (const ActorId& actor : for_actors) {
        const std::vector<record::Part> parts = record::parts_of(actor, event, world);
        if (!parts.empty() && parts[0].through_group)
            out += (out.empty() ? "" : ", ") + actor.str() + " < " + parts[0].party.str();
    }
    return out;
}

exporter::Json event_json(const Event& event, const std::vector<ActorId>& for_actors, const world::World& world) {
    exporter::Json j = exporter::to_json(event);
    exporter::Json through = exporter::Json::array();
    for (const ActorId& actor : for_actors) {
        const std::vector<record::Part> parts = record::parts_of(actor, event, world);
        if (!parts.empty() && parts[0].through_group)
            through.push_back({{"actor", actor.str()}, {"group", parts[0].party.str()}});
    }
    if (!through.empty()) j["through"] = std::move(through);
    return j;
}

int print_events(Invocation& inv, const ReadingOptions& options, const std::vector<Event>& events,
                 const std::vector<ActorId>& for_actors, const world::World& world) {
    std::vector<std::string> names{"when", "status", "type", "actors", "recipients", "place", "title", "sources", "id"};
    if (!for_actors.empty()) names.insert(names.begin() + 5, "through");
    Listing list(inv, options.output, names);
    for (const Event& e : events) {
        std::string status = inv.out_tty ? std::string(status_glyph(e.status)) + " " + status_word(e.status, inv.french)
                                         : to_string(e.status);
        if (inv.out_tty && e.silent_since) status += inv.say(" (silent)", " (silence)");
        std::vector<std::string> cells{when_text(e.when),
                                       std::move(status),
                                       e.mode.empty() ? e.type : e.type + "/" + e.mode,
                                       parties_text(e.actors),
                                       parties_text(e.recipients),
                                       e.place ? e.place->name : "",
                                       title_of(e, inv.french),
                                       std::to_string(e.articles) + "/" + std::to_string(e.independent),
                                       e.id.str()};
        if (!for_actors.empty()) cells.insert(cells.begin() + 5, through_text(e, for_actors, world));
        list.add(std::move(cells), event_json(e, for_actors, world));
    }
    return list.finish();
}

}  // namespace entente::cli
