// The entries of a live blog: texts under one another, each with its hour.
#pragma once

#include <string>
#include <vector>

#include "press/blocks.h"
#include "press/body.h"

namespace entente::press {

struct LiveEntry {
    std::string hour;       // "14:30"
    std::size_t first = 0;  // block of its first text
};

// Four hours or more that stand alone on their lines, with text under each, or two where the page says that it is one
// (`declared`). The lines of the hours leave the body. Empty: no live blog.
[[nodiscard]] std::vector<LiveEntry> find_live_entries(const std::vector<Block>& blocks, Body& body, bool declared);

// "14h30", "14:30", "3:05 pm", "14.30 Uhr" → "14:30"; empty when the line is more than an hour.
[[nodiscard]] std::string hour_line(std::string_view line);

}  // namespace entente::press
