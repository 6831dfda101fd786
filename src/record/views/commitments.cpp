// Verdicts.
//
// A promise and its fulfilment are mostly one event: the ladder says announced, then occurred (in time: kept; later:
// late) or denied, cancelled (broken). Other events enter where the ladder is silent or negative: one of the same type
// and parties that happened since is a part delivered (partly, or kept when the amounts match); where the promise is
// called off and the same party promises the same party something else of that type at that time, it is superseded.
#include "record/views/commitments.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "record/ladder.h"
#include "record/query.h"

namespace entente::record {

namespace {

constexpr std::int32_t kNewsDelay = 7;        // days for news of what was done in time, where no day is told
constexpr std::int32_t kReplacedWithin = 30;  // days between calling off and the new promise
constexpr double kWhole = 0.8;                // of the amount promised

using Reports = std::vector<const Report*>;

bool is_off(EventStatus s) { return s == EventStatus::kCancelled || s == EventStatus::kDenied; }

bool can_be_promised(const Event& e, const Reports& reports) {
    if (e.type == "SANCTION") return e.mode == "withdraw";
    if (e.type == "SUPPORT")  // signing, ratifying; not praise
        return std::any_of(reports.begin(), reports.end(), [](const Report* r) {
            return r->concept_id.empty() || r->concept_id.rfind("support.sign", 0) == 0 ||
                   r->concept_id == "support.ratify" || r->concept_id.rfind("support.embassy", 0) == 0;
        });
    for (const char* type : {"AID", "RETREAT", "COOPERATE", "CONCEDE", "MOBILIZE"})
        if (e.type == type) return true;
    return false;
}

std::set<ActorId> ids(const std::vector<Party>& parties) {
    std::set<ActorId> out;
    for (const Party& p : parties) out.insert(p.id);
    return out;
}

bool meet(const std::set<ActorId>& a, const std::set<ActorId>& b, const world::World& world, std::optional<Date> day) {
    return std::any_of(a.begin(), a.end(), [&](const ActorId& x) {
        return std::any_of(b.begin(), b.end(), [&](const ActorId& y) {
            return x == y || world.is_member(x, y, day) || world.is_member(y, x, day);
        });
    });
}

// Whether the rung is the word of who will act, or told as a fact.
bool promises(const Report& r, const std::set<ActorId>& actors) {
    if (r.status != EventStatus::kAnnounced || !r.positive || r.in.rfind("related", 0) == 0) return false;
    return !r.speaker || r.speaker->id.empty() || actors.contains(r.speaker->id) ||
           (!r.speaker->country.empty() && actors.contains(ActorId(r.speaker->country)));
}

std::string day_text(const std::string& order_key) { return order_key.substr(0, 10); }

std::optional<Date> published_of(const Report& r) { return parse_date(r.published); }

struct Ledger {
    std::map<EventId, Reports> of;  // reports of each event, in order of publication
    const world::World& world;
    Date as_of;
};

double amount_of(const Reports& reports, bool done) {
    double most = 0;
    for (const Report* r : reports) {
        if (done != took_place(r->status)) continue;
        if (r->numbers.amount) most = std::max(most, r->numbers.amount->value);
        if (r->numbers.size) most = std::max(most, static_cast<double>(*r->numbers.size));
    }
    return most;
}

// The day on which it was done, by the first report that says so; its own day, else that of publication.
std::optional<Date> day_done(const Event& e, bool& told) {
    for (const Rung& r : e.ladder) {
        if (!took_place(r.status)) continue;
        told = r.when && r.when->range.known();
        if (told) return r.when->range.start ? r.when->range.start : r.when->range.end;
    }
    told = false;
    for (const Rung& r : e.ladder)
        if (took_place(r.status)) return day_of(r);
    return std::nullopt;
}

void add_reports(const Reports& reports, bool (*want)(EventStatus), std::vector<ReportId>& out) {
    for (const Report* r : reports)
        if (want(r->status)) out.push_back(r->id);
}

bool in_time(const Event& e, const std::optional<ReportTime>& due) {
    const std::optional<Date> last = due ? last_possible_day(*due) : std::nullopt;
    bool told = false;
    const std::optional<Date> done = day_done(e, told);
    if (!last || !done) return true;
    return days_from_epoch(*done) <= days_from_epoch(*last) + (told ? 0 : kNewsDelay);
}

// Later events of its type between the same parties: what was done of it, and what replaced it.
void look_elsewhere(const Event& e, const std::vector<const Event*>& others, const Ledger& ledger, Commitment& c) {
    const std::set<ActorId> by = ids(e.actors), to = ids(e.recipients);
    const std::optional<Date> made = parse_date(c.made);
    std::string called_off;
    for (const Rung& r : e.ladder)
        if (is_off(r.status)) called_off = r.order_key;
    for (const Event* o : others) {
        if (o->id == e.id || o->type != e.type || !meet(by, ids(o->actors), ledger.world, made)) continue;
        if (!to.empty() && !o->recipients.empty() && !meet(to, ids(o->recipients), ledger.world, made)) continue;
        if (!e.mode.empty() && !o->mode.empty() && e.mode != o->mode) continue;
        const std::optional<Date> heard = o->ladder.empty() ? std::nullopt : day_of(o->ladder.front());
        if (!heard || !made || *heard < *made) continue;
        const bool announced_first = o->ladder.front().status == EventStatus::kAnnounced;
        const std::optional<Date> off = parse_date(called_off);
        if (is_off(e.status) && announced_first && off &&
            std::abs(days_from_epoch(*heard) - days_from_epoch(*off)) <= kReplacedWithin)
            c.superseded_by.push_back(o->id);
        else if (took_place(o->status) && !announced_first)
            c.fulfilled_by.push_back(o->id);
    }
}

Verdict judge(const Event& e, const std::vector<const Event*>& others, const Ledger& ledger, Commitment& c) {
    const std::optional<Date> last = c.due ? last_possible_day(*c.due) : std::nullopt;
    const Reports& own = ledger.of.at(e.id);
    add_reports(own, is_off, c.against);
    if (took_place(e.status)) {
        add_reports(own, took_place, c.for_it);
        c.fulfilled_by = {e.id};
        if (e.status == EventStatus::kOngoing && last && ledger.as_of <= *last) return Verdict::kPending;
        const double promised = amount_of(own, false), given = amount_of(own, true);
        if (promised > 0 && given > 0 && given < kWhole * promised) return Verdict::kPartly;
        return in_time(e, c.due) ? Verdict::kKept : Verdict::kLate;
    }
    look_elsewhere(e, others, ledger, c);
    if (!c.superseded_by.empty()) return Verdict::kSuperseded;
    if (!c.fulfilled_by.empty()) {
        double given = 0;
        for (const EventId& id : c.fulfilled_by) {
            given += amount_of(ledger.of.at(id), true);
            add_reports(ledger.of.at(id), took_place, c.for_it);
        }
        const double promised = amount_of(own, false);
        if (is_off(e.status) || promised <= 0 || given < kWhole * promised) return Verdict::kPartly;
        return Verdict::kKept;
    }
    if (is_off(e.status)) return Verdict::kBroken;
    return !last || ledger.as_of <= *last ? Verdict::kPending : Verdict::kNoReport;
}

// Sources that named both sides since the day; of these, how many spoke of the promise or of what fulfils it.
void count_coverage(const std::vector<Report>& reports, const Ledger& ledger, Commitment& c) {
    const std::set<ActorId> by(c.by.begin(), c.by.end()), to(c.to.begin(), c.to.end());
    const std::optional<Date> due = c.due ? (c.due->range.end ? c.due->range.end : c.due->range.start) : std::nullopt;
    const std::optional<Date> since = due ? due : parse_date(c.made);
    std::set<std::string> covering, mentioning;
    for (const Report& r : reports) {
        const std::optional<Date> day = published_of(r);
        if (!day || !since || *day <= *since || *day > ledger.as_of) continue;
        const std::string source = r.source.empty() ? r.article.str() : r.source;
        const bool own = r.event == c.event ||
                         std::find(c.fulfilled_by.begin(), c.fulfilled_by.end(), r.event) != c.fulfilled_by.end();
        if (own) mentioning.insert(source);
        std::set<ActorId> all = ids(r.actors);
        all.merge(ids(r.recipients));
        if (own || (meet(by, all, ledger.world, day) && (to.empty() || meet(to, all, ledger.world, day))))
            covering.insert(source);
    }
    c.sources_since_due = covering.size();
    c.mentioning = mentioning.size();
}

}  // namespace

const char* to_string(Verdict v) {
    static constexpr const char* kWords[] = {"pending", "kept", "partly", "late", "broken", "superseded", "no_report"};
    return kWords[static_cast<std::size_t>(v)];
}

std::string commitment_id(const Event& e, const std::vector<const Report*>& own) {
    const std::set<ActorId> actors = ids(e.actors);
    const bool promised = can_be_promised(e, own) &&
                          std::any_of(own.begin(), own.end(), [&](const Report* r) { return promises(*r, actors); });
    return promised ? "c" + e.id.str() : std::string();
}

std::vector<Commitment> commitments_of(const std::vector<Event>& events, const std::vector<Report>& reports,
                                       const world::World& world, Date as_of) {
    Ledger ledger{{}, world, as_of};
    for (const Event& e : events) ledger.of[e.id];
    for (const Report& r : reports)
        if (const auto it = ledger.of.find(r.event); it != ledger.of.end()) it->second.push_back(&r);
    std::map<ActorId, std::vector<const Event*>> by_actor;
    for (const Event& e : events)
        for (const Party& p : e.actors) by_actor[p.id].push_back(&e);
    std::vector<Commitment> out;
    for (const Event& e : events) {
        const Reports& own = ledger.of.at(e.id);
        const std::string id = commitment_id(e, own);
        if (id.empty()) continue;
        const std::set<ActorId> actors = ids(e.actors);
        Commitment c;
        for (const Report* r : own) {
            if (!promises(*r, actors)) continue;
            c.promise.push_back(r->id);
            if (c.text.empty()) c.text = r->quote;
            if (!c.due && r->when && r->when->range.known()) c.due = r->when;
        }
        c.id = id;
        c.event = e.id;
        c.type = e.type;
        for (const Rung& r : e.ladder)
            if (c.made.empty() && r.report == c.promise.front()) c.made = day_text(r.order_key);
        c.by.assign(actors.begin(), actors.end());
        const std::set<ActorId> to = ids(e.recipients);
        c.to.assign(to.begin(), to.end());
        std::vector<const Event*> others;
        for (const ActorId& a : actors)
            for (const Event* o : by_actor[a])
                if (std::find(others.begin(), others.end(), o) == others.end()) others.push_back(o);
        c.verdict = judge(e, others, ledger, c);
        count_coverage(reports, ledger, c);
        out.push_back(std::move(c));
    }
    std::sort(out.begin(), out.end(), [](const Commitment& a, const Commitment& b) {
        return std::pair(a.made, a.id) < std::pair(b.made, b.id);
    });
    return out;
}

}  // namespace entente::record
