#include "language/labels.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace entente::language {

namespace {

constexpr std::string_view kUpos[] = {"ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN",   "NUM",
                                      "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",      "ADP+DET"};

// These four are the model's own: it was trained with them joined (reader's card, data/model/README.md).
constexpr Contraction kContractions[] = {
    {"du", "de", "le"}, {"des", "de", "les"}, {"au", "à", "le"}, {"aux", "à", "les"}};

Status read_classes(const nlohmann::json& all, const char* name, std::vector<std::string>& out) {
    const auto at = all.find(name);
    if (at == all.end() || !at->is_array() || at->empty())
        return fail(ErrorCode::kInvalid, std::string("labels.json: no list '") + name + "'");
    for (const auto& v : *at) {
        if (!v.is_string()) return fail(ErrorCode::kInvalid, std::string("labels.json: '") + name + "' is not of text");
        out.push_back(v.get<std::string>());
    }
    return Done{};
}

}  // namespace

Result<Labels> Labels::parse(std::string_view json) {
    const nlohmann::json all = nlohmann::json::parse(json, nullptr, false);
    if (!all.is_object()) return fail(ErrorCode::kInvalid, "labels.json is not a JSON object");
    Labels out;
    TRY_DONE(read_classes(all, "upos", out.upos));
    TRY_DONE(read_classes(all, "feats", out.feats));
    TRY_DONE(read_classes(all, "lemma", out.lemma));
    TRY_DONE(read_classes(all, "rel", out.rel));
    TRY_DONE(read_classes(all, "ner", out.ner));
    for (const std::string& u : out.upos)
        out.upos_allowed.push_back(std::find(std::begin(kUpos), std::end(kUpos), u) != std::end(kUpos));
    const auto joined = std::find(out.upos.begin(), out.upos.end(), "ADP+DET");
    if (joined != out.upos.end()) out.contracted = static_cast<int>(joined - out.upos.begin());
    if (std::find(out.rel.begin(), out.rel.end(), "root") == out.rel.end())
        return fail(ErrorCode::kInvalid, "labels.json: no relation 'root'");
    return out;
}

std::string lower_case(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t c = base::next_code_point(utf8, at);
        if (c == 0x0130) {  // İ is two code points in lower case, as in the training code
            out += "i\u0307";
            continue;
        }
        base::append_code_point(out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
    }
    return out;
}

std::string apply_lemma_rule(std::string_view form, std::string_view rule) {
    if (rule.empty()) return std::string(form);
    if (rule[0] == '=') return rule.size() > 1 ? std::string(rule.substr(1)) : std::string(form);
    if (rule.size() < 2 || (rule[0] != 'U' && rule[0] != 'L') || rule[1] < '0' || rule[1] > '9')
        return std::string(form);
    std::string out = rule[0] == 'U' ? std::string(form) : lower_case(form);
    std::size_t end = out.size();
    for (int cut = rule[1] - '0'; cut > 0; --cut) {
        if (end == 0) return out;
        end = base::border_before(out, end - 1);
    }
    out.resize(end);
    out += rule.substr(2);
    return out.empty() ? std::string(form) : out;
}

const Contraction* contraction(std::string_view form) {
    if (form.size() < 2 || form.size() > 3) return nullptr;
    const std::string low = lower_case(form);
    for (const Contraction& c : kContractions)
        if (low == c.form) return &c;
    return nullptr;
}

}  // namespace entente::language
