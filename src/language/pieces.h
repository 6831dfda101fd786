// Words to the pieces that the encoder takes (SentencePiece).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/result.h"
#include "entente/sentence.h"

namespace entente::language {

inline constexpr std::size_t kEncoderPieces = 510;  // with <s> and </s>: the encoder's positions
inline constexpr std::int32_t kPadPiece = 1;

// A stretch of words that fits the encoder.
struct Window {
    std::size_t sentence = 0;          // index in the list given
    std::size_t begin = 0, end = 0;    // words of the sentence, half-open
    std::vector<std::int32_t> pieces;  // with <s> and </s>
    std::vector<std::int32_t> first;   // position of each word's first piece; first[0] = 0 is the root
};

class Pieces {
   public:
    virtual ~Pieces() = default;
    // Fails with Invalid when the bytes are not a SentencePiece model.
    static Result<std::shared_ptr<const Pieces>> open(const std::string& model_bytes);
    // Appends the sentence's windows: one, or several when it has more pieces than the encoder takes, cut after
    // punctuation in the second half of a full window where there is some. A word of very many pieces keeps its first
    // ones. Safe from any thread; linear.
    virtual void cut(const Sentence& sentence, std::size_t index, std::vector<Window>& out) const = 0;
    // The first and the last piece of a word, with a space before it or without.
    [[nodiscard]] virtual std::pair<std::int32_t, std::int32_t> ends(std::string_view form, bool space) const = 0;
};

}  // namespace entente::language
