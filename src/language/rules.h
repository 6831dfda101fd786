// What splitting knows of a language, as read from data/language/<language>.yaml.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "language/language.h"

namespace entente::language {

// Words are in lower case with straight apostrophes and plain hyphens, as the text is compared.
struct LanguageRules {
    using Set = std::unordered_set<std::string>;
    Set elisions;       // "l", "qu": with an apostrophe, a word of their own before a vowel
    Set whole;          // never split: "aujourd'hui", "rendez-vous"
    Set clitics;        // "-il", "-t-il": split from the end of a word
    Set contractions;   // "n't", "'s": split from the end of a word, as its part
    Set abbreviations;  // keep their full stop and do not end a sentence: "m", "vol"
    Set number_abbreviations;   // the same, before a digit: "art", "vol"
    Set closing_abbreviations;  // keep it and may end one: "etc"
    Set units;          // split from the digits before them: "h", "km"
    Set starters;       // words that, capitalised after an abbreviation, begin a sentence
    Set domains;        // ends of Internet names and of file names: "com", "pdf"
    Set hyphen_prefixes;        // stay joined to the next word where hyphens split
    std::unordered_map<std::string, std::vector<std::string>> together;  // "auquel" → à, lequel; "cannot" → can, not
    bool split_hyphens = false;   // English: well-known is three words
    bool grouped_numbers = false; // "50 000" is one word
};

class LoadedRules final : public SplitRules {
   public:
    LoadedRules(std::map<std::string, LanguageRules, std::less<>> by_language, LanguageRules common,
                std::shared_ptr<const SentenceStarts> starts)
        : by_language_(std::move(by_language)), common_(std::move(common)), starts_(std::move(starts)) {}
    // Of a BCP 47 tag; the common rules when the language is none of ours.
    [[nodiscard]] const LanguageRules& of(std::string_view tag) const;
    // Null where rules decide alone.
    [[nodiscard]] const SentenceStarts* starts() const { return starts_.get(); }

   private:
    std::map<std::string, LanguageRules, std::less<>> by_language_;
    LanguageRules common_;
    std::shared_ptr<const SentenceStarts> starts_;
};

}  // namespace entente::language
