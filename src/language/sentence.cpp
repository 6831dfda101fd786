#include "entente/sentence.h"

namespace entente {

std::string_view Word::feat(std::string_view name) const {
    std::string_view rest = feats;
    while (!rest.empty()) {
        const std::string_view one = rest.substr(0, rest.find('|'));
        if (one.size() > name.size() && one[name.size()] == '=' && one.substr(0, name.size()) == name)
            return one.substr(name.size() + 1);
        rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    }
    return {};
}

bool Word::is(std::string_view name) const {
    const std::string_view rel = deprel;
    return rel.substr(0, name.size()) == name && (rel.size() == name.size() || rel[name.size()] == ':');
}

TokenIndex Sentence::root() const {
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words[i].head == kNoToken) return static_cast<TokenIndex>(i);
    return kNoToken;
}

std::vector<TokenIndex> Sentence::children(TokenIndex i) const {
    std::vector<TokenIndex> out;
    for (std::size_t k = 0; k < words.size(); ++k)
        if (i != kNoToken && words[k].head == i) out.push_back(static_cast<TokenIndex>(k));
    return out;
}

}  // namespace entente
