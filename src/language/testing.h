// For this room's tests: the real rules and the real reader, loaded from data/.
#pragma once

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "language/language.h"

namespace entente::language::testing {

inline std::string file(const std::string& path) {
    std::ifstream in(std::string(ENTENTE_SOURCE_DIR) + "/" + path, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

inline std::shared_ptr<const SplitRules> rules_with(std::shared_ptr<const SentenceStarts> starts) {
    std::vector<RulesFile> files;
    for (const char* name : {"common.yaml", "fr.yaml", "en.yaml"})
        files.push_back({name, file(std::string("data/language/") + name)});
    auto loaded = SplitRules::open(files, std::move(starts));
    REQUIRE_MESSAGE(loaded.ok(), loaded.error().message);
    return loaded.value();
}

inline std::shared_ptr<const SplitRules> rules() {
    static const auto one = rules_with(nullptr);
    return one;
}

inline std::vector<Sentence> split_text(const std::string& text, const std::string& language, const Limits& limits = {},
                                        const SplitRules& how = *rules()) {
    Article a;
    a.text = text;
    a.language = language;
    return split(a, how, limits);
}

// The words of all sentences: "a|b|c", sentences apart by " // ".
inline std::string shown(const std::vector<Sentence>& sentences) {
    std::string out;
    for (const Sentence& s : sentences) {
        if (!out.empty()) out += " // ";
        for (std::size_t i = 0; i < s.words.size(); ++i) out += (i ? "|" : "") + s.words[i].form;
    }
    return out;
}

}  // namespace entente::language::testing
