// Counts are explained twice: event by event, and by how much was read of each stretch. Turning points of the monthly
// counts are Poisson change points, with the articles read as exposure (record/views/aggregate.h).
#include "cli/relation_compare.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include "record/ladder.h"
#include "record/views/aggregate.h"

namespace entente::cli {

namespace {

struct Period {
    DateRange days;
    std::size_t read = 0;
    std::map<std::string, std::vector<const Event*>> by_type;
    [[nodiscard]] std::size_t events() const {
        std::size_t n = 0;
        for (const auto& [type, list] : by_type) n += list.size();
        return n;
    }
    [[nodiscard]] std::size_t of(const std::string& type) const {
        const auto it = by_type.find(type);
        return it == by_type.end() ? 0 : it->second.size();
    }
};

bool within(Date d, const DateRange& r) { return *r.start <= d && d <= *r.end; }

std::string decimal(double x) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", x);
    return text;
}

double per_hundred(std::size_t n, std::size_t read) {
    return read ? 100.0 * static_cast<double>(n) / static_cast<double>(read) : 0;
}

struct TurnText {
    std::string month;
    double before, after;
};

std::vector<TurnText> turns_of(const std::vector<Event>& events, const std::map<Date, double>& read_by_month) {
    std::map<Date, double> counts;
    for (const Event& e : events)
        if (const auto day = record::day_of(e); day && record::took_place(e.status))
            ++counts[record::first_of(record::Stretch::kMonth, *day)];
    if (counts.empty()) return {};
    std::vector<Date> months;
    std::vector<double> values, exposure;
    for (Date m = counts.begin()->first; m <= counts.rbegin()->first; m = record::next_of(record::Stretch::kMonth, m)) {
        months.push_back(m);
        values.push_back(counts.contains(m) ? counts[m] : 0);
        const auto read = read_by_month.find(m);
        exposure.push_back(read == read_by_month.end() ? 1.0 : read->second);
    }
    std::vector<TurnText> out;
    for (const record::Turn& t : record::turning_points(values, exposure))
        out.push_back({record::name_of(record::Stretch::kMonth, months[t.at]), 100 * t.before, 100 * t.after});
    return out;
}

exporter::Json period_json(const Period& p) {
    exporter::Json types = exporter::Json::object();
    for (const auto& [type, list] : p.by_type) types[type] = list.size();
    return {{"from", to_string(*p.days.start)},
            {"to", to_string(*p.days.end)},
            {"articles_read", p.read},
            {"events", p.events()},
            {"per_100_articles", per_hundred(p.events(), p.read)},
            {"types", types}};
}

exporter::Json ids_json(const Period& p, const std::string& type) {
    exporter::Json j = exporter::Json::array();
    if (const auto it = p.by_type.find(type); it != p.by_type.end())
        for (const Event* e : it->second) j.push_back(e->id.str());
    return j;
}

void print_json(Invocation& inv, const Period& a, const Period& b, const std::set<std::string>& types,
                const std::vector<TurnText>& turns) {
    exporter::Json j = {{"periods", exporter::Json::array({period_json(a), period_json(b)})},
                        {"differences", exporter::Json::array()},
                        {"turning_points", exporter::Json::array()}};
    for (const std::string& t : types)
        j["differences"].push_back({{"type", t},
                                    {"before", a.of(t)},
                                    {"after", b.of(t)},
                                    {"before_events", ids_json(a, t)},
                                    {"after_events", ids_json(b, t)}});
    for (const TurnText& t : turns)
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

void print_text(Invocation& inv, const Period& a, const Period& b, const std::set<std::string>& types,
                const std::vector<TurnText>& turns, bool why) {
    for (const Period* p : {&a, &b})
        inv.out << to_string(*p->days.start) << "/" << to_string(*p->days.end) << ": " << p->events()
                << inv.say(" events, ", " événements, ") << p->read << inv.say(" articles read, ", " articles lus, ")
                << decimal(per_hundred(p->events(), p->read))
                << inv.say(" events per 100 articles\n", " événements pour 100 articles\n");
    for (const std::string& t : types) {
        inv.out << "  " << t << ": " << a.of(t) << " → " << b.of(t) << "\n";
        if (!why) continue;
        print_events_of(inv, a, t, '-');
        print_events_of(inv, b, t, '+');
    }
    for (const TurnText& t : turns)
        inv.out << inv.say("turning point ", "tournant ") << t.month << ": " << decimal(t.before) << " → "
                << decimal(t.after)
                << inv.say(" events per 100 articles (Poisson change point)\n",
                           " événements pour 100 articles (rupture de Poisson)\n");
}

}  // namespace

std::optional<DateRange> period_of(const std::string& text) {
    if (const std::size_t slash = text.find('/'); slash != std::string::npos) {
        const auto a = period_of(text.substr(0, slash)), b = period_of(text.substr(slash + 1));
        if (!a || !b || *b->end < *a->start || text.find('/', slash + 1) != std::string::npos) return std::nullopt;
        return DateRange{a->start, b->end};
    }
    if (const auto day = parse_date(text); day && text.size() == 10) return DateRange{day, day};
    const bool year = text.size() == 4, month = text.size() == 7;
    const auto first = year ? parse_date(text + "-01-01") : month ? parse_date(text + "-01") : std::nullopt;
    if (!first) return std::nullopt;
    return DateRange{first, add_days(add_months(*first, year ? 12 : 1), -1)};
}

int print_comparison(Invocation& inv, const Reading& reading, const std::vector<Event>& events,
                     const std::vector<std::string>& periods, bool why, bool json) {
    std::vector<Period> both(2);
    for (std::size_t i = 0; i < 2; ++i) {
        const auto days = period_of(periods[i]);
        if (!days) {
            inv.err << "entente relation: \"" << periods[i]
                    << inv.say("\" is no stretch of time (2025, 2025-04, 2025-04-03/2025-06-30)\n",
                               "\" n'est pas une période (2025, 2025-04, 2025-04-03/2025-06-30)\n");
            return kUsage;
        }
        both[i].days = *days;
    }
    record::Query q;
    q.as_of = reading.query.as_of;
    q.known_at = reading.query.known_at;
    const auto articles = reading.store->articles(q);
    if (!articles.ok()) return report_error(inv, articles.error());
    std::map<Date, double> read_by_month;
    for (const record::StoredArticle& a : *articles) {
        const auto day = parse_date(record::order_key(a.article));
        if (!day) continue;
        ++read_by_month[record::first_of(record::Stretch::kMonth, *day)];
        for (Period& p : both) p.read += within(*day, p.days);
    }
    std::set<std::string> types;
    for (const Event& e : events) {
        const auto day = record::day_of(e);
        if (!day || !record::took_place(e.status)) continue;
        for (Period& p : both)
            if (within(*day, p.days)) {
                p.by_type[e.type].push_back(&e);
                types.insert(e.type);
            }
    }
    const std::vector<TurnText> turns = turns_of(events, read_by_month);
    if (json)
        print_json(inv, both[0], both[1], types, turns);
    else
        print_text(inv, both[0], both[1], types, turns, why);
    return kDone;
}

}  // namespace entente::cli
