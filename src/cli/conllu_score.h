// Scores of CoNLL-U against gold CoNLL-U as the CoNLL 2018 shared task counts them: words are aligned by the characters
// they cover, relations compared without subtypes. The same figures as bench/conllu_score.py.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "entente/result.h"

namespace entente::cli {

enum ScoreKind {
    kWordScore,
    kSentenceScore,
    kUposScore,
    kLemmaScore,
    kFeatsScore,
    kUasScore,
    kLasScore,
    kNamesScore,
    kScoreKinds
};

// Counts of one gold sentence: what lies in it on both sides (system's by where it begins), and the hits.
struct SentenceCounts {
    std::array<std::uint32_t, kScoreKinds> gold{}, system{}, hits{};
};

// BIO tags of the words of a sentence, by its sent_id.
using NameTags = std::map<std::string, std::vector<std::string>, std::less<>>;

// Per gold sentence, in order. Names are counted where `names` has as many tags for the sentence as both sides have
// words in it, that is with gold words. Fails with Invalid when the two texts differ in their characters (spaces
// apart). Cost: linear but for stretches of words in one token.
[[nodiscard]] Result<std::vector<SentenceCounts>> score_conllu(std::string_view gold, std::string_view system,
                                                               const NameTags& names);

struct Score {
    double f1 = 0, low = 0, high = 0;  // percent; 95 % of the bootstrap
    bool counted = false;              // something was there to count
};

// Micro F1 over all sentences, and the interval from `rounds` samples of the sentences with replacement, always the
// same ones.
[[nodiscard]] std::array<Score, kScoreKinds> scores_of(const std::vector<SentenceCounts>& sentences, int rounds = 1000);

// The tags of a file of names: UNER's (iob2) or PARSEME-FR's (column 11); PER, ORG and LOC are kept.
[[nodiscard]] NameTags read_name_tags(std::string_view bytes);

// The text that a CoNLL-U file came from: paragraphs by line, sentences after one another.
[[nodiscard]] std::string raw_text(std::string_view conllu);

}  // namespace entente::cli
