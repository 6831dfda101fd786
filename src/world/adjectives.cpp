// Names by rule: CLDR's names of states, and the forms of adjectives in French and English.
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "base/text.h"
#include "world/facts.h"

namespace entente::world {

namespace {

bool ends_with(const std::string& text, std::string_view tail) {
    return text.size() >= tail.size() && text.compare(text.size() - tail.size(), tail.size(), tail) == 0;
}

std::string french_plural(const std::string& word) {
    return ends_with(word, "s") || ends_with(word, "x") || ends_with(word, "z") ? word : word + "s";
}

// People of an English adjective: "Malians"; words in -ese, -ish, -ch, -ss have no plural of their own.
std::string english_plural(const std::string& word) {
    for (const char* tail : {"ese", "ish", "ch", "ss", "ois", "bé", "bè"})
        if (ends_with(word, tail)) return word;
    return word + "s";
}

}  // namespace

std::string cldr_name(const std::string& iso2, const std::string& language) {
    icu::UnicodeString name;
    icu::Locale("und", iso2.c_str()).getDisplayCountry(icu::Locale(language.c_str()), name);
    std::string out;
    name.toUTF8String(out);
    return out == iso2 ? "" : out;
}

std::vector<ActorName> french_adjectives(const ActorId& actor, const std::string& forms) {
    const std::size_t middle = forms.find(' ');
    std::string male = forms;
    std::string female = forms;
    if (middle != std::string::npos) {
        // Two words each way ("bissau guinéen bissau guinéenne"): split in the middle.
        const auto words = base::split(forms, ' ');
        const std::size_t half = words.size() / 2;
        std::size_t cut = 0;
        for (std::size_t i = 0; i < half; ++i) cut += words[i].size() + 1;
        male = forms.substr(0, cut - 1);
        female = forms.substr(cut);
    }
    std::vector<ActorName> out;
    const auto add = [&](const std::string& text, const char* gender, const char* number) {
        out.push_back({actor, text, "fr", NameUse::kAdjective, gender, number, false, "", ""});
    };
    if (male == female) {
        add(male, "", "sg");
        add(french_plural(male), "", "pl");
        return out;
    }
    add(male, "m", "sg");
    add(french_plural(male), "m", "pl");
    add(female, "f", "sg");
    add(french_plural(female), "f", "pl");
    return out;
}

std::vector<ActorName> english_adjectives(const ActorId& actor, const std::string& adjective) {
    std::vector<ActorName> out;
    out.push_back({actor, adjective, "en", NameUse::kAdjective, "", "", true, "", ""});
    const std::string people = english_plural(adjective);
    const bool acronym =
        adjective.size() < 5 && adjective.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos;
    if (people != adjective && !acronym)
        out.push_back({actor, people, "en", NameUse::kDemonym, "", "pl", true, "", ""});
    return out;
}

}  // namespace entente::world
