// entente coverage: which sources were read on which days, and where they are silent.
#include "record/views/coverage.h"
#include "cli/reading.h"

namespace entente::cli {

int run_coverage(Invocation& inv) {
    CLI::App app(
        inv.say("Sources by days of publication: articles, days with one, gaps. --days lists every source and day.",
                "Sources par jours de publication : articles, jours couverts, lacunes. --days : chaque jour."),
        "coverage");
    ReadingOptions options;
    bool days = false;
    int least = 7;
    add_reading_options(app, options, inv, false);
    app.add_option("--from", options.from, inv.say("first day of publication", "premier jour de publication"));
    app.add_option("--to", options.to, inv.say("last day of publication", "dernier jour de publication"));
    app.add_flag("--days", days, inv.say("a line a source and day", "une ligne par source et jour"));
    app.add_option("--gap", least,
                   inv.say("days without an article that make a gap (7)", "jours sans article qui font une lacune (7)"))
        ->check(CLI::Range(1, 100000));
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    const auto reading = open_reading(inv, "coverage", options, code);
    if (!reading) return code;
    record::Query q = reading->query;
    q.limit.reset();
    const auto articles = reading->store->articles(q);
    if (!articles.ok()) return report_error(inv, articles.error());
    const std::map<std::string, record::SourceDays> sources = record::coverage_of(*articles);
    Listing list(inv, options.output,
                 days ? std::vector<std::string>{"source", "day", "articles"}
                      : std::vector<std::string>{"source", "first", "last", "articles", "days", "gaps"});
    for (const auto& [name, s] : sources) {
        const exporter::Json source = name.empty() ? exporter::Json(nullptr) : exporter::Json(name);
        if (days) {
            for (const auto& [day, n] : s.articles)
                list.add({name, to_string(day), std::to_string(n)},
                         {{"source", source}, {"day", to_string(day)}, {"articles", n}});
            continue;
        }
        const std::size_t n = s.total();
        exporter::Json holes = exporter::Json::array();
        std::string text;
        for (const auto& [from, to] : s.gaps(least)) {
            holes.push_back({{"from", to_string(from)}, {"to", to_string(to)}});
            text += (text.empty() ? "" : " ") + to_string(from) + "/" + to_string(to);
        }
        const std::string first = to_string(s.articles.begin()->first), last = to_string(s.articles.rbegin()->first);
        list.add({name, first, last, std::to_string(n), std::to_string(s.articles.size()), text},
                 {{"source", source},
                  {"first", first},
                  {"last", last},
                  {"articles", n},
                  {"days", s.articles.size()},
                  {"gaps", holes}});
    }
    return list.finish();
}

}  // namespace entente::cli
