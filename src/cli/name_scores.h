// The score of grounded names against the probes of tests/cases/names-probes, by the conventions of its README.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "entente/mention.h"

namespace entente::cli {

// Whether the answer says what the marked name is. An actor: its id, or one of `also`. An office: whom it acts for and
// what it is; "president" is the world's "head of state", "prime minister" its "head of government". A person: name,
// and country and office where marked. A place: within 161 km, or its state.
[[nodiscard]] bool is_right(const nlohmann::json& marked, const Name& answer);

// Counts over probes. `wrong` are answers that say something else than what is marked there, or stand where nothing is
// marked and nothing ignored, or where `not` forbids them; of these `unlisted` stand where nothing is marked. Names
// that stay unresolved (text:…, a person without office) are missed, not wrong.
struct NameTally {
    int marked = 0, right = 0, wrong = 0, unlisted = 0;

    // `faults` gets a line for each name that is missed or wrong.
    void add(const nlohmann::json& probe, const std::vector<Name>& answers, std::vector<std::string>& faults);
};

}  // namespace entente::cli
