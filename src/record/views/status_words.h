// How a status is said and drawn to a person: a word in each language, and a glyph that needs no colour.
#pragma once

#include <span>

#include "entente/report.h"

namespace entente::record {

struct StatusWord {
    EventStatus status;
    const char *en, *fr, *glyph;
};
// All of them, in the order of EventStatus.
[[nodiscard]] std::span<const StatusWord> status_words();
[[nodiscard]] const char* status_word(EventStatus status, bool french);
[[nodiscard]] const char* status_glyph(EventStatus status);

}  // namespace entente::record
