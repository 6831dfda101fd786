// Questions asked of one sentence's dependency tree (Universal Dependencies), alike for French and English.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/sentence.h"

namespace entente::coding {

// A sentence with what is asked often worked out once: children, folded lemmas and forms.
// Keeps a reference: the sentence must outlive it.
class Tree {
 public:
    // `verb_lemma` (form, lemma as read) corrects the lemmas of verbs; none: as read.
    using VerbLemma = std::function<std::string(const std::string&, const std::string&)>;
    explicit Tree(const Sentence& sentence, const VerbLemma& verb_lemma = nullptr);

    [[nodiscard]] const Sentence& sentence() const { return *sentence_; }
    [[nodiscard]] TokenIndex size() const { return static_cast<TokenIndex>(kids_.size()); }
    [[nodiscard]] const Word& word(TokenIndex i) const { return sentence_->words[static_cast<std::size_t>(i)]; }
    [[nodiscard]] const std::string& lemma(TokenIndex i) const { return lemmas_[static_cast<std::size_t>(i)]; }
    [[nodiscard]] const std::string& form(TokenIndex i) const { return forms_[static_cast<std::size_t>(i)]; }
    [[nodiscard]] const std::vector<TokenIndex>& kids(TokenIndex i) const { return kids_[static_cast<std::size_t>(i)]; }
    [[nodiscard]] TokenIndex head(TokenIndex i) const { return word(i).head; }

    // First child whose relation is `rel` or a subtype; kNoToken.
    [[nodiscard]] TokenIndex child(TokenIndex i, std::string_view rel) const;
    // Whether a dependent of `i` has this lemma or form, or begins with this preposition ("porter sur"); "se" finds the
    // reflexive.
    [[nodiscard]] bool has_dependent(TokenIndex i, std::string_view word) const;
    // Whether `inner` is `outer` or below it.
    [[nodiscard]] bool below(TokenIndex inner, TokenIndex outer) const;
    // The preposition of a phrase by its head, folded, with what is fixed to it: "avec", "au sein de"; else empty.
    [[nodiscard]] std::string preposition(TokenIndex head) const;
    // `i` and the words coordinated with it, left to right.
    [[nodiscard]] std::vector<TokenIndex> coordination(TokenIndex i) const;
    // The word that carries tense for the predicate `i`: its auxiliary, copula, or itself.
    [[nodiscard]] TokenIndex finite(TokenIndex i) const;
    [[nodiscard]] bool verbal(TokenIndex i) const;  // VERB or AUX
    [[nodiscard]] bool passive(TokenIndex i) const;
    [[nodiscard]] bool negated(TokenIndex i) const;

    // Who does the verb `i`, and whom it is done to: relative pronouns, control, coordination, participles followed.
    // Several heads when coordinated. Empty when the sentence does not say.
    [[nodiscard]] std::vector<TokenIndex> subject(TokenIndex i) const;
    [[nodiscard]] std::vector<TokenIndex> object(TokenIndex i) const;
    // Phrases under `i` (oblique, nominal modifier, indirect object) whose preposition is one of `prepositions`.
    [[nodiscard]] std::vector<TokenIndex> phrases(TokenIndex i, const std::vector<std::string>& prepositions) const;

 private:
    [[nodiscard]] std::vector<TokenIndex> surface_subject(TokenIndex i) const;
    [[nodiscard]] std::vector<TokenIndex> agent(TokenIndex i) const;
    [[nodiscard]] TokenIndex relative(TokenIndex pronoun, TokenIndex verb) const;

    const Sentence* sentence_;
    std::vector<std::vector<TokenIndex>> kids_;
    std::vector<std::string> lemmas_, forms_;
};

}  // namespace entente::coding
