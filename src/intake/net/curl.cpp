// The network, by libcurl: only http and https, bounded in size, time and redirects, no address of a private network.
//
// Redirects are followed here, not by libcurl, so that each target is looked at like a first address. What a name
// resolves to is looked at when the socket is opened: a name that answers otherwise the second time gains nothing.
#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <mutex>

#include "intake/header_fields.h"
#include "intake/net/fetch.h"

namespace entente::intake {

namespace {

using Steady = std::chrono::steady_clock;

// Everything that is not of the open network: RFC 6890 and its successors.
bool is_private_v4(std::uint32_t a) {
    const auto in = [a](std::uint32_t net, int bits) { return a >> (32 - bits) == net >> (32 - bits); };
    return in(0x00000000, 8) || in(0x0A000000, 8) || in(0x64400000, 10) || in(0x7F000000, 8) || in(0xA9FE0000, 16) ||
           in(0xAC100000, 12) || in(0xC0000000, 24) || in(0xC0000200, 24) || in(0xC0A80000, 16) || in(0xC6120000, 15) ||
           in(0xC6336400, 24) || in(0xCB007100, 24) || a >= 0xE0000000;
}

bool is_private(const sockaddr* address) {
    if (address->sa_family == AF_INET)
        return is_private_v4(ntohl(reinterpret_cast<const sockaddr_in*>(address)->sin_addr.s_addr));
    if (address->sa_family != AF_INET6) return true;
    const unsigned char* b = reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr.s6_addr;
    static constexpr unsigned char kMapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    static constexpr unsigned char kNat64[12] = {0, 0x64, 0xFF, 0x9B};
    if (std::memcmp(b, kMapped, 12) == 0 || std::memcmp(b, kNat64, 12) == 0)
        return is_private_v4(static_cast<std::uint32_t>(b[12]) << 24 | b[13] << 16 | b[14] << 8 | b[15]);
    const bool open = (b[0] & 0xE0) == 0x20;  // 2000::/3
    const bool documentation = b[0] == 0x20 && b[1] == 0x01 && b[2] == 0x0D && b[3] == 0xB8;
    const bool six_to_four = b[0] == 0x20 && b[1] == 0x02;                       // holds an IPv4 address
    const bool teredo = b[0] == 0x20 && b[1] == 0x01 && b[2] == 0 && b[3] == 0;  // the same
    return !open || documentation || six_to_four || teredo;
}

struct Transfer {
    const FetchLimits& limits;
    std::string body, head;
    bool too_large = false, refused = false;
};

curl_socket_t open_socket(void* user, curlsocktype, curl_sockaddr* address) {
    auto& t = *static_cast<Transfer*>(user);
    if (!t.limits.allow_private && is_private(&address->addr)) {
        t.refused = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t take_body(char* bytes, std::size_t, std::size_t n, void* user) {
    auto& t = *static_cast<Transfer*>(user);
    if (t.body.size() + n > t.limits.bytes) {
        t.too_large = true;
        return 0;
    }
    t.body.append(bytes, n);
    return n;
}

// One answer's header; an informational one before it is thrown away.
std::size_t take_head(char* bytes, std::size_t, std::size_t n, void* user) {
    auto& t = *static_cast<Transfer*>(user);
    const std::string_view line(bytes, n);
    if (line.starts_with("HTTP/")) t.head.clear();
    if (t.head.size() + n > (256u << 10)) {
        t.too_large = true;
        return 0;
    }
    t.head += line;
    return n;
}

std::string utc_now() {
    const std::time_t now = std::time(nullptr);
    std::tm tm{};
    gmtime_r(&now, &tm);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm);
    return text;
}

// Seconds of Retry-After: a number, or a date from now.
long retry_after(std::string_view value) {
    if (value.empty()) return -1;
    const std::string s(value);
    if (std::isdigit(static_cast<unsigned char>(s[0]))) return std::min(std::atol(s.c_str()), 7 * 86400L);
    const std::time_t at = curl_getdate(s.c_str(), nullptr);
    return at < 0 ? -1 : std::clamp(static_cast<long>(at - std::time(nullptr)), 0L, 7 * 86400L);
}

class CurlFetcher final : public Fetcher {
 public:
    explicit CurlFetcher(const FetchLimits& limits) : limits_(limits) {
        static std::once_flag once;
        std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
        curl_ = curl_easy_init();
    }
    CurlFetcher(const CurlFetcher&) = delete;
    CurlFetcher& operator=(const CurlFetcher&) = delete;
    ~CurlFetcher() override { curl_easy_cleanup(curl_); }

    Result<FetchReply> get(const FetchRequest& request) override {
        const auto deadline = Steady::now() + std::chrono::milliseconds(limits_.timeout_ms);
        std::string url = request.url, moved_to;
        bool permanent = true;
        for (long hop = 0; hop <= limits_.redirects; ++hop) {
            TRY_DONE(check(url));
            const long left = static_cast<long>(
                std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Steady::now()).count());
            if (left <= 0) break;
            FetchRequest one = request;
            one.url = url;
            std::string location;
            TRY(FetchReply reply, fetch_once(one, left, location));
            const bool redirect = reply.status == 301 || reply.status == 302 || reply.status == 303 ||
                                  reply.status == 307 || reply.status == 308;
            if (!redirect || location.empty()) {
                reply.moved_to = moved_to;
                return reply;
            }
            url = absolute_address(url, location);
            if (url.empty()) return fail(ErrorCode::kUnsupported, "it redirects to what is no http or https address");
            permanent = permanent && (reply.status == 301 || reply.status == 308);
            moved_to = permanent ? url : std::string();
        }
        if (Steady::now() >= deadline) return fail(ErrorCode::kLimit, too_slow());
        return fail(ErrorCode::kLimit, "more than " + std::to_string(limits_.redirects) + " redirects");
    }

 private:
    std::string too_slow() const {
        return "it took longer than " + std::to_string(limits_.timeout_ms / 1000) + " seconds";
    }

    static Status check(const std::string& url) {
        if (host_of(url).empty()) return fail(ErrorCode::kInvalid, "not an http or https address");
        if (has_user(url)) return fail(ErrorCode::kInvalid, "an address with a user name or password is not fetched");
        return Done{};
    }

    void set_up(const FetchRequest& request, long left_ms, Transfer& t, curl_slist* fields) {
        curl_easy_reset(curl_);
        const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(curl_, option, value); };
        set(CURLOPT_URL, request.url.c_str());
        set(CURLOPT_PROTOCOLS_STR, "http,https");
        set(CURLOPT_PROXY, "");
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_USERAGENT, limits_.agent.c_str());
        set(CURLOPT_ACCEPT_ENCODING, "");
        set(CURLOPT_HTTPHEADER, fields);
        set(CURLOPT_CONNECTTIMEOUT_MS, std::min(limits_.connect_timeout_ms, left_ms));
        set(CURLOPT_TIMEOUT_MS, left_ms);
        set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
        set(CURLOPT_OPENSOCKETFUNCTION, open_socket);
        set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(&t));
        set(CURLOPT_WRITEFUNCTION, take_body);
        set(CURLOPT_WRITEDATA, static_cast<void*>(&t));
        set(CURLOPT_HEADERFUNCTION, take_head);
        set(CURLOPT_HEADERDATA, static_cast<void*>(&t));
    }

    Result<FetchReply> fetch_once(const FetchRequest& request, long left_ms, std::string& location) {
        if (!curl_) return fail(ErrorCode::kIo, "libcurl: out of memory");
        Transfer t{limits_, {}, {}};
        curl_slist* fields = nullptr;
        if (!request.etag.empty()) fields = curl_slist_append(fields, ("If-None-Match: " + request.etag).c_str());
        if (!request.last_modified.empty())
            fields = curl_slist_append(fields, ("If-Modified-Since: " + request.last_modified).c_str());
        set_up(request, left_ms, t, fields);
        const CURLcode code = curl_easy_perform(curl_);
        curl_slist_free_all(fields);
        if (t.refused && code != CURLE_OK)
            return fail(ErrorCode::kUnsupported, "a private address; --allow-private fetches it all the same");
        if (t.too_large) return fail(ErrorCode::kLimit, "larger than " + std::to_string(limits_.bytes >> 20) + " MB");
        if (code == CURLE_OPERATION_TIMEDOUT) return fail(ErrorCode::kLimit, too_slow());
        if (code != CURLE_OK) return fail(ErrorCode::kIo, curl_easy_strerror(code));
        return reply_of(request, std::move(t), location);
    }

    FetchReply reply_of(const FetchRequest& request, Transfer t, std::string& location) {
        FetchReply reply;
        long status = 0;
        curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
        const Fields fields =
            Fields::parse(std::string_view(t.head).substr(std::min(t.head.find('\n') + 1, t.head.size())));
        const std::string_view type = fields.get("content-type");
        reply.status = static_cast<int>(status);
        reply.url = request.url;
        reply.body = std::move(t.body);
        reply.content_type = media_type(type);
        reply.charset = media_parameter(type, "charset");
        reply.etag = one_line(fields.get("etag"));
        reply.last_modified = one_line(fields.get("last-modified"));
        reply.retry_after_s = retry_after(fields.get("retry-after"));
        reply.fetched = utc_now();
        location = std::string(fields.get("location"));
        return reply;
    }

    // What is sent back later must not hold a line break.
    static std::string one_line(std::string_view s) {
        std::string out(s.substr(0, 500));
        std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) < ' '; });
        return out;
    }

    FetchLimits limits_;
    CURL* curl_ = nullptr;
};

}  // namespace

std::unique_ptr<Fetcher> curl_fetcher(const FetchLimits& limits) { return std::make_unique<CurlFetcher>(limits); }

}  // namespace entente::intake
