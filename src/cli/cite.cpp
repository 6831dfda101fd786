// entente cite ID: a citation for a footnote: the quote, the article, the day, and the id that answers for it.
#include "cli/reading.h"

namespace entente::cli {

namespace {

std::string citation(const Report& r, const Article& a, bool french) {
    std::string out = french ? "« " + one_line(r.quote) + " »" : "“" + one_line(r.quote) + "”";
    const std::string source = a.source.empty() ? r.source : a.source;
    if (!source.empty()) out += ", " + one_line(source);
    if (!a.title.empty()) out += french ? ", « " + one_line(a.title) + " »" : ", “" + one_line(a.title) + "”";
    if (!a.published.empty()) out += ", " + a.published.substr(0, 10);
    if (!a.url.empty()) out += ", " + one_line(a.url);
    return out + ". [entente " + r.id.str() + "]";
}

}  // namespace

int run_cite(Invocation& inv) {
    CLI::App app(inv.say("A citation for an event or report.", "Une citation pour un événement ou un rapport."),
                 "cite");
    ReadingOptions options;
    std::string id;
    app.add_option("ID", id, inv.say("id of an event or report", "identifiant d'événement ou de rapport"))->required();
    add_store_option(app, options.store, inv);
    app.add_flag("--json", options.output.json, "JSON");
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    const auto reading = open_reading(inv, "cite", options, code);
    if (!reading) return code;
    const auto report = reading->store->report(ReportId(id));
    if (!report.ok()) return report_error(inv, report.error());
    const auto article = reading->store->article(report->article);
    if (!article.ok()) return report_error(inv, article.error());
    const std::string text = citation(*report, article->article, inv.french);
    if (!options.output.json) {
        inv.out << text << "\n";
        return kDone;
    }
    exporter::Json j = {{"id", id}, {"report", report->id.str()}, {"citation", text}, {"quote", report->quote}};
    const Article& a = article->article;
    for (const auto& [key, value] : {std::pair{"title", &a.title}, std::pair{"source", &a.source},
                                     std::pair{"published", &a.published}, std::pair{"url", &a.url}})
        j[key] = value->empty() ? exporter::Json(nullptr) : exporter::Json(*value);
    inv.out << exporter::dump(j) << "\n";
    return kDone;
}

}  // namespace entente::cli
