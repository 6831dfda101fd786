// Feeds: found at an address, polled with manners, their entries or pages added to the store.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "intake/net/polite.h"
#include "pipeline/add.h"
#include "record/reading/reading_log.h"

namespace entente::pipeline {

// What is at `url`: the feed itself, else those that the page links, else the site's news sitemaps (robots.txt, its
// sitemap indexes). Fails with NotFound when there is none, and like the fetcher; messages without the address.
[[nodiscard]] Result<std::vector<record::Feed>> find_feeds(const std::string& url, intake::PoliteFetcher& fetcher);

struct PollTools {
    intake::PoliteFetcher& fetcher;
    intake::Clock& clock;
    record::Store& store;
    record::ReadingLog& log;
    // Loaded when there is something to add: a feed that has not changed costs one request.
    std::function<Result<std::shared_ptr<const Analyser>>()> analyser;
    const Limits& limits;
    AddWatch watch;
};

struct PollSummary {
    AddSummary added;
    std::size_t polled = 0, unchanged = 0, waiting = 0, failed = 0;  // feeds
    bool loaded = false;                                             // the analyser was
};

// Polls each feed that is due. `all`: also those whose next time has not come, but for those that failed or asked us to
// wait. Sets each one's next time: `every_s` from now; after failures twice as long each time, up to a day, or as long
// as the server asks. Fails only when the store does.
[[nodiscard]] Result<PollSummary> poll_feeds(PollTools& tools, long long every_s, bool all);

// "2025-04-02T10:00:00Z"
[[nodiscard]] std::string utc_text(long long seconds);

}  // namespace entente::pipeline
