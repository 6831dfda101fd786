#include "record/query.h"

#include <algorithm>
#include <ctime>
#include <set>

#include "base/text.h"
#include "record/json.h"
#include "record/ladder.h"
#include "record/links.h"

namespace entente::record {

namespace {

std::vector<const Party*> all_parties(const std::vector<Party>& actors, const std::vector<Party>& recipients) {
    std::vector<const Party*> out;
    for (const auto* side : {&actors, &recipients})
        for (const Party& p : *side) out.push_back(&p);
    return out;
}

std::vector<Part> parts(const ActorId& actor, const std::vector<const Party*>& parties, std::optional<Date> day,
                        const world::World& world) {
    std::vector<Part> out;
    for (const Party* p : parties)
        if (p->id == actor) out.push_back({p->id, false});
    for (const Party* p : parties)
        if (p->id != actor && day && world.is_member(actor, p->id, day)) out.push_back({p->id, true});
    return out;
}

// Both take part, and not as one and the same party.
bool both(const std::vector<Part>& a, const std::vector<Part>& b) {
    return std::any_of(a.begin(), a.end(), [&](const Part& x) {
        return std::any_of(b.begin(), b.end(), [&](const Part& y) { return x.party != y.party; });
    });
}

template <class Thing>
bool parties_match(const Thing& thing, std::optional<Date> day, const Query& q, const world::World& world) {
    const std::vector<const Party*> parties = all_parties(thing.actors, thing.recipients);
    if (q.with && parts(*q.with, parties, day, world).empty()) return false;
    if (q.between.size() != 2) return true;
    return both(parts(q.between[0], parties, day, world), parts(q.between[1], parties, day, world));
}

bool within(const DateRange& range, const Query& q) {
    if (!q.from && !q.to) return true;
    if (!range.known()) return false;
    const std::optional<Date> first = range.start ? range.start : range.end, last = range.end ? range.end : range.start;
    return (!q.to || *first <= *q.to) && (!q.from || *last >= *q.from);
}

bool is_done(EventStatus s) { return took_place(s) || s == EventStatus::kHistorical; }

}  // namespace

std::vector<Part> parts_of(const ActorId& actor, const Event& event, const world::World& world) {
    std::optional<Date> day = day_of(event);
    if (!day && !event.ladder.empty()) day = parse_date(event.ladder.front().order_key);
    return parts(actor, all_parties(event.actors, event.recipients), day, world);
}

std::optional<Date> day_of(const Event& e) {
    if (e.when && e.when->range.known()) return e.when->range.start ? e.when->range.start : e.when->range.end;
    if (!took_place(e.status) || e.ladder.empty()) return std::nullopt;
    for (const Rung& r : e.ladder)
        if (is_done(r.status)) return parse_date(r.order_key);
    return std::nullopt;
}

bool matches(const Event& e, const Query& q, const world::World& world) {
    if (!q.type.empty() && e.type != q.type) return false;
    if (!q.status.empty() && q.status != to_string(e.status)) return false;
    const std::optional<Date> day = day_of(e);
    if (!within(e.when && e.when->range.known() ? e.when->range : DateRange{day, day}, q)) return false;
    std::optional<Date> member_day = day;
    if (!member_day && !e.ladder.empty()) member_day = parse_date(e.ladder.front().order_key);
    return parties_match(e, member_day, q, world);
}

bool matches(const Report& r, const Query& q, const world::World& world) {
    if (!q.type.empty() && r.type != q.type) return false;
    if (!q.status.empty() && q.status != to_string(r.status)) return false;
    const std::optional<Date> published = parse_date(r.published);
    const DateRange told = r.when ? r.when->range : DateRange{};
    if (!within(told.known() ? told : is_done(r.status) ? DateRange{published, published} : DateRange{}, q))
        return false;
    return parties_match(r, told.start ? told.start : published, q, world);
}

bool matches(const Article& a, const Query& q) {
    const std::optional<Date> day = parse_date(order_key(a));
    if (q.as_of && day && *day > *q.as_of) return false;
    return within({day, day}, q);
}

bool matches(const Claim& c, const Query& q) {
    const auto names = [&](const ActorId& id) { return c.subject == id.str() || c.object == id.str(); };
    if (q.with && !names(*q.with)) return false;
    if (!std::all_of(q.between.begin(), q.between.end(), names)) return false;
    return q.type.empty() || c.relation == q.type;
}

void order_and_cut(std::vector<Event>& events, const Query& query) {
    const auto key = [](const Event& e) {
        std::optional<Date> day = day_of(e);
        if (!day && !e.ladder.empty()) day = parse_date(e.ladder.front().order_key);
        return day ? to_string(*day) : std::string();
    };
    std::vector<std::pair<std::string, std::size_t>> order;
    for (std::size_t i = 0; i < events.size(); ++i) order.emplace_back(key(events[i]) + " " + events[i].id.str(), i);
    std::sort(order.begin(), order.end());
    std::vector<Event> out;
    for (const auto& [k, i] : order) out.push_back(std::move(events[i]));
    events = std::move(out);
    cut(events, query);
}

void order_and_cut(std::vector<SearchHit>& hits, const Query& query) {
    std::sort(hits.begin(), hits.end(), [](const SearchHit& a, const SearchHit& b) {
        return a.rank != b.rank ? a.rank < b.rank : a.article < b.article;
    });
    cut(hits, query);
}

std::string rejected_text(const std::string& id, const Decision& d) {
    return id + " was rejected by " + d.by + " on " + d.at.substr(0, 10) + (d.note.empty() ? "" : " (" + d.note + ")");
}

std::string withdrawn_text(const Tombstone& t) {
    return t.id.str() + " was withdrawn at r" + std::to_string(t.revision) + ": its article no longer says so";
}

Date today() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return make_date(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday).value_or(Date{});
}

std::string now_text() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
}

std::vector<std::string> search_words(const std::string& text) {
    std::vector<std::string> out;
    std::string word;
    const auto close = [&](bool prefix) {
        if (!word.empty() && out.size() < 32) {
            if (prefix) word += '*';
            if (std::find(out.begin(), out.end(), word) == out.end()) out.push_back(word);
        }
        word.clear();
    };
    const std::string folded = base::fold(text);
    for (std::size_t at = 0; at < folded.size();) {
        const char32_t c = base::next_code_point(folded, at);
        if (base::is_letter(c) || base::is_digit(c))
            base::append_code_point(word, c);
        else
            close(c == U'*');
    }
    close(false);
    return out;
}

Date as_of(const Query& query) { return query.as_of ? *query.as_of : today(); }

Prepared prepare(const Article& article, std::vector<Report> reports, std::vector<Claim> claims,
                 const world::World& world) {
    std::set<ReportId> seen;
    for (Report& r : reports) {
        r.article = article.id;
        r.event = {};
        const std::string given = r.id.str();
        for (int n = 2; !seen.insert(r.id).second; ++n) r.id = ReportId(given + "." + std::to_string(n));
    }
    link_reports(reports, world);
    for (Claim& c : claims) c.article = article.id;
    Json own = to_json(article);
    own.erase("published_bounds");  // the day it was fetched is no part of what it says
    std::string all = dump(own);
    for (const Report& r : reports) all += "\n" + dump(to_json(r));
    for (const Claim& c : claims) all += "\n" + dump(to_json(c));
    return {std::move(reports), std::move(claims), base::content_id({all})};
}

}  // namespace entente::record
