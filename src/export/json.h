// The JSON objects of formats.md, written and (where they come back in) read.
#pragma once

#include <nlohmann/json.hpp>

#include "entente/actor.h"
#include "entente/article.h"
#include "entente/event.h"
#include "entente/mention.h"
#include "entente/report.h"
#include "world/world.h"

namespace entente::exporter {

using Json = nlohmann::ordered_json;

// Unknown fields are left out or null, never "", 0 or "unknown". All strings are UTF-8.
[[nodiscard]] Json to_json(const Article& article);
[[nodiscard]] Json to_json(const TimeExpression& time);
[[nodiscard]] Json to_json(const Name& name);
[[nodiscard]] Json to_json(const Report& report);
[[nodiscard]] Json to_json(const Claim& claim);
[[nodiscard]] Json to_json(const Event& event);
// An actor with its memberships and offices; with a day, only what is in force then.
[[nodiscard]] Json to_json(const Actor& actor, const world::World& world, std::optional<Date> at);
// A report as to_json wrote it. Unknown keys are ignored. Nothing when it is not one.
[[nodiscard]] std::optional<Report> report_from_json(const Json& json);

// One line, ill-formed UTF-8 replaced.
[[nodiscard]] std::string dump(const Json& json);

}  // namespace entente::exporter
