// A grounder that knows borders: a point told from a place ("à 90 km au nord de Djibo") may lie in the next country.
#pragma once

#include <memory>

#include "grounding/grounding.h"
#include "world/borders.h"

namespace entente::grounding {

// As Grounder::open; without `borders` such a point lies in the place's country.
[[nodiscard]] Result<std::shared_ptr<const Grounder>> open_located(std::shared_ptr<const world::World> world,
                                                                   std::shared_ptr<const TimeFinder> times,
                                                                   std::shared_ptr<const world::Borders> borders);

}  // namespace entente::grounding
