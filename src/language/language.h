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

// The article's sentences in order: title (0), body, related headlines, each cut into words with byte spans but not
// yet read (no tags, no tree; contractions still one word). Headings are sentences of their own. Text is never lost:
// words and the gaps between them are the field. Sentences over Limits::sentence_words are cut at the best place.
// Pure; linear. `language` of the article picks the rules (fr, en; others: the common ones).
[[nodiscard]] std::vector<Sentence> split(const Article& article, const Limits& limits);

// Bytes of the model files in data/model/.
struct ReaderFiles {
    std::string labels_json;
    std::string pieces_model;
    std::string version;  // name of the model, stands in reports
};

class Reader {
   public:
    virtual ~Reader() = default;
    // Fails with Invalid when labels or pieces do not fit.
    static Result<std::shared_ptr<const Reader>> open(const ReaderFiles& files, std::shared_ptr<const Inference> network,
                                                      std::shared_ptr<const Inference> relations);
    // Fills the words of each sentence: UPOS, features, lemma, head, relation, entity; contractions are opened
    // (Word::part). The answer for a sentence does not depend on its neighbours in the batch.
    // Safe from any thread. Fails only when the network does.
    [[nodiscard]] virtual Status read(std::vector<Sentence>& sentences) const = 0;
    [[nodiscard]] virtual const std::string& version() const = 0;
};

}  // namespace entente::language
