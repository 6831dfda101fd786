// How reports compare with coded texts (coding.md §8, strings literal from the text).
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "entente/article.h"
#include "entente/mention.h"
#include "entente/report.h"
#include "entente/sentence.h"

namespace entente::cli {

// The article of a coded text: its first line is the title where the object has one, paragraphs part at empty lines.
[[nodiscard]] Article coded_article(const nlohmann::json& text);

// A stretch of the coded text as the article has it; an empty field: nowhere.
struct Spot {
    std::string field;
    Span span;
};
// Where the literal string stands, `string#2` its second occurrence.
[[nodiscard]] Spot spot_of(const nlohmann::json& text, const std::string& literal);

struct GoldReport {
    std::string type, mode, status;
    Spot trigger;
    struct Named {
        Spot spot;
        std::string words;
        std::set<std::string> ids;  // of the actors that the program finds there, and their countries
    };
    std::vector<Named> actors, recipients;
};
// `mentions` of the text's article: a gold party is the same as a report's where they are one actor, whatever the words.
[[nodiscard]] std::vector<GoldReport> gold_reports(const nlohmann::json& text, const Mentions& mentions = {});

// What counts as the same: type, a party on each side (where the gold names one), and the sentence that says it.
struct Match {
    bool inference = true;  // inferred parties count
};
[[nodiscard]] bool same_report(const Report& report, const GoldReport& gold, const Match& match = {});

struct CodingTally {
    int gold = 0, found = 0, said = 0, right = 0;
    int status_asked = 0, status_right = 0, mode_right = 0;
    int empty_sentences = 0, false_reports = 0;
    CodingTally& operator+=(const CodingTally& other);
    [[nodiscard]] double precision() const { return said ? double(right) / said : 0; }
    [[nodiscard]] double recall() const { return gold ? double(found) / gold : 0; }
    [[nodiscard]] double f1() const { return gold + said ? double(found + right) / (gold + said) : 0; }
};

// A coded text and what the program says of it.
struct CodedAnswer {
    const nlohmann::json* text = nullptr;
    std::vector<Sentence> sentences;
    Mentions mentions;
    std::vector<Report> reports;
};

// The reports of one text against its gold, added to the whole and to the tally of each type and status.
void add_text(const CodedAnswer& answer, const Match& match, CodingTally& whole,
              std::map<std::string, CodingTally>& by_type, std::map<std::string, CodingTally>& by_status);

}  // namespace entente::cli
