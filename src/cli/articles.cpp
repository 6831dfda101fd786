// entente articles: what was read, in order of publication.
#include "cli/reading.h"

namespace entente::cli {

int run_articles(Invocation& inv) {
    CLI::App app(
        inv.say("Articles of the store in order of publication.", "Articles du registre dans l'ordre de publication."),
        "articles");
    ReadingOptions options;
    add_reading_options(app, options, inv, false);
    app.add_option("--from", options.from, inv.say("first day of publication", "premier jour de publication"));
    app.add_option("--to", options.to, inv.say("last day of publication", "dernier jour de publication"));
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    const auto reading = open_reading(inv, "articles", options, code);
    if (!reading) return code;
    const auto articles = reading->store->articles(reading->query);
    if (!articles.ok()) return report_error(inv, articles.error());
    Listing list(inv, options.output, {"published", "source", "language", "title", "revision", "id"});
    for (const record::StoredArticle& a : *articles) {
        exporter::Json j = exporter::to_json(a.article);
        j["revision"] = a.revision;
        const std::string published = !a.article.published.empty()    ? a.article.published
                                      : a.article.published_bounds.to ? "≤" + *a.article.published_bounds.to
                                                                      : "";
        list.add({published, a.article.source, a.article.language, a.article.title, "r" + std::to_string(a.revision),
                  a.article.id.str()},
                 std::move(j));
    }
    return list.finish();
}

}  // namespace entente::cli
