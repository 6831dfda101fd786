// What the press has changed about events between two days: new, moved, called off, denied, done.
#pragma once

#include <string>
#include <vector>

#include "entente/event.h"

namespace entente::record {

enum class NewsKind { kNew, kDone, kMoved, kCancelled, kDenied, kOther };
[[nodiscard]] const char* to_string(NewsKind kind);

struct News {
    const Event* event = nullptr;  // into the events given
    NewsKind kind = NewsKind::kNew;
    std::optional<EventStatus> before;  // on the day since which; none: it was not known yet
    std::optional<ReportTime> when_before;
    Date told{};  // day of the newest report
};

// Of events as of a later day, those of which something was published after `since` that changed status or time; newest
// first, then by id. What was told again without a change is none.
[[nodiscard]] std::vector<News> news_since(const std::vector<Event>& events, Date since);

}  // namespace entente::record
