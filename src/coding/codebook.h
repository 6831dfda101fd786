// The codebook as loaded: concepts (what an act is), wordings (how a language says it), attitudes (words that govern an
// act and say whether it has happened), context words. Data in data/codebook/, its form in docs/formats/codebook.md.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "entente/report.h"
#include "entente/result.h"
#include "world/world.h"

namespace entente::coding {

// How an act behaves in time; decides what a bare present or a bare noun means.
enum class ActClass {
    kMeeting,       // visits, talks: lie on a day; a definite noun looks back
    kSpeech,        // performed by saying: accuse, demand, promise
    kPerformative,  // performed by deciding: recall, sanctions, withdrawal, signing
    kDeed,          // attack, release, deliver
    kActivity,      // goes on: cooperate, trade
};

struct Concept {
    std::string id;
    std::string type, mode;
    ActClass act = ActClass::kDeed;
    bool symmetric = false;  // all parties are actors
    bool needs_actor = true;
    bool needs_recipient = false;  // without one, found or inferred, there is no report
    bool may_infer = false;        // a missing recipient may come from the nearest sentence
    bool infer_all = false;        // all parties may, when the sentence names none
    std::vector<std::string> contexts;
    std::string rule;  // the rule of the manual it follows
};

enum class WordClass { kVerb, kNoun, kAdjective };

// Words that must (or must not) hang on the predicate in one slot.
struct Condition {
    std::string slot;
    std::vector<std::string> lemmas;  // folded
    bool negative = false;
};

struct Wording {
    std::string id;  // "fr.visite": language, words
    std::string file;
    int line = 0;
    const Concept* concept_ = nullptr;  // null for a veto
    WordClass word_class = WordClass::kVerb;
    std::string head;               // folded lemma of the predicate
    std::vector<std::string> with;  // folded lemmas that must be among its dependents: "mettre fin"
    std::vector<std::string> actor, recipient, parties;  // slots, first that names a party wins (parties: all)
    std::vector<Condition> conditions;
    std::vector<std::string> recipient_kinds;  // kinds of actor that the recipient must be of, when not empty
    std::vector<std::string> actor_roles;      // roles of which the actor must have one, when not empty
    std::optional<EventStatus> status;
    bool veto = false;
    [[nodiscard]] int specificity() const {
        return static_cast<int>(10 * with.size() + 6 * conditions.size() + 4 * recipient_kinds.size() +
                                4 * actor_roles.size() + (veto ? 1 : 0));
    }
};

// What a governing word says about the act below it.
enum class Attitude {
    kDo,
    kHappen,
    kStart,
    kContinue,
    kEnd,
    kHost,
    kPrepare,
    kAnnounce,
    kExpect,
    kSay,
    kAsk,
    kRefuse,
    kThreaten,
    kDeny,
    kPostpone,
    kCancel,
    kComment,
    kModal,
    kPurpose,
    kRumour,
    kTopic,
    kDecide,
    kAccuse
};

struct AttitudeWord {
    Attitude attitude;
    std::vector<std::string> with;  // further dependents: "avoir lieu"
};

// How the event head and the codebook are joined (data/codebook/joining.yaml): probabilities, chosen on development
// texts by `entente eval coding`.
struct Joining {
    float act = 0.5F;             // an act that no wording found becomes a report
    float veto = 0.0F;            // a wording speaks only where the head gives an act at least this
    float type = 0.8F;            // the head's type goes before a wording's on the same word
    float link = 0.5F;            // a word is a party of the act
    float status = 0.9F;          // the head's status goes before that of the grammar
    float unknown_status = 0.4F;  // … and where the grammar does not tell
};

// The logistic model of a report's confidence (data/codebook/confidence.yaml).
struct ConfidenceModel {
    double bias = 0;
    double least = 0;  // a report that is less likely is left out
    std::map<std::string, double> weights;   // by signal
    std::map<std::string, double> concepts;  // by concept id
};

// Whose word counts: for measuring each alone.
enum class Voices { kBoth, kHead, kCodebook };

using WordSets = std::map<std::string, std::set<std::string>>;  // language → folded words

[[nodiscard]] inline bool holds(const WordSets& sets, const std::string& language, const std::string& word) {
    const auto it = sets.find(language);
    return it != sets.end() && it->second.count(word) != 0;
}

struct Codebook {
    std::string version;
    std::vector<std::unique_ptr<Concept>> concepts;
    std::vector<Wording> wordings;
    Joining joining;
    ConfidenceModel confidence;
    // type → what stands for a wording where only the event head spoke (the concepts "head.…")
    std::map<std::string, Wording> head_wordings;
    // language → folded head lemma → wordings, most specific first
    std::map<std::string, std::unordered_map<std::string, std::vector<const Wording*>>> by_head;
    std::map<std::string, std::unordered_map<std::string, std::vector<AttitudeWord>>> attitudes;
    // language → folded lemma or phrase → contexts
    std::map<std::string, std::vector<std::pair<std::string, std::string>>> contexts;
    // language → folded words that open the name of a frame document ("feuille de route", "accord de paix")
    std::map<std::string, std::vector<std::string>> frames;
    // language → folded words that found an act on a document ("conformement", "line")
    std::map<std::string, std::vector<std::string>> foundations;
    // language → folded noun → the body that it belongs to ("policier" → police)
    std::map<std::string, std::map<std::string, std::string>> roles;
    // language → folded adjective of a summit → the group that it is of ("arabe" → LAS)
    std::map<std::string, std::map<std::string, std::string>> summits;
    // language → ending of an infinitive → endings of its forms; the forms of a verb are told by them
    std::map<std::string, std::map<std::string, std::vector<std::string>>> endings;
    // language → form of an irregular verb → its infinitive, whatever the reader made of it
    std::map<std::string, std::unordered_map<std::string, std::string>> forms;
    // The lemma of a verb form: the reader's when the codebook knows it, else the codebook's verb of which `form` is a
    // regular form (« quittent » → quitter, whatever the reader made of it), else the reader's.
    [[nodiscard]] std::string verb_lemma(const std::string& language, const std::string& form,
                                         const std::string& lemma) const;
    [[nodiscard]] std::string role_of(const std::string& language, const std::string& noun) const;
    // language → folded words of a series ("session", "round") and ordinals ("premiere" → 1)
    std::map<std::string, std::vector<std::string>> sessions;
    std::map<std::string, std::map<std::string, int>> ordinals;
    // language → folded generic party nouns through which a party is named ("delegation", "responsables")
    WordSets vessels;
    // language → folded nouns of people who are a party of their own, no organ of a state ("manifestant", "migrant"),
    // and nouns that count them ("dizaine", "foule")
    WordSets crowds, quantities;
    // language → folded nouns of what one side puts forward and another refuses ("idee", "plan")
    WordSets proposals;
    // language → claim words: "members" (verbs), "chair" (nouns and verbs), and kinds of group ("confederation" → its
    // words)
    std::map<std::string, std::map<std::string, std::vector<std::string>>> claims;
    // language → folded prepositions and nouns that place an act in time: true: it lies ahead ("avant", "veille")
    std::map<std::string, std::map<std::string, bool>> circumstances;
    [[nodiscard]] std::optional<bool> circumstance(const std::string& language, const std::string& words) const;
    [[nodiscard]] const Concept* find(const std::string& id) const;
    // The attitude of word `head` given its dependents' test `has`; nothing when it has none.
    template <class Has>
    [[nodiscard]] std::optional<Attitude> attitude(const std::string& language, const std::string& head,
                                                   Has has) const {
        const auto l = attitudes.find(language);
        if (l == attitudes.end()) return std::nullopt;
        const auto it = l->second.find(head);
        if (it == l->second.end()) return std::nullopt;
        const AttitudeWord* best = nullptr;
        for (const AttitudeWord& a : it->second) {
            bool all = true;
            for (const std::string& w : a.with) all = all && has(w);
            if (all && (!best || a.with.size() > best->with.size())) best = &a;
        }
        return best ? std::optional(best->attitude) : std::nullopt;
    }
};

// Reads and checks the files. Fails with Invalid: file, line, what is wrong and what to do (unknown key, concept,
// type, mode, status, slot; a concept twice; a wording without words).
[[nodiscard]] Result<std::shared_ptr<const Codebook>> load_codebook(const std::vector<world::DataFile>& files);

}  // namespace entente::coding
