// What hangs on an act besides its parties: when, where, numbers, contexts, series, frame document, occasion.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "coding/codebook.h"
#include "coding/tree.h"
#include "entente/article.h"
#include "entente/mention.h"
#include "entente/report.h"

namespace entente::coding {

struct Surroundings {
    const Tree& tree;
    const Codebook& book;
    std::string language;
    std::vector<const Name*> names;            // of this sentence
    std::vector<const TimeExpression*> times;  // of this sentence
    std::vector<TokenIndex> predicates;        // every predicate coded in this sentence
    std::string_view text;                     // of the field
};

// What the act's status allows. `after`: only times that end after this day count (what lies ahead is not dated by the
// day on which it was said), and a new date (« au 4 mars », "to 4 March") before any other. `until`: only times that
// have begun by this day (what the verb tells as past); a bare weekday after it is that of the week before.
struct TimeBounds {
    std::optional<Date> after, until;
};

// Each attaches to the nearest predicate above it in the tree, not to the sentence. `support`: the verb of a noun.
[[nodiscard]] std::optional<ReportTime> attach_time(const Surroundings& s, TokenIndex predicate, TokenIndex support,
                                                    const TimeBounds& bounds = {});
[[nodiscard]] std::optional<ReportPlace> attach_place(const Surroundings& s, TokenIndex predicate, TokenIndex support);
[[nodiscard]] ReportPlace place_of(const Name& name);
// "première session de consultations AES–Russie": name and ordinal.
[[nodiscard]] std::optional<SeriesRef> find_series(const Surroundings& s, TokenIndex predicate, TokenIndex support);
// The document that the act rests on ("conformément à la Feuille de route de l'an I"); empty: none.
[[nodiscard]] std::string find_frame(const Surroundings& s);
// « en marge de … », "on the sidelines of …".
[[nodiscard]] std::optional<EventRef> find_occasion(const Surroundings& s, TokenIndex predicate, TokenIndex support);
// Contexts that the sentence's words speak of, added to `contexts` without repeats.
void add_contexts(const Surroundings& s, std::vector<std::string>& contexts);
[[nodiscard]] Numbers find_numbers(const Surroundings& s, TokenIndex predicate, TokenIndex support);

}  // namespace entente::coding
