// Acronyms that the article itself introduces: "l'Alliance démocratique pour le changement (ADC)".
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grounding/scan.h"

namespace entente::grounding {

// What an introduced acronym stands for: an actor of the world, or a body that it does not know.
struct FullForm {
    ActorId actor;     // or empty
    std::string text;  // as written
};

class Introduced {
 public:
    // Finds the introductions of a line. Where the full form is no name of the world, both become names that the reader
    // might have marked, and a name of the world that only shares the acronym is dropped from `hits`. Linear.
    void learn(Line& line, std::vector<Hit>& hits, const world::World& world);
    // Marks later uses of the acronyms in a line.
    void mark(Line& line, std::vector<Hit>& hits) const;
    // Whether the article introduced an acronym for these words, which the world does not know.
    [[nodiscard]] bool is_full_form(std::string_view text) const;
    // Nothing when the article introduced no such acronym.
    [[nodiscard]] const FullForm* find(std::string_view acronym) const;

 private:
    std::map<std::string, FullForm, std::less<>> forms_;
};

}  // namespace entente::grounding
