// entente aggregate: events, reports, sources and score by actor or pair and by stretch of time, with zeros and
// coverage.
#include "record/views/aggregate.h"

#include <algorithm>

#include "cli/reading.h"
#include "record/ladder.h"

namespace entente::cli {

namespace {

struct AggregateOptions {
    ReadingOptions reading;
    std::string unit = "dyad", by = "month", measure = "events,reports,sources,score";
    bool members = false, all = false;
};

// Articles read in each stretch, whatever they say: what the counts are to be seen against.
Result<std::map<Date, std::size_t>> articles_by(const record::Store& store, record::Stretch by,
                                                const record::Query& asked) {
    record::Query q;
    q.as_of = asked.as_of;
    q.known_at = asked.known_at;
    TRY(const auto articles, store.articles(q));
    std::map<Date, std::size_t> out;
    for (const record::StoredArticle& a : articles)
        if (const auto day = parse_date(record::order_key(a.article))) ++out[record::first_of(by, *day)];
    return out;
}

exporter::Json codes(const std::string& id, const world::World& world) {
    const Actor* a = world.find(ActorId(id));
    exporter::Json j = {{"id", id}, {"iso3", nullptr}, {"cow", nullptr}, {"gw", nullptr}};
    if (!a) return j;
    if (!a->iso3.empty()) j["iso3"] = a->iso3;
    if (a->cow) j["cow"] = *a->cow;
    if (a->gw) j["gw"] = *a->gw;
    return j;
}

std::string code_text(const exporter::Json& codes, const char* key) {
    const auto& v = codes[key];
    return v.is_null() ? "" : v.is_string() ? v.get<std::string>() : v.dump();
}

std::vector<std::string> split_unit(const std::string& unit) {
    const std::size_t space = unit.find(' ');
    if (space == std::string::npos) return {unit};
    return {unit.substr(0, space), unit.substr(space + 1)};
}

std::string number(double x) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", x);
    return text;
}

class Table {
 public:
    Table(Invocation& inv, const AggregateOptions& o, const world::World& world)
        : world_(world), dyads_(o.unit == "dyad"), measures_(o.measure), list_(inv, o.reading.output, names()) {}

    void add(const std::string& unit, record::Stretch by, Date first, const record::Counted& c, std::size_t articles) {
        std::vector<std::string> cells{record::name_of(by, first)};
        exporter::Json j = {{"period", cells[0]}, {"first_day", to_string(first)}};
        const std::vector<std::string> parties = split_unit(unit);
        for (std::size_t i = 0; i < parties.size(); ++i) {
            const exporter::Json x = codes(parties[i], world_);
            const char* side = i ? "b" : "a";
            for (const char* key : {"id", "iso3", "cow", "gw"}) {
                cells.push_back(code_text(x, key));
                j[std::string(side) + (key == std::string("id") ? "" : std::string("_") + key)] = x[key];
            }
        }
        const auto measure = [&](const char* name, const std::string& text, exporter::Json value) {
            if (!wants(name)) return;
            cells.push_back(text);
            j[name] = std::move(value);
        };
        measure("events", std::to_string(c.events), c.events);
        measure("reports", std::to_string(c.reports), c.reports);
        measure("sources", std::to_string(c.sources.size()), c.sources.size());
        measure("score", number(c.score), c.score);
        cells.push_back(std::to_string(articles));
        j["articles_read"] = articles;
        list_.add(std::move(cells), std::move(j));
    }
    int finish() { return list_.finish(); }

 private:
    [[nodiscard]] bool wants(const std::string& name) const {
        return ("," + measures_ + ",").find("," + name + ",") != std::string::npos;
    }
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> out{"period", "a", "a_iso3", "a_cow", "a_gw"};
        if (dyads_) out.insert(out.end(), {"b", "b_iso3", "b_cow", "b_gw"});
        for (const char* m : {"events", "reports", "sources", "score"})
            if (wants(m)) out.emplace_back(m);
        out.emplace_back("articles_read");
        return out;
    }
    const world::World& world_;
    bool dyads_;
    std::string measures_;
    Listing list_;
};

int print(Invocation& inv, const AggregateOptions& o, const Reading& reading, const std::vector<Event>& events,
          const record::Scores& scores) {
    const record::Stretch by = record::parse_stretch(o.by).value_or(record::Stretch::kMonth);
    const record::Aggregate counts = record::aggregate(events, o.unit == "dyad", by, o.members, scores, *reading.world);
    const auto read = articles_by(*reading.store, by, reading.query);
    if (!read.ok()) return report_error(inv, read.error());
    std::optional<Date> first, last;
    for (const auto& [unit, cells] : counts) {
        if (!first || cells.begin()->first < *first) first = cells.begin()->first;
        if (!last || cells.rbegin()->first > *last) last = cells.rbegin()->first;
    }
    if (reading.query.from) first = record::first_of(by, *reading.query.from);
    if (reading.query.to) last = record::first_of(by, *reading.query.to);
    Table table(inv, o, *reading.world);
    for (const auto& [unit, cells] : counts)
        for (Date d = *first; d <= *last; d = record::next_of(by, d)) {
            const auto it = cells.find(d);
            const auto articles = read.value().find(d);
            table.add(unit, by, d, it == cells.end() ? record::Counted{} : it->second,
                      articles == read.value().end() ? 0 : articles->second);
        }
    return table.finish();
}

}  // namespace

int run_aggregate(Invocation& inv) {
    CLI::App app(inv.say("Events that took place, by actor or pair and by stretch of time, zeros filled in; "
                         "articles_read is what was "
                         "read of each stretch.",
                         "Événements accomplis, par acteur ou paire et par période, zéros compris ; articles_read : ce "
                         "qui a été lu."),
                 "aggregate");
    AggregateOptions o;
    app.add_option("--unit", o.unit, "dyad, actor")->check(CLI::IsMember({"dyad", "actor"}));
    app.add_option("--by", o.by, "day, week, month, quarter, year")
        ->check(CLI::IsMember({"day", "week", "month", "quarter", "year"}));
    app.add_option("--measure", o.measure, "events,reports,sources,score");
    app.add_flag(
        "--members", o.members,
        inv.say("count a group's events for its members of that day too", "compter aussi pour les membres du groupe"));
    app.add_flag("--all", o.all, inv.say("whatever the status", "quel que soit le statut"));
    add_reading_options(app, o.reading, inv);
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    auto reading = open_reading(inv, "aggregate", o.reading, code);
    if (!reading) return code;
    reading->query.limit.reset();
    auto events = reading->store->events(reading->query);
    if (!events.ok()) return report_error(inv, events.error());
    std::erase_if(*events,
                  [&](const Event& e) { return !o.all && o.reading.status.empty() && !record::took_place(e.status); });
    const auto bytes = pipeline::read_file(reading->resources->data() / "record" / "scores.yaml");
    if (!bytes.ok()) return report_error(inv, bytes.error());
    const auto scores = record::Scores::open({"scores.yaml", *bytes});
    if (!scores.ok()) return report_error(inv, scores.error());
    return print(inv, o, *reading, *events, scores.value());
}

}  // namespace entente::cli
