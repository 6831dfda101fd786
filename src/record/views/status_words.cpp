#include "record/views/status_words.h"

namespace entente::record {

namespace {

constexpr StatusWord kStatusWords[] = {
    {EventStatus::kRumoured, "rumoured", "rumeur", "?"},
    {EventStatus::kExpected, "expected", "attendu", "◌"},
    {EventStatus::kAnnounced, "announced", "annoncé", "○"},
    {EventStatus::kOngoing, "ongoing", "en cours", "◐"},
    {EventStatus::kOccurred, "occurred", "accompli", "●"},
    {EventStatus::kPostponed, "postponed", "reporté", "↷"},
    {EventStatus::kCancelled, "cancelled", "annulé", "✕"},
    {EventStatus::kDenied, "denied", "démenti", "≠"},
    {EventStatus::kHypothetical, "hypothetical", "hypothétique", "◇"},
    {EventStatus::kHistorical, "historical", "passé", "◦"},
};

const StatusWord& word(EventStatus status) { return kStatusWords[static_cast<std::size_t>(status)]; }

}  // namespace

std::span<const StatusWord> status_words() { return kStatusWords; }
const char* status_word(EventStatus status, bool french) { return french ? word(status).fr : word(status).en; }
const char* status_glyph(EventStatus status) { return word(status).glyph; }

}  // namespace entente::record
