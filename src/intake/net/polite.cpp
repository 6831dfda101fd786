#include "intake/net/polite.h"

#include <algorithm>

namespace entente::intake {

namespace {

constexpr std::size_t kMaxHosts = 10000;

}  // namespace

Result<FetchReply> PoliteFetcher::get(const FetchRequest& request) {
    const std::string host = host_of(request.url);
    if (host.empty()) return fail(ErrorCode::kInvalid, "not an http or https address");
    const bool allowed = robots_of(host).allows(path_of(request.url));
    if (const std::optional<Error>& why = hosts_[host].why) return *why;
    if (!allowed) return fail(ErrorCode::kUnsupported, "robots.txt does not let us fetch this");
    wait_for(hosts_[host]);
    Result<FetchReply> reply = inner_.get(request);
    if (!reply.ok() || reply->url.empty() || reply->url == request.url) return reply;
    const std::string end = host_of(reply->url);
    if (!end.empty() && !robots_of(end).allows(path_of(reply->url)))
        return fail(ErrorCode::kUnsupported, "robots.txt does not let us fetch what it redirects to");
    return reply;
}

const Robots& PoliteFetcher::robots_of(const std::string& host) {
    if (hosts_.size() > kMaxHosts) hosts_.clear();
    Host& h = hosts_[host];
    const long long now = clock_.now_s();
    if (h.robots_at_s >= 0 && now - h.robots_at_s < manners_.robots_good_for_s) return h.robots;
    h.robots_at_s = now;
    FetchRequest request;
    request.url = host + "/robots.txt";
    wait_for(h);
    const Result<FetchReply> reply = inner_.get(request);
    h.why.reset();
    if (!reply.ok()) h.why = reply.error();
    if (reply.ok() && reply->status >= 500)
        h.why = fail(ErrorCode::kIo, "robots.txt cannot be had: the server answered " + std::to_string(reply->status));
    if (reply.ok() && reply->status == 200)
        h.robots = Robots::parse(reply->body, manners_.agent);
    else if (reply.ok() && reply->status >= 400 && reply->status < 500 && reply->status != 429)
        h.robots = Robots();
    else
        h.robots = Robots::forbid_all();
    return h.robots;
}

void PoliteFetcher::wait_for(Host& host) {
    const long long between = std::max(manners_.between_ms, static_cast<long long>(host.robots.delay_s() * 1000));
    const long long now = clock_.now_ms();
    if (host.last_ms >= 0 && now - host.last_ms < between) clock_.wait_ms(between - (now - host.last_ms));
    host.last_ms = clock_.now_ms();
}

}  // namespace entente::intake
