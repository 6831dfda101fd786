// One sentence prepared for names: its folded words with their places, and what the lexicon finds in it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "entente/sentence.h"
#include "grounding/lexicon.h"

namespace entente::grounding {

// A folded word of the sentence.
struct Piece {
    std::string_view text;  // folded; lives in *Line::folded
    std::string_view gap;   // folded text between the piece before and this one
    Span span;              // in the field
    TokenIndex token = kNoToken;
    std::uint32_t word = Lexicon::kNone;
    bool upper = false;  // begins with a capital
    [[nodiscard]] bool gap_has(char c) const { return gap.find(c) != std::string_view::npos; }
};

// A name that the reader marked, in pieces [first, last].
struct Marked {
    std::string type;  // PER, ORG, LOC
    std::size_t first = 0, last = 0;
};

struct Line {
    const Sentence* sentence = nullptr;
    std::string_view source;                     // the field's text
    std::shared_ptr<const base::Folded> folded;  // of the sentence; pieces point into it, so it never moves
    std::vector<Piece> pieces;
    std::vector<Marked> marked;
    char language = 0;
    bool shouting = false;     // no small letters: case tells nothing
    std::size_t dateline = 0;  // pieces of the sentence that belong to a dateline ("N'DJAMENA (AFP) –"); 0: none

    [[nodiscard]] const Word* word(std::size_t piece) const;
    [[nodiscard]] Span span(std::size_t first, std::size_t last) const;
    [[nodiscard]] std::string_view text(std::size_t first, std::size_t last) const {
        return span(first, last).of(source);
    }
    [[nodiscard]] const Marked* marked_at(std::size_t piece) const;
    // Whether piece `i` exists, holds `text` and nothing but a space, apostrophe or hyphen stands before it.
    [[nodiscard]] bool has(std::size_t i, std::string_view text) const;
    [[nodiscard]] bool close(std::size_t i) const;  // piece i follows i - 1 without a mark between
};

// A name of the world: an actor, place or known person, perhaps several that share it.
struct Hit {
    std::size_t first = 0, last = 0;
    std::vector<Entry> entries;  // all kActor, kPlace or kPerson
};

// A title, body or noun of reference; `inner` are the hits of adjectives inside it ("ministre russe des …").
struct Title {
    std::size_t first = 0, last = 0;
    std::vector<Entry> entries;  // kTitle or kReference
    std::vector<std::size_t> inner;
};

// `source` must outlive the line. Linear in the sentence.
[[nodiscard]] Line prepare(const Sentence& sentence, std::string_view source, const Lexicon& lexicon, char language);
// Longest names from left to right, not overlapping. Case and language rules are applied.
[[nodiscard]] std::vector<Hit> find_names(const Line& line, const Lexicon& lexicon, const world::World& world);
[[nodiscard]] std::vector<Title> find_titles(const Line& line, const std::vector<Hit>& hits, const Lexicon& lexicon,
                                             const world::World& world);

}  // namespace entente::grounding
