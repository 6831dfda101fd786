#include "record/features.h"

#include <algorithm>

#include "base/text.h"
#include "record/identity.h"

namespace entente::record {

namespace {

constexpr std::int32_t kPreciseDays = 4;       // a longer stretch is a month, a season, a session: no meeting day
constexpr std::int32_t kStretch = 64;          // width of a cell in days
constexpr std::int32_t kWidest = 900;          // a wider time is not looked for
constexpr std::int32_t kOneOff = 400;          // decided and in effect: up to a year and some
constexpr std::int32_t kRelatedBack = 200;     // a related headline may be old
constexpr std::int32_t kHistoricalBack = 400;  // background is rarely older without a date
constexpr std::int32_t kMovedAhead = 150;      // a postponed meeting takes place within this

Reach reach_of(const std::string& type, bool one_off) {
    if (one_off) return {kOneOff, kOneOff, kOneOff};
    if (type == "CONSULT") return {10, 30, 30};
    if (type == "ACCUSE" || type == "REQUEST" || type == "REJECT" || type == "THREATEN") return {5, 14, 5};
    if (type == "PROTEST" || type == "ASSAULT" || type == "COERCE") return {5, 14, 4};
    if (type == "SUPPORT" || type == "AGREE") return {10, 60, 30};
    return {14, 60, 21};
}

bool is_ahead(EventStatus s) {
    return s == EventStatus::kAnnounced || s == EventStatus::kExpected || s == EventStatus::kRumoured ||
           s == EventStatus::kPostponed || s == EventStatus::kCancelled || s == EventStatus::kHypothetical;
}

std::vector<std::string> ids_of(const std::vector<Party>& parties) {
    std::vector<std::string> out;
    for (const Party& p : parties)
        if (!p.id.empty()) out.push_back(p.id.str());
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

bool any_of_kind(const std::vector<std::string>& ids, const world::World& world,
                 std::initializer_list<const char*> kinds) {
    return std::any_of(ids.begin(), ids.end(), [&](const std::string& id) {
        const Actor* a = world.find(ActorId(id));
        return a && std::find(kinds.begin(), kinds.end(), a->kind) != kinds.end();
    });
}

// Leaving an organisation or a joint force is one act, whether the text speaks of the member (SANCTION/withdraw) or
// of its troops (RETREAT/withdraw): coding.md §2 parts them by what is left.
void set_family(const Report& r, const world::World& world, Features& f) {
    f.family = r.type;
    const bool withdraws = r.mode == "withdraw" && (r.type == "SANCTION" || r.type == "RETREAT");
    if (!withdraws) return;
    f.one_off = any_of_kind(f.recipients, world, {"organisation", "alliance", "force"});
    if (any_of_kind(f.recipients, world, {"force"})) f.family = "withdraw";
}

// A time known to the day, or where one end is open as far as the act's reach.
void set_days(const Report& r, Features& f) {
    if (r.when && r.when->range.known()) {
        const DateRange& w = r.when->range;
        f.dated = true;
        f.days.first = w.start ? days_from_epoch(*w.start) : days_from_epoch(*w.end) - f.reach.back;
        f.days.last = w.end ? days_from_epoch(*w.end) : f.days.first;
        if (!w.end && r.when->precision != "day") f.days.last = f.days.first + f.reach.ahead;
        f.days.last = std::max(f.days.first, f.days.last);
        f.precise = f.days.last - f.days.first < kPreciseDays && f.status != EventStatus::kHypothetical;
        return;
    }
    if (!f.publication_known) return;
    const std::int32_t p = f.published;
    if (f.related)
        f.days = {p - kRelatedBack, is_ahead(f.status) ? p + f.reach.ahead : p + 1};
    else if (f.status == EventStatus::kHistorical)
        f.days = {p - kHistoricalBack, p};
    else if (f.status == EventStatus::kDenied)
        f.days = {p - 30, p + 30};
    else if (is_ahead(f.status))
        f.days = {p - 1, p + f.reach.ahead};
    else
        f.days = {p - f.reach.back, p + 1};
}

void set_searched(Features& f) {
    f.searched = f.days;
    if (!f.days.known()) return;
    if (f.one_off) f.searched = {f.days.first - kOneOff, f.days.last + kOneOff};
    const bool moves = f.status == EventStatus::kPostponed || f.status == EventStatus::kDenied;
    if (moves && f.publication_known) {
        f.searched.first = std::min(f.searched.first, f.published - 30);
        f.searched.last = std::max(f.searched.last, f.published + kMovedAhead);
    }
    f.searched.first -= 1;  // neighbours by one day
    f.searched.last += 1;
}

}  // namespace

Features features_of(const ReportEntry& entry, const world::World& world) {
    const Report& r = entry.report;
    Features f;
    f.id = r.id;
    f.article = r.article;
    f.order_key = entry.order_key;
    f.mode = r.mode;
    f.concept_id = r.concept_id;
    f.contexts = r.contexts;
    f.status = r.status;
    f.related = r.in.rfind("related", 0) == 0;
    f.actors = ids_of(r.actors);
    f.recipients = ids_of(r.recipients);
    set_family(r, world, f);
    f.mutual = r.type == "CONSULT" || r.type == "COOPERATE" || r.mode == "ceasefire" ||
               ((r.type == "AGREE" || r.type == "SUPPORT") && f.recipients.empty());
    f.reach = reach_of(r.type, f.one_off);
    if (r.series) {
        f.series = base::fold(r.series->name);
        f.ordinal = r.series->ordinal;
    }
    f.frame = base::fold(r.frame);
    if (r.place) {
        f.place_id = r.place->id;
        f.place_name = base::fold(r.place->name);
        f.country = r.place->country;
        f.lat = r.place->lat;
        f.lon = r.place->lon;
    }
    f.amount = r.numbers.amount;
    if (const auto day = parse_date(entry.order_key)) {
        f.published = days_from_epoch(*day);
        f.publication_known = true;
    }
    set_days(r, f);
    set_searched(f);
    return f;
}

std::vector<std::string> unfolded(const std::string& group, std::int32_t day, const world::World& world) {
    std::vector<std::string> out;
    for (const ActorId& m : world.members(ActorId(group), date_from_days(day))) out.push_back(m.str());
    if (out.size() > kUnfolded) out.clear();
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<Cell> cells_of(const Features& f, const world::World& world) {
    std::vector<Cell> out;
    if (!f.searched.known() || f.searched.last - f.searched.first > kWidest + 2 * kOneOff) return out;
    std::vector<std::string> parties = f.actors;
    parties.insert(parties.end(), f.recipients.begin(), f.recipients.end());
    for (std::size_t i = 0, n = parties.size(); i < n; ++i)
        for (std::string& m : unfolded(parties[i], f.days.first, world)) parties.push_back(std::move(m));
    std::sort(parties.begin(), parties.end());
    parties.erase(std::unique(parties.begin(), parties.end()), parties.end());
    const auto stretch = [](std::int32_t day) { return day >= 0 ? day / kStretch : (day - kStretch + 1) / kStretch; };
    for (const std::string& p : parties)
        for (std::int32_t s = stretch(f.searched.first); s <= stretch(f.searched.last); ++s)
            out.push_back({f.family, p, s});
    return out;
}

}  // namespace entente::record
