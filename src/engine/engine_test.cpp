#include "engine/engine.h"

#include <doctest/doctest.h>

using namespace entente;
using language::Tensor;

namespace {

const std::string kModel = std::string(ENTENTE_SOURCE_DIR) + "/data/model/";

Tensor heads(std::size_t words) {
    Tensor t{"heads", {1, words}, std::vector<std::int32_t>(words, 0), {}};
    return t;
}
Tensor floats(const char* name, std::size_t words) {
    Tensor t{name, {1, words, 128}, {}, std::vector<float>(words * 128, 0.5f)};
    return t;
}

}  // namespace

TEST_CASE("a network that is not there is an error that names the file") {
    const auto n = engine::load_network("/nowhere/reader.xml", {});
    REQUIRE_FALSE(n.ok());
    CHECK(n.error().code == ErrorCode::kIo);
    CHECK(n.error().message.find("/nowhere/reader.xml") != std::string::npos);
}

TEST_CASE("a network runs, and refuses what it does not take without harm") {
    const auto n = engine::load_network(kModel + "relations.xml", {2, ""});
    REQUIRE_MESSAGE(n.ok(), n.error().message);
    const language::Inference& net = **n;
    const auto good = net.run({floats("rel_dep", 3), floats("rel_head", 3), heads(3)}, {"relations"});
    REQUIRE_MESSAGE(good.ok(), good.error().message);
    CHECK(good.value().front().shape.size() == 3);
    CHECK(good.value().front().floats.size() == 3 * good.value().front().shape[2]);

    CHECK_FALSE(net.run({floats("no_such", 3)}, {"relations"}).ok());
    Tensor wrong = floats("rel_dep", 3);
    wrong.floats.pop_back();
    CHECK(net.run({wrong, floats("rel_head", 3), heads(3)}, {"relations"}).error().code == ErrorCode::kInvalid);
    CHECK_FALSE(net.run({floats("rel_dep", 3), floats("rel_head", 3), heads(3)}, {"no_output"}).ok());
    CHECK(net.run({floats("rel_dep", 3), floats("rel_head", 3), heads(3)}, {"relations"}).ok());
}

TEST_CASE("many batches are all taken once, and a failing taker stops them") {
    const auto n = engine::load_network(kModel + "relations.xml", {2, ""});
    REQUIRE(n.ok());
    std::vector<std::vector<Tensor>> batches;
    for (std::size_t w = 1; w <= 20; ++w) batches.push_back({floats("rel_dep", w), floats("rel_head", w), heads(w)});
    std::vector<int> taken(batches.size());
    const auto give = [&](std::size_t i) { return batches[i]; };
    const Status all = (*n)->run_each(batches.size(), give, {"relations"}, [&](std::size_t i, const auto& views) -> Status {
        taken[i] += views[0].shape[1] == i + 1;
        return Done{};
    });
    CHECK(all.ok());
    CHECK(taken == std::vector<int>(batches.size(), 1));
    const Status stopped = (*n)->run_each(batches.size(), give, {"relations"}, [&](std::size_t i, const auto&) -> Status {
        if (i == 3) return fail(ErrorCode::kLimit, "enough");
        return Done{};
    });
    REQUIRE_FALSE(stopped.ok());
    CHECK(stopped.error().message == "enough");
}
