// The event of a group of reports: what they say together.
#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/sketch.h"
#include "base/text.h"
#include "record/identity.h"
#include "record/ladder.h"

namespace entente::record {

namespace {

using Group = std::vector<const ReportEntry*>;

constexpr std::size_t kCopiedQuote = 60;  // an equal sentence as long as this is one agency's

bool is_related(const ReportEntry& e) { return e.report.in.rfind("related", 0) == 0; }

// Reports that say the most of the act: not the related headlines of other stories, when there are others.
Group main_reports(const Group& group) {
    Group out;
    std::copy_if(group.begin(), group.end(), std::back_inserter(out),
                 [](const ReportEntry* e) { return !is_related(*e); });
    return out.empty() ? group : out;
}

// The value that most reports give, of equals the one given first; nothing when none gives any.
template <class T, class Get>
T most_said(const Group& group, Get get) {
    std::vector<std::pair<T, int>> counts;
    for (const ReportEntry* e : group) {
        const T value = get(e->report);
        if (value == T{}) continue;
        const auto it = std::find_if(counts.begin(), counts.end(), [&](const auto& c) { return c.first == value; });
        if (it == counts.end())
            counts.push_back({value, 1});
        else
            ++it->second;
    }
    const auto best = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return best == counts.end() ? T{} : best->first;
}

// How much a mention tells of the party: the fuller one stands in the event.
int detail(const Party& p) { return (p.office.empty() ? 0 : 2) + (p.person.empty() ? 0 : 1) + (p.inferred ? 0 : 4); }

struct Tally {
    Party best;
    int as_actor = 0, as_recipient = 0, mentions = 0;
    std::size_t order = 0;
};

void tally(const std::vector<Party>& parties, int Tally::* side, int weight, std::map<ActorId, Tally>& all) {
    for (const Party& p : parties) {
        if (p.id.empty()) continue;
        const auto [it, fresh] = all.try_emplace(p.id);
        if (fresh) it->second.order = all.size();
        if (fresh || detail(p) > detail(it->second.best)) it->second.best = p;
        it->second.*side += weight;
        ++it->second.mentions;
    }
}

// Parties of all reports; one that stands on both sides goes where more reports put it. A report without recipients
// ("they met") does not say who is whose guest, where another does.
void unite_parties(const Group& group, Event& event) {
    std::map<ActorId, Tally> all;
    const bool sided =
        std::any_of(group.begin(), group.end(), [](const ReportEntry* e) { return !e->report.recipients.empty(); });
    for (const ReportEntry* e : group) {
        tally(e->report.actors, &Tally::as_actor, sided && e->report.recipients.empty() ? 0 : 1, all);
        tally(e->report.recipients, &Tally::as_recipient, 1, all);
    }
    std::vector<const Tally*> ordered;
    for (const auto& [id, t] : all) ordered.push_back(&t);
    std::sort(ordered.begin(), ordered.end(), [](const Tally* a, const Tally* b) {
        return a->mentions != b->mentions ? a->mentions > b->mentions : a->order < b->order;
    });
    for (const Tally* t : ordered) {
        Party p = t->best;
        p.span.reset();  // of one report's text: it says nothing here
        (t->as_recipient > t->as_actor ? event.recipients : event.actors).push_back(std::move(p));
    }
}

std::vector<ActorId> ids_of(const Event& event) {
    std::vector<ActorId> out;
    for (const auto* side : {&event.actors, &event.recipients})
        for (const Party& p : *side) out.push_back(p.id);
    return out;
}

Rung rung_of(const ReportEntry& e, const std::vector<ActorId>& parties, const world::World& world) {
    const Report& r = e.report;
    Rung rung{r.status, r.published, e.order_key, r.when, r.place, r.id, r.article, r.source, false, {}, e.text_key};
    if (!r.speaker || r.speaker->id.empty()) return rung;
    const std::optional<Date> day = parse_date(e.order_key);
    for (const ActorId& p : parties) {
        const bool own = p == r.speaker->id || world.is_member(p, r.speaker->id, day);
        if (own) rung.speaks_for.push_back(p);
        rung.party = rung.party || own || world.is_member(r.speaker->id, p, day);
    }
    return rung;
}

// Articles whose sketches say that they are copies of one text; each is compared with each, up to a bound: a wire's
// text stands on a few dozen outlets.
void unite_near_copies(const Group& group, const std::function<void(const std::string&, const std::string&)>& unite) {
    constexpr std::size_t kCompared = 300;
    std::map<std::string, const std::string*> sketches;  // of each article
    for (const ReportEntry* e : group)
        if (!e->sketch.empty() && sketches.size() < kCompared)
            sketches.try_emplace(e->report.article.str(), &e->sketch);
    for (auto a = sketches.begin(); a != sketches.end(); ++a)
        for (auto b = std::next(a); b != sketches.end(); ++b)
            if (base::near_copies(*a->second, *b->second)) unite(a->first, b->first);
}

// Articles, and articles that are not one text: by text key, by likeness of the whole, or by one long sentence word for
// word. Gives each article's text: the id of the first of its copies.
std::map<std::string, std::string> count_sources(const Group& group, Event& event) {
    std::map<std::string, std::string> root;  // article → representative
    std::map<std::string, std::string> first_of;
    const auto find = [&](std::string a) {
        while (root[a] != a) a = root[a];
        return a;
    };
    for (const ReportEntry* e : group) root.try_emplace(e->report.article.str(), e->report.article.str());
    const auto unite = [&](const std::string& key, const std::string& article) {
        const auto [it, fresh] = first_of.try_emplace(key, article);
        if (fresh) return;
        const std::string a = find(it->second), b = find(article);
        root[std::max(a, b)] = std::min(a, b);
    };
    for (const ReportEntry* e : group) {
        const std::string& article = e->report.article.str();
        if (!e->text_key.empty()) unite("text " + e->text_key, article);
        const std::string quote = base::fold(e->report.quote);
        if (quote.size() >= kCopiedQuote) unite("quote " + quote, article);
    }
    unite_near_copies(group, [&](const std::string& x, const std::string& y) {
        const std::string a = find(x), b = find(y);
        root[std::max(a, b)] = std::min(a, b);
    });
    std::map<std::string, std::string> text_of;
    std::set<std::string> texts;
    for (const auto& [article, r] : root) texts.insert(text_of[article] = find(article));
    event.articles = root.size();
    event.independent = texts.size();
    return text_of;
}

void unite_contexts(const Group& group, Event& event) {
    std::map<std::string, int> counts;
    for (const ReportEntry* e : group)
        for (const std::string& c : e->report.contexts) ++counts[c];
    for (const auto& [c, n] : counts) event.contexts.push_back(c);
    std::stable_sort(event.contexts.begin(), event.contexts.end(),
                     [&](const auto& a, const auto& b) { return counts[a] > counts[b]; });
}

void add_once(const std::string& name, std::vector<std::string>& names) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

void unite_links(const Group& group, Event& event) {
    for (const ReportEntry* e : group) {
        const Report& r = e->report;
        if (r.series) add_once(r.series->name, event.series_names);
        add_once(r.frame, event.frame_names);
        if (r.series && !r.series->name.empty() && (!event.series || (!event.series->ordinal && r.series->ordinal)))
            event.series = r.series;
        if (r.occasion && (!event.occasion || event.occasion->event.empty())) event.occasion = r.occasion;
        if (r.outcome_of && (!event.outcome_of || event.outcome_of->event.empty())) event.outcome_of = r.outcome_of;
    }
}

std::string utc_instant(const std::string& iso, Date day) {
    // "YYYY-MM-DDTHH:MM[:SS[.f]][Z|±HH:MM]"; without a zone, as it stands.
    if (iso.size() < 16) return to_string(day);
    int hour = (iso[11] - '0') * 10 + (iso[12] - '0'), minute = (iso[14] - '0') * 10 + (iso[15] - '0');
    const std::size_t sign = iso.find_first_of("+-", 16);
    if (sign != std::string::npos && sign + 3 <= iso.size()) {
        const auto digit = [&](std::size_t i) {
            return i < iso.size() && iso[i] >= '0' && iso[i] <= '9' ? iso[i] - '0' : 0;
        };
        const std::size_t m = sign + 3 < iso.size() && iso[sign + 3] == ':' ? sign + 4 : sign + 3;
        const int offset = (digit(sign + 1) * 10 + digit(sign + 2)) * 60 + digit(m) * 10 + digit(m + 1);
        minute += hour * 60 + (iso[sign] == '+' ? -offset : offset);
    } else {
        minute += hour * 60;
    }
    const int days = minute >= 0 ? minute / 1440 : (minute - 1439) / 1440;
    minute -= days * 1440;
    char clock[16];
    std::snprintf(clock, sizeof clock, "T%02d:%02d", minute / 60 % 24, minute % 60);
    return to_string(add_days(day, days)) + clock;
}

}  // namespace

std::string order_key(const Article& a) {
    if (const auto day = parse_date(a.published))
        return is_iso_date_or_time(a.published) ? utc_instant(a.published, *day) : to_string(*day);
    for (const auto& bound : {a.published_bounds.to, a.published_bounds.from})
        if (bound)
            if (const auto day = parse_date(*bound)) return to_string(*day);
    return "";
}

ReportEntry make_entry(const Article& article, const Report& report) {
    return {report, order_key(article), article.text_key, article.title, article.sketch};
}

std::optional<Event> make_event(const Group& all, const world::World& world, Date as_of) {
    Group group;
    for (const ReportEntry* e : all) {
        const std::optional<Date> day = parse_date(e->order_key);
        if (!day || *day <= as_of) group.push_back(e);
    }
    if (group.empty()) return std::nullopt;
    const Group told = main_reports(group);
    Event event;
    event.id = EventId(group.front()->report.id.str());
    event.type = most_said<std::string>(told, [](const Report& r) { return r.type; });
    event.mode = most_said<std::string>(told, [](const Report& r) { return r.mode; });
    event.frame = most_said<std::string>(told, [](const Report& r) { return r.frame; });
    unite_contexts(told, event);
    unite_parties(told, event);
    unite_links(told, event);
    const std::map<std::string, std::string> text_of = count_sources(told, event);
    const std::vector<ActorId> parties = ids_of(event);
    for (const ReportEntry* e : group) {
        event.ladder.push_back(rung_of(*e, parties, world));
        if (const auto text = text_of.find(e->report.article.str()); text != text_of.end())
            event.ladder.back().text_key = text->second;  // what copies say counts once
        event.reports.push_back(e->report.id);
    }
    const std::optional<Standing> s = standing(event.ladder, as_of, parties);
    if (!s) return std::nullopt;
    event.status = s->status;
    event.when = s->when;
    event.place = s->place;
    event.conflicts = s->conflicts;
    event.silent_since = s->silent_since;
    return event;
}

}  // namespace entente::record
