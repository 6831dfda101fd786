// The lemma table (data/model/lemmas.tsv): lemmas of the words of the training sets, and the choice between it and the
// network's rules. The same procedure as train/lemmas.py, which makes and measures the table.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/result.h"
#include "language/labels.h"

namespace entente::language {

// `form UPOS lemma`, one a line, split by tabs: the form as written for proper nouns, else in lower case. Immutable;
// keeps the file's bytes and two sorted lists of lines. An empty table knows nothing.
class LemmaTable {
 public:
    // Fails with Invalid ("lemmas.tsv:12: …") for a line of other than three filled columns, or ill-formed UTF-8.
    // Cost: sorting, 20 ms for 35,000 lines.
    static Result<LemmaTable> open(std::string tsv);
    // The lemma of a form as it stands in a text; empty when the table does not hold it. Views live as long as the
    // table.
    [[nodiscard]] std::string_view find(std::string_view form, std::string_view upos) const;
    // Whether this is the lemma of some form of the table with this UPOS.
    [[nodiscard]] bool is_lemma(std::string_view lemma, std::string_view upos) const;
    [[nodiscard]] bool empty() const { return by_form_.empty(); }

 private:
    struct Line {
        std::uint32_t form = 0, upos = 0, lemma = 0, end = 0;  // bytes where each column begins, and the line ends
    };
    [[nodiscard]] std::string_view form(const Line& l) const { return view(l.form, l.upos - 1); }
    [[nodiscard]] std::string_view upos(const Line& l) const { return view(l.upos, l.lemma - 1); }
    [[nodiscard]] std::string_view lemma(const Line& l) const { return view(l.lemma, l.end); }
    [[nodiscard]] std::string_view view(std::size_t begin, std::size_t end) const {
        return std::string_view(*bytes_).substr(begin, end - begin);
    }
    [[nodiscard]] std::string_view find_exactly(std::string_view form, std::string_view upos) const;

    std::shared_ptr<const std::string> bytes_ = std::make_shared<const std::string>();
    std::vector<Line> by_form_, by_lemma_;  // by_lemma_: one line of each lemma and UPOS
};

// The lemma of a word, from the table, else from the network's `scores` of labels.lemma:
// 1. the table's lemma of the form and UPOS;
// 2. of the six best rules not far below the best, the first whose lemma the table knows for this UPOS;
// 3. the best rule; but one that cuts all letters off ("rendra" → "enir", learnt from "viendra") only where no rule
// makes
//    a known lemma that keeps half of the form.
// Proper nouns, and every word when the table is empty, get 1 or the best rule.
[[nodiscard]] std::string choose_lemma(std::string_view form, std::string_view upos, const float* scores,
                                       const Labels& labels, const LemmaTable& table);

}  // namespace entente::language
