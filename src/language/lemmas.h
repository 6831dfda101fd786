// The lemma table (data/model/lemmas.tsv): lemmas of the words of the training sets, and the choice between it and the
// network's rules. The same procedure as train/lemmas.py, which makes and measures the table.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "entente/result.h"
#include "language/labels.h"

namespace entente::language {

// `form UPOS lemma [language]`, one a line, split by tabs: the form as written for proper nouns, else in lower case; the
// language ("fr", "en") where the line is not the same for all. Immutable; keeps the file's bytes and two sorted lists
// of lines. An empty table knows nothing.
class LemmaTable {
 public:
    // Fails with Invalid ("lemmas.tsv:12: …") for a line of other than three or four filled columns, or ill-formed
    // UTF-8. Cost: sorting, 30 ms for 55,000 lines.
    static Result<LemmaTable> open(std::string tsv);
    // The lemma of a form as it stands in a text of this language (empty: not known): the language's own line, else one
    // for all; where the language is not known, and for proper nouns, else another language's. Empty when there is none.
    // Views live as long as the table.
    [[nodiscard]] std::string_view find(std::string_view form, std::string_view upos,
                                        std::string_view language = {}) const;
    // The language of which alone the table holds the form; empty: several, or none.
    [[nodiscard]] std::string_view language_of(std::string_view form, std::string_view upos) const;
    // Whether this is the lemma of some form of the table with this UPOS.
    [[nodiscard]] bool is_lemma(std::string_view lemma, std::string_view upos) const;
    // Whether some lemmas of the table with this UPOS end as this one does (three letters).
    [[nodiscard]] bool ends_as_lemmas_do(std::string_view lemma, std::string_view upos) const;
    [[nodiscard]] bool empty() const { return by_form_.empty(); }

 private:
    struct Line {  // bytes where each column begins; `end` of the lemma; the language has two letters
        std::uint32_t form = 0, upos = 0, lemma = 0, end = 0;
        std::uint32_t language = 0;  // 0: none
    };
    using Lines = std::pair<std::vector<Line>::const_iterator, std::vector<Line>::const_iterator>;
    [[nodiscard]] std::string_view form(const Line& l) const { return view(l.form, l.upos - 1); }
    [[nodiscard]] std::string_view upos(const Line& l) const { return view(l.upos, l.lemma - 1); }
    [[nodiscard]] std::string_view lemma(const Line& l) const { return view(l.lemma, l.end); }
    [[nodiscard]] std::string_view language(const Line& l) const {
        return l.language == 0 ? std::string_view() : view(l.language, l.language + 2);
    }
    [[nodiscard]] std::string_view view(std::size_t begin, std::size_t end) const {
        return std::string_view(*bytes_).substr(begin, end - begin);
    }
    Status read_line(std::size_t at, std::size_t end, std::size_t number);
    void sort();
    [[nodiscard]] Lines lines_exactly(std::string_view form, std::string_view upos) const;
    [[nodiscard]] Lines lines_of(std::string_view form, std::string_view upos) const;

    std::shared_ptr<const std::string> bytes_ = std::make_shared<const std::string>();
    std::vector<Line> by_form_, by_lemma_;  // by_lemma_: one line of each lemma and UPOS
    std::unordered_map<std::string, std::uint32_t> endings_;  // UPOS and ending → lemmas that have it
};

// The lemma of a word, from the table, else from the network's `scores` of labels.lemma:
// 1. the table's lemma of the form and UPOS in this language; the form without letters in brackets ("élu(e)s",
//    "AUTRE(S)") and without the hyphen that binds it to its verb ("-t-il");
// 2. of the six best rules not far below the best, the first whose lemma the table knows for this UPOS;
// 3. of those six, the first whose lemma ends as known lemmas do ("exercer", not "exerçer"); but a rule that cuts all
//    letters off ("rendra" → "enir", learnt from "viendra") only where no rule makes a known lemma that keeps half of
//    the form. A rule that is a word itself ("=être") counts only for forms with its first letter;
// 4. the best rule. Proper nouns, and every word when the table is empty, get 1 or 4.
[[nodiscard]] std::string choose_lemma(std::string_view form, std::string_view upos, const float* scores,
                                       const Labels& labels, const LemmaTable& table, std::string_view language = {});

}  // namespace entente::language
