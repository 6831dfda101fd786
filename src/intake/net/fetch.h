// One address to its bytes over http(s): the seam to the network. The real one is curl.cpp, the fake is in tests.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "entente/result.h"

namespace entente::intake {

struct FetchRequest {
    std::string url;            // http or https
    std::string etag;           // of the copy that we have: asks for 304 when it is still good
    std::string last_modified;  // the same, as the server gave it
};

struct FetchReply {
    int status = 0;
    std::string url;   // after redirects
    std::string body;  // expanded
    std::string content_type, charset, etag, last_modified;
    std::string fetched;      // date-time, UTC
    std::string moved_to;     // a permanent redirect's target; else empty
    long retry_after_s = -1;  // of a 429 or 503; -1: not said
};

struct FetchLimits {
    std::size_t bytes = 20u << 20;  // of the body, expanded
    long connect_timeout_ms = 10000;
    long timeout_ms = 30000;  // in all, redirects too
    long redirects = 5;
    bool allow_private = false;  // loopback, private, link-local and other addresses that are not of the open network
    std::string agent = "Entente/0.1 (+press reader)";
};

class Fetcher {
 public:
    virtual ~Fetcher() = default;
    // Any status is a reply. Fails with Invalid (not http or https, a user name in it), Unsupported (a private address,
    // robots.txt forbids it), Limit (size, time, redirects), Io (name, connection, TLS). Messages name no address.
    [[nodiscard]] virtual Result<FetchReply> get(const FetchRequest& request) = 0;
};

// Over libcurl. Each connection's address is looked at, that of a redirect too. Proxies in the environment are not
// used.
[[nodiscard]] std::unique_ptr<Fetcher> curl_fetcher(const FetchLimits& limits);

// Nothing for 200; else an error that says what the server answered.
[[nodiscard]] Status check_status(const FetchReply& reply);
// An address as it may be shown and kept in logs: without user, password, and values that look like keys.
[[nodiscard]] std::string shown_address(const std::string& url);
// "https://example.org:8080"; empty when it is no http(s) address.
[[nodiscard]] std::string host_of(const std::string& url);
[[nodiscard]] bool has_user(const std::string& url);
[[nodiscard]] std::string path_of(const std::string& url);  // with query; "/" at least
// `reference` as a page at `base` means it; empty when it is no http(s) address then.
[[nodiscard]] std::string absolute_address(const std::string& base, const std::string& reference);

// Time, and waiting: so that tests do not.
class Clock {
 public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual long long now_ms() = 0;  // since 1970
    [[nodiscard]] long long now_s() { return now_ms() / 1000; }
    virtual void wait_ms(long long ms) = 0;
};
[[nodiscard]] Clock& system_clock();

}  // namespace entente::intake
