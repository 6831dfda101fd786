// The reader: sentences to windows of pieces, windows to batches, network outputs to trees, trees to words.
//
// The answer for a sentence must not depend on what else is read with it. The 8-bit network's scales are fixed, but its
// attention sums in an order that hangs on the padded length, so the length is the sentence's own: pieces are padded to
// the next multiple of kStep, and only windows of the same padded length share a batch. The words are padded to the
// longest of the batch: nothing of the networks sums over them, but for the vector, whose padding adds zeros. How many
// windows a batch has does not change a bit of the answer (tested; measured on the Sequoia dev set: no difference in
// any score). Batch sizes are powers of two so that the engine prepares few shapes.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <optional>

#include "language/decode.h"
#include "language/labels.h"
#include "language/language.h"
#include "language/lemmas.h"
#include "language/network/acts.h"
#include "language/network/piece_vectors.h"
#include "language/pieces.h"
#include "language/words.h"

namespace entente::language {

namespace {

constexpr std::size_t kStep = 8;                // padding
constexpr std::size_t kLargestBatch = 16;       // windows
constexpr std::size_t kBatchPieces = 1024;      // padded pieces of a batch
constexpr std::size_t kPairs = 64;              // words whose relations are named in one call
constexpr std::size_t kSentencesAtOnce = 1024;  // bounds the memory of a long article

enum Output { kUpos, kFeats, kLemma, kNer, kArcs, kRelDep, kRelHead };  // after them what a model may have beside
const std::vector<std::string> kOutputNames = {"upos", "feats", "lemma", "ner", "arcs", "rel_dep", "rel_head"};

std::size_t padded(std::size_t n) { return (n + kStep - 1) / kStep * kStep; }

struct Batch {
    std::vector<std::size_t> windows;
    std::size_t pieces = 0, words = 0;  // padded
};

std::vector<Batch> make_batches(const std::vector<Window>& windows) {
    std::map<std::size_t, std::vector<std::size_t>> by_length;
    for (std::size_t i = 0; i < windows.size(); ++i) by_length[padded(windows[i].pieces.size())].push_back(i);
    std::vector<Batch> out;
    for (auto& [length, list] : by_length) {
        const auto words = [&](std::size_t i) { return windows[i].first.size(); };
        std::stable_sort(list.begin(), list.end(), [&](std::size_t a, std::size_t b) { return words(a) > words(b); });
        for (std::size_t at = 0; at < list.size();) {
            std::size_t size = kLargestBatch;
            while (size > 1 && (size > list.size() - at || size * length > kBatchPieces)) size /= 2;
            out.push_back({{list.begin() + static_cast<std::ptrdiff_t>(at),
                            list.begin() + static_cast<std::ptrdiff_t>(at + size)},
                           length,
                           padded(words(list[at]))});
            at += size;
        }
    }
    // The largest first: the threads then end together.
    std::stable_sort(out.begin(), out.end(), [](const Batch& a, const Batch& b) {
        return a.windows.size() * a.pieces > b.windows.size() * b.pieces;
    });
    return out;
}

struct Indices {
    Tensor pieces, first;
};

Indices indices_of(const Batch& batch, const std::vector<Window>& windows) {
    const std::size_t n = batch.windows.size();
    Tensor pieces{"pieces", {n, batch.pieces}, std::vector<std::int32_t>(n * batch.pieces, kPadPiece), {}};
    Tensor first{"first", {n, batch.words}, std::vector<std::int32_t>(n * batch.words, 0), {}};
    for (std::size_t k = 0; k < n; ++k) {
        const Window& w = windows[batch.windows[k]];
        const auto at = static_cast<std::ptrdiff_t>(k);
        std::copy(w.pieces.begin(), w.pieces.end(),
                  pieces.ints.begin() + at * static_cast<std::ptrdiff_t>(batch.pieces));
        std::copy(w.first.begin(), w.first.end(), first.ints.begin() + at * static_cast<std::ptrdiff_t>(batch.words));
    }
    return {std::move(pieces), std::move(first)};
}

std::vector<Tensor> inputs_of(const Batch& batch, const std::vector<Window>& windows, const PieceVectors* vectors) {
    Indices indices = indices_of(batch, windows);
    std::vector<Tensor> out;
    if (vectors)
        out.push_back(
            {"embedded", {batch.windows.size(), batch.pieces, vectors->size()}, {}, vectors->of(indices.pieces.ints)});
    out.push_back(std::move(indices.pieces));
    out.push_back(std::move(indices.first));
    return out;
}

int best_class(const float* scores, std::size_t n) {
    return static_cast<int>(std::max_element(scores, scores + n) - scores);
}

template <class Allowed>
int best_allowed(const float* scores, std::size_t n, Allowed allowed) {
    int best = 0;
    float top = -std::numeric_limits<float>::infinity();
    for (std::size_t i = 0; i < n; ++i)
        if (scores[i] > top && allowed(i)) {
            top = scores[i];
            best = static_cast<int>(i);
        }
    return best;
}

class NetworkReader final : public Reader {
 public:
    struct Parts {
        Labels labels;
        LemmaTable lemmas;
        std::shared_ptr<const Pieces> pieces;
        std::optional<PieceVectors> vectors;
        std::optional<ActReader> acts;
        std::string version;
    };

