// What the event head says of one word: that it tells an act, which, whether it has happened, and who hangs on it.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "entente/span.h"

namespace entente {

enum class ActRole { kActor, kRecipient, kPlace, kWhen, kSpeaker, kOccasion };

struct ActLink {
    ActRole role = ActRole::kActor;
    TokenIndex word = kNoToken;  // the head of the phrase
    float score = 0;             // probability
};

struct Act {
    TokenIndex word = kNoToken;
    std::string type;                   // PLOVER, upper case
    std::string mode;                   // of that type, or empty
    float score = 0;                    // probability that the word tells any act
    float type_score = 0;               // probability of this type, given that it does
    std::array<float, 10> status = {};  // probabilities, in the order of EventStatus
    float negative = 0;                 // probability that it is told not to be so
    std::vector<ActLink> links;         // likely ones, best first
};

}  // namespace entente
