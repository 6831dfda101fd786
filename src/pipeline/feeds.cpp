#include "pipeline/feeds.h"

#include <algorithm>
#include <cstdio>
#include <set>
#include <sstream>

#include "entente/date.h"
#include "intake/net/discover.h"

namespace entente::pipeline {

namespace {

constexpr std::size_t kPagesAtOnce = 200;  // of one feed in one poll; the rest comes with the next
constexpr long long kDay = 86400;

// An answer that is here already, for a reader that asks for its address.
class HeldReply final : public intake::Fetcher {
 public:
    explicit HeldReply(intake::FetchReply reply) : reply_(std::move(reply)) {}
    Result<intake::FetchReply> get(const intake::FetchRequest&) override { return reply_; }

 private:
    intake::FetchReply reply_;
};

void add_up(AddSummary& all, const AddSummary& one) {
    all.added += one.added, all.unchanged += one.unchanged, all.updated += one.updated;
    all.failed += one.failed, all.reports += one.reports;
}

class Poll {
 public:
    Poll(PollTools& tools, long long every_s) : tools_(tools), every_s_(every_s) {}

    Result<PollSummary> run(bool all) {
        TRY(const std::vector<record::Feed> feeds, tools_.log.feeds());
        for (const record::Feed& f : feeds) {
            const bool due = f.next_poll.empty() || f.next_poll <= utc_text(tools_.clock.now_s());
            if (!due && (f.failures > 0 || !all)) {
                ++summary_.waiting;
                continue;
            }
            TRY_DONE(poll(f));
        }
        return summary_;
    }

 private:
    Status poll(record::Feed feed) {
        const Result<intake::FetchReply> reply = tools_.fetcher.get({feed.url, feed.etag, feed.last_modified});
        const long long now = tools_.clock.now_s();
        feed.polled = utc_text(now);
        feed.status = reply.ok() ? reply->status : 0;
        ++summary_.polled;
        if (reply.ok() && reply->status == 304) {
            ++summary_.unchanged;
            return good(feed);
        }
        Status answered = reply.ok() ? intake::check_status(*reply) : Status(reply.error());
        if (answered.ok() && !intake::is_feed(reply->body))
            answered = fail(ErrorCode::kInvalid, "what came is no feed");
        if (!answered.ok()) return bad(feed, answered.error(), reply.ok() ? *reply : intake::FetchReply());
        TRY(const std::size_t failed, take(feed, *reply));
        // What failed is asked for again: not with the next 304, but with the whole feed.
        feed.etag = failed ? "" : reply->etag;
        feed.last_modified = failed ? "" : reply->last_modified;
        if (feed.title.empty()) feed.title = intake::feed_title(reply->body);
        return good(feed);
    }

    Status good(record::Feed& feed) {
        feed.failures = 0;
        feed.error.clear();
        feed.next_poll = utc_text(tools_.clock.now_s() + every_s_);
        return tools_.log.keep_feed(feed);
    }

    Status bad(record::Feed& feed, const Error& why, const intake::FetchReply& reply) {
        ++summary_.failed;
        feed.failures = std::min(feed.failures + 1, 1000);
        feed.error = why.message;
        long long wait = std::min(std::max(every_s_, 60LL) << std::min(feed.failures, 10), kDay);
        if (reply.retry_after_s >= 0) wait = std::max<long long>(reply.retry_after_s, 1);
        if (reply.status == 410) wait = 30 * kDay;
        feed.next_poll = utc_text(tools_.clock.now_s() + wait);
        if (tools_.watch.failed)
            tools_.watch.failed(
                fail(why.code, intake::shown_address(feed.url) + ": " + why.message + "; next try " + feed.next_poll));
        return tools_.log.keep_feed(feed);
    }

    // Adds the feed's entries, or the pages they point at; gives how many of them failed in a way that may pass.
    Result<std::size_t> take(const record::Feed& feed, const intake::FetchReply& reply) {
        HeldReply held(reply);
        std::istringstream no_input;
        DocumentOptions options;
        options.paths = {feed.url};
        options.fetcher = &held;
        std::vector<std::string> pages;
        bool texts = false;
        Documents look(options, no_input, tools_.limits);
        while (auto article = look.next()) {
            if (!article->ok() || look.without_text() || feed.pages) {
                if (!article->ok())
                    texts = true;  // named when the entries are added
                else if (!article->value().url.empty() && pages.size() < kPagesAtOnce)
                    TRY_DONE(want(article->value().url, pages));
                continue;
            }
            texts = true;
        }
        if (texts) {
            options.skip_without_text = true;
            if (!feed.pages) TRY_DONE(add(options, {}));
        }
        if (pages.empty()) return std::size_t{0};
        return fetch_pages(feed, pages);
    }

