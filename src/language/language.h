// Article to sentences: segmentation, tokens, and the neural reader (tags, lemmas, trees, names).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/article.h"
#include "entente/limits.h"
#include "entente/result.h"
#include "entente/sentence.h"
#include "language/inference.h"

namespace entente::language {

// A rules file of data/language/ as bytes; `name` is "fr.yaml", "en.yaml": the language, and for messages; what
// "common.yaml" holds counts for every language.
struct RulesFile {
    std::string name;
    std::string bytes;
};

// Where sentences begin inside a line, as a small trained network has it (train/splitter.py): titles, items of lists
// and sentences that stand on one line without stops between them.
class SentenceStarts {
 public:
    virtual ~SentenceStarts() = default;
    // Fails with Invalid when the network or the pieces (data/model/pieces.model) are not the splitter's.
    static Result<std::shared_ptr<const SentenceStarts>> open(const std::string& pieces_model,
                                                              std::shared_ptr<const Inference> network);
    // For each word of each line the probability that it begins a sentence, whatever the other lines are: many are given
    // to be run together. Empty when the network fails. Safe from any thread; linear.
    [[nodiscard]] virtual std::vector<std::vector<float>> of(const std::vector<const std::vector<Word>*>& lines) const = 0;
};

// What splitting must know of each language: abbreviations, elisions, clitics, words kept whole; and, where it is
// there, the trained splitter, which adds and removes breaks inside a line where it is sure. Immutable.
class SplitRules {
 public:
    virtual ~SplitRules() = default;
    // Fails with Invalid naming file and line: not YAML, an unknown key, a list of something else than text.
    static Result<std::shared_ptr<const SplitRules>> open(const std::vector<RulesFile>& files,
                                                          std::shared_ptr<const SentenceStarts> starts = nullptr);
};

// The article's sentences in order: title (0), body, related headlines, each cut into words with byte spans but not
// yet read (no tags, no tree; du, des, au, aux still one word). Title, headings and related headlines are one sentence
// each. Text is never lost: words and the gaps between them are the field, and a gap holds spaces, controls and marks
// of direction only. A word written together with another (don't, auquel) is two words with Word::part set; the parts
// of "auquel" share its span, those of "don't" have their own. Sentences never cross a paragraph; those over
// Limits::sentence_words, or of more than the encoder takes, are cut at the best place; at most Limits::sentences.
// Pure; linear. `language` of the article picks the rules (fr, en; others: what is common to all).
[[nodiscard]] std::vector<Sentence> split(const Article& article, const SplitRules& rules, const Limits& limits);

// Bytes of the model files in data/model/.
struct ReaderFiles {
    std::string labels_json;
    std::string pieces_model;
    std::string version;      // name of the model, stands in reports
    std::string lemmas_tsv;   // the lemma table (lemmas.h); empty: lemmas by the network's rules alone
    std::string pieces_bin;   // the vectors of the pieces (network/piece_vectors.h); empty: the network has them itself
    std::string events_json;  // classes of the event head; empty: none
};

// The networks of data/model/, in the engine's hands.
struct ReaderNetworks {
    std::shared_ptr<const Inference> words, relations;
    std::shared_ptr<const Inference> events;  // null: no event head, Sentence::acts stays empty
};

// Which contractions are opened after reading.
enum class Contractions {
    kAsRead,    // du, des, au, aux where the reader says preposition + article
    kAsMarked,  // those that came with Word::parts == 2, and no others (gold tokens)
};

// Whether sentences get their vectors.
enum class Vectors { kNone, kGiven };

class Reader {
 public:
    virtual ~Reader() = default;
    // Fails with Invalid when labels, pieces, lemmas or classes do not fit.
    static Result<std::shared_ptr<const Reader>> open(const ReaderFiles& files, ReaderNetworks networks);
    // Fills the words of each sentence: UPOS, features, lemma, head, relation, entity, and the acts that it tells where
    // there is an event head; contractions are opened (Word::part). The answer for a sentence does not depend on its
    // neighbours in the batch. A sentence too long for the encoder is read in stretches, the later ones hung under the
    // first as `parataxis`. Sentences in one call are batched by length: give many. Safe from any thread. Fails when
    // the network does, some sentences may be read then; with Unsupported, at once, when vectors are asked of a model
    // that has none. Factuality is filled where the model judges it (output `factuality` [b, w]), vectors where it has
    // them (`vector` [b, n]; a sentence read in stretches has the mean of theirs).
    [[nodiscard]] virtual Status read(std::vector<Sentence>& sentences,
                                      Contractions contractions = Contractions::kAsRead,
                                      Vectors vectors = Vectors::kNone) const = 0;
    [[nodiscard]] virtual const std::string& version() const = 0;
};

}  // namespace entente::language
