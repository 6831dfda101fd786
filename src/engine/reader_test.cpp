// The reader with the real network: its answers do not hang on threads or neighbours, and hostile words do not break
// it.
#include "engine/engine.h"
#include "language/testing.h"

#include <filesystem>

using namespace entente;
using language::Reader;
using language::testing::split_text;

namespace {

const std::string kModel = std::string(ENTENTE_SOURCE_DIR) + "/data/model/";

language::ReaderFiles model_files() {
    language::ReaderFiles files;
    files.labels_json = language::testing::file("data/model/labels.json");
    files.pieces_model = language::testing::file("data/model/pieces.model");
    files.lemmas_tsv = language::testing::file("data/model/lemmas.tsv");
    files.version = "t";
    if (std::filesystem::exists(kModel + "pieces.bin")) files.pieces_bin = language::testing::file("data/model/pieces.bin");
    if (std::filesystem::exists(kModel + "events.json")) files.events_json = language::testing::file("data/model/events.json");
    return files;
}

language::ReaderNetworks model_networks(int threads) {
    language::ReaderNetworks out;
    for (auto [name, slot] : {std::pair("reader.xml", &out.words), std::pair("relations.xml", &out.relations),
                              std::pair("events.xml", &out.events)}) {
        if (slot == &out.events && !std::filesystem::exists(kModel + name)) continue;
        auto network = engine::load_network(kModel + name, {threads, ""});
        REQUIRE_MESSAGE(network.ok(), name);
        *slot = *network;
    }
    return out;
}

std::shared_ptr<const Reader> reader(int threads) {
    auto r = Reader::open(model_files(), model_networks(threads));
    REQUIRE_MESSAGE(r.ok(), r.error().message);
    return *r;
}

const Reader& two_threads() {
    static const auto r = reader(2);
    return *r;
}

std::string columns(const Sentence& s) {
    std::string out;
    for (const Word& w : s.words)
        out += w.form + " " + w.lemma + " " + w.upos + " " + w.feats + " " + std::to_string(w.head) + " " + w.deprel +
               " " + w.entity + "\n";
    return out;
}

std::vector<Sentence> sample() {
    return split_text(
        "Le ministre malien des Affaires étrangères, Abdoulaye Diop, se rendra à Moscou les 3 et 4 avril 2025.\n"
        "Des accords devraient être signés. Les discussions porteront sur la sécurité du Sahel.\n"
        "La visite du président au Niger a été reportée au mois de mai, selon le porte-parole du gouvernement.\n"
        "Il part.\nMali\nA-t-il dit oui ? Les chefs d'État de l'Alliance se sont réunis aux Nations unies.",
        "fr");
}

void check_trees(const std::vector<Sentence>& sentences) {
    for (const Sentence& s : sentences) {
        std::size_t roots = 0;
        for (const Word& w : s.words) {
            roots += w.head == kNoToken;
            CHECK(w.head < static_cast<TokenIndex>(s.words.size()));
            CHECK((w.deprel == "root") == (w.head == kNoToken));
            CHECK_FALSE(w.upos.empty());
            CHECK_FALSE(w.lemma.empty());
        }
        CHECK(roots == 1);
    }
}

}  // namespace

TEST_CASE("a sentence is read to a tree with its names, and contractions are opened") {
    std::vector<Sentence> s = sample();
    REQUIRE(two_threads().read(s).ok());
    check_trees(s);
    const Sentence& first = s[0];
    const auto word = [&](std::string_view form) {
        for (std::size_t i = 0; i < first.words.size(); ++i)
            if (first.words[i].form == form) return static_cast<TokenIndex>(i);
        return kNoToken;
    };
    const Word& verb = first.words[static_cast<std::size_t>(word("rendra"))];
    CHECK(verb.head == kNoToken);
    CHECK(verb.lemma == "rendre");
    CHECK(verb.feat("Tense") == "Fut");
    CHECK(first.words[static_cast<std::size_t>(word("ministre"))].head == first.root());
    CHECK(first.words[static_cast<std::size_t>(word("ministre"))].is("nsubj"));
    CHECK(first.words[static_cast<std::size_t>(word("Abdoulaye"))].entity == "B-PER");
    CHECK(first.words[static_cast<std::size_t>(word("Moscou"))].entity == "B-LOC");
    const auto des = static_cast<std::size_t>(word("les"));  // "des" = de + les
    CHECK((first.words[des - 1].form == "de" && first.words[des].part == 1 &&
           first.words[des].span == first.words[des - 1].span));
    CHECK(s[1].words[0].form == "Des");  // an article here
    CHECK(first.children(first.root()).size() >= 3);
}

TEST_CASE("the answer is the same alone, among others, and with one thread") {
    std::vector<Sentence> together = sample();
    for (int i = 0; i < 4; ++i) {
        std::vector<Sentence> more = sample();
        together.insert(together.end(), more.begin(), more.end());
    }
    std::vector<Sentence> single_thread = together;
    REQUIRE(two_threads().read(together).ok());
    REQUIRE(reader(1)->read(single_thread).ok());
    const std::vector<Sentence> unread = sample();
    for (std::size_t i = 0; i < unread.size(); ++i) {
        std::vector<Sentence> alone = {unread[i]};
        REQUIRE(two_threads().read(alone).ok());
        for (std::size_t copy = 0; copy < 5; ++copy) {
            CHECK(columns(together[copy * unread.size() + i]) == columns(alone[0]));
            CHECK(columns(single_thread[copy * unread.size() + i]) == columns(alone[0]));
        }
    }
}

TEST_CASE("hostile words are read, a sentence too long for the encoder in stretches") {
    std::string many;
    for (int i = 0; i < 600; ++i) many += "xq" + std::to_string(i * 7919) + "zzé ";
    std::vector<Sentence> s = split_text("e" + std::string(3000, '\'') + "\n" + std::string(100000, 'a') + "\n" + many +
                                             "\n👩‍👩‍👧‍👦🇲🇱\n\u202E!",
                                         "fr");
    for (Sentence& one : s)
        if (one.words.size() > 200) CHECK(one.words.size() <= 400);
    Sentence all;  // beyond what split gives: everything in one
    for (const Sentence& one : s) all.words.insert(all.words.end(), one.words.begin(), one.words.end());
    s.push_back(std::move(all));
    s.push_back(Sentence{});
    REQUIRE(two_threads().read(s).ok());
    s.pop_back();
    check_trees(s);
}

TEST_CASE("weights that do not fit the labels are an error, not a crash") {
    const language::ReaderNetworks networks = model_networks(1);
    language::ReaderFiles files = model_files();
    files.labels_json = R"({"upos":["X"],"feats":["_"],"lemma":["L0"],"rel":["_none","root"],"ner":["O"]})";
    files.lemmas_tsv.clear();
    auto r = Reader::open(files, networks);
    REQUIRE(r.ok());
    std::vector<Sentence> s = sample();
    CHECK_FALSE((*r)->read(s).ok());
    auto swapped = Reader::open(model_files(), {networks.relations, networks.words, networks.events});
    REQUIRE(swapped.ok());
    CHECK_FALSE((*swapped)->read(s).ok());
    files.pieces_model = "no model";
    CHECK_FALSE(Reader::open(files, networks).ok());
}
