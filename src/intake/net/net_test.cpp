#include <doctest/doctest.h>

#include <map>
#include <vector>

#include "intake/net/polite.h"

using namespace entente;
using namespace entente::intake;

namespace {

// Time that passes only when somebody waits.
class StillClock final : public Clock {
 public:
    long long now = 1'700'000'000'000;
    std::vector<long long> waits;
    long long now_ms() override { return now; }
    void wait_ms(long long ms) override { waits.push_back(ms), now += ms; }
};

class FakeFetcher final : public Fetcher {
 public:
    std::map<std::string, FetchReply> replies;
    std::vector<std::string> asked;
    Result<FetchReply> get(const FetchRequest& request) override {
        asked.push_back(request.url);
        const auto it = replies.find(request.url);
        if (it == replies.end()) return fail(ErrorCode::kIo, "no answer");
        FetchReply r = it->second;
        if (r.url.empty()) r.url = request.url;
        return r;
    }
    void put(const std::string& url, int status, const std::string& body = "") {
        replies[url].status = status;
        replies[url].body = body;
    }
};

}  // namespace

TEST_CASE("robots.txt: the longest rule decides, the group of our name before everybody's") {
    const Robots r = Robots::parse(
        "User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /prive/\nAllow: /prive/ouvert\n"
        "Disallow: /*.pdf$\nCrawl-delay: 3\nSitemap: https://a.test/map.xml\n",
        "Entente");
    CHECK(r.allows("/"));
    CHECK_FALSE(r.allows("/prive/x"));
    CHECK(r.allows("/prive/ouvert/x"));
    CHECK_FALSE(r.allows("/a/b.pdf"));
    CHECK(r.allows("/a/b.pdf?x"));
    CHECK(r.delay_s() == 3);
    CHECK(r.sitemaps() == std::vector<std::string>{"https://a.test/map.xml"});
    const Robots ours =
        Robots::parse("User-agent: *\nDisallow: /\nUser-agent: a\nUser-agent: entente\nDisallow: /x\n", "Entente");
    CHECK(ours.allows("/y"));
    CHECK_FALSE(ours.allows("/x1"));
    CHECK(Robots::parse("garbage\n:::\nDisallow: /\n", "Entente").allows("/"));
    CHECK_FALSE(Robots::forbid_all().allows("/"));
    CHECK(Robots::parse("User-agent: *\nDisallow: /" + std::string(900, '*') + "b$\n", "Entente")
              .allows("/" + std::string(2000, 'a')));
}

TEST_CASE("a host is asked for robots.txt once and given time between requests") {
    FakeFetcher inner;
    StillClock clock;
    inner.put("https://a.test/robots.txt", 200, "User-agent: *\nDisallow: /no\n");
    inner.put("https://a.test/1", 200), inner.put("https://a.test/2", 200);
    PoliteFetcher polite(inner, clock, {});
    CHECK(polite.get({"https://a.test/1", "", ""}).ok());
    CHECK(polite.get({"https://a.test/2", "", ""}).ok());
    const auto no = polite.get({"https://a.test/no/3", "", ""});
    REQUIRE_FALSE(no.ok());
    CHECK(no.error().code == ErrorCode::kUnsupported);
    CHECK(inner.asked == std::vector<std::string>{"https://a.test/robots.txt", "https://a.test/1", "https://a.test/2"});
    CHECK(clock.waits == std::vector<long long>{1000, 1000});
}

TEST_CASE("a robots.txt that is missing allows everything, one that cannot be had nothing") {
    FakeFetcher inner;
    StillClock clock;
    inner.put("https://a.test/robots.txt", 404), inner.put("https://a.test/1", 200);
    inner.put("https://b.test/robots.txt", 503), inner.put("https://b.test/1", 200);
    PoliteFetcher polite(inner, clock, {});
    CHECK(polite.get({"https://a.test/1", "", ""}).ok());
    CHECK_FALSE(polite.get({"https://b.test/1", "", ""}).ok());
    CHECK_FALSE(polite.get({"https://c.test/1", "", ""}).ok());
    clock.now += 3'600'000;
    inner.put("https://b.test/robots.txt", 200);
    CHECK(polite.get({"https://b.test/1", "", ""}).ok());
}

TEST_CASE("what a redirect leads to is held against its own robots.txt") {
    FakeFetcher inner;
    StillClock clock;
    inner.put("https://a.test/robots.txt", 404), inner.put("https://a.test/1", 200, "x");
    inner.replies["https://a.test/1"].url = "https://b.test/no";
    inner.put("https://b.test/robots.txt", 200, "User-agent: *\nDisallow: /no\n");
    PoliteFetcher polite(inner, clock, {});
    CHECK_FALSE(polite.get({"https://a.test/1", "", ""}).ok());
}

TEST_CASE("an address is shown without its user and without what looks like a key") {
    CHECK(shown_address("https://u:p@a.test/x?page=2&token=abc#f") == "https://a.test/x?page=2&token=…");
    CHECK(host_of("HTTPS://A.test:8443/x") == "https://a.test:8443");
    CHECK(host_of("ftp://a.test/").empty());
    CHECK(path_of("https://a.test") == "/");
    CHECK(path_of("https://a.test/x?y=1#z") == "/x?y=1");
    CHECK(absolute_address("https://a.test/x/y", "../z") == "https://a.test/z");
    CHECK(absolute_address("https://a.test/x", "javascript:alert(1)").empty());
    CHECK(absolute_address("https://a.test/x", "file:///etc/passwd").empty());
}

TEST_CASE("addresses that are not of the open network are refused before anything is sent") {
    const auto fetcher = curl_fetcher({});
    for (const char* url : {"http://127.0.0.1:9/", "http://[::1]:9/", "http://localhost:9/", "http://10.1.2.3:9/",
                            "http://169.254.169.254/latest/", "http://[::ffff:127.0.0.1]:9/", "http://0.0.0.0:9/",
                            "http://2130706433:9/"}) {
        const auto reply = fetcher->get({url, "", ""});
        REQUIRE_FALSE(reply.ok());
        CHECK_MESSAGE(reply.error().code == ErrorCode::kUnsupported, url, " ", reply.error().message);
    }
    for (const char* url :
         {"file:///etc/passwd", "ftp://a.test/", "gopher://a.test/", "http://", "x", "https://user:word@a.test/"})
        CHECK_MESSAGE(fetcher->get({url, "", ""}).error().code == ErrorCode::kInvalid, url);
}
