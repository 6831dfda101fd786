#include "language/rules.h"

#include <yaml-cpp/yaml.h>

#include "language/labels.h"

namespace entente::language {

namespace {

std::string at(const std::string& file, const YAML::Node& node) {
    return file + ":" + std::to_string(node.Mark().line + 1) + ": ";
}

Status read_set(const std::string& file, const YAML::Node& node, LanguageRules::Set& out) {
    if (!node.IsSequence()) return fail(ErrorCode::kInvalid, at(file, node) + "a list of words is wanted");
    for (const YAML::Node& n : node) {
        if (!n.IsScalar() || n.Scalar().empty()) return fail(ErrorCode::kInvalid, at(file, n) + "a word is wanted");
        out.insert(lower_case(n.Scalar()));
    }
    return Done{};
}

Status read_together(const std::string& file, const YAML::Node& node, LanguageRules& out) {
    if (!node.IsMap()) return fail(ErrorCode::kInvalid, at(file, node) + "a table of word: [parts] is wanted");
    for (const auto& entry : node) {
        std::vector<std::string> parts;
        if (entry.second.IsSequence())
            for (const YAML::Node& n : entry.second)
                if (n.IsScalar()) parts.push_back(n.Scalar());
        if (parts.size() < 2 || parts.size() > 3 || parts.size() != entry.second.size())
            return fail(ErrorCode::kInvalid, at(file, entry.second) + "two or three parts are wanted");
        out.together[lower_case(entry.first.Scalar())] = std::move(parts);
    }
    return Done{};
}

Status read_switch(const std::string& file, const YAML::Node& node, bool& out) {
    if (!node.IsScalar() || (node.Scalar() != "true" && node.Scalar() != "false"))
        return fail(ErrorCode::kInvalid, at(file, node) + "true or false is wanted");
    out = node.Scalar() == "true";
    return Done{};
}

Status read_key(const std::string& file, const std::string& key, const YAML::Node& node, LanguageRules& out) {
    if (key == "together") return read_together(file, node, out);
    if (key == "split_hyphens") return read_switch(file, node, out.split_hyphens);
    if (key == "grouped_numbers") return read_switch(file, node, out.grouped_numbers);
    const std::pair<const char*, LanguageRules::Set*> sets[] = {
        {"elisions", &out.elisions},       {"whole", &out.whole},
        {"clitics", &out.clitics},         {"contractions", &out.contractions},
        {"abbreviations", &out.abbreviations}, {"closing_abbreviations", &out.closing_abbreviations},
        {"units", &out.units},             {"starters", &out.starters},
        {"hyphen_prefixes", &out.hyphen_prefixes}, {"domains", &out.domains},
        {"number_abbreviations", &out.number_abbreviations}};
    for (const auto& [name, set] : sets)
        if (key == name) return read_set(file, node, *set);
    return fail(ErrorCode::kInvalid, at(file, node) + "unknown key '" + key + "'");
}

Status read_rules(const RulesFile& file, LanguageRules& out) {
    try {
        const YAML::Node all = YAML::Load(file.bytes);
        if (!all.IsMap()) return fail(ErrorCode::kInvalid, file.name + ": a table of rules is wanted");
        for (const auto& entry : all) TRY_DONE(read_key(file.name, entry.first.Scalar(), entry.second, out));
        return Done{};
    } catch (const YAML::Exception& e) {
        return fail(ErrorCode::kInvalid, file.name + ": not YAML: " + e.what());
    }
}

}  // namespace

const LanguageRules& LoadedRules::of(std::string_view tag) const {
    const std::string language = lower_case(tag.substr(0, tag.find('-')));
    const auto it = by_language_.find(language);
    return it == by_language_.end() ? common_ : it->second;
}

Result<std::shared_ptr<const SplitRules>> SplitRules::open(const std::vector<RulesFile>& files,
                                                           std::shared_ptr<const SentenceStarts> starts) {
    std::map<std::string, LanguageRules, std::less<>> all;
    for (const RulesFile& f : files) {
        const std::string language = f.name.substr(0, f.name.find('.'));
        TRY_DONE(read_rules(f, all[language]));
    }
    LanguageRules common = std::move(all["common"]);
    all.erase("common");
    for (auto& [name, rules] : all) {
        rules.domains.insert(common.domains.begin(), common.domains.end());
        rules.units.insert(common.units.begin(), common.units.end());
        rules.abbreviations.insert(common.abbreviations.begin(), common.abbreviations.end());
        rules.whole.insert(common.whole.begin(), common.whole.end());
    }
    return std::shared_ptr<const SplitRules>(
        std::make_shared<LoadedRules>(std::move(all), std::move(common), std::move(starts)));
}

}  // namespace entente::language
