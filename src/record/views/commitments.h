// Commitments: announced acts that a party owes, with what became of them (coding.md §7). A view: nothing is stored.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/event.h"
#include "world/world.h"

namespace entente::record {

enum class Verdict { kPending, kKept, kPartly, kLate, kBroken, kSuperseded, kNoReport };
[[nodiscard]] const char* to_string(Verdict verdict);

struct Commitment {
    std::string id;  // "c" and the event's id
    EventId event;
    std::vector<ActorId> by, to;    // who promised; to whom
    std::string type, text;         // what: PLOVER type; the sentence of the promise
    std::string made;               // day of the first promise
    std::optional<ReportTime> due;  // as first promised
    Verdict verdict = Verdict::kPending;
    std::vector<ReportId> promise, for_it, against;
    std::vector<EventId> fulfilled_by, superseded_by;
    std::size_t sources_since_due = 0, mentioning = 0;  // sources that told of the pair since; of these, of the promise
};

// The id of the event's commitment, or empty: whether its type is one that can be promised, and a party that acts (or
// nobody named: the press as fact) announced it. Meetings, and what others expect, are none.
[[nodiscard]] std::string commitment_id(const Event& event, const std::vector<const Report*>& reports);

// Every commitment of the events on `as_of`, in order of `made`, then of id. `reports`: all reports published by then,
// each with its event: they hold the words, the amounts, and who covered the pair. Nothing is broken without a sentence
// that says so. Cost: events times those that share a party.
[[nodiscard]] std::vector<Commitment> commitments_of(const std::vector<Event>& events,
                                                     const std::vector<Report>& reports, const world::World& world,
                                                     Date as_of);

}  // namespace entente::record
