// A sentence as the reader gives it: words with their tree, each word a byte span of its field.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/act.h"
#include "entente/span.h"

namespace entente {

// One syntactic word in Universal Dependencies. A contraction (du = de + le) gives two words with one span:
// `part` counts from 0 inside it and `parts` says how many there are; else part = 0, parts = 1.
struct Word {
    std::string form;    // as written; for the parts of a contraction their full forms ("de", "le")
    std::string lemma;
    std::string upos;    // NOUN, VERB, …
    std::string feats;   // "Gender=Masc|Number=Sing", "_" when none
    TokenIndex head = kNoToken;  // kNoToken: the root
    std::string deprel;  // "nsubj", "obl:arg", …; "root" for the root
    std::string entity = "O";    // BIO: B-PER I-ORG B-LOC O
    Span span;
    std::uint8_t part = 0;
    std::uint8_t parts = 1;
    // Whether the text holds that it happened, from -3 (certainly not) over 0 (open) to 3 (certainly), in hundredths; of
    // words that may name an event (verbs, nouns, heads of clauses), where the model judges it.
    std::optional<float> factuality;

    // The value of a feature ("Tense" → "Fut"), or empty.
    [[nodiscard]] std::string_view feat(std::string_view name) const;
    // Whether the relation is `name` or a subtype of it ("obl" for "obl:arg").
    [[nodiscard]] bool is(std::string_view name) const;
};

struct Sentence {
    std::string field = "text";  // "title", "text", "related[0]"
    Span span;                   // in that field
    std::size_t index = 0;       // place in the article: title 0, then body, then related headlines
    std::size_t paragraph = 0;   // index into Article::paragraphs; 0 for other fields
    bool headline = false;       // title, cross-heading or related headline
    std::vector<Word> words;     // empty when not read yet
    std::vector<Act> acts;       // by place of their words; empty when it tells none
    bool acts_read = false;      // the reader has an event head
    std::vector<float> vector;   // its meaning, of length 1, to compare by dot product; empty unless asked for

    // The root's index, kNoToken for a sentence without words.
    [[nodiscard]] TokenIndex root() const;
    // Words whose head is `i`, left to right.
    [[nodiscard]] std::vector<TokenIndex> children(TokenIndex i) const;
};

}  // namespace entente
