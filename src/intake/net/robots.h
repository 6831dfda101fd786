// robots.txt (RFC 9309): whether we may fetch a path, how long to wait between, and the sitemaps it names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente::intake {

class Robots {
 public:
    // The rules for `agent` (its product name), else those for "*". Anything unreadable is left out; at most 500 KB are
    // read.
    [[nodiscard]] static Robots parse(std::string_view text, std::string_view agent);
    [[nodiscard]] static Robots forbid_all();

    // The longest rule that fits decides; of equal ones the one that allows. `path` with its query.
    [[nodiscard]] bool allows(std::string_view path) const;
    [[nodiscard]] double delay_s() const { return delay_s_; }  // 0: not said
    [[nodiscard]] const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
    struct Rule {
        std::string pattern;
        bool allow = false;
    };
    std::vector<Rule> rules_;
    std::vector<std::string> sitemaps_;
    double delay_s_ = 0;
};

}  // namespace entente::intake