    NetworkReader(Parts parts, ReaderNetworks networks)
        : labels_(std::move(parts.labels)),
          lemmas_(std::move(parts.lemmas)),
          pieces_(std::move(parts.pieces)),
          vectors_(std::move(parts.vectors)),
          acts_(std::move(parts.acts)),
          version_(std::move(parts.version)),
          network_(std::move(networks.words)),
          relations_(std::move(networks.relations)) {
        outputs_ = kOutputNames;
        judges_ = network_->gives("factuality");
        if (judges_) outputs_.emplace_back("factuality");
        hidden_at_ = outputs_.size();
        if (acts_) outputs_.emplace_back("hidden");
        with_vector_ = outputs_;
        with_vector_.emplace_back("vector");
        root_ =
            static_cast<std::size_t>(std::find(labels_.rel.begin(), labels_.rel.end(), "root") - labels_.rel.begin());
    }

    const std::string& version() const override { return version_; }

    Status read(std::vector<Sentence>& sentences, Contractions contractions, Vectors vectors) const override {
        if (vectors == Vectors::kGiven && !network_->gives("vector"))
            return fail(ErrorCode::kUnsupported, "the model " + version_ + " has no sentence vectors");
        for (std::size_t begin = 0; begin < sentences.size(); begin += kSentencesAtOnce) {
            const std::size_t end = std::min(sentences.size(), begin + kSentencesAtOnce);
            std::vector<Window> windows;
            for (std::size_t i = begin; i < end; ++i) pieces_->cut(sentences[i], i, windows);
            std::vector<Reading> readings(windows.size());
            TRY_DONE(read_windows(sentences, windows, vectors, readings));
            for (std::size_t i = 0; i < windows.size();) {
                std::size_t last = i;
                while (last < windows.size() && windows[last].sentence == windows[i].sentence) ++last;
                Sentence& sentence = sentences[windows[i].sentence];
                fill_words(sentence, {windows.data() + i, last - i}, {readings.data() + i, last - i}, labels_,
                           contractions);
                sentence.vector = mean_vector({readings.data() + i, last - i});
                sentence.acts_read = acts_.has_value();
                i = last;
            }
        }
        return Done{};
    }

 private:
    Status read_windows(const std::vector<Sentence>& sentences, const std::vector<Window>& windows, Vectors vectors,
                        std::vector<Reading>& readings) const {
        const std::vector<Batch> batches = make_batches(windows);
        const auto give = [&](std::size_t i) {
            return inputs_of(batches[i], windows, vectors_ ? &*vectors_ : nullptr);
        };
        return network_->run_each(batches.size(), give, vectors == Vectors::kGiven ? with_vector_ : outputs_,
                                  [&](std::size_t i, const std::vector<TensorView>& out) {
                                      return take(batches[i], sentences, windows, out, readings);
                                  });
    }

    // Called from several threads, each with another batch, and so with other readings.
    Status take(const Batch& batch, const std::vector<Sentence>& sentences, const std::vector<Window>& windows,
                const std::vector<TensorView>& out, std::vector<Reading>& readings) const {
        TRY_DONE(check_shapes(batch, out));
        const std::size_t n = batch.windows.size(), w = batch.words;
        for (std::size_t k = 0; k < n; ++k) {
            Reading& r = readings[batch.windows[k]];
            const Window& window = windows[batch.windows[k]];
            r.heads = best_tree(out[kArcs].floats + k * w * w, window.first.size() - 1, w);
            if (out.size() > outputs_.size()) {
                const TensorView& v = out.back();
                r.vector.assign(v.floats + k * v.shape[1], v.floats + (k + 1) * v.shape[1]);
            }
            read_classes(out, k * w,
                         {sentences[window.sentence].words.data() + window.begin, window.end - window.begin}, r);
        }
        if (acts_) TRY_DONE(read_acts(batch, windows, out[hidden_at_], readings));
        return read_relations(batch, out, readings);
    }

