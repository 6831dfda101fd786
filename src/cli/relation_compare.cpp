#include "cli/relation_compare.h"

#include <cstdio>

#include "record/views/coverage.h"
#include "record/views/relation.h"

namespace entente::cli {

namespace {

using record::Comparison;
using record::Period;

std::string decimal(double x) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", x);
    return text;
}

exporter::Json period_json(const Period& p) {
    exporter::Json types = exporter::Json::object();
    for (const auto& [type, list] : p.by_type) types[type] = list.size();
    return {{"from", to_string(*p.days.start)},
            {"to", to_string(*p.days.end)},
            {"articles_read", p.read},
            {"events", p.events()},
            {"per_100_articles", p.per_hundred()},
            {"types", types}};
}

exporter::Json ids_json(const Period& p, const std::string& type) {
    exporter::Json j = exporter::Json::array();
    if (const auto it = p.by_type.find(type); it != p.by_type.end())
        for (const Event* e : it->second) j.push_back(e->id.str());
    return j;
}

void print_json(Invocation& inv, const Comparison& c) {
    const Period &a = c.before, &b = c.after;
    exporter::Json j = {{"periods", exporter::Json::array({period_json(a), period_json(b)})},
                        {"differences", exporter::Json::array()},
                        {"turning_points", exporter::Json::array()}};
    for (const std::string& t : c.types)
        j["differences"].push_back({{"type", t},
                                    {"before", a.of(t)},
                                    {"after", b.of(t)},
                                    {"before_events", ids_json(a, t)},
                                    {"after_events", ids_json(b, t)}});
    for (const record::Turning& t : c.turns)
        j["turning_points"].push_back({{"month", t.month},
                                       {"before_per_100_articles", t.before},
                                       {"after_per_100_articles", t.after},
                                       {"method", "poisson change point"}});
    inv.out << exporter::dump(j) << "\n";
}

void print_events_of(Invocation& inv, const Period& p, const std::string& type, char sign) {
    if (const auto it = p.by_type.find(type); it != p.by_type.end())
        for (const Event* e : it->second)
            inv.out << "    " << sign << " " << when_text(e->when) << "  " << one_line(title_of(*e, inv.french)) << "  "
                    << e->id << "\n";
}

void print_text(Invocation& inv, const Comparison& c, bool why) {
    const Period &a = c.before, &b = c.after;
    for (const Period* p : {&a, &b})
        inv.out << to_string(*p->days.start) << "/" << to_string(*p->days.end) << ": " << p->events()
                << inv.say(" events, ", " événements, ") << p->read << inv.say(" articles read, ", " articles lus, ")
                << decimal(p->per_hundred())
                << inv.say(" events per 100 articles\n", " événements pour 100 articles\n");
    for (const std::string& t : c.types) {
        inv.out << "  " << t << ": " << a.of(t) << " → " << b.of(t) << "\n";
        if (!why) continue;
        print_events_of(inv, a, t, '-');
        print_events_of(inv, b, t, '+');
    }
    for (const record::Turning& t : c.turns)
        inv.out << inv.say("turning point ", "tournant ") << t.month << ": " << decimal(t.before) << " → "
                << decimal(t.after)
                << inv.say(" events per 100 articles (Poisson change point)\n",
                           " événements pour 100 articles (rupture de Poisson)\n");
}

}  // namespace

int print_comparison(Invocation& inv, const Reading& reading, const std::vector<Event>& events,
                     const std::vector<std::string>& periods, bool why, bool json) {
    std::vector<DateRange> both;
    for (const std::string& text : periods) {
        const auto days = record::period_of(text);
        if (!days) {
            inv.err << "entente relation: \"" << text
                    << inv.say("\" is no stretch of time (2025, 2025-04, 2025-04-03/2025-06-30)\n",
                               "\" n'est pas une période (2025, 2025-04, 2025-04-03/2025-06-30)\n");
            return kUsage;
        }
        both.push_back(*days);
    }
    record::Query q;
    q.as_of = reading.query.as_of;
    q.known_at = reading.query.known_at;
    const auto articles = reading.store->articles(q);
    if (!articles.ok()) return report_error(inv, articles.error());
    const Comparison c = record::compare(events, record::read_by_day(*articles), both[0], both[1]);
    if (json)
        print_json(inv, c);
    else
        print_text(inv, c, why);
    return kDone;
}

}  // namespace entente::cli
