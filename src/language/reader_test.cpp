// The reader with a network of ours: what a model may give beside its trees.
#include "language/language.h"
#include "language/testing.h"

#include <cmath>

using namespace entente;
using namespace entente::language;

namespace {

constexpr const char* kLabels =
    R"({"upos":["_none","VERB","ADP"],"feats":["_none"],"lemma":["L0"],"rel":["_none","root","obl"],"ner":["O"]})";

// Every word is class 1 of each task, heads are the root; factuality is the word's place, the vector counts up.
class FakeNetwork final : public Inference {
 public:
    explicit FakeNetwork(std::vector<std::string> more) : more_(std::move(more)) {}
    bool gives(const std::string& output) const override {
        return std::find(more_.begin(), more_.end(), output) != more_.end();
    }
    Result<std::vector<Tensor>> run(const std::vector<Tensor>& inputs,
                                    const std::vector<std::string>& outputs) const override {
        if (outputs == std::vector<std::string>{"relations"})
            return std::vector<Tensor>{filled("relations", {1, 64, 3}, 2)};
        const std::size_t n = inputs[1].shape[0], w = inputs[1].shape[1];
        std::vector<Tensor> out;
        for (const std::string& name : outputs) {
            std::vector<std::size_t> shape = {n, w, name == "upos" ? 3U : 1U};
            if (name == "arcs") shape[2] = w;
            if (name == "factuality") shape = {n, w};
            if (name == "vector") shape = {n, 4};
            CHECK((name == "factuality" || name == "vector" ? gives(name) : true));
            out.push_back(filled(name, shape, name == "upos" ? 1 : 0));
            if (name == "factuality")
                for (std::size_t i = 0; i < n * w; ++i) out.back().floats[i] = static_cast<float>(i % w) * 1.2345F;
            if (name == "vector")
                for (std::size_t i = 0; i < n * 4; ++i) out.back().floats[i] = static_cast<float>(i % 4);
        }
        return out;
    }

 private:
    static Tensor filled(const std::string& name, const std::vector<std::size_t>& shape, std::size_t top) {
        std::size_t size = 1;
        for (const std::size_t s : shape) size *= s;
        Tensor t{name, shape, {}, std::vector<float>(size, 0)};
        for (std::size_t i = 0; i < size; i += shape.back()) t.floats[i + std::min(top, shape.back() - 1)] = 1;
        return t;
    }
    std::vector<std::string> more_;
};

std::shared_ptr<const Reader> reader_with(const std::vector<std::string>& more) {
    const auto network = std::make_shared<FakeNetwork>(more);
    auto r = Reader::open({kLabels, testing::file("data/model/pieces.model"), "fake", "", "", ""}, {network, network, nullptr});
    REQUIRE_MESSAGE(r.ok(), r.error().message);
    return *r;
}

}  // namespace

TEST_CASE("a model without factuality and vectors gives none, and says so when vectors are asked for") {
    std::vector<Sentence> s = testing::split_text("Il part demain.", "fr");
    REQUIRE(reader_with({})->read(s).ok());
    CHECK_FALSE(s[0].words[1].factuality);
    CHECK(s[0].vector.empty());
    const Status asked = reader_with({})->read(s, Contractions::kAsRead, Vectors::kGiven);
    REQUIRE_FALSE(asked.ok());
    CHECK(asked.error().message == "the model fake has no sentence vectors");
}

TEST_CASE("factuality stands in hundredths on words that may name an event, within -3 and 3") {
    std::vector<Sentence> s = testing::split_text("Il part demain.", "fr");
    REQUIRE(reader_with({"factuality"})->read(s).ok());
    REQUIRE(s[0].words[0].factuality);  // the network calls every word a verb
    CHECK(*s[0].words[0].factuality == doctest::Approx(1.23));
    CHECK(*s[0].words[1].factuality == doctest::Approx(2.47));
    CHECK(*s[0].words[2].factuality == 3);
    CHECK(s[0].vector.empty());
}

TEST_CASE("a sentence's vector has length 1, and only when asked for") {
    std::vector<Sentence> s = testing::split_text("Il part demain.", "fr");
    const auto reader = reader_with({"vector"});
    REQUIRE(reader->read(s, Contractions::kAsRead, Vectors::kGiven).ok());
    REQUIRE(s[0].vector.size() == 4);
    CHECK(s[0].vector[3] == doctest::Approx(3 / std::sqrt(14.0)));
    CHECK_FALSE(s[0].words[0].factuality);
}
