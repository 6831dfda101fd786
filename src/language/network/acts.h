// The event head: from the lower layers of the reader's encoder, through layers of its own, to the acts that a sentence
// tells.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/act.h"
#include "entente/result.h"
#include "language/inference.h"

namespace entente::language {

// The role's name in events.json: "actor", "recipient", …
[[nodiscard]] const char* to_string(ActRole role);

// The classes of the head (events.json beside its network): types[0] is no act, modes are "TYPE/mode", modes[0] none.
struct ActClasses {
    std::vector<std::string> types, modes;
    std::size_t role_size = 0;  // length of a role's vector
    std::vector<float> rarity;  // log-odds of each role before the words are looked at
    // Fails with Invalid: no JSON, a list missing, roles other than ActRole's.
    static Result<ActClasses> parse(std::string_view json);
};

// What the head reads of a batch of windows, as the reader's network does: the pieces after the layers that both share
// [windows, pieces, size], the pieces themselves, and each word's first piece [windows, words], word 0 the root.
struct ActInputs {
    Tensor hidden, pieces, first;
    std::vector<std::int32_t> counts;  // words of each window, the root counted
};

class ActReader {
 public:
    ActReader(ActClasses classes, std::shared_ptr<const Inference> network)
        : classes_(std::move(classes)), network_(std::move(network)) {}

    // The acts of each window; Act::word counts from 0 without the root. Safe from any thread. Fails when the network
    // does, or with Invalid when it does not fit its classes. Cost: the head's own layers for each piece, links
    // quadratic in words for each act.
    [[nodiscard]] Result<std::vector<std::vector<Act>>> read(ActInputs inputs) const;

 private:
    ActClasses classes_;
    std::shared_ptr<const Inference> network_;
};

}  // namespace entente::language
