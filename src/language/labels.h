// The classes that the network's numbers stand for (labels.json), and what a class of lemma does to a form.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/result.h"

namespace entente::language {

struct Labels {
    std::vector<std::string> upos, feats, lemma, rel, ner;  // class number → name
    // Classes that may be answered: UD's tags and the joined ones; noise of the training data is not.
    std::vector<bool> upos_allowed;
    int contracted = -1;  // class ADP+DET of `upos`

    // Fails with Invalid when the JSON is not what the reader needs.
    static Result<Labels> parse(std::string_view json);
};

// Lower case, code point by code point.
[[nodiscard]] std::string lower_case(std::string_view utf8);

// The lemma that a rule makes of a form: "U"/"L" keep or lower the case, one digit = letters cut at the end, then
// letters added; "=word" is the lemma itself. A rule that does not fit the form, or leaves nothing, gives the form.
[[nodiscard]] std::string apply_lemma_rule(std::string_view form, std::string_view rule);

// "du" → {"de", "le"}: the French contractions that the reader reads as one word and opens after reading.
struct Contraction {
    const char* form;
    const char* first;
    const char* second;
};
// Nothing when the form (any case) is not one.
[[nodiscard]] const Contraction* contraction(std::string_view form);

}  // namespace entente::language
