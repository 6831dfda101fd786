// Reads data/press/chrome/*.yaml into PageWords.
#include <unicode/dtfmtsym.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "base/text.h"
#include "press/words.h"

namespace entente::press {

struct WordsLoader {
    PageWords words;
    std::vector<std::string> more_months;

    // The months of a language that has no file of its own, as CLDR names them.
    void months_of(const std::string& language) {
        UErrorCode error = U_ZERO_ERROR;
        const icu::DateFormatSymbols names(icu::Locale(language.c_str()), error);
        if (U_FAILURE(error)) return;
        for (const auto context : {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE})
            for (const auto width : {icu::DateFormatSymbols::WIDE, icu::DateFormatSymbols::ABBREVIATED}) {
                std::int32_t count = 0;
                const icu::UnicodeString* months = names.getMonths(count, context, width);
                for (std::int32_t m = 0; m < count && m < 12; ++m) {
                    std::string name;
                    months[m].toUTF8String(name);
                    name = base::fold(name);
                    if (name.ends_with('.')) name.pop_back();
                    if (name.size() >= 3 && name.find_first_of("0123456789. ") == std::string::npos)
                        words.months.emplace(std::move(name), m + 1);  // a language with a file comes first
                }
            }
    }

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
            if (key == "months_of") {
                for (const YAML::Node& n : entry.second) more_months.push_back(n.as<std::string>());
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
    for (const std::string& language : loader.more_months) loader.months_of(language);
    return std::shared_ptr<const PageWords>(std::make_shared<PageWords>(std::move(loader.words)));
}

}  // namespace entente::press
