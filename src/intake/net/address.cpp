// Addresses taken apart by libcurl's own parser, so that what is checked is what is fetched.
#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>

#include "base/text.h"
#include "intake/net/fetch.h"

namespace entente::intake {

namespace {

struct FreeUrl {
    void operator()(CURLU* u) const { curl_url_cleanup(u); }
};
using Url = std::unique_ptr<CURLU, FreeUrl>;

Url parsed(const std::string& url) {
    Url u(curl_url());
    if (!u || url.size() > 8000 ||
        curl_url_set(u.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
        return nullptr;
    return u;
}

std::string part(const Url& u, CURLUPart which, unsigned flags = 0) {
    char* value = nullptr;
    if (!u || curl_url_get(u.get(), which, &value, flags) != CURLUE_OK) return {};
    std::string out = value ? value : "";
    curl_free(value);
    return out;
}

bool is_http(const Url& u) {
    const std::string scheme = part(u, CURLUPART_SCHEME);
    return scheme == "http" || scheme == "https";
}

bool looks_secret(std::string_view key) {
    const std::string k = base::fold(key);
    for (const char* word : {"token", "key", "pass", "pwd", "secret", "auth", "sig", "session", "credential"})
        if (k.find(word) != std::string::npos) return true;
    return false;
}

}  // namespace

std::string shown_address(const std::string& url) {
    const Url u = parsed(url);
    if (!u) return "(an address that cannot be read)";
    curl_url_set(u.get(), CURLUPART_USER, nullptr, 0);
    curl_url_set(u.get(), CURLUPART_PASSWORD, nullptr, 0);
    curl_url_set(u.get(), CURLUPART_FRAGMENT, nullptr, 0);
    const std::string query = part(u, CURLUPART_QUERY);
    std::string shown;
    for (const std::string_view pair : base::split(query, '&')) {
        if (!shown.empty()) shown += '&';
        const std::size_t equals = pair.find('=');
        shown += equals != std::string_view::npos && looks_secret(pair.substr(0, equals))
                     ? std::string(pair.substr(0, equals)) + "=…"
                     : std::string(pair);
    }
    if (!query.empty()) curl_url_set(u.get(), CURLUPART_QUERY, shown.c_str(), 0);
    return part(u, CURLUPART_URL);
}

std::string host_of(const std::string& url) {
    const Url u = parsed(url);
    if (!is_http(u)) return {};
    std::string host = part(u, CURLUPART_HOST);
    std::transform(host.begin(), host.end(), host.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const std::string port = part(u, CURLUPART_PORT);
    return part(u, CURLUPART_SCHEME) + "://" + host + (port.empty() ? "" : ":" + port);
}

bool has_user(const std::string& url) {
    const Url u = parsed(url);
    return !part(u, CURLUPART_USER).empty() || !part(u, CURLUPART_PASSWORD).empty();
}

std::string path_of(const std::string& url) {
    const Url u = parsed(url);
    const std::string path = part(u, CURLUPART_PATH), query = part(u, CURLUPART_QUERY);
    return (path.empty() ? "/" : path) + (query.empty() ? "" : "?" + query);
}

std::string absolute_address(const std::string& base, const std::string& reference) {
    if (Url whole = parsed(reference); whole && reference.find("://") != std::string::npos)
        return is_http(whole) ? part(whole, CURLUPART_URL) : std::string();
    const Url u = parsed(base);
    if (!is_http(u) || reference.size() > 8000 ||
        curl_url_set(u.get(), CURLUPART_URL, reference.c_str(), 0) != CURLUE_OK)
        return {};
    return is_http(u) ? part(u, CURLUPART_URL) : std::string();
}

Status check_status(const FetchReply& reply) {
    if (reply.status == 200) return Done{};
    const std::string s = "the server answered " + std::to_string(reply.status);
    if (reply.status == 404 || reply.status == 410) return fail(ErrorCode::kNotFound, s + ": there is no such page");
    if (reply.status == 401 || reply.status == 403)
        return fail(ErrorCode::kUnsupported, s + ": it does not let us read this");
    return fail(ErrorCode::kIo, s);
}

namespace {

class SystemClock final : public Clock {
 public:
    long long now_ms() override {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::system_clock::now().time_since_epoch())
            .count();
    }
    void wait_ms(long long ms) override { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }
};

}  // namespace

Clock& system_clock() {
    static SystemClock clock;
    return clock;
}

}  // namespace entente::intake
