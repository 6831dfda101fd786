// "l'Alliance démocratique pour le changement (ADC)": the letters in brackets are the first letters of the words before
// them. Read from the last letter back; small words ("de", "pour") are passed over, and tried as letters only when that
// does not come out. The first word must have a capital. A name of the world that ends before the bracket needs no
// letters.
#include "grounding/introduced.h"

#include <algorithm>

namespace entente::grounding {

namespace {

constexpr std::size_t kFarthest = 14;  // words before the bracket

bool small_word(std::string_view word) {
    constexpr std::string_view kSmall =
        " de d du des la le les l et en a au aux pour par sur dans of the for and to in on ";
    return kSmall.find(" " + std::string(word) + " ") != std::string_view::npos;
}

// Two to eight capitals or digits, the first a capital.
bool is_acronym(const Line& line, std::size_t i) {
    const std::string_view text = line.text(i, i);
    if (text.size() < 2 || text.size() > 8 || !line.pieces[i].upper) return false;
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

bool in_brackets(const Line& line, std::size_t i) {
    if (i == 0 || !line.pieces[i].gap.ends_with('(')) return false;
    const std::size_t end = line.pieces[i].span.end;
    return end < line.source.size() && (line.source[end] == ')' || line.source[end] == ',');
}

// The piece at which the words whose first letters are those of piece `i` begin.
std::optional<std::size_t> first_word(const Line& line, std::size_t i, bool small_count) {
    const std::string_view letters = line.pieces[i].text;
    std::size_t left = letters.size();
    for (std::size_t j = i; j-- > 0 && i - j <= kFarthest;) {
        if (j + 1 < i && !line.close(j + 1)) return std::nullopt;
        const std::string_view word = line.pieces[j].text;
        const bool fits = !word.empty() && word[0] == letters[left - 1];
        if (small_word(word) && !(small_count && fits)) continue;
        if (!fits) return std::nullopt;
        if (--left == 0) return line.pieces[j].upper ? std::optional(j) : std::nullopt;
    }
    return std::nullopt;
}

// The one actor of a name that ends at piece `last`.
ActorId actor_before(const std::vector<Hit>& hits, std::size_t last, const world::World& world) {
    for (const Hit& hit : hits) {
        if (hit.last != last) continue;
        ActorId actor;
        for (const Entry& e : hit.entries) {
            if (e.kind != EntryKind::kActor || world.names()[e.index].use != world::NameUse::kName) return {};
            if (!actor.empty() && actor != world.names()[e.index].actor) return {};
            actor = world.names()[e.index].actor;
        }
        return actor;
    }
    return {};
}

bool hit_at(const std::vector<Hit>& hits, std::size_t piece) {
    return std::any_of(hits.begin(), hits.end(), [&](const Hit& h) { return h.first <= piece && piece <= h.last; });
}

void mark_org(Line& line, std::size_t first, std::size_t last) {
    std::erase_if(line.marked, [&](const Marked& m) { return m.first <= last && first <= m.last; });
    const auto at =
        std::find_if(line.marked.begin(), line.marked.end(), [&](const Marked& m) { return m.first > last; });
    line.marked.insert(at, {"ORG", first, last});
}

}  // namespace

void Introduced::learn(Line& line, std::vector<Hit>& hits, const world::World& world) {
    for (std::size_t i = 1; i < line.pieces.size(); ++i) {
        if (!in_brackets(line, i) || !is_acronym(line, i) || i < line.dateline) continue;
        const std::string acronym(line.text(i, i));
        if (const ActorId actor = actor_before(hits, i - 1, world); !actor.empty() && !world.is_state(actor)) {
            if (!hit_at(hits, i)) forms_.emplace(acronym, FullForm{actor, world.name(actor, "en")});
            continue;
        }
        std::optional<std::size_t> first = first_word(line, i, false);
        if (!first) first = first_word(line, i, true);
        if (!first || i - *first < 2) continue;
        mark_org(line, *first, i - 1);
        std::erase_if(hits, [&](const Hit& h) { return h.first == i && h.last == i; });
        forms_.emplace(acronym, FullForm{{}, std::string(line.text(*first, i - 1))});
    }
}

void Introduced::mark(Line& line, std::vector<Hit>& hits) const {
    if (forms_.empty()) return;
    for (std::size_t i = 0; i < line.pieces.size(); ++i) {
        if (!line.pieces[i].upper) continue;
        const FullForm* form = find(line.text(i, i));
        if (!form) continue;
        if (form->actor.empty()) std::erase_if(hits, [&](const Hit& h) { return h.first == i && h.last == i; });
        if (!hit_at(hits, i)) mark_org(line, i, i);
    }
}

bool Introduced::is_full_form(std::string_view text) const {
    return std::any_of(forms_.begin(), forms_.end(),
                       [&](const auto& form) { return form.second.actor.empty() && form.second.text == text; });
}

const FullForm* Introduced::find(std::string_view acronym) const {
    const auto it = forms_.find(acronym);
    return it == forms_.end() ? nullptr : &it->second;
}

}  // namespace entente::grounding
