// All names, titles and nouns of the world as one trie over folded words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "world/world.h"

namespace entente::grounding {

enum class EntryKind : std::uint8_t { kActor, kPlace, kPerson, kTitle, kReference };

// What a stretch of words may be; `index` points into the world's list of that kind.
struct Entry {
    EntryKind kind = EntryKind::kActor;
    char language = 0;  // 'f', 'e', 0: any
    std::uint32_t index = 0;
};

// A word of folded text: letters and digits between separators.
struct FoldedWord {
    std::size_t start = 0, end = 0;  // in the folded text
};
// Cuts folded text into words. "l'alliance" is two, "G5" one, "u.s." two. Linear.
[[nodiscard]] std::vector<FoldedWord> fold_words(std::string_view folded);
// Whether what stands between two words lets a name go on: space, hyphen, apostrophe, slash; a dot after one letter.
[[nodiscard]] bool joins(std::string_view gap, std::size_t letters_before);

class Lexicon {
 public:
    static constexpr std::uint32_t kRoot = 0;
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    explicit Lexicon(const world::World& world);
    [[nodiscard]] std::uint32_t word(std::string_view folded) const;  // kNone when no entry has it
    [[nodiscard]] std::uint32_t child(std::uint32_t node, std::uint32_t word) const;
    [[nodiscard]] const std::vector<Entry>& entries(std::uint32_t node) const { return nodes_[node]; }
    // Indexes of tenures whose holder's last name this is (folded, "poutine", "al burhan").
    [[nodiscard]] const std::vector<std::uint32_t>& by_surname(const std::string& folded) const;
    [[nodiscard]] const std::vector<std::uint32_t>& by_person(const std::string& folded) const;

 private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
    };
    void add(std::string_view text, Entry entry);
    void add_person(const std::string& name, std::uint32_t tenure);

    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> words_;
    std::unordered_map<std::uint64_t, std::uint32_t> edges_;
    std::vector<std::vector<Entry>> nodes_;
    std::unordered_map<std::string, std::vector<std::uint32_t>> surnames_, persons_;
};

// A person's name as people are compared by: folded, hyphens as spaces.
[[nodiscard]] std::string person_key(std::string_view name);
// The name that a second mention uses: the last word, with the particles that belong to it ("al burhan", "von der
// leyen").
[[nodiscard]] std::string surname_key(std::string_view name);

}  // namespace entente::grounding