    Status want(const std::string& url, std::vector<std::string>& pages) {
        TRY(const bool known, tools_.log.has_page(url));
        if (!known) pages.push_back(url);
        return Done{};
    }

    Result<std::size_t> fetch_pages(const record::Feed& feed, const std::vector<std::string>& pages) {
        DocumentOptions options;
        options.paths = pages;
        options.fetcher = &tools_.fetcher;
        std::set<std::string> names, later;  // shown names; those worth another try
        for (const std::string& url : pages) names.insert(intake::shown_address(url));
        bool ours = false;  // an error that is not a page's: something is wrong here, all are asked for again
        TRY_DONE(add(options, [&](const Error& e) {
            const std::string name = e.message.substr(0, e.message.find(": "));
            if (!names.contains(name))
                ours = true;
            else if (e.code == ErrorCode::kIo || e.code == ErrorCode::kLimit)
                later.insert(name);
        }));
        std::size_t failed = 0;
        const std::string now = utc_text(tools_.clock.now_s());
        for (const std::string& url : pages) {
            if (ours || later.contains(intake::shown_address(url)))
                ++failed;
            else
                TRY_DONE(tools_.log.keep_page(url, feed.url, now));
        }
        return failed;
    }

    Status add(const DocumentOptions& options, const std::function<void(const Error&)>& failed) {
        TRY(const auto analyser, tools_.analyser());
        summary_.loaded = true;
        std::istringstream no_input;
        Documents documents(options, no_input, tools_.limits);
        AddWatch watch = tools_.watch;
        watch.failed = [&](const Error& e) {
            if (failed) failed(e);
            if (tools_.watch.failed) tools_.watch.failed(e);
        };
        TRY(const AddSummary one, add_documents(documents, *analyser, tools_.store, tools_.limits, watch));
        add_up(summary_.added, one);
        return Done{};
    }

    PollTools& tools_;
    long long every_s_;
    PollSummary summary_;
};

// News sitemaps that robots.txt names, or that the indexes it names point at.
std::vector<record::Feed> find_sitemaps(const std::string& host, intake::PoliteFetcher& fetcher) {
    std::vector<record::Feed> out;
    std::vector<std::string> todo = fetcher.robots_of(host).sitemaps();
    if (todo.empty()) todo = {host + "/sitemap.xml", host + "/news-sitemap.xml"};
    for (std::size_t i = 0; i < todo.size() && i < 20 && out.size() < 5; ++i) {
        const Result<intake::FetchReply> reply = fetcher.get({todo[i], "", ""});
        if (!reply.ok() || reply->status != 200) continue;
        for (const std::string& more : intake::sitemaps_in_index(reply->body)) todo.push_back(more);
        if (!intake::has_news(reply->body)) continue;
        record::Feed f;
        f.url = todo[i];
        out.push_back(std::move(f));
    }
    return out;
}

}  // namespace

Result<std::vector<record::Feed>> find_feeds(const std::string& url, intake::PoliteFetcher& fetcher) {
    TRY(const intake::FetchReply reply, fetcher.get({url, "", ""}));
    TRY_DONE(intake::check_status(reply));
    std::vector<record::Feed> out;
    if (intake::is_feed(reply.body) && intake::sitemaps_in_index(reply.body).empty()) {
        record::Feed f;
        f.url = reply.moved_to.empty() ? url : reply.moved_to;
        f.title = intake::feed_title(reply.body);
        out.push_back(std::move(f));
        return out;
    }
    for (const intake::FoundFeed& found : intake::feeds_in_page(reply.body, reply.url)) {
        record::Feed f;
        f.url = found.url;
        f.title = found.title;
        out.push_back(std::move(f));
    }
    if (out.empty()) out = find_sitemaps(intake::host_of(reply.url), fetcher);
    if (out.empty())
        return fail(ErrorCode::kNotFound, "neither a feed, nor a page that links one, nor a site with a news sitemap");
    return out;
}

Result<PollSummary> poll_feeds(PollTools& tools, long long every_s, bool all) { return Poll(tools, every_s).run(all); }

std::string utc_text(long long seconds) {
    const long long day = seconds / kDay, rest = seconds % kDay;
    char time[16];
    std::snprintf(time, sizeof time, "T%02d:%02d:%02dZ", static_cast<int>(rest / 3600),
                  static_cast<int>(rest / 60 % 60), static_cast<int>(rest % 60));
    return to_string(date_from_days(static_cast<std::int32_t>(day))) + time;
}

}  // namespace entente::pipeline
