// The time words and rules of one language, compiled from data/grounding/times/<language>.yaml (docs/formats/times.md).
//
// A rule is a sequence of words and classes of words with an action: "le DAY MONTH YEAR" -> date. At loading every rule
// is written out into its plain sequences, and all sequences of a language are joined into one trie whose edges are
// words and classes. Reading walks the trie from each token that can begin a rule: no backtracking over the text, and
// at most kMaxRuleTokens steps from one token.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "entente/result.h"
#include "world/world.h"

namespace entente::grounding::times {

// A literal word or a class of words, in one numbering. 0: none.
using Symbol = std::uint16_t;
inline constexpr std::size_t kMaxRuleTokens = 16;

// Classes whose members the tokenizer makes from digits, and marks of context; the data file uses the same names.
enum Builtin : Symbol {
    kNone = 0,
    kN,
    kOrd,
    kDay,
    kDayOrd,
    kYear,
    kYearShort,
    kHour,
    kMinute,
    kMonthNumber,
    kDayNumber,
    kDecimal,
    kHourMinute,  // "1500" of "1500 GMT"
    // only in conditions (after, before, …): any word, a capitalised word, any number, punctuation, start or end
    kAnyWord,
    kCapital,
    kAnyNumber,
    kPunctuation,
    kEdgeOfText,
    // words that the data file lists
    kMonth,
    kWeekday,
    kUnit,
    kPart,
    kVague,
    kEdge,
    kRelative,
    kSeason,
    kFeast,
    kAmPm,
    kZone,
    kNumberWord,
    kDecade,
    kPast,
    kFuture,
    kPresent,
    kAuxiliary,
    kOrdinalEnd,
    kJoin,
    kRange,
    kFirstFree
};

enum class Action {
    kDate,
    kWeekday,
    kRelativeDay,
    kPeriod,
    kShift,
    kDuration,
    kSet,
    kClock,
    kReference,
    kQuarter,
    kSeason,
    kFeast,
    kDecade,
    kCentury,
    kNight,
    kEvent,
    kNothing
};

// One rule of the data file. Meanings of the arguments stand with their actions in docs/formats/times.md.
struct Rule {
    Action action = Action::kNothing;
    int by = 0;    // direction or number of days
    int unit = 0;  // a UNIT where the rule itself says it
    int part = 0;  // a PART where the rule itself says it
    int edge = 0;  // an EDGE likewise
    int feast = 0;
    bool narrative = false;               // hangs on the last date told
    bool strict = false;                  // the verb's tense outweighs nearness
    bool value_of_date = false;           // a shift whose value is the date reached, not the duration
    bool earlier = false, later = false;  // only the part of the stretch before (after) the anchor
    std::string value;
    std::vector<Symbol> after, not_after, before, not_before;  // what must or must not stand around
    int line = 0;
};

struct Sense {
    Symbol symbol = 0;
    std::int32_t value = 0;
    bool capital = false;  // only when written with a capital
    bool lower = false;    // only when written without one
};

// A class member of several words ("après-midi", "jour de l'an"): the tokenizer joins them into one token.
struct Phrase {
    std::vector<std::uint32_t> rest;  // entries of the words after the first
    std::uint32_t whole = 0;          // its own entry
};

struct Entry {
    std::string word;  // folded: lower case, accents off unless the word has three letters or fewer
    std::vector<Sense> senses;
    std::vector<Phrase> phrases;  // that begin with this word, longest first
    bool abbreviation = false;    // a full stop right after it belongs to it
};

// Where a rule's sequence ends in the trie.
struct Accept {
    std::uint32_t rule = 0;
    std::uint8_t span_from = 0, span_to = 0;  // token offsets of the expression in the sequence
};

struct Node {
    std::vector<Accept> accepts;
    std::vector<Symbol> path;  // only where accepts is not empty
};

enum class Preposition { kNone, kSince, kFrom, kUntil, kBy, kBefore, kAfter, kBetween, kOf };

// Everything known of one language. Immutable after load.
class Language {
 public:
    // Fails with Invalid, naming file and line.
    static Result<Language> load(const world::DataFile& file);

    [[nodiscard]] const Entry* find(std::string_view folded) const;
    [[nodiscard]] const Entry& entry(std::uint32_t index) const { return entries_[index]; }
    [[nodiscard]] std::uint32_t child(std::uint32_t node, Symbol symbol) const;  // 0: none
    // The class that another one is read as ("WEEKDAYS" as "WEEKDAY"); itself when there is none.
    [[nodiscard]] Symbol meaning(Symbol symbol) const { return meaning_[symbol]; }
    [[nodiscard]] const Node& node(std::uint32_t n) const { return nodes_[n]; }
    [[nodiscard]] const Rule& rule(std::uint32_t r) const { return rules_[r]; }
    [[nodiscard]] const std::vector<std::pair<std::vector<Symbol>, Preposition>>& prepositions() const {
        return prepositions_;
    }
    struct Endings {
        std::vector<std::string> future, past, simple_past, participle, weak_past, nouns;
    };
    [[nodiscard]] const Endings& endings() const { return endings_; }
    [[nodiscard]] const std::string& code() const { return code_; }
    [[nodiscard]] bool elides() const { return elides_; }  // "l'" is a word of its own
    [[nodiscard]] std::size_t size() const { return nodes_.size(); }

 private:
    friend class Loader;
    std::string code_;
    bool elides_ = false;
    std::vector<Entry> entries_;
    std::vector<std::uint32_t> slots_;        // open addressing: entry index + 1
    std::vector<std::uint64_t> may_be_word_;  // a bit per low bits of the hash: most words of a text stop here
    std::vector<Symbol> meaning_;             // by symbol
    std::vector<Rule> rules_;
    std::vector<Node> nodes_;
    std::vector<std::uint32_t> root_;                             // child of node 0 by symbol
    std::vector<std::pair<std::uint64_t, std::uint32_t>> edges_;  // open addressing: node and symbol -> node
    std::vector<std::pair<std::vector<Symbol>, Preposition>> prepositions_;
    Endings endings_;
};

[[nodiscard]] std::uint32_t hash_of(std::string_view word);

}  // namespace entente::grounding::times
