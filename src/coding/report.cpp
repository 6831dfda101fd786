#include "entente/report.h"

namespace entente {

namespace {
constexpr const char* kStatusWords[] = {"rumoured",  "expected",  "announced", "ongoing",      "occurred",
                                        "postponed", "cancelled", "denied",    "hypothetical", "historical"};
}

const char* to_string(EventStatus status) { return kStatusWords[static_cast<int>(status)]; }

std::optional<EventStatus> parse_status(std::string_view word) {
    for (int i = 0; i < 10; ++i)
        if (word == kStatusWords[i]) return static_cast<EventStatus>(i);
    return std::nullopt;
}

}  // namespace entente
