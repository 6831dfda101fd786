#include "cli/coding_scores.h"

#include <doctest/doctest.h>

using namespace entente;
using namespace entente::cli;

namespace {

const nlohmann::json kText = {{"id", "t"},
                              {"language", "fr"},
                              {"title", "Paris reçoit Rabat"},
                              {"text", "Paris reçoit Rabat\n\nParis a reçu Rabat.\n\nElle a remercié Paris."},
                              {"events",
                               {{{"trigger", "a reçu"},
                                 {"type", "CONSULT"},
                                 {"mode", "visit"},
                                 {"status", "occurred"},
                                 {"actors", {"Rabat#2"}},
                                 {"recipients", {"Paris#2"}}},
                                {{"trigger", "a remercié"},
                                 {"type", "SUPPORT"},
                                 {"status", "occurred"},
                                 {"actors", {"Elle"}},
                                 {"recipients", {"Paris#3"}}}}}};

Party party(const std::string& text, std::optional<Span> span, bool inferred = false) {
    Party p;
    p.id = ActorId(text);
    p.text = text;
    p.span = span;
    p.inferred = inferred;
    return p;
}

}  // namespace

TEST_CASE("a coded text becomes an article with its title apart, and its strings keep their places") {
    const Article a = coded_article(kText);
    CHECK(a.title == "Paris reçoit Rabat");
    CHECK(a.text == "Paris a reçu Rabat.\nElle a remercié Paris.");
    REQUIRE(a.paragraphs.size() == 2);
    CHECK(a.paragraphs[1].span.of(a.text) == "Elle a remercié Paris.");
    for (const char* literal : {"Paris", "Paris#2", "Paris#3", "Rabat#2", "Elle", "a remercié"}) {
        const Spot s = spot_of(kText, literal);
        CHECK(s.span.of(a.field(s.field)) == std::string(literal).substr(0, std::string(literal).find('#')));
    }
    CHECK(spot_of(kText, "Paris").field == "title");
    CHECK(spot_of(kText, "Paris#2").field == "text");
    CHECK(spot_of(kText, "Paris#4").field.empty());
}

TEST_CASE("a report is right only with its type, its sentence and a party on each side") {
    const auto gold = gold_reports(kText);
    REQUIRE(gold.size() == 2);
    Report r;
    r.type = "CONSULT";
    r.span = {0, 21};
    r.actors = {party("Rabat", Span{14, 19})};
    r.recipients = {party("Paris", Span{0, 5})};
    CHECK(same_report(r, gold[0]));
    CHECK_FALSE(same_report(r, gold[1]));
    r.recipients.clear();
    CHECK_FALSE(same_report(r, gold[0]));
    r.recipients = {party("Londres", std::nullopt)};
    CHECK_FALSE(same_report(r, gold[0]));
}

TEST_CASE("a pronoun is met by an inferred party, unless inference is left out") {
    const auto gold = gold_reports(kText);
    Report r;
    r.type = "SUPPORT";
    r.span = {22, 45};
    r.actors = {party("Rabat", std::nullopt, true)};
    r.recipients = {party("Paris", Span{38, 43})};
    CHECK(same_report(r, gold[1]));
    CHECK_FALSE(same_report(r, gold[1], Match{false}));
}
