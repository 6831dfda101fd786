// The trie of names. Its edges stand in one hash table keyed by (node, word), so that a walk is one probe a word and
// building is linear in the text of all names: about 15,000 names, some 40,000 edges.
#include "grounding/lexicon.h"

#include <algorithm>

#include "base/text.h"

namespace entente::grounding {

namespace {

bool in_word(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c >= 0x80; }

bool is_particle(std::string_view word) {
    constexpr std::string_view kParticles = " al el ben bin ibn von van der den de da di du la le ould abu abou ";
    return kParticles.find(" " + std::string(word) + " ") != std::string_view::npos;
}

}  // namespace

std::vector<FoldedWord> fold_words(std::string_view folded) {
    std::vector<FoldedWord> out;
    for (std::size_t i = 0; i < folded.size();) {
        if (!in_word(static_cast<unsigned char>(folded[i]))) {
            ++i;
            continue;
        }
        const std::size_t start = i;
        while (i < folded.size() && in_word(static_cast<unsigned char>(folded[i]))) ++i;
        out.push_back({start, i});
    }
    return out;
}

bool joins(std::string_view gap, std::size_t letters_before) {
    if (gap == " " || gap == "-" || gap == "'" || gap == "/" || gap == "' ") return true;
    return letters_before == 1 && (gap == "." || gap == ". ");
}

Lexicon::Lexicon(const world::World& world) : nodes_(1) {
    const auto index = [](std::size_t i) { return static_cast<std::uint32_t>(i); };
    const auto language = [](const std::string& l) {
        return l.empty() ? '\0' : l == "es" ? 's' : l[0];
    };  // f e s p a r
    for (std::size_t i = 0; i < world.names().size(); ++i)
        add(world.names()[i].text, {EntryKind::kActor, language(world.names()[i].language), index(i)});
    for (std::size_t i = 0; i < world.places().size(); ++i)
        for (const std::string& name : world.places()[i].names) add(name, {EntryKind::kPlace, 0, index(i)});
    for (std::size_t i = 0; i < world.offices().size(); ++i)
        add(world.offices()[i].text, {EntryKind::kTitle, language(world.offices()[i].language), index(i)});
    for (std::size_t i = 0; i < world.references().size(); ++i)
        add(world.references()[i].text, {EntryKind::kReference, language(world.references()[i].language), index(i)});
    for (std::size_t i = 0; i < world.tenures().size(); ++i) {
        add_person(world.tenures()[i].person, index(i));
        for (const std::string& name : world.tenures()[i].also) add_person(name, index(i));
    }
}

void Lexicon::add(std::string_view text, Entry entry) {
    const std::string folded = base::fold(text);
    std::uint32_t node = kRoot;
    for (const FoldedWord& w : fold_words(folded)) {
        const auto [word, _] =
            words_.emplace(folded.substr(w.start, w.end - w.start), static_cast<std::uint32_t>(words_.size()));
        const std::uint64_t key = (static_cast<std::uint64_t>(node) << 32) | word->second;
        const auto [edge, fresh] = edges_.emplace(key, static_cast<std::uint32_t>(nodes_.size()));
        if (fresh) nodes_.emplace_back();
        node = edge->second;
    }
    if (node == kRoot) return;
    auto& list = nodes_[node];
    for (const Entry& e : list)
        if (e.kind == entry.kind && e.language == entry.language && e.index == entry.index) return;
    list.push_back(entry);
}

void Lexicon::add_person(const std::string& name, std::uint32_t tenure) {
    if (name.empty()) return;
    if (name.find(' ') != std::string::npos) add(name, {EntryKind::kPerson, 0, tenure});
    persons_[person_key(name)].push_back(tenure);
    surnames_[surname_key(name)].push_back(tenure);
}

std::uint32_t Lexicon::word(std::string_view folded) const {
    const auto it = words_.find(folded);
    return it == words_.end() ? kNone : it->second;
}

std::uint32_t Lexicon::child(std::uint32_t node, std::uint32_t word) const {
    if (word == kNone) return kNone;
    const auto it = edges_.find((static_cast<std::uint64_t>(node) << 32) | word);
    return it == edges_.end() ? kNone : it->second;
}

const std::vector<std::uint32_t>& Lexicon::by_surname(const std::string& folded) const {
    static const std::vector<std::uint32_t> kNobody;
    const auto it = surnames_.find(folded);
    return it == surnames_.end() ? kNobody : it->second;
}

const std::vector<std::uint32_t>& Lexicon::by_person(const std::string& folded) const {
    static const std::vector<std::uint32_t> kNobody;
    const auto it = persons_.find(folded);
    return it == persons_.end() ? kNobody : it->second;
}

std::string person_key(std::string_view name) {
    std::string key = base::fold(base::squeeze(name));
    std::replace(key.begin(), key.end(), '-', ' ');
    return key;
}

std::string surname_key(std::string_view name) {
    const std::string key = person_key(name);
    std::size_t cut = key.rfind(' ');
    if (cut == std::string::npos) return key;
    while (cut > 0) {
        const std::size_t before = key.rfind(' ', cut - 1);
        const std::size_t from = before == std::string::npos ? 0 : before + 1;
        if (before == std::string::npos || !is_particle(std::string_view(key).substr(from, cut - from))) break;
        cut = before;
    }
    return key.substr(cut + 1);
}

}  // namespace entente::grounding
