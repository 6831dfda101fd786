// Series of meetings and frames (documents) as things of their own: views of events, nothing stored.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/event.h"
#include "entente/result.h"
#include "world/world.h"

namespace entente::record {

struct Session {
    EventId event;
    std::optional<int> ordinal;
    std::optional<ReportTime> when;
    EventStatus status = EventStatus::kOccurred;
};

struct Series {
    std::string id;                  // "s…", of its first name
    std::vector<std::string> names;  // as the press writes them, in order of publication
    std::vector<std::string> also;   // ids of its other names: they answer too
    std::vector<ActorId> parties;    // of all sessions, sorted
    std::vector<Session> sessions;   // in order of ordinal, then of day
    std::optional<Session> next;     // the first that lies ahead on the day asked
};

struct Frame {
    std::string id;          // "f…"
    std::string name, kind;  // roadmap, treaty, communique, resolution, plan, other
    std::vector<std::string> also;
    std::vector<ActorId> of;  // parties of its events, sorted
    std::string since;        // day on which it was first told of
    std::vector<Session> events;
};

// The id that a name of a series or frame gives ("s" or "f" and a hash).
[[nodiscard]] std::string named_id(char letter, const std::string& name);

// Events that share a name, or that name the same session differently, are of one series; under one name, sessions
// without two parties in common (groups unfolded; one, where a session has only one) are not. In order of their first
// session. Cost: linear in the events that have a name.
[[nodiscard]] std::vector<Series> series_of(const std::vector<Event>& events, const world::World& world, Date as_of);

// data/record/frames.yaml: which words make a document a roadmap, treaty, …
class FrameKinds {
 public:
    // Fails with Invalid naming file and key.
    static Result<FrameKinds> open(const world::DataFile& file);
    [[nodiscard]] std::string kind_of(const std::string& name) const;

 private:
    std::vector<std::pair<std::string, std::string>> words_;  // folded word, kind
};
[[nodiscard]] std::vector<Frame> frames_of(const std::vector<Event>& events, const FrameKinds& kinds);

}  // namespace entente::record
