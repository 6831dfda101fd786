#include "intake/net/robots.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/text.h"

namespace entente::intake {

namespace {

constexpr std::size_t kMaxBytes = 500 << 10;
constexpr std::size_t kMaxRules = 5000;
constexpr std::size_t kMaxPattern = 1000;

// "*" stands for anything, "$" at the end for the end. Linear: the last star is the only place to go back to.
bool fits(std::string_view pattern, std::string_view path) {
    const bool to_end = pattern.ends_with('$');
    if (to_end) pattern.remove_suffix(1);
    std::size_t p = 0, s = 0, star = std::string_view::npos, star_s = 0;
    while (true) {
        if (p == pattern.size()) {
            if (!to_end || s == path.size()) return true;
        } else if (pattern[p] == '*') {
            star = ++p;
            star_s = s;
            continue;
        } else if (s < path.size() && pattern[p] == path[s]) {
            ++p, ++s;
            continue;
        }
        if (star == std::string_view::npos || star_s >= path.size()) return false;
        p = star;
        s = ++star_s;
    }
}

struct Group {
    bool named = false, any = false;  // for us by name; for everybody
};

}  // namespace

Robots Robots::forbid_all() {
    Robots r;
    r.rules_.push_back({"/", false});
    return r;
}

Robots Robots::parse(std::string_view text, std::string_view agent) {
    Robots named, any;
    bool found = false;
    Group group;
    bool in_agents = false;
    const std::string us = base::fold(agent);
    std::vector<std::string> sitemaps;
    text = text.substr(0, kMaxBytes);
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    for (std::string_view line : base::split(text, '\n')) {
        line = base::trim(line.substr(0, line.find('#')));
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        const std::string key = base::fold(base::trim(line.substr(0, colon)));
        const std::string_view value = base::trim(line.substr(colon + 1));
        if (key == "user-agent") {
            if (!in_agents) group = {};
            in_agents = true;
            const std::string name = base::fold(value);
            group.any = group.any || name == "*";
            if (!name.empty() && name != "*" && us.starts_with(name)) group.named = found = true;
            continue;
        }
        if (key == "sitemap") {
            if (sitemaps.size() < 50) sitemaps.emplace_back(value);
            continue;
        }
        in_agents = false;
        for (Robots* r : {group.named ? &named : nullptr, group.any ? &any : nullptr}) {
            if (!r) continue;
            if (key == "crawl-delay")
                r->delay_s_ = std::clamp(std::atof(std::string(value).c_str()), 0.0, 60.0);
            else if ((key == "allow" || key == "disallow") && !value.empty() && value.size() < kMaxPattern &&
                     r->rules_.size() < kMaxRules)
                r->rules_.push_back({std::string(value), key == "allow"});
        }
    }
    Robots out = found ? std::move(named) : std::move(any);
    out.sitemaps_ = std::move(sitemaps);
    if (!std::isfinite(out.delay_s_)) out.delay_s_ = 0;
    return out;
}

bool Robots::allows(std::string_view path) const {
    path = path.substr(0, 2000);
    std::size_t longest = 0;
    bool allowed = true;
    for (const Rule& r : rules_) {
        if (r.pattern.size() < longest || !fits(r.pattern, path)) continue;
        if (r.pattern.size() > longest || r.allow) allowed = r.allow;
        longest = r.pattern.size();
    }
    return allowed;
}

}  // namespace entente::intake
