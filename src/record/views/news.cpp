#include "record/views/news.h"

#include <algorithm>

#include "record/ladder.h"

namespace entente::record {

namespace {

NewsKind kind_of(const Event& e, const std::optional<Standing>& before) {
    if (!before) return NewsKind::kNew;
    if (before->status != e.status) {
        if (took_place(e.status)) return NewsKind::kDone;
        if (e.status == EventStatus::kCancelled) return NewsKind::kCancelled;
        if (e.status == EventStatus::kDenied) return NewsKind::kDenied;
        if (e.status == EventStatus::kPostponed) return NewsKind::kMoved;
        return NewsKind::kOther;
    }
    return NewsKind::kMoved;
}

DateRange days_of(const std::optional<ReportTime>& when) { return when ? when->range : DateRange{}; }

}  // namespace

const char* to_string(NewsKind kind) {
    static constexpr const char* kWords[] = {"new", "done", "moved", "cancelled", "denied", "other"};
    return kWords[static_cast<std::size_t>(kind)];
}

std::vector<News> news_since(const std::vector<Event>& events, Date since) {
    std::vector<News> out;
    for (const Event& e : events) {
        std::optional<Date> newest;
        for (const Rung& r : e.ladder)
            if (const auto day = day_of(r); day && (!newest || *day > *newest)) newest = day;
        if (!newest || *newest <= since) continue;
        std::vector<ActorId> parties;
        for (const auto* side : {&e.actors, &e.recipients})
            for (const Party& p : *side) parties.push_back(p.id);
        const std::optional<Standing> before = standing(e.ladder, since, parties);
        if (before && before->status == e.status && days_of(before->when) == days_of(e.when)) continue;
        News n{&e, kind_of(e, before), std::nullopt, std::nullopt, *newest};
        if (before) {
            n.before = before->status;
            n.when_before = before->when;
        }
        out.push_back(std::move(n));
    }
    std::sort(out.begin(), out.end(), [](const News& a, const News& b) {
        return a.told != b.told ? a.told > b.told : a.event->id < b.event->id;
    });
    return out;
}

}  // namespace entente::record
