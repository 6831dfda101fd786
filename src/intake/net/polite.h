// A fetcher that keeps to robots.txt and leaves each host time between requests, around one that fetches.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "intake/net/fetch.h"
#include "intake/net/robots.h"

namespace entente::intake {

struct Manners {
    long long between_ms = 1000;         // two requests to one host; a longer Crawl-delay wins
    long long robots_good_for_s = 3600;  // robots.txt is asked for again after that
    std::string agent = "Entente";
};

class PoliteFetcher final : public Fetcher {
 public:
    // Both must outlive it.
    PoliteFetcher(Fetcher& inner, Clock& clock, Manners manners)
        : inner_(inner), clock_(clock), manners_(std::move(manners)) {}

    // Like the inner one; also Unsupported where robots.txt forbids the path (at the redirect's end, too). A
    // robots.txt that is not there (4xx) allows everything, one that cannot be had (5xx, no answer) nothing.
    [[nodiscard]] Result<FetchReply> get(const FetchRequest& request) override;
    // The host's robots.txt, asked for once an hour.
    [[nodiscard]] const Robots& robots_of(const std::string& host);

 private:
    struct Host {
        Robots robots;
        std::optional<Error> why;  // robots.txt could not be had
        long long robots_at_s = -1, last_ms = -1;
    };
    void wait_for(Host& host);

    Fetcher& inner_;
    Clock& clock_;
    Manners manners_;
    std::map<std::string, Host> hosts_;
};

}  // namespace entente::intake
