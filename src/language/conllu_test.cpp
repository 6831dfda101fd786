#include "language/conllu.h"

#include "language/testing.h"

using namespace entente;
using namespace entente::language;

namespace {

ConlluParser parser(const std::string& text, ConlluRead what) {
    auto in = std::make_shared<std::istringstream>(text);
    return ConlluParser([in](std::string& line) { return static_cast<bool>(std::getline(*in, line)); }, "x.conllu",
                        what);
}

std::string row(const std::string& id, const std::string& form, const std::string& head = "0") {
    return id + "\t" + form + "\t_\t_\t_\t_\t" + head + "\tdep\t_\t_\n";
}

// The message of the first failure, or "".
std::string failure(const std::string& text, ConlluRead what = ConlluRead::kTokens) {
    ConlluParser p = parser(text, what);
    for (;;) {
        auto next = p.next();
        if (!next.ok()) return next.error().message;
        if (!*next) return "";
    }
}

}  // namespace

TEST_CASE("what is written is read again: text, spans, fields, trees") {
    Article a;
    a.id = ArticleId("doc 1");
    a.title = "Visite à Moscou";
    a.text = "Il vient des villes.  Fin.\nAutre.";
    a.paragraphs = {{ParagraphKind::kParagraph, {0, 26}}, {ParagraphKind::kParagraph, {27, 33}}};
    a.language = "fr";
    std::vector<Sentence> s = split(a, *testing::rules(), {});
    for (Sentence& one : s) {  // a tree: each word under the one before
        TokenIndex i = kNoToken;
        for (Word& w : one.words) {
            w.head = i++;
            w.upos = "X";
            w.deprel = w.head == kNoToken ? "root" : "dep";
        }
    }
    std::string out;
    write_conllu(a, s, out);
    CHECK(out.find("# newdoc id = doc 1\n# language = fr\n# newpar\n# sent_id = doc 1.t1\n# field = title\n# headline "
                   "= yes\n# text = "
                   "Visite à Moscou\n") == 0);
    CHECK(out.find("villes\t_\tX\t_\t_\t3\tdep\t_\tSpaceAfter=No|TokenRange=13:19\n") != std::string::npos);
    ConlluDocuments documents(parser(out, ConlluRead::kTrees), {});
    auto read = documents.next();
    REQUIRE_MESSAGE(read.ok(), read.error().message);
    const ConlluDocument& d = read->value();
    CHECK(d.article.id.str() == "doc 1");
    CHECK(d.article.title == a.title);
    CHECK(d.article.text == a.text);
    REQUIRE(d.sentences.size() == s.size());
    for (std::size_t i = 0; i < s.size(); ++i) {
        CHECK(d.sentences[i].field == s[i].field);
        CHECK(d.sentences[i].span == s[i].span);
        CHECK(d.sentences[i].paragraph == s[i].paragraph);
        REQUIRE(d.sentences[i].words.size() == s[i].words.size());
        for (std::size_t k = 0; k < s[i].words.size(); ++k) {
            CHECK(d.sentences[i].words[k].span == s[i].words[k].span);
            CHECK(d.sentences[i].words[k].head == s[i].words[k].head);
        }
    }
    CHECK_FALSE(documents.next().value().has_value());
}

TEST_CASE("a contraction comes in as one word, any other range as its words") {
    ConlluParser p = parser(row("1-2", "du", "_") + row("1", "de") + row("2", "le") + row("3-4", "auquel", "_") +
                                row("3", "à") + row("4", "lequel") + row("5", "des") + "\n",
                            ConlluRead::kTokens);
    auto next = p.next();
    REQUIRE(next.ok());
    const std::vector<Word>& w = next->value().sentence.words;
    REQUIRE(w.size() == 4);
    CHECK((w[0].form == "du" && w[0].parts == 2 && w[0].part == 0));
    CHECK((w[1].form == "à" && w[2].form == "lequel" && w[1].span == w[2].span));
    CHECK((w[3].form == "des" && w[3].parts == 1));
    CHECK(next->value().text == "du auquel des");
}

TEST_CASE("broken CoNLL-U is an error with its line, and the next sentence is still read") {
    CHECK(failure("1\ta\n\n").find("x.conllu:1: ") == 0);
    CHECK(failure(row("1", "a") + row("3", "b") + "\n").find("x.conllu:2: ") == 0);
    CHECK(failure(row("1", "") + "\n").find("x.conllu:1: ") == 0);
    CHECK(failure(row("1", "\xFF\xFE") + "\n").find("not UTF-8") != std::string::npos);
    CHECK(failure("# \xC0\n" + row("1", "a") + "\n").find("not UTF-8") != std::string::npos);
    CHECK(failure(row("1-9", "ab") + row("1", "a") + "\n") != "");
    CHECK(failure(row("2-1", "ab") + "\n") != "");
    CHECK(failure(row("99999999999999999999999", "a") + "\n") != "");
    CHECK(failure(row("1", "a", "7") + "\n", ConlluRead::kTrees) != "");
    CHECK(failure(row("1", "a", "x") + "\n", ConlluRead::kTrees) != "");
    CHECK(failure(row("1", "a", "2") + row("2", "b", "1") + "\n", ConlluRead::kTrees) != "");
    CHECK(failure(row("1", "a", "0") + row("2", "b", "0") + "\n", ConlluRead::kTrees) != "");
    CHECK(failure(row("1", "a", "0") + row("2", "b", "1"), ConlluRead::kTrees) == "");
    CHECK(failure("\r\n" + row("1", "a") + "1.1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n\n") == "");
    ConlluParser p = parser("bad\n" + row("1", "a") + "\n" + row("1", "b") + "\n", ConlluRead::kTokens);
    CHECK_FALSE(p.next().ok());
    CHECK(p.next()->value().sentence.words[0].form == "b");
}

TEST_CASE("factuality and vectors are written, and factuality is read back") {
    Article a;
    a.text = "Il part.";
    a.language = "fr";
    std::vector<Sentence> s = language::testing::split_text(a.text, "fr");
    for (Word& w : s[0].words) {
        w.upos = "VERB";
        w.lemma = "x";
        w.deprel = "dep";
        w.head = 1;
    }
    s[0].words[1].head = kNoToken;
    s[0].words[1].factuality = -1.5F;
    s[0].vector = {0.6F, -0.8F};
    std::string out;
    language::write_conllu(a, s, out);
    CHECK(out.find("# vector = 0.60000 -0.80000\n") != std::string::npos);
    CHECK(out.find("\tFactuality=-1.50|SpaceAfter=No|TokenRange=3:7\n") != std::string::npos);
    std::istringstream in(out);
    language::ConlluParser parser([&](std::string& line) { return static_cast<bool>(std::getline(in, line)); }, "t",
                                  language::ConlluRead::kTrees);
    const auto back = parser.next();
    REQUIRE(back.ok());
    CHECK((*back)->sentence.words[1].factuality == -1.5F);
    CHECK_FALSE((*back)->sentence.words[0].factuality);
}
