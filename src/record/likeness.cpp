// Likeness of two reports.
//
// First what forbids: another family, mode, place, ordinal, document or host. Then parties, with a group and most of
// its members taken as one (AES on one side, two or three of its members on the other). Then time: two dates of a few
// days that do not meet are two acts; a date and none, or none and none, fit when publication allows it. A postponed
// report fits the date before and the date after it although they do not meet.
#include "record/likeness.h"

#include <algorithm>
#include <cmath>

namespace entente::record {

namespace {

using Ids = std::vector<std::string>;

bool has(const Ids& ids, const std::string& id) { return std::binary_search(ids.begin(), ids.end(), id); }

Ids common(const Ids& a, const Ids& b) {
    Ids out;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
    return out;
}

Ids united(const Ids& a, const Ids& b) {
    Ids out;
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
    return out;
}

// `side` with members replaced by a group of `other` when two thirds of it (at least two) are there, and without the
// members that stand beside their own group.
Ids collapsed(const Ids& side, const Ids& other, std::int32_t day, const world::World& world) {
    Ids out = side;
    for (const std::string& group : united(side, other)) {
        const Ids members = unfolded(group, day, world);
        if (members.empty()) continue;
        const Ids there = common(out, members);
        const bool own = has(side, group);
        const bool most = there.size() >= 2 && 3 * there.size() >= 2 * members.size();
        const bool absorbed = own ? there.size() >= 2 || has(other, group) : most && has(other, group);
        if (there.empty() || !absorbed) continue;
        Ids kept;
        std::set_difference(out.begin(), out.end(), there.begin(), there.end(), std::back_inserter(kept));
        out = united(kept, {group});
    }
    return out;
}

// 3: the same; 2: one within the other by two or more, or half in common; 1: one party within the other; 0: not.
int level(const Ids& a, const Ids& b) {
    if (a == b) return 3;
    const std::size_t n = common(a, b).size();
    const std::size_t least = std::min(a.size(), b.size());
    if (n >= 2 && (n == least || 2 * n >= united(a, b).size())) return 2;
    return n >= 1 && n == least ? 1 : 0;
}

int side_level(const Ids& a, const Ids& b, std::int32_t day, const world::World& world) {
    if (a.empty() != b.empty()) return 1;
    return level(collapsed(a, b, day, world), collapsed(b, a, day, world));
}

// A meeting of one named party at another's place is a meeting of both, unless the place is a member's own.
Ids all_parties(const Features& f, const world::World& world) {
    Ids out = united(f.actors, f.recipients);
    if (f.family != "CONSULT" || f.mode == "multilateral" || f.mode == "third-party" || out.size() != 1 ||
        f.country.empty())
        return out;
    if (f.country == out[0] || has(unfolded(out[0], f.days.first, world), f.country)) return out;
    return united(out, {f.country});
}

int party_level(const Features& a, const Features& b, const world::World& world) {
    const std::int32_t day = std::max(a.days.first, b.days.first);
    if (a.mutual || b.mutual) {
        const Ids pa = all_parties(a, world), pb = all_parties(b, world);
        return pa.empty() || pb.empty() ? 0 : side_level(pa, pb, day, world);
    }
    const int actors = side_level(a.actors, b.actors, day, world);
    const int recipients = side_level(a.recipients, b.recipients, day, world);
    if (actors == 0 || recipients == 0) return 0;
    if (a.actors.empty() && b.actors.empty() && a.recipients.empty()) return 0;
    const int least = std::min(actors, recipients);
    const bool both = a.actors.empty() == b.actors.empty() && a.recipients.empty() == b.recipients.empty();
    return least == 3 ? 3 : (both ? 2 : 1);
}

double kilometres(const Features& a, const Features& b) {
    const double rad = 3.14159265358979 / 180;
    const double x = (*b.lon - *a.lon) * rad * std::cos((*a.lat + *b.lat) / 2 * rad);
    const double y = (*b.lat - *a.lat) * rad;
    return 6371 * std::sqrt(x * x + y * y);
}

bool whole_country(const Features& f, const world::World& world) {
    if (f.place_id == f.country) return true;
    const world::Place* p = world.place(f.place_id);
    return p && p->feature.rfind("PCL", 0) == 0;
}

bool places_fit(const Features& a, const Features& b, const world::World& world) {
    if (a.place_id.empty() || b.place_id.empty() || a.place_id == b.place_id) return true;
    if (!a.place_name.empty() && a.place_name == b.place_name) return true;
    if (!a.country.empty() && !b.country.empty() && a.country != b.country) return false;
    if (whole_country(a, world) || whole_country(b, world)) return true;
    if (a.lat && a.lon && b.lat && b.lon) return kilometres(a, b) <= 40;
    return a.place_id.rfind("text:", 0) == 0 || b.place_id.rfind("text:", 0) == 0;
}

bool same_place(const Features& a, const Features& b) {
    return (!a.place_id.empty() && a.place_id == b.place_id) || (!a.place_name.empty() && a.place_name == b.place_name);
}

bool modes_fit(const Features& a, const Features& b) {
    if (a.mode.empty() || b.mode.empty() || a.mode == b.mode) return true;
    return a.family == "CONSULT" && a.mode != "phone" && b.mode != "phone";
}

bool disjoint(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return !a.empty() && !b.empty() && std::none_of(a.begin(), a.end(), [&](const std::string& c) {
        return std::find(b.begin(), b.end(), c) != b.end();
    });
}

// Agreements, praise and offers are many kinds of act under one type: what they are about must not differ.
bool matters_fit(const Features& a, const Features& b) {
    if (a.family != "SUPPORT" && a.family != "AGREE" && a.family != "COOPERATE" && a.family != "AID") return true;
    if (!a.frame.empty() && !b.frame.empty() && a.frame != b.frame) return false;
    if (disjoint(a.contexts, b.contexts)) return false;
    if ((a.family == "SUPPORT" || a.family == "AGREE") && !a.concept_id.empty() && !b.concept_id.empty() &&
        a.concept_id != b.concept_id)
        return false;
    if (a.amount && b.amount && a.amount->currency == b.amount->currency) {
        const double more = std::max(a.amount->value, b.amount->value),
                     less = std::min(a.amount->value, b.amount->value);
        return less >= 0.8 * more;
    }
    return true;
}

// A visit has a host: to one another is two visits.
bool hosts_fit(const Features& a, const Features& b, std::int32_t day, const world::World& world) {
    if (a.mode != "visit" || b.mode != "visit" || a.recipients.empty() || b.recipients.empty()) return true;
    return side_level(a.recipients, b.recipients, day, world) > 0;
}

bool forbidden(const Features& a, const Features& b, const world::World& world) {
    if (a.family != b.family || !modes_fit(a, b)) return true;
    if (a.ordinal && b.ordinal && *a.ordinal != *b.ordinal) return true;
    if (a.one_off != b.one_off && !a.recipients.empty() && !b.recipients.empty()) return true;
    return !places_fit(a, b, world) || !matters_fit(a, b) ||
           !hosts_fit(a, b, std::max(a.days.first, b.days.first), world);
}

bool is_background(const Features& f) {
    return f.related || f.status == EventStatus::kHistorical || f.status == EventStatus::kHypothetical;
}

// Weak fit in time: overlapping, and close in publication where neither has a date. Background needs a date to meet.
bool times_meet(const Features& a, const Features& b) {
    if (!a.days.known() || !b.days.known()) return false;
    if (a.one_off && b.one_off) return a.days.gap(b.days) <= a.reach.close;
    if (a.precise && b.precise) {
        const bool stretch = a.family == "CONSULT" && a.mode != "phone" && b.mode != "phone" && same_place(a, b);
        return a.days.overlaps(b.days) || (stretch && a.days.gap(b.days) == 1);
    }
    if (!a.days.overlaps(b.days)) return false;
    if (a.dated || b.dated) return true;
    if (is_background(a) || is_background(b))
        return a.article == b.article && a.related == b.related && a.status == b.status;
    return std::abs(a.published - b.published) <= std::min(a.reach.close, b.reach.close);
}

bool moves(const Features& f) {
    if (f.status == EventStatus::kPostponed) return true;
    return f.status == EventStatus::kDenied && f.family != "CONSULT" && !f.one_off;
}

// `p` says that the act is put off, or did not come: `q` gives the day before the move, or the day after it.
std::optional<bool> moved(const Features& p, const Features& q) {
    if (!moves(p) || moves(q) || is_background(p) || is_background(q) || q.status == EventStatus::kCancelled ||
        !q.precise || !p.publication_known || !q.publication_known || (p.dated && p.days.overlaps(q.days)))
        return std::nullopt;
    const std::int32_t said = p.published;
    const std::int32_t back = p.status == EventStatus::kDenied ? 30 : 3;
    const bool was_ahead = q.published <= said + 1 && q.days.last >= said - back && q.days.first <= said + 120;
    if (was_ahead && (!p.dated || q.days.first < p.days.first)) return true;
    const bool is_after = q.published >= said && q.days.first >= said && q.days.first <= said + 150;
    if (is_after && (!p.dated || (p.days.last < q.days.first && p.days.last <= said + 14))) return false;
    return std::nullopt;
}

// How far a report without a date was published from the other's date, or from its publication.
double days_apart(const Features& a, const Features& b) {
    if (!a.dated && !b.dated) return std::abs(a.published - b.published);
    const Features& dated = a.dated && (a.precise || !b.dated) ? a : b;
    const Features& other = &dated == &a ? b : a;
    return dated.days.gap(other.publication_known ? Days{other.published, other.published} : other.days);
}

double score_of(const Features& a, const Features& b, int parties) {
    double s = parties == 3 ? 0.40 : parties == 2 ? 0.25 : 0.10;
    if (a.precise && b.precise)
        s += a.days.first == b.days.first && a.days.last == b.days.last ? 0.30 : 0.25;
    else
        s += 0.15 / (1.0 + days_apart(a, b) / 10.0);
    if (same_place(a, b)) s += 0.10;
    if (a.ordinal && b.ordinal) s += 0.10;
    if (!a.series.empty() && a.series == b.series) s += 0.05;
    if (a.article == b.article && !a.related && !b.related) s += 0.10;
    if (!a.mode.empty() && a.mode == b.mode) s += 0.05;
    return std::min(s, 1.0);
}

std::string days_text(const Features& f) {
    if (!f.dated) return "no date";
    const std::string first = to_string(date_from_days(f.days.first)), last = to_string(date_from_days(f.days.last));
    return first == last ? first : std::string(first).append("/").append(last);
}

}  // namespace

Likeness compare(const Features& a, const Features& b, const world::World& world) {
    if (forbidden(a, b, world)) return {};
    const int parties = party_level(a, b, world);
    if (parties == 0) return {};
    const double score = score_of(a, b, parties);
    const bool meet = times_meet(a, b);
    if (meet && parties == 3 && a.precise && b.precise && a.days.overlaps(b.days) && !a.related && !b.related)
        return {LikenessKind::kStrong, score, false, false};
    if (parties >= 2) {
        const std::optional<bool> ab = moved(a, b);
        const std::optional<bool> side = ab ? ab : moved(b, a);
        if (side) return {LikenessKind::kMoved, score, ab.has_value(), *side};
    }
    if (!meet) return {};
    const bool same_story = a.article == b.article && a.related == b.related;
    const bool same_days = a.precise && b.precise && a.days.overlaps(b.days);
    const bool lonely =
        parties == 3 && united(united(a.actors, a.recipients), united(b.actors, b.recipients)).size() == 1;
    const bool some_only = parties == 1 || (parties == 2 && !(a.one_off && b.one_off));
    if (some_only && !same_story && !same_days) return {};  // a part of the parties meets on days of its own too
    if (lonely && !a.precise && !b.precise && !same_story) return {};  // one party, no day: nothing holds them together
    return {LikenessKind::kWeak, score, false, false};
}

std::string explain(const Features& a, const Features& b, const Likeness& likeness, const world::World& world) {
    std::string out = a.family;
    const std::int32_t day = std::max(a.days.first, b.days.first);
    const Ids pa = united(a.actors, a.recipients), pb = united(b.actors, b.recipients);
    const Ids both = common(collapsed(pa, pb, day, world), collapsed(pb, pa, day, world));
    for (std::size_t i = 0; i < both.size(); ++i) out += (i ? ", " : "; ") + both[i];
    if (!both.empty()) out += " in both";
    out += "; " + days_text(a) + " and " + days_text(b);
    if (likeness.kind == LikenessKind::kMoved) out += " (moved)";
    if (same_place(a, b)) out += "; same place";
    if (a.ordinal && b.ordinal) out += "; same session " + std::to_string(*a.ordinal);
    if (a.article == b.article) out += "; same article";
    return out;
}

}  // namespace entente::record
