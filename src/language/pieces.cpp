#include "language/pieces.h"

#include <sentencepiece_processor.h>

#include "base/text.h"

namespace entente::language {

namespace {

constexpr std::int32_t kBegin = 0, kEnd = 2, kUnknown = 3;
constexpr std::size_t kWordBytes = 512;   // of a form that are looked at
constexpr std::size_t kWordPieces = 128;  // of a word that are kept

bool is_cut_place(const Word& w) {
    return w.form == ";" || w.form == ":" || w.form == "," || w.form == "." || w.form == "–" || w.form == "—" ||
           w.form == ")" || w.form == "»" || w.form == "!" || w.form == "?";
}

class SentencePieces final : public Pieces {
   public:
    explicit SentencePieces(std::unique_ptr<sentencepiece::SentencePieceProcessor> model) : model_(std::move(model)) {}

    void cut(const Sentence& sentence, std::size_t index, std::vector<Window>& out) const override {
        const std::vector<Word>& words = sentence.words;
        std::vector<std::vector<int>> cut(words.size());
        for (std::size_t i = 0; i < words.size(); ++i) cut[i] = word_pieces(words, i);
        for (std::size_t begin = 0; begin < words.size();) {
            Window w;
            w.sentence = index;
            w.begin = begin;
            w.end = window_end(words, cut, begin);
            w.pieces.push_back(kBegin);
            w.first.push_back(0);
            for (std::size_t i = begin; i < w.end; ++i) {
                w.first.push_back(static_cast<std::int32_t>(w.pieces.size()));
                w.pieces.insert(w.pieces.end(), cut[i].begin(), cut[i].end());
            }
            w.pieces.push_back(kEnd);
            begin = w.end;
            out.push_back(std::move(w));
        }
    }

    std::pair<std::int32_t, std::int32_t> ends(std::string_view form, bool space) const override {
        const std::vector<int> ids = form_pieces(form, space);
        return {ids.front(), ids.back()};
    }

   private:
    std::vector<int> word_pieces(const std::vector<Word>& words, std::size_t i) const {
        return form_pieces(words[i].form, i == 0 || words[i].span.start > words[i - 1].span.end);
    }

    // The model has no dummy prefix: the space before a word is written here.
    std::vector<int> form_pieces(std::string_view whole, bool space) const {
        const std::string_view form = whole.substr(0, base::border_before(whole, kWordBytes));
        std::string text = space ? " " : "";
        text += form;
        std::vector<int> ids;
        if (!model_->Encode(text, &ids).ok() || ids.empty()) ids.assign(1, kUnknown);
        if (ids.size() > kWordPieces) ids.resize(kWordPieces);
        return ids;
    }

    static std::size_t window_end(const std::vector<Word>& words, const std::vector<std::vector<int>>& cut,
                                  std::size_t begin) {
        std::size_t pieces = 2, end = begin;
        while (end < words.size() && pieces + cut[end].size() <= kEncoderPieces) pieces += cut[end++].size();
        if (end == words.size()) return end;
        std::size_t best = end;
        for (std::size_t i = end; i > begin + (end - begin) / 2; --i)
            if (is_cut_place(words[i - 1])) {
                best = i;
                break;
            }
        return best;
    }

    std::unique_ptr<sentencepiece::SentencePieceProcessor> model_;
};

}  // namespace

Result<std::shared_ptr<const Pieces>> Pieces::open(const std::string& model_bytes) {
    auto model = std::make_unique<sentencepiece::SentencePieceProcessor>();
    const auto status = model->LoadFromSerializedProto(model_bytes);
    if (!status.ok()) return fail(ErrorCode::kInvalid, "pieces.model: " + status.ToString());
    return std::shared_ptr<const Pieces>(std::make_shared<SentencePieces>(std::move(model)));
}

}  // namespace entente::language
