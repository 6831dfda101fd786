// entente changes --since rN|DAY, entente diff rA rB: what is new, what is otherwise, what is gone.
#include <algorithm>
#include <map>
#include <utility>

#include "cli/reading.h"

namespace entente::cli {

namespace {

// What a person compares of an event.
std::map<std::string, std::string> face(const Event& e, bool french) {
    return {{"status", to_string(e.status)},
            {"when", when_text(e.when)},
            {"place", e.place ? e.place->name : ""},
            {"type", e.mode.empty() ? e.type : e.type + "/" + e.mode},
            {"actors", parties_text(e.actors)},
            {"recipients", parties_text(e.recipients)},
            {"reports", std::to_string(e.reports.size())},
            {"title", title_of(e, french)}};
}

exporter::Json value_or_null(const std::string& text) {
    return text.empty() ? exporter::Json(nullptr) : exporter::Json(text);
}

void add_line(Listing& list, const Event& e, const char* change, const std::map<std::string, std::string>& before,
              const std::map<std::string, std::string>& after, bool french) {
    std::string what;
    exporter::Json fields = exporter::Json::object();
    for (const auto& [key, value] : after) {
        const auto old = before.find(key);
        if (before.empty() || old == before.end() || old->second == value) continue;
        what += (what.empty() ? "" : "; ") + key + ": " + old->second + " → " + value;
        fields[key] = {{"before", value_or_null(old->second)}, {"after", value_or_null(value)}};
    }
    exporter::Json j = {{"event", e.id.str()}, {"change", change}, {"fields", fields}};
    list.add({change, title_of(e, french), what, e.id.str()}, std::move(j));
}

int revision_named(Invocation& inv, const std::string& text, const record::Store& store, std::int64_t& out) {
    if (const auto day = parse_date(text)) {
        const auto r = store.revision_on(add_days(*day, -1));
        if (!r.ok()) return report_error(inv, r.error());
        out = *r;
        return kDone;
    }
    const std::string digits = text.substr(!text.empty() && text[0] == 'r' ? 1 : 0);
    if (digits.empty() || digits.size() > 18 || digits.find_first_not_of("0123456789") != std::string::npos) {
        inv.err << "entente: \"" << text << "\" "
                << inv.say("is no revision (r12) and no day\n", "n'est ni une révision (r12) ni un jour\n");
        return kUsage;
    }
    out = std::stoll(digits);
    return kDone;
}

}  // namespace

int run_diff(Invocation& inv) {
    CLI::App app(inv.say("What differs in the record between two revisions of the store: events new, gone, changed.",
                         "Ce qui diffère entre deux révisions du registre : événements nouveaux, disparus, changés."),
                 "diff");
    ReadingOptions options;
    std::vector<std::string> ends;
    app.add_option("R1 R2", ends, inv.say("two revisions or days", "deux révisions ou jours"))->required()->expected(2);
    add_reading_options(app, options, inv);
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    auto reading = open_reading(inv, "diff", options, code);
    if (!reading) return code;
    std::vector<std::vector<Event>> sides;
    for (const std::string& end : ends) {
        std::int64_t revision = 0;
        if (const int wrong = revision_named(inv, end, *reading->store, revision)) return wrong;
        reading->query.known_at = revision;
        auto events = reading->store->events(reading->query);
        if (!events.ok()) return report_error(inv, events.error());
        sides.push_back(std::move(*events));
    }
    std::map<EventId, const Event*> before, after;
    for (const Event& e : sides[0]) before[e.id] = &e;
    for (const Event& e : sides[1]) after[e.id] = &e;
    Listing list(inv, options.output, {"change", "title", "what", "id"});
    for (const Event& e : sides[1]) {
        const auto old = before.find(e.id);
        if (old == before.end())
            add_line(list, e, "new", {}, face(e, inv.french), inv.french);
        else if (face(*old->second, inv.french) != face(e, inv.french))
            add_line(list, e, "changed", face(*old->second, inv.french), face(e, inv.french), inv.french);
    }
    for (const Event& e : sides[0])
        if (!after.contains(e.id)) add_line(list, e, "gone", {}, face(e, inv.french), inv.french);
    return list.finish();
}

int run_changes(Invocation& inv) {
    CLI::App app(
        inv.say("Events that changed since a revision or a day, and ids that are gone with what answers for them.",
                "Événements changés depuis une révision ou un jour, et identifiants disparus avec leur successeur."),
        "changes");
    ReadingOptions options;
    std::string since;
    app.add_option("--since", since, inv.say("a revision (r12) or a day", "une révision (r12) ou un jour"))->required();
    add_reading_options(app, options, inv);
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    auto reading = open_reading(inv, "changes", options, code);
    if (!reading) return code;
    std::int64_t revision = 0;
    if (const int wrong = revision_named(inv, since, *reading->store, revision)) return wrong;
    const auto limit = std::exchange(reading->query.limit, std::nullopt);
    const auto events = reading->store->events(reading->query);
    if (!events.ok()) return report_error(inv, events.error());
    const auto gone = reading->store->gone(revision);
    if (!gone.ok()) return report_error(inv, gone.error());
    std::vector<const Event*> changed;
    for (const Event& e : *events)
        if (e.revision > revision) changed.push_back(&e);
    std::stable_sort(changed.begin(), changed.end(),
                     [](const Event* a, const Event* b) { return a->revision < b->revision; });
    if (limit && changed.size() > *limit) changed.resize(*limit);
    Listing list(inv, options.output, {"revision", "change", "status", "title", "id", "successor"});
    for (const Event* e : changed) {
        exporter::Json j = exporter::to_json(*e);
        j["change"] = "changed";
        list.add({"r" + std::to_string(e->revision), "changed", to_string(e->status), title_of(*e, inv.french),
                  e->id.str(), ""},
                 std::move(j));
    }
    for (const record::Tombstone& t : *gone)
        list.add({"r" + std::to_string(t.revision), "gone", "", "", t.id.str(), t.successor.str()},
                 {{"id", t.id.str()},
                  {"change", "gone"},
                  {"successor", value_or_null(t.successor.str())},
                  {"revision", t.revision}});
    return list.finish();
}

}  // namespace entente::cli
