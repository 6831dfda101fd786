// The JSON objects of formats.md beyond those that a store keeps (record/json.h).
#pragma once

#include <optional>

#include "entente/actor.h"
#include "entente/event.h"
#include "entente/mention.h"
#include "record/json.h"
#include "world/world.h"

namespace entente::exporter {

using record::dump;
using record::Json;
using record::to_json;

// Unknown fields are left out or null, never "", 0 or "unknown". All strings are UTF-8.
[[nodiscard]] Json to_json(const TimeExpression& time);
[[nodiscard]] Json to_json(const Name& name);
[[nodiscard]] Json to_json(const Event& event);
// An actor with its memberships and offices; with a day, only what is in force then.
[[nodiscard]] Json to_json(const Actor& actor, const world::World& world, std::optional<Date> at);

}  // namespace entente::exporter
