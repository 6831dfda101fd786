// Reads data/press/chrome/*.yaml into PageWords.
#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "base/text.h"
#include "press/words.h"

namespace entente::press {

struct WordsLoader {
    PageWords words;

    Status phrases(const YAML::Node& node, PhraseSet& into, const std::string& where) {
        if (!node) return Done{};
        if (!node.IsSequence()) return fail(ErrorCode::kInvalid, where + " must be a list");
        for (const YAML::Node& n : node) into.add(n.as<std::string>());
        return Done{};
    }

    Status markup(const YAML::Node& root, const std::string& file) {
        const std::pair<const char*, unsigned> uses[] = {
            {"chrome", kChromeName},     {"doubtful", kDoubtfulName}, {"comment", kChromeName | kCommentName},
            {"body", kBodyName},         {"byline", kBylineName},     {"date", kDateName},
            {"modified", kModifiedName}, {"section", kSectionName},   {"related", kRelatedName},
            {"caption", kCaptionName},   {"lead", kLeadName},         {"kicker", kKickerName},
            {"text", kTextName},         {"title", kTitleName}};
        for (const auto& entry : root) {
            const auto key = entry.first.as<std::string>();
            if (key == "author_path" || key == "borrowed_domain") {
                auto& into = key == "author_path" ? words.author_paths_ : words.borrowed_domains;
                for (const YAML::Node& n : entry.second) into.insert(n.as<std::string>());
                continue;
            }
            if (key == "main_zone") {
                for (const auto& zone : entry.second)
                    words.main_zones.emplace(zone.first.as<std::string>(), zone.second.as<std::string>());
                continue;
            }
            const auto* use =
                std::find_if(std::begin(uses), std::end(uses), [&](const auto& u) { return key == u.first; });
            if (use == std::end(uses)) return fail(ErrorCode::kInvalid, file + ": unknown key " + key);
            for (const YAML::Node& n : entry.second) {
                const auto name = n.as<std::string>();
                if (name.starts_with('*'))
                    words.stems_.emplace_back(name.substr(1), use->second);
                else
                    words.markup_[name] |= use->second;
            }
        }
        return Done{};
    }

    Status language(const YAML::Node& root, const std::string& file) {
        const std::pair<const char*, PhraseSet*> sets[] = {{"ago", &words.ago},
                                                           {"nobody", &words.nobody},
                                                           {"byline", &words.byline},
                                                           {"not_author", &words.not_author},
                                                           {"published", &words.published},
                                                           {"modified", &words.modified},
                                                           {"related", &words.related},
                                                           {"end", &words.end},
                                                           {"elsewhere", &words.elsewhere},
                                                           {"line", &words.line},
                                                           {"start", &words.start},
                                                           {"paywall", &words.paywall},
                                                           {"sections", &words.sections},
                                                           {"live", &words.live},
                                                           {"sign_off", &words.sign_off},
                                                           {"newsroom", &words.newsroom}};
        for (const auto& entry : root) {
            const auto key = entry.first.as<std::string>();
            if (key == "language") continue;
            if (key == "months") {
                if (entry.second.size() != 12) return fail(ErrorCode::kInvalid, file + ": months must be twelve lists");
                for (std::size_t m = 0; m < 12; ++m)
                    for (const YAML::Node& n : entry.second[m])
                        words.months.emplace(base::fold(n.as<std::string>()), static_cast<int>(m + 1));
            } else if (key == "units") {
                if (entry.second.size() != 4)
                    return fail(ErrorCode::kInvalid, file + ": units must be four lists: minute, hour, day, week");
                constexpr int kMinutes[] = {1, 60, 1440, 7 * 1440};
                for (std::size_t u = 0; u < 4; ++u)
                    for (const YAML::Node& n : entry.second[u])
                        words.units.emplace(base::fold(n.as<std::string>()), kMinutes[u]);
            } else if (key == "weekdays" || key == "ordinal" || key == "hour") {
                auto& into = key == "ordinal" ? words.ordinals : key == "hour" ? words.hour_words : words.weekdays;
                for (const YAML::Node& n : entry.second) into.insert(base::fold(n.as<std::string>()));
            } else {
                const auto* set =
                    std::find_if(std::begin(sets), std::end(sets), [&](const auto& s) { return key == s.first; });
                if (set == std::end(sets)) return fail(ErrorCode::kInvalid, file + ": unknown key " + key);
                TRY_DONE(phrases(entry.second, *set->second, file + ": " + key));
            }
        }
        return Done{};
    }
};

Result<std::shared_ptr<const PageWords>> PageWords::open(const std::vector<world::DataFile>& files) {
    WordsLoader loader;
    for (const world::DataFile& f : files) {
        try {
            const YAML::Node root = YAML::Load(f.bytes);
            if (!root.IsMap()) return fail(ErrorCode::kInvalid, f.name + ": not a map of lists");
            if (root["language"])
                TRY_DONE(loader.language(root, f.name));
            else
                TRY_DONE(loader.markup(root, f.name));
        } catch (const YAML::Exception& e) {
            return fail(ErrorCode::kInvalid, f.name + ": line " + std::to_string(e.mark.line + 1) + ": " + e.msg);
        }
    }
    if (loader.words.months.empty())
        return fail(ErrorCode::kInvalid, "data/press/chrome: no language file with months");
    return std::shared_ptr<const PageWords>(std::make_shared<PageWords>(std::move(loader.words)));
}

}  // namespace entente::press
