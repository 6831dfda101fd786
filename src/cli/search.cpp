// entente search WORDS: articles that hold all of the words, accents and case aside, best first.
#include "cli/reading.h"
#include "export/views_json.h"

namespace entente::cli {

int run_search(Invocation& inv) {
    CLI::App app(inv.say("Articles that hold all of the words, accents and case aside (\"minist*\": a beginning).",
                         "Articles qui contiennent tous les mots, sans égard aux accents (« minist* » : un début)."),
                 "search");
    ReadingOptions options;
    std::vector<std::string> words;
    app.add_option("WORDS", words, inv.say("words", "mots"))->required();
    add_reading_options(app, options, inv, false);
    app.add_option("--from", options.from, inv.say("first day of publication", "premier jour de publication"));
    app.add_option("--to", options.to, inv.say("last day of publication", "dernier jour de publication"));
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    const auto reading = open_reading(inv, "search", options, code);
    if (!reading) return code;
    std::string text;
    for (const std::string& w : words) text += w + " ";
    const auto hits = reading->store->search(text, reading->query);
    if (!hits.ok()) return report_error(inv, hits.error());
    Listing list(inv, options.output, {"published", "source", "title", "passage", "id"});
    for (const record::SearchHit& h : *hits) {
        const auto a = reading->store->article(h.article);
        if (!a.ok()) continue;
        exporter::Json j = exporter::to_json(h);
        for (const auto& [key, value] :
             {std::pair{"title", &a->article.title}, std::pair{"published", &a->article.published},
              std::pair{"source", &a->article.source}})
            j[key] = value->empty() ? exporter::Json(nullptr) : exporter::Json(*value);
        list.add({a->article.published, a->article.source, a->article.title, h.passage, h.article.str()}, std::move(j));
    }
    return list.finish();
}

}  // namespace entente::cli
