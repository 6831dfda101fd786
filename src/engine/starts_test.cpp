// The trained splitter with its real network, where its files are there.
#include <chrono>
#include <filesystem>

#include "engine/engine.h"
#include "language/testing.h"

using namespace entente;
using language::SentenceStarts;
using language::testing::split_text;

namespace {

// Null, with a message, where data/model/ holds no splitter.
std::shared_ptr<const SentenceStarts> starts() {
    static const auto one = []() -> std::shared_ptr<const SentenceStarts> {
        const std::string path = std::string(ENTENTE_SOURCE_DIR) + "/data/model/splitter.xml";
        if (!std::filesystem::exists(path)) return nullptr;
        auto network = engine::load_network(path, {1, ""});
        REQUIRE_MESSAGE(network.ok(), network.error().message);
        auto loaded = SentenceStarts::open(language::testing::file("data/model/pieces.model"), *network);
        REQUIRE_MESSAGE(loaded.ok(), loaded.error().message);
        return *loaded;
    }();
    if (!one) MESSAGE("SKIPPED: no data/model/splitter.xml");
    return one;
}

std::vector<Word> line_of(std::size_t sentences) {
    std::string text;
    for (std::size_t i = 0; i < sentences; ++i)
        text += "Le ministre a reçu la délégation numéro " + std::to_string(i) +
                " à Niamey. Voir aussi La visite continue demain. ";
    std::vector<Word> out;
    for (Sentence& s : split_text(text, "fr")) std::move(s.words.begin(), s.words.end(), std::back_inserter(out));
    return out;
}

}  // namespace

TEST_CASE("a score hangs on the words near it only, however long the line") {
    if (!starts()) return;
    const std::vector<Word> two_hundred = line_of(200), twenty = line_of(20);
    const auto both = starts()->of({&two_hundred, &twenty, &twenty});
    REQUIRE(both.size() == 3);
    const std::vector<float>&longer = both[0], &shorter = both[1];
    CHECK(both[2] == shorter);
    CHECK(starts()->of({&twenty})[0] == shorter);
    REQUIRE(longer.size() == two_hundred.size());
    REQUIRE(shorter.size() > 300);
    for (std::size_t i = 0; i + 50 < shorter.size(); ++i)
        CHECK(longer[i] == doctest::Approx(shorter[i]).epsilon(0.001));
}

TEST_CASE("plain press is cut as the rules cut it, and a title on its sentence's line is a sentence") {
    if (!starts()) return;
    const auto how = language::testing::rules_with(starts());
    const std::string plain =
        "Le ministre malien des Affaires étrangères, Abdoulaye Diop, s'est rendu jeudi à Moscou. M. Diop y a rencontré "
        "Sergueï Lavrov. « Nous préparons l'avenir », a-t-il déclaré à la presse. Les deux hommes ont signé un accord.";
    CHECK(language::testing::shown(split_text(plain, "fr", {}, *how)) ==
          language::testing::shown(split_text(plain, "fr")));
    CHECK(
        split_text("Le conseil a voté le budget. Mise en garde et précautions d'emploi Le traitement doit être arrêté.",
                   "fr", {}, *how)
            .size() == 3);
}

TEST_CASE("the trained splitter is cheap") {
    if (!starts()) return;
    const std::vector<Word> words = line_of(2000);
    (void)starts()->of({&words});
    const auto start = std::chrono::steady_clock::now();
    (void)starts()->of({&words});
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    MESSAGE(static_cast<long>(static_cast<double>(words.size()) / seconds) << " words a second");
    CHECK(seconds < 5);
}
