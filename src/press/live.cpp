#include "press/live.h"

#include <algorithm>
#include <cstdio>

#include "base/text.h"

namespace entente::press {

std::string hour_line(std::string_view line) {
    const std::string t = base::fold(base::trim(line));
    if (t.size() < 2 || t.size() > 16) return {};
    std::size_t at = 0;
    const auto number = [&]() -> int {
        if (at >= t.size() || t[at] < '0' || t[at] > '9') return -1;
        int n = t[at++] - '0';
        if (at < t.size() && t[at] >= '0' && t[at] <= '9') n = n * 10 + (t[at++] - '0');
        return n;
    };
    int hour = number();
    if (hour < 0 || hour > 23 || at >= t.size()) return {};
    const char sep = t[at++];
    int minute = sep == 'h' || sep == ':' || sep == '.' ? number() : -1;
    if (minute < 0 && sep == 'h' && at == t.size()) minute = 0;
    if (minute < 0 || minute > 59) return {};
    const std::string_view rest = base::trim(std::string_view(t).substr(at));
    if (rest == "pm" || rest == "p.m.") {
        if (hour < 12) hour += 12;
    } else if (!rest.empty() && rest != "am" && rest != "a.m." && rest != "uhr" && rest != "gmt" && rest != "utc") {
        return {};
    }
    char out[8];
    std::snprintf(out, sizeof out, "%02d:%02d", hour, minute);
    return out;
}

std::vector<LiveEntry> find_live_entries(const std::vector<Block>& blocks, Body& body, bool declared) {
    if (body.blocks.empty()) return {};
    const std::size_t from = body.blocks.front() > 3 ? body.blocks.front() - 3 : 0;
    const std::size_t end = std::min(blocks.size(), body.blocks.back() + 1);
    std::vector<LiveEntry> entries;
    for (std::size_t k = from; k < end; ++k) {
        std::string hour = hour_line(blocks[k].text);
        if (hour.empty()) continue;
        const auto text = std::upper_bound(body.blocks.begin(), body.blocks.end(), k);
        if (text == body.blocks.end() || (!entries.empty() && entries.back().first == *text)) continue;
        entries.push_back({std::move(hour), *text});
    }
    if (entries.size() < (declared ? 2 : 4)) return {};
    std::erase_if(body.blocks, [&](std::size_t k) { return !hour_line(blocks[k].text).empty(); });
    return entries;
}

}  // namespace entente::press
