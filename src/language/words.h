// The network's classes and heads to the sentence's words: lemmas, opened contractions, names.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/act.h"
#include "language/labels.h"
#include "language/language.h"
#include "language/pieces.h"

namespace entente::language {

// Class numbers of one word, as labels.json counts them.
struct WordReading {
    int upos = 0, simple_upos = 0;  // best tag; best that is not a joined one
    int feats = 0, ner = 0, rel = 0;
    std::string lemma;
    std::optional<float> factuality;
};

// What was read of one window. heads[i] for i in 1…words, 0 is the root.
struct Reading {
    std::vector<int> heads;
    std::vector<WordReading> words;
    std::vector<Act> acts;  // places among the window's words as read
    std::vector<float> vector;
};

// The UPOS that a word is given: joined tags are opened, what is joined but no contraction has its best single tag.
[[nodiscard]] std::string_view tag_of(const WordReading& word, std::string_view form, const Labels& labels);

// Fills the sentence from the readings of its windows, in order (their lemmas are moved), and opens contractions.
// Factuality goes to words that may name an event only.
void fill_words(Sentence& sentence, std::span<const Window> windows, std::span<Reading> readings,
                const Labels& labels, Contractions contractions);

// The mean of the windows' vectors, of length 1; empty when they have none.
[[nodiscard]] std::vector<float> mean_vector(std::span<const Reading> readings);

}  // namespace entente::language
