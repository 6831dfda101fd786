// The score of a finder of times against marked documents: strict and relaxed spans, values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/span.h"

namespace entente::cli {

struct TimeSpan {
    Span span;
    std::vector<std::string> values;  // a found one has one; a marked one may accept several
    std::string start, end;           // ISO days of a closed range, or empty
};

struct TimeDocument {
    std::string published;
    std::string text;
    std::vector<TimeSpan> times;
};

// The text and TIMEX3 of a TimeML document and its creation day. What is no TimeML gives an empty text.
[[nodiscard]] TimeDocument read_timeml(std::string_view xml);

// Counts over documents. A marked time is matched to a found one that overlaps it: strict when both ends are equal;
// value when one of its values is equal. A range marked as one may be found as its two days: they count as one.
struct TimeTally {
    int gold = 0, found = 0, strict = 0, relaxed = 0, value = 0;

    // `wrong` gets a line for each that is missed, extra, or of another value.
    void add(std::string_view text, const std::vector<TimeSpan>& marked, std::vector<TimeSpan> answer,
             std::vector<std::string>& wrong);
    void add(const TimeTally& other);
    [[nodiscard]] double f1(int hits) const { return gold + found ? 2.0 * hits / (gold + found) : 0; }
};

}  // namespace entente::cli
