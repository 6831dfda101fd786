// Words to three numbers each (first piece, last piece, shape with the space before), those in windows to the network.
// The network sees kReach words on each side, so windows that overlap by twice that give what one long one would. A
// window's length is one of few, and its own line's alone: the answer does not hang on what else is read.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "language/language.h"
#include "language/pieces.h"
#include "language/shapes.h"

namespace entente::language {

namespace {

constexpr std::size_t kReach = 40;    // words on each side that a score may hang on (36 in train/splitter.py)
constexpr std::size_t kLongest = 256;  // words of a window
constexpr std::size_t kShortest = 16;

class NetworkStarts final : public SentenceStarts {
   public:
    NetworkStarts(std::shared_ptr<const Pieces> pieces, std::shared_ptr<const Inference> network)
        : pieces_(std::move(pieces)), network_(std::move(network)) {}

    std::vector<float> of(const std::vector<Word>& words) const override {
        const std::vector<std::array<std::int32_t, 3>> rows = rows_of(words);
        std::vector<float> out;
        out.reserve(words.size());
        while (out.size() < words.size()) {
            const std::size_t begin = out.size() > kReach ? out.size() - kReach : 0;
            const std::size_t end = std::min(words.size(), begin + kLongest);
            const std::size_t until = end == words.size() ? end : end - kReach;
            const auto scores = window(rows, begin, end);
            if (!scores.ok()) return {};
            for (std::size_t i = out.size(); i < until; ++i) out.push_back((*scores)[i - begin]);
        }
        return out;
    }

    Result<std::vector<float>> window(const std::vector<std::array<std::int32_t, 3>>& rows, std::size_t begin,
                                      std::size_t end) const {
        std::size_t size = kShortest;
        while (size < end - begin) size *= 2;
        std::vector<Tensor> inputs;
        for (std::size_t column = 0; column < 3; ++column) {
            Tensor t{kInputs[column], {1, size}, std::vector<std::int32_t>(size, 0), {}};
            for (std::size_t i = begin; i < end; ++i) t.ints[i - begin] = rows[i][column];
            inputs.push_back(std::move(t));
        }
        TRY(std::vector<Tensor> given, network_->run(inputs, {"starts"}));
        if (given.front().floats.size() != size)
            return fail(ErrorCode::kInvalid, "the splitter's output 'starts' has a wrong shape");
        return std::move(given.front().floats);
    }

   private:
    static constexpr std::array<const char*, 3> kInputs = {"first", "last", "shape"};

    std::vector<std::array<std::int32_t, 3>> rows_of(const std::vector<Word>& words) const {
        std::vector<std::array<std::int32_t, 3>> out;
        out.reserve(words.size());
        for (std::size_t i = 0; i < words.size(); ++i) {
            const bool space = i == 0 || words[i].span.start > words[i - 1].span.end;
            const auto [first, last] = pieces_->ends(words[i].form, space);
            out.push_back({first, last, 2 * shape_of(words[i].form) + (space ? 1 : 0)});
        }
        return out;
    }

    std::shared_ptr<const Pieces> pieces_;
    std::shared_ptr<const Inference> network_;
};

}  // namespace

Result<std::shared_ptr<const SentenceStarts>> SentenceStarts::open(const std::string& pieces_model,
                                                                   std::shared_ptr<const Inference> network) {
    ENTENTE_CHECK(network);
    TRY(auto pieces, Pieces::open(pieces_model));
    auto out = std::make_shared<NetworkStarts>(std::move(pieces), std::move(network));
    TRY_DONE(out->window({{0, 0, 2}}, 0, 1));
    return std::shared_ptr<const SentenceStarts>(std::move(out));
}

}  // namespace entente::language
