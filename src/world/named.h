// The actor that a person means who types a name, an acronym, an adjective or an id.
#pragma once

#include <string>

#include "entente/result.h"
#include "world/world.h"

namespace entente::world {

// Ids win, then an actor whose own name it is, then the only one that it may mean. Fails with Ambiguous: candidates are
// in the message; so is the reason when there is none. `french`: language of names and message.
[[nodiscard]] Result<ActorId> actor_named(const std::string& text, const World& world, bool french);

}  // namespace entente::world
