// The words that news pages say around an article, and the names their markup uses: data/press/chrome/*.yaml, loaded.
#pragma once

#include <bitset>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "entente/result.h"
#include "world/world.h"

namespace entente::press {

// Lets a set of strings be asked with a view, without making a string.
struct ViewHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const noexcept { return std::hash<std::string_view>{}(s); }
};

// Folded phrases, asked for as a whole line or as the beginning or end of one, always at word borders.
class PhraseSet {
 public:
    void add(std::string_view phrase);
    [[nodiscard]] bool contains(std::string_view folded) const { return phrases_.find(folded) != phrases_.end(); }
    // Bytes of the longest phrase that `folded` begins with; 0: none.
    [[nodiscard]] std::size_t prefix(std::string_view folded) const;
    // Bytes of the longest phrase that `folded` ends with; 0: none.
    [[nodiscard]] std::size_t suffix(std::string_view folded) const;

 private:
    std::unordered_set<std::string, ViewHash, std::equal_to<>> phrases_;
    std::bitset<65536> beginnings_;  // first two bytes of a phrase: most lines begin like none
    std::size_t words_ = 0;          // of the longest
};

enum MarkupUse : unsigned {
    kChromeName = 1,
    kBodyName = 2,
    kBylineName = 4,
    kDateName = 8,
    kModifiedName = 16,
    kSectionName = 32,
    kRelatedName = 64,
    kCaptionName = 128,
    kDoubtfulName = 256,  // chrome, where that leaves a body
    kLeadName = 512,
    kKickerName = 1024,
    kCommentName = 2048,
    kTextName = 4096,
    kTitleName = 8192
};

struct PageWords {
    std::unordered_map<std::string, int> months;  // folded name -> 1…12
    std::unordered_map<std::string, int> units;   // "heures" -> minutes of one
    std::unordered_set<std::string> weekdays, ordinals;
    std::unordered_set<std::string> hour_words;  // what stands about an hour: "uhr", "gmt", "pm"
    // Two-letter domains that are sold as words and tell no country; the zone of a country's national press, where the
    // country has several.
    std::unordered_set<std::string, ViewHash, std::equal_to<>> borrowed_domains;
    std::unordered_map<std::string, std::string> main_zones;
    PhraseSet ago, byline, not_author, nobody, published, modified, related, elsewhere, end, line, start, paywall,
        sections, live, sign_off, newsroom;

    // What the class and id names say of an element: MarkupUse bits.
    [[nodiscard]] unsigned markup_use(std::string_view names) const;

    // Whether an address leads to an author's own page: a part of its path is one of `author_path`.
    [[nodiscard]] bool author_path(std::string_view href) const;

    // Fails with Invalid, naming the file and what is wrong.
    static Result<std::shared_ptr<const PageWords>> open(const std::vector<world::DataFile>& files);

 private:
    std::unordered_map<std::string, unsigned, ViewHash, std::equal_to<>> markup_;  // pieces joined by one space
    std::vector<std::pair<std::string, unsigned>> stems_;                          // … that a piece may hold anywhere
    std::unordered_set<std::string, ViewHash, std::equal_to<>> author_paths_;
    friend struct WordsLoader;
};

// What a line of a page is, by its words alone.
enum class LineUse { kText, kRelated, kEnd, kChrome, kByline, kPaywall };
struct LineClass {
    LineUse use = LineUse::kText;
    std::size_t rest = 0;  // byte in the line where what follows the phrase (and its ":") begins
};
[[nodiscard]] LineClass classify_line(std::string_view line, const PageWords& words);

// The letters and digits of the folded text, nothing between them: for comparing titles and paragraphs.
[[nodiscard]] std::string bare_letters(std::string_view text);
[[nodiscard]] std::size_t word_count(std::string_view text);
// Whether `text` looks like the name of a person or a newsroom: few words, capitals, no sentence.
[[nodiscard]] bool looks_like_name(std::string_view text);
// "Par Jean Dupont (avec AFP) | 3 avril" → {"Jean Dupont"}; several names at commas, "et", "and".
[[nodiscard]] std::vector<std::string> author_names(std::string_view text, const PageWords& words);
// A name as authors sign that looks like none: "tlow", "auto-motor Redaktion", "X And Y For The Post". Only for
// elements that are marked as an author's; empty: it is a sentence, a date, an address, or names nobody.
[[nodiscard]] std::string pen_name(std::string_view text, const PageWords& words);
// What stands beside the date in a line such as "11.12.2019 - Jean Dupont", when it looks like a person; else empty.
[[nodiscard]] std::string_view name_beside_date(std::string_view line, const PageWords& words);
// A line that is a name in capitals, "Prénom NOM", "Prénom Nom" or initials, as stands under an article.
[[nodiscard]] bool is_signature_line(std::string_view text);
// The authors named in one part of a line such as "3 avril 2025 - par Jean Dupont | 2 min"; none: empty.
[[nodiscard]] std::vector<std::string> authors_in_line(std::string_view line, const PageWords& words);
[[nodiscard]] bool ends_like_sentence(std::string_view text);

}  // namespace entente::press
