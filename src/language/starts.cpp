// Words to three numbers each (first piece, last piece, shape with the space before), those in windows to the network.
// The network sees kReach words on each side, so windows that overlap by twice that give what one long one would. A
// window's length is one of few and hangs on its line alone, and rows of a batch do not see one another: the answer
// does not hang on what else is read.
#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "base/text.h"
#include "language/language.h"
#include "language/pieces.h"
#include "language/shapes.h"

namespace entente::language {

namespace {

constexpr std::size_t kReach = 40;     // words on each side that a score may hang on (36 in train/splitter.py)
constexpr std::size_t kLongest = 256;  // words of a window
constexpr std::size_t kShortest = 16;
constexpr std::size_t kLargestBatch = 32;  // windows
constexpr std::size_t kBatchWords = 1024;

class NetworkStarts final : public SentenceStarts {
 public:
    NetworkStarts(std::shared_ptr<const Pieces> pieces, std::shared_ptr<const Inference> network)
        : pieces_(std::move(pieces)), network_(std::move(network)) {}

    std::vector<std::vector<float>> of(const std::vector<const std::vector<Word>*>& lines) const override {
        std::vector<std::vector<float>> out;
        std::map<std::size_t, std::vector<Stretch>> by_size;
        std::vector<std::vector<Row>> rows;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            rows.push_back(rows_of(*lines[i]));
            out.emplace_back(rows[i].size(), 0.F);
            for (const Stretch& s : stretches_of(i, rows[i].size())) by_size[size_of(s)].push_back(s);
        }
        for (const auto& [size, list] : by_size)
            for (std::size_t at = 0; at < list.size();) {
                std::size_t n = kLargestBatch;
                while (n > 1 && (n > list.size() - at || n * size > kBatchWords)) n /= 2;
                const Status done = run({list.data() + at, n}, size, rows, out);
                if (!done.ok()) return {};
                at += n;
            }
        return out;
    }

    // Whether the network is what we take it for.
    Status check() const {
        std::vector<std::vector<float>> out(1, std::vector<float>(1));
        const Stretch one{0, 0, 1, 0, 1};
        return run({&one, 1}, kShortest, {{{0, 0, 2}}}, out);
    }

 private:
    static constexpr std::array<const char*, 3> kInputs = {"first", "last", "shape"};
    using Row = std::array<std::int32_t, 3>;
    struct Stretch {
        std::size_t line = 0, begin = 0, end = 0;  // words that the network sees
        std::size_t from = 0, until = 0;           // words whose scores count
    };

    static std::size_t size_of(const Stretch& s) {
        std::size_t size = kShortest;
        while (size < s.end - s.begin) size *= 2;
        return size;
    }

    static std::vector<Stretch> stretches_of(std::size_t line, std::size_t words) {
        std::vector<Stretch> out;
        for (std::size_t from = 0; from < words;) {
            Stretch s{line, from > kReach ? from - kReach : 0, 0, from, 0};
            s.end = std::min(words, s.begin + kLongest);
            s.until = s.end == words ? words : s.end - kReach;
            from = s.until;
            out.push_back(s);
        }
        return out;
    }

    Status run(std::span<const Stretch> batch, std::size_t size, const std::vector<std::vector<Row>>& rows,
               std::vector<std::vector<float>>& out) const {
        std::vector<Tensor> inputs;
        for (std::size_t column = 0; column < 3; ++column) {
            Tensor t{kInputs[column], {batch.size(), size}, std::vector<std::int32_t>(batch.size() * size, 0), {}};
            for (std::size_t k = 0; k < batch.size(); ++k)
                for (std::size_t i = batch[k].begin; i < batch[k].end; ++i)
                    t.ints[k * size + i - batch[k].begin] = rows[batch[k].line][i][column];
            inputs.push_back(std::move(t));
        }
        TRY(const std::vector<Tensor> given, network_->run(inputs, {"starts"}));
        if (given.front().floats.size() != batch.size() * size)
            return fail(ErrorCode::kInvalid, "the splitter's output 'starts' has a wrong shape");
        for (std::size_t k = 0; k < batch.size(); ++k)
            for (std::size_t i = batch[k].from; i < batch[k].until; ++i)
                out[batch[k].line][i] = given.front().floats[k * size + i - batch[k].begin];
        return Done{};
    }

    std::vector<Row> rows_of(const std::vector<Word>& words) const {
        std::vector<Row> out;
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
    TRY_DONE(out->check());
    return std::shared_ptr<const SentenceStarts>(std::move(out));
}

}  // namespace entente::language
