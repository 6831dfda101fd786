// entente show ID: one event (by its id or any of its reports') or one article.
#include "cli/reading.h"
#include "record/ladder.h"

namespace entente::cli {

namespace {

void line(Invocation& inv, const char* en, const char* fr, const std::string& value) {
    if (!value.empty()) inv.out << "  " << inv.say(en, fr) << ": " << one_line(value) << "\n";
}

std::string parties(const std::vector<Party>& list, const world::World& world, bool french) {
    std::string out;
    for (const Party& p : list) {
        out += (out.empty() ? "" : ", ") + world.name(p.id, french ? "fr" : "en") + " (" + p.id.str() + ")";
        if (!p.office.empty()) out += ", " + p.office;
        if (!p.person.empty()) out += ", " + p.person;
    }
    return out;
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& w : words) out += (out.empty() ? "" : ", ") + w;
    return out;
}

void print_event(Invocation& inv, const Event& e, const world::World& world) {
    inv.out << status_glyph(e.status) << " " << one_line(title_of(e, inv.french)) << "\n";
    line(inv, "id", "identifiant", e.id.str());
    line(inv, "status", "statut", status_word(e.status, inv.french));
    if (e.silent_since) line(inv, "nothing reported since", "rien de rapporté depuis", to_string(*e.silent_since));
    line(inv, "type", "type", e.mode.empty() ? e.type : e.type + "/" + e.mode);
    line(inv, "contexts", "contextes", joined(e.contexts));
    line(inv, "actors", "acteurs", parties(e.actors, world, inv.french));
    line(inv, "recipients", "destinataires", parties(e.recipients, world, inv.french));
    line(inv, "when", "quand", when_text(e.when));
    if (e.place)
        line(inv, "place", "lieu", e.place->name + (e.place->country.empty() ? "" : " (" + e.place->country + ")"));
    if (e.series)
        line(inv, "series", "série",
             e.series->name + (e.series->ordinal ? " #" + std::to_string(*e.series->ordinal) : ""));
    line(inv, "rests on", "s'appuie sur", e.frame);
    if (e.occasion)
        line(inv, "at", "à l'occasion de", e.occasion->event.empty() ? e.occasion->text : e.occasion->event.str());
    if (e.outcome_of)
        line(inv, "expected from", "attendu de",
             e.outcome_of->event.empty() ? e.outcome_of->text : e.outcome_of->event.str());
    for (const EventId& o : e.outcomes) line(inv, "outcome", "résultat", o.str());
    line(inv, "sources", "sources",
         std::to_string(e.articles) + inv.say(" articles, ", " articles, ") + std::to_string(e.independent) +
             inv.say(" independent", " indépendants"));
    inv.out << "  " << inv.say("ladder:", "échelle :") << "\n";
    for (const Rung& r : e.ladder)
        inv.out << "    " << (r.published.empty() ? r.order_key : r.published) << "  " << status_glyph(r.status) << " "
                << status_word(r.status, inv.french) << (r.when ? "  " + when_text(r.when) : "")
                << (r.source.empty() ? "" : "  " + one_line(r.source))
                << (r.party ? inv.say("  (a party's word)", "  (parole d'une partie)") : "") << "  " << r.report
                << "\n";
    for (const Conflict& c : e.conflicts)
        line(inv, "conflict", "conflit", c.field + " " + c.value + " (" + c.report.str() + ")");
}

void print_article(Invocation& inv, const Article& a, const std::vector<Report>& reports) {
    inv.out << one_line(a.title) << "\n";
    line(inv, "id", "identifiant", a.id.str());
    line(inv, "published", "publié", a.published);
    line(inv, "source", "source", a.source);
    line(inv, "url", "url", a.url);
    for (const Report& r : reports)
        if (r.article == a.id)
            inv.out << "  " << status_glyph(r.status) << " " << r.type << "  " << parties_text(r.actors)
                    << (r.recipients.empty() ? "" : " > " + parties_text(r.recipients)) << "  « " << one_line(r.quote)
                    << " »  " << r.id << "\n";
}

int show_article(Invocation& inv, const Reading& reading, const std::string& id, bool json) {
    const auto article = reading.store->article(ArticleId(id));
    if (!article.ok()) {
        inv.err << "entente show: " << id
                << inv.say(": no event, report or article of this id",
                           " : ni événement, ni rapport, ni article de cet identifiant")
                << "\n";
        return kFailed;
    }
    if (json) {
        inv.out << exporter::dump(exporter::to_json(article->article)) << "\n";
        return kDone;
    }
    record::Query all;
    all.as_of = Date{9999, 12, 31};
    const auto reports = reading.store->reports(all);
    if (!reports.ok()) return report_error(inv, reports.error());
    print_article(inv, article->article, *reports);
    return kDone;
}

}  // namespace

int run_show(Invocation& inv) {
    CLI::App app(inv.say("One event, by its id or that of any of its reports; or one article.",
                         "Un événement, par son identifiant ou celui d'un de ses rapports ; ou un article."),
                 "show");
    ReadingOptions options;
    std::string id;
    app.add_option("ID", id,
                   inv.say("id of an event, report or article", "identifiant d'événement, de rapport ou d'article"))
        ->required();
    add_store_option(app, options.store, inv);
    app.add_option("--as-of", options.as_of,
                   inv.say("by what was published that day", "selon ce qui était publié ce jour-là"));
    app.add_option("--known-at", options.known_at,
                   inv.say("by what the store held at revision rN", "selon le registre à la révision rN"));
    app.add_flag("--json", options.output.json, "JSON");
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    const auto reading = open_reading(inv, "show", options, code);
    if (!reading) return code;
    const auto event = reading->store->event(id, reading->query);
    if (event.ok() && options.output.json)
        inv.out << exporter::dump(exporter::to_json(*event)) << "\n";
    else if (event.ok())
        print_event(inv, *event, *reading->world);
    else if (event.error().message.rfind("nothing had", 0) == 0)
        return report_error(inv, event.error());
    else
        return show_article(inv, *reading, id, options.output.json);
    return kDone;
}

}  // namespace entente::cli
