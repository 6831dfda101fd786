// entente series: named, repeated meetings with their sessions, and the next one.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "cli/reading.h"

namespace entente::cli {

namespace {

struct Series {
    std::string id, name_fr, name_en;
    std::vector<std::string> parties;
    std::vector<const Event*> events;  // in order of ordinal, then of day
    const Event* next = nullptr;
};

std::vector<std::string> party_ids(const Event& e) {
    std::vector<std::string> out;
    for (const auto* side : {&e.actors, &e.recipients})
        for (const Party& p : *side) out.push_back(p.id.str());
    std::sort(out.begin(), out.end());
    return out;
}

// One series a folded name: its sessions share it.
std::vector<Series> series_of(const std::vector<Event>& events, Date day) {
    std::map<std::string, Series> by_name;
    for (const Event& e : events) {
        if (!e.series || e.series->name.empty()) continue;
        const std::string key = base::fold(e.series->name);
        Series& s = by_name[key];
        if (s.events.empty()) {
            s.id = "s" + base::content_id({"series", key});
            s.name_fr = s.name_en = e.series->name;
            s.parties = party_ids(e);
        }
        s.events.push_back(&e);
        const std::optional<Date> when = record::day_of(e);
        const bool ahead = e.status == EventStatus::kAnnounced || e.status == EventStatus::kExpected ||
                           e.status == EventStatus::kPostponed;
        if (!s.next && ahead && when && *when >= day) s.next = &e;
    }
    std::vector<Series> out;
    for (auto& [key, s] : by_name) {
        std::stable_sort(s.events.begin(), s.events.end(), [](const Event* a, const Event* b) {
            return a->series->ordinal.value_or(1 << 20) < b->series->ordinal.value_or(1 << 20);
        });
        out.push_back(std::move(s));
    }
    return out;
}

exporter::Json session_json(const Event& e) {
    exporter::Json j;
    j["id"] = e.id.str();
    j["ordinal"] = e.series && e.series->ordinal ? exporter::Json(*e.series->ordinal) : exporter::Json(nullptr);
    j["when"] = when_text(e.when).empty() ? exporter::Json(nullptr) : exporter::Json(when_text(e.when));
    j["status"] = to_string(e.status);
    return j;
}

exporter::Json to_json(const Series& s) {
    exporter::Json j;
    j["id"] = s.id;
    j["name"] = {{"fr", s.name_fr}, {"en", s.name_en}};
    j["parties"] = s.parties;
    j["events"] = exporter::Json::array();
    for (const Event* e : s.events) j["events"].push_back(session_json(*e));
    j["next"] = s.next ? session_json(*s.next) : exporter::Json(nullptr);
    return j;
}

}  // namespace

int run_series(Invocation& inv) {
    CLI::App app(inv.say("Series of meetings: their sessions in order, and the next one.",
                         "Séries de rencontres : leurs sessions, et la prochaine."),
                 "series");
    ReadingOptions options;
    add_reading_options(app, options, inv);
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    auto reading = open_reading(inv, "series", options, code);
    if (!reading) return code;
    const auto limit = std::exchange(reading->query.limit, std::nullopt);  // of series, not of their sessions
    const auto events = reading->store->events(reading->query);
    if (!events.ok()) return report_error(inv, events.error());
    std::vector<Series> all = series_of(*events, *reading->query.as_of);
    if (limit && all.size() > *limit) all.resize(*limit);
    Listing list(inv, options.output, {"name", "parties", "sessions", "last", "next", "id"});
    for (const Series& s : all) {
        std::string parties;
        for (const std::string& p : s.parties) parties += (parties.empty() ? "" : " ") + p;
        list.add({s.name_fr, parties, std::to_string(s.events.size()), when_text(s.events.back()->when),
                  s.next ? when_text(s.next->when) : "", s.id},
                 to_json(s));
    }
    return list.finish();
}

}  // namespace entente::cli