    Status read_acts(const Batch& batch, const std::vector<Window>& windows, const TensorView& hidden,
                     std::vector<Reading>& readings) const {
        const std::size_t n = batch.windows.size();
        if (hidden.shape.size() != 3 || hidden.shape[0] != n || hidden.shape[1] != batch.pieces)
            return fail(ErrorCode::kInvalid, "the network's output 'hidden' has a wrong shape");
        Indices indices = indices_of(batch, windows);
        const std::size_t size = n * batch.pieces * hidden.shape[2];
        ActInputs inputs{{"hidden", hidden.shape, {}, {hidden.floats, hidden.floats + size}},
                         std::move(indices.pieces),
                         std::move(indices.first),
                         {}};
        for (const std::size_t i : batch.windows)
            inputs.counts.push_back(static_cast<std::int32_t>(windows[i].first.size()));
        TRY(std::vector<std::vector<Act>> acts, acts_->read(std::move(inputs)));
        for (std::size_t k = 0; k < n; ++k) readings[batch.windows[k]].acts = std::move(acts[k]);
        return Done{};
    }

    void read_classes(const std::vector<TensorView>& out, std::size_t row, std::span<const Word> words,
                      Reading& r) const {
        const std::size_t upos = labels_.upos.size(), feats = labels_.feats.size(), lemma = labels_.lemma.size(),
                          ner = labels_.ner.size();
        r.words.resize(words.size());
        for (std::size_t i = 0; i < words.size(); ++i) {
            const std::size_t at = row + i + 1;
            const float* u = out[kUpos].floats + at * upos;
            WordReading& word = r.words[i];
            word.upos = best_allowed(u, upos, [&](std::size_t c) { return labels_.upos_allowed[c]; });
            word.simple_upos = best_allowed(u, upos, [&](std::size_t c) {
                return labels_.upos_allowed[c] && static_cast<int>(c) != labels_.contracted;
            });
            word.feats = best_class(out[kFeats].floats + at * feats, feats);
            word.ner = best_class(out[kNer].floats + at * ner, ner);
            if (judges_)
                word.factuality = std::round(100 * std::clamp(out[kOutputNames.size()].floats[at], -3.F, 3.F)) / 100;
        }
        const std::string_view language = language_of(words, r);
        for (std::size_t i = 0; i < words.size(); ++i)
            r.words[i].lemma = choose_lemma(words[i].form, tag_of(r.words[i], words[i].form, labels_),
                                            out[kLemma].floats + (row + i + 1) * lemma, labels_, lemmas_, language);
    }

    // The language that most function words are of; empty: the table cannot tell.
    std::string_view language_of(std::span<const Word> words, const Reading& r) const {
        std::map<std::string_view, std::size_t> votes;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const std::string_view tag = tag_of(r.words[i], words[i].form, labels_);
            if (tag != "DET" && tag != "ADP" && tag != "PRON" && tag != "AUX" && tag != "CCONJ" && tag != "SCONJ")
                continue;
            if (const std::string_view language = lemmas_.language_of(words[i].form, tag); !language.empty())
                ++votes[language];
        }
        const auto best =
            std::max_element(votes.begin(), votes.end(), [](auto& a, auto& b) { return a.second < b.second; });
        return best == votes.end() ? std::string_view() : best->first;
    }

    // Each word with its head, from all windows of the batch, in runs of kPairs: one shape for ever, and what lies
    // between the network's layers (40 KB a word) stays small.
    Status read_relations(const Batch& batch, const std::vector<TensorView>& out,
                          std::vector<Reading>& readings) const {
        const std::size_t size = out[kRelDep].shape[2];
        Pairs pairs(size);
        for (std::size_t k = 0; k < batch.windows.size(); ++k) {
            Reading& r = readings[batch.windows[k]];
            for (std::size_t i = 0; i < r.words.size(); ++i) {
                const std::size_t row = k * batch.words;
                pairs.add(out[kRelDep].floats + (row + i + 1) * size,
                          out[kRelHead].floats + (row + static_cast<std::size_t>(r.heads[i + 1])) * size,
                          &r.words[i].rel, r.heads[i + 1] == 0);
                if (pairs.full()) TRY_DONE(name_relations(pairs));
            }
        }
        return pairs.words.empty() ? Status(Done{}) : name_relations(pairs);
    }

    struct Pairs {
        std::size_t size;
        std::vector<Tensor> inputs;
        std::vector<int*> words;  // where each word's relation goes
        std::vector<bool> roots;

