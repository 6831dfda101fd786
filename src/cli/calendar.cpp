// entente calendar: an agenda of meetings and acts by day; the next seven days when no window is given.
#include <algorithm>

#include "cli/reading.h"
#include "record/query.h"

namespace entente::cli {

namespace {

// What contradicts the event's shown time, place or status: "when 2025-02-27".
std::string conflicts_text(const Event& e) {
    std::string out;
    for (const Conflict& c : e.conflicts) out += (out.empty() ? "" : "; ") + c.field + " " + c.value;
    return out;
}

// The first of its days inside the window.
Date shown_day(const Event& e, const record::Query& q) {
    const Date day = record::day_of(e).value_or(*q.from);
    return std::max(day, *q.from);
}

void print_agenda(Invocation& inv, const std::vector<Event>& events, const record::Query& q,
                  const std::vector<ActorId>& asked, const world::World& world) {
    static constexpr const char* kDays[2][7] = {
        {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
        {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}};
    std::optional<Date> last;
    for (const Event& e : events) {
        const Date day = shown_day(e, q);
        if (day != last)
            inv.out << (last ? "\n" : "") << to_string(day) << "  " << kDays[inv.french ? 1 : 0][weekday(day) - 1]
                    << "\n";
        last = day;
        inv.out << "  " << status_glyph(e.status) << " " << status_word(e.status, inv.french) << "  "
                << one_line(title_of(e, inv.french)) << "\n";
        std::string detail = e.place ? one_line(e.place->name) : "";
        const auto add = [&](const std::string& text) {
            detail += (detail.empty() || text.empty() ? "" : " · ") + text;
        };
        add(e.series ? one_line(e.series->name) + (e.series->ordinal ? " #" + std::to_string(*e.series->ordinal) : "")
                     : "");
        add(through_text(e, asked, world));
        add(std::to_string(e.articles) + inv.say(" articles, ", " articles, ") + std::to_string(e.independent) +
            inv.say(" independent", " indépendants"));
        if (e.silent_since) add(inv.say("silent since ", "silence depuis ") + to_string(*e.silent_since));
        const std::string conflicts = conflicts_text(e);
        if (!conflicts.empty()) add(inv.say("also: ", "aussi : ") + one_line(conflicts));
        inv.out << "      " << detail << "\n      " << e.id << "\n";
    }
}

}  // namespace

int run_calendar(Invocation& inv) {
    CLI::App app(inv.say("An agenda by day: what is announced, held, moved, called off. The next seven days from "
                         "--as-of when no --from is given.",
                         "Un agenda par jour : ce qui est annoncé, tenu, déplacé, annulé. Les sept prochains jours "
                         "depuis --as-of sans --from."),
                 "calendar");
    ReadingOptions options;
    add_reading_options(app, options, inv);
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    auto reading = open_reading(inv, "calendar", options, code);
    if (!reading) return code;
    record::Query& q = reading->query;
    if (!q.from) q.from = q.to ? std::min(*q.as_of, *q.to) : *q.as_of;
    if (!q.to) q.to = add_days(*q.from, 6);
    auto events = reading->store->events(q);
    if (!events.ok()) return report_error(inv, events.error());
    std::stable_sort(events->begin(), events->end(),
                     [&](const Event& a, const Event& b) { return shown_day(a, q) < shown_day(b, q); });
    std::vector<ActorId> asked = q.between;
    if (q.with) asked.push_back(*q.with);
    const OutputOptions& o = options.output;
    if (inv.out_tty && !o.json && !o.jsonl && !o.csv && !events->empty()) {
        print_agenda(inv, *events, q, asked, *reading->world);
        return kDone;
    }
    Listing list(
        inv, o,
        {"day", "status", "type", "title", "place", "when", "conflicts", "silent_since", "through", "sources", "id"});
    for (const Event& e : *events) {
        exporter::Json j = event_json(e, asked, *reading->world);
        j["day"] = to_string(shown_day(e, q));
        list.add({to_string(shown_day(e, q)), to_string(e.status), e.type, title_of(e, inv.french),
                  e.place ? e.place->name : "", when_text(e.when), conflicts_text(e),
                  e.silent_since ? to_string(*e.silent_since) : "", through_text(e, asked, *reading->world),
                  std::to_string(e.articles) + "/" + std::to_string(e.independent), e.id.str()},
                 std::move(j));
    }
    return list.finish();
}

}  // namespace entente::cli
