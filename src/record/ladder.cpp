// From rungs to standing, by coding.md §7.
//
// Rungs are an event's reports in order of publication. Rule 1 drops background and hypothesis; rule 2 lets what has
// happened win over what was planned; rule 3 takes the newest word of a party, or of the press where no party has
// spoken since; rule 4 ranks what is left; rule 5 keeps a denial beside an occurrence; rule 6 says when nothing was
// heard. Example: announced (3–4 April), postponed to 10 May, announced for 10 May → announced, when 10 May, with
// 3–4 April among the conflicts.
#include "record/ladder.h"

#include <algorithm>
#include <map>
#include <set>

namespace entente::record {

namespace {

using Rungs = std::vector<const Rung*>;  // in order of publication

bool is_background(const Rung& r) {
    return r.status == EventStatus::kHistorical || r.status == EventStatus::kHypothetical;
}
bool is_decisive(const Rung& r) {
    return r.status == EventStatus::kCancelled || r.status == EventStatus::kPostponed ||
           r.status == EventStatus::kDenied || r.status == EventStatus::kAnnounced;
}

Rungs visible(const std::vector<Rung>& ladder, Date as_of) {
    Rungs out;
    for (const Rung& r : ladder) {
        const std::optional<Date> day = day_of(r);
        if (!day || *day <= as_of) out.push_back(&r);
    }
    return out;
}

Rungs without_background(const Rungs& rungs) {
    Rungs out;
    std::copy_if(rungs.begin(), rungs.end(), std::back_inserter(out), [](const Rung* r) { return !is_background(*r); });
    return out;
}

// Whether `a` stands before `b`: by publication, and within one moment a party after the press, so that it wins.
bool spoke_before(const Rung& a, const Rung& b) {
    if (a.order_key != b.order_key) return a.order_key < b.order_key;
    return !a.party && b.party;
}

// Rule 3: the newest cancelled, postponed, denied or announced; the press counts when no party has spoken since.
const Rung* newest_decisive(const Rungs& rungs) {
    const Rung* best = nullptr;
    for (const Rung* r : rungs) {
        if (!is_decisive(*r)) continue;
        const bool outspoken = !r->party && std::any_of(rungs.begin(), rungs.end(), [&](const Rung* other) {
            return other->party && spoke_before(*r, *other);
        });
        if (outspoken) continue;
        if (!best || !spoke_before(*r, *best)) best = r;
    }
    return best;
}

const Rung* last_with(const Rungs& rungs, EventStatus status) {
    const auto it = std::find_if(rungs.rbegin(), rungs.rend(), [&](const Rung* r) { return r->status == status; });
    return it == rungs.rend() ? nullptr : *it;
}

const Rung* last_done(const Rungs& rungs) {
    const auto it = std::find_if(rungs.rbegin(), rungs.rend(), [](const Rung* r) { return took_place(r->status); });
    return it == rungs.rend() ? nullptr : *it;
}

// Rule 5: whether the newest word of every party of the event, on whether it was, is that it was not.
bool denied_by_all(const Rungs& rungs, std::span<const ActorId> parties) {
    std::map<ActorId, EventStatus> word;
    for (const Rung* r : rungs)
        if (r->party && (took_place(r->status) || r->status == EventStatus::kDenied))
            for (const ActorId& p : r->speaks_for) word[p] = r->status;
    return !parties.empty() && std::all_of(parties.begin(), parties.end(), [&](const ActorId& p) {
        const auto it = word.find(p);
        return it != word.end() && it->second == EventStatus::kDenied;
    });
}

std::string value_of(const ReportTime& t) {
    const std::string start = t.range.start ? to_string(*t.range.start) : "..";
    const std::string end = t.range.end ? to_string(*t.range.end) : "..";
    return start == end ? start : std::string(start).append("/").append(end);
}
std::string value_of(const ReportPlace& p) { return p.id.empty() ? p.name : p.id; }
std::string shown(const ReportTime& t) { return value_of(t); }
std::string shown(const ReportPlace& p) { return p.name.empty() ? p.id : p.name; }

bool knows(const ReportTime& t) { return t.range.known(); }
bool knows(const ReportPlace& p) { return !p.id.empty() || !p.name.empty(); }

// The newest party's value, else that of the most independent texts; of equals the newer.
template <class T>
std::optional<T> choose(const Rungs& rungs, std::optional<T> Rung::* field) {
    const Rung* party = nullptr;
    std::map<std::string, std::set<std::string>> support;
    for (const Rung* r : rungs) {
        const std::optional<T>& v = r->*field;
        if (!v || !knows(*v)) continue;
        if (r->party && (!party || !spoke_before(*r, *party))) party = r;
        support[value_of(*v)].insert(r->text_key.empty() ? r->article.str() : r->text_key);
    }
    if (party) return party->*field;
    const Rung* best = nullptr;
    for (const Rung* r : rungs) {
        const std::optional<T>& v = r->*field;
        if (!v || !knows(*v)) continue;
        if (!best || support[value_of(*v)].size() >= support[value_of(*(best->*field))].size()) best = r;
    }
    return best ? best->*field : std::nullopt;
}

// Values other than the chosen one, each once, with the first report that gives it.
template <class T>
void add_conflicts(const Rungs& rungs, std::optional<T> Rung::* field, const std::optional<T>& chosen, const char* name,
                   std::vector<Conflict>& out) {
    if (!chosen) return;
    std::set<std::string> seen{value_of(*chosen)};
    for (const Rung* r : rungs) {
        const std::optional<T>& v = r->*field;
        if (v && knows(*v) && seen.insert(value_of(*v)).second) out.push_back({name, shown(*v), r->report});
    }
}

// What was said before a postponement that gives a new date is no longer said of the event's time.
Rungs since_moved(const Rungs& rungs, const Rung* postponed) {
    if (!postponed || !postponed->when || !postponed->when->range.known()) return rungs;
    return Rungs(std::find(rungs.begin(), rungs.end(), postponed), rungs.end());
}

void choose_values(const Rungs& rungs, Standing& s) {
    const Rungs told = since_moved(rungs, last_with(rungs, EventStatus::kPostponed));
    s.when = choose(told, &Rung::when);
    if (!s.when) s.when = choose(rungs, &Rung::when);
    s.place = choose(rungs, &Rung::place);
    add_conflicts(rungs, &Rung::when, s.when, "when", s.conflicts);
    add_conflicts(rungs, &Rung::place, s.place, "place", s.conflicts);
}

// Rules 2 and 5, where something is said to have happened or to be happening.
void settle_done(const Rungs& rungs, const Rung& done, Date as_of, std::span<const ActorId> parties, Standing& s) {
    s.status = done.status;
    s.rule = 2;
    s.decided_by = done.report;
    if (done.status == EventStatus::kOngoing) {
        std::optional<Date> end = done.when ? last_possible_day(*done.when) : std::nullopt;
        if (!end && s.when && !(done.when && done.when->range.known())) end = last_possible_day(*s.when);
        if (end && as_of > *end) s.status = EventStatus::kOccurred;
    }
    const Rung* denial = last_with(rungs, EventStatus::kDenied);
    if (!denial) return;
    s.rule = 5;
    if (denied_by_all(rungs, parties)) {
        s.conflicts.push_back({"status", to_string(s.status), done.report});
        s.status = EventStatus::kDenied;
        s.decided_by = denial->report;
    } else {
        s.conflicts.push_back({"status", to_string(EventStatus::kDenied), denial->report});
    }
}

// Rules 3 and 4, where nothing is said to have happened.
void settle_open(const Rungs& rungs, Standing& s) {
    if (const Rung* r = newest_decisive(rungs)) {
        s.status = r->status;
        s.rule = 3;
        s.decided_by = r->report;
        return;
    }
    s.rule = 4;
    for (const EventStatus status : {EventStatus::kAnnounced, EventStatus::kExpected, EventStatus::kRumoured})
        if (const Rung* r = last_with(rungs, status)) {
            s.status = status;
            s.decided_by = r->report;
            return;
        }
    s.status = rungs.back()->status;  // only words that a party has overtaken without naming a status
    s.decided_by = rungs.back()->report;
}

// Rule 6.
std::optional<Date> silence(const Rungs& all, const Standing& s, Date as_of) {
    if (s.status != EventStatus::kAnnounced && s.status != EventStatus::kExpected) return std::nullopt;
    const std::optional<Date> last = s.when ? last_possible_day(*s.when) : std::nullopt;
    if (!last || days_from_epoch(as_of) - days_from_epoch(*last) <= 7) return std::nullopt;
    const bool heard = std::any_of(all.begin(), all.end(), [&](const Rung* r) {
        const std::optional<Date> day = day_of(*r);
        return r->status != EventStatus::kHypothetical && day && *day > *last;
    });
    return heard ? std::nullopt : last;
}

}  // namespace

bool took_place(EventStatus s) { return s == EventStatus::kOccurred || s == EventStatus::kOngoing; }

bool lies_ahead(EventStatus s) {
    return s == EventStatus::kAnnounced || s == EventStatus::kExpected || s == EventStatus::kRumoured ||
           s == EventStatus::kPostponed;
}

std::optional<Standing> standing(const std::vector<Rung>& ladder, Date as_of, std::span<const ActorId> parties) {
    const Rungs all = visible(ladder, as_of);
    if (all.empty()) return std::nullopt;
    Standing s;
    const Rungs rungs = without_background(all);
    if (rungs.empty()) {  // rule 1: there is nothing else; what happened before what might
        const Rung* r = last_with(all, EventStatus::kHistorical);
        if (!r) r = all.back();
        s.status = r->status;
        s.rule = 1;
        s.decided_by = r->report;
        choose_values(all, s);
        return s;
    }
    choose_values(rungs, s);
    if (!s.when) s.when = choose(all, &Rung::when);
    if (!s.place) s.place = choose(all, &Rung::place);
    if (const Rung* done = last_done(rungs))
        settle_done(rungs, *done, as_of, parties, s);
    else
        settle_open(rungs, s);
    s.silent_since = silence(all, s, as_of);
    return s;
}

const char* rule_text(int rule, bool french) {
    static constexpr const char* kTexts[][2] = {
        {"", ""},
        {"only background or hypothesis is told", "seul le contexte ou l'hypothèse est rapporté"},
        {"said to have happened, or to be under way, by a source", "une source dit que c'est fait ou en cours"},
        {"the newest word of a party, or of the press when no party has spoken since",
         "la parole la plus récente d'une partie, ou de la presse si aucune partie n'a parlé depuis"},
        {"announced before expected before rumoured", "annoncé avant attendu avant rumeur"},
        {"said to have happened, and denied", "dit accompli, et démenti"},
    };
    return kTexts[rule >= 1 && rule <= 5 ? rule : 0][french ? 1 : 0];
}

std::optional<Date> day_of(const Rung& rung) {
    if (const auto day = parse_date(rung.order_key.substr(0, 10))) return day;
    return parse_date(rung.published);
}

std::optional<Date> last_possible_day(const ReportTime& when) {
    if (when.range.end) return when.range.end;
    return when.range.start && when.precision == "day" ? when.range.start : std::nullopt;
}

}  // namespace entente::record
