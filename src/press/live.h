// The entries of a live blog: texts under one another, each with its hour, and each an Article of its own.
#pragma once

#include <string>
#include <vector>

#include "press/blocks.h"
#include "press/body.h"

namespace entente::press {

struct LiveEntry {
    std::string stamp;      // "14:30", or date and time where the page gives both ("2025-04-02T14:30:00Z")
    std::size_t first = 0;  // block of its first text
};

// Hours that stand alone on their lines, or at the head of a line ("14h30 – Le sommet s'ouvre"), with text under each:
// two or more where the page calls itself one (`declared`: JSON-LD, or its title's words); four or more where each of
// them is a <time>. Lines that are only hours leave the body. Empty: no live blog (a programme of hours is none).
[[nodiscard]] std::vector<LiveEntry> find_live_entries(const HtmlTree& tree, const std::vector<Block>& blocks,
                                                       Body& body, bool declared, const PageWords& words);

// "14h30", "14:30", "3:05 pm", "14.30 Uhr" → "14:30"; empty when the line is more than an hour.
[[nodiscard]] std::string hour_line(std::string_view line);
// "14h30 – Le sommet s'ouvre" → bytes of "14h30 – ", and the hour; 0: no hour at the line's head.
[[nodiscard]] std::size_t hour_at_head(std::string_view line, std::string& hour);
// Whether a title calls its page a live blog ("En direct : …", "… minute by minute").
[[nodiscard]] bool says_live(std::string_view title, const PageWords& words);

}  // namespace entente::press