        explicit Pairs(std::size_t n) : size(n) {
            inputs.push_back({"rel_dep", {1, kPairs, n}, {}, std::vector<float>(kPairs * n, 0)});
            inputs.push_back({"rel_head", {1, kPairs, n}, {}, std::vector<float>(kPairs * n, 0)});
            inputs.push_back({"heads", {1, kPairs}, std::vector<std::int32_t>(kPairs), {}});
            std::iota(inputs[2].ints.begin(), inputs[2].ints.end(), 0);
        }
        void add(const float* dependent, const float* head, int* word, bool root) {
            const auto at = static_cast<std::ptrdiff_t>(words.size() * size);
            std::copy(dependent, dependent + size, inputs[0].floats.begin() + at);
            std::copy(head, head + size, inputs[1].floats.begin() + at);
            words.push_back(word);
            roots.push_back(root);
        }
        [[nodiscard]] bool full() const { return words.size() == kPairs; }
    };

    Status name_relations(Pairs& pairs) const {
        TRY(const std::vector<Tensor> given, relations_->run(pairs.inputs, {"relations"}));
        const std::size_t classes = labels_.rel.size();
        if (given.front().floats.size() != kPairs * classes)
            return fail(ErrorCode::kInvalid, "the relations network does not fit labels.json");
        for (std::size_t i = 0; i < pairs.words.size(); ++i) {
            // Class 0 is "unknown", and "root" belongs to the root alone.
            const float* s = given.front().floats.data() + i * classes;
            *pairs.words[i] = pairs.roots[i]
                                  ? static_cast<int>(root_)
                                  : best_allowed(s, classes, [&](std::size_t c) { return c != 0 && c != root_; });
        }
        pairs.words.clear();
        pairs.roots.clear();
        return Done{};
    }

    Status check_shapes(const Batch& batch, const std::vector<TensorView>& out) const {
        const std::size_t n = batch.windows.size(), w = batch.words;
        const std::array<std::size_t, 5> last = {labels_.upos.size(), labels_.feats.size(), labels_.lemma.size(),
                                                 labels_.ner.size(), w};
        for (std::size_t i = 0; i < last.size(); ++i)
            if (out[i].shape != std::vector<std::size_t>{n, w, last[i]})
                return fail(ErrorCode::kInvalid,
                            "the network's output '" + kOutputNames[i] + "' does not fit labels.json");
        for (const Output o : {kRelDep, kRelHead})
            if (out[o].shape.size() != 3 || out[o].shape != out[kRelDep].shape || out[o].shape[0] != n ||
                out[o].shape[1] != w)
                return fail(ErrorCode::kInvalid, "the network's output '" + kOutputNames[o] + "' has a wrong shape");
        if (judges_ && out[kOutputNames.size()].shape != std::vector<std::size_t>{n, w})
            return fail(ErrorCode::kInvalid, "the network's output 'factuality' has a wrong shape");
        if (out.size() > outputs_.size() && (out.back().shape.size() != 2 || out.back().shape[0] != n))
            return fail(ErrorCode::kInvalid, "the network's output 'vector' has a wrong shape");
        return Done{};
    }

    Labels labels_;
    LemmaTable lemmas_;
    std::shared_ptr<const Pieces> pieces_;
    std::optional<PieceVectors> vectors_;
    std::optional<ActReader> acts_;
    std::string version_;
    std::shared_ptr<const Inference> network_, relations_;
    std::size_t root_ = 0;
    bool judges_ = false;
    std::size_t hidden_at_ = 0;  // place of the event head's input among the outputs
    std::vector<std::string> outputs_, with_vector_;
};

}  // namespace

Result<std::shared_ptr<const Reader>> Reader::open(const ReaderFiles& files, ReaderNetworks networks) {
    ENTENTE_CHECK(networks.words && networks.relations);
    NetworkReader::Parts parts;
    TRY(parts.labels, Labels::parse(files.labels_json));
    TRY(parts.pieces, Pieces::open(files.pieces_model));
    TRY(parts.lemmas, LemmaTable::open(files.lemmas_tsv));
    if (!files.pieces_bin.empty()) {
        TRY(parts.vectors, PieceVectors::parse(files.pieces_bin));
    }
    if (networks.events && !files.events_json.empty()) {
        TRY(ActClasses classes, ActClasses::parse(files.events_json));
        parts.acts.emplace(std::move(classes), networks.events);
    }
    parts.version = files.version;
    return std::shared_ptr<const Reader>(std::make_shared<NetworkReader>(std::move(parts), std::move(networks)));
}

}  // namespace entente::language
