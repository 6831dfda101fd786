// entente series [ID]: named, repeated meetings with their sessions, and the next one.
#include <algorithm>
#include <utility>

#include "cli/reading.h"
#include "export/views_json.h"

namespace entente::cli {

int run_series(Invocation& inv) {
    CLI::App app(inv.say("Series of meetings: their sessions in order, and the next one.",
                         "Séries de rencontres : leurs sessions, et la prochaine."),
                 "series");
    ReadingOptions options;
    std::string id;
    app.add_option("ID", id, inv.say("one series", "une série"));
    add_reading_options(app, options, inv);
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    auto reading = open_reading(inv, "series", options, code);
    if (!reading) return code;
    const auto limit = std::exchange(reading->query.limit, std::nullopt);  // of series, not of their sessions
    const auto events = reading->store->events(reading->query);
    if (!events.ok()) return report_error(inv, events.error());
    std::vector<record::Series> all = record::series_of(*events, *reading->world, *reading->query.as_of);
    std::erase_if(all, [&](const record::Series& s) {
        return !id.empty() && s.id != id && std::find(s.also.begin(), s.also.end(), id) == s.also.end();
    });
    if (limit && all.size() > *limit) all.resize(*limit);
    Listing list(inv, options.output, {"name", "parties", "sessions", "last", "next", "id"});
    for (const record::Series& s : all)
        list.add({s.names.front(), parties_text(s.parties), std::to_string(s.sessions.size()),
                  when_text(s.sessions.back().when), s.next ? when_text(s.next->when) : "", s.id},
                 exporter::to_json(s));
    return list.finish();
}

int run_frames(Invocation& inv) {
    CLI::App app(inv.say("Documents that acts rest on: roadmaps, treaties, resolutions, with their events.",
                         "Documents sur lesquels des actes s'appuient : feuilles de route, traités, résolutions."),
                 "frames");
    ReadingOptions options;
    std::string id;
    app.add_option("ID", id, inv.say("one frame", "un document"));
    add_reading_options(app, options, inv);
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    auto reading = open_reading(inv, "frames", options, code);
    if (!reading) return code;
    const auto limit = std::exchange(reading->query.limit, std::nullopt);
    const auto events = reading->store->events(reading->query);
    if (!events.ok()) return report_error(inv, events.error());
    const auto words = pipeline::read_file(reading->resources->data() / "record" / "frames.yaml");
    if (!words.ok()) return report_error(inv, words.error());
    const auto kinds = record::FrameKinds::open({"frames.yaml", *words});
    if (!kinds.ok()) return report_error(inv, kinds.error());
    std::vector<record::Frame> all = record::frames_of(*events, kinds.value());
    std::erase_if(all, [&](const record::Frame& f) {
        return !id.empty() && f.id != id && std::find(f.also.begin(), f.also.end(), id) == f.also.end();
    });
    if (limit && all.size() > *limit) all.resize(*limit);
    Listing list(inv, options.output, {"name", "kind", "of", "since", "events", "id"});
    for (const record::Frame& f : all)
        list.add({f.name, f.kind, parties_text(f.of), f.since, std::to_string(f.events.size()), f.id},
                 exporter::to_json(f));
    return list.finish();
}

}  // namespace entente::cli
