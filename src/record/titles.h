// Titles of events in French and English, sentence-like, made from their fields.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "entente/event.h"
#include "entente/result.h"
#include "record/identity.h"
#include "world/world.h"

namespace entente::record {

class Titles {
 public:
    // Reads data/record/titles.yaml. Fails with Invalid naming file, line and key.
    static Result<std::shared_ptr<const Titles>> open(const world::DataFile& file,
                                                      std::shared_ptr<const world::World> world);

    // "Visite des ministres des Affaires étrangères de l’AES à Moscou, 3–4 avril 2025". `group`: the event's reports,
    // for names of places in each language. Pure.
    [[nodiscard]] std::string french(const Event& event, const std::vector<const ReportEntry*>& group) const;
    [[nodiscard]] std::string english(const Event& event, const std::vector<const ReportEntry*>& group) const;
    // A day or stretch of days as the language writes it: "30 mars–2 avril 2025", "April 2025".
    [[nodiscard]] std::string days(const ReportTime& when, bool french) const;
    // A name with its article: "la Russie", "l’AES", "the United States".
    [[nodiscard]] std::string with_article(const ActorId& id, bool french) const;

 private:
    enum class Gender { kNone, kMasculine, kFeminine, kPlural };
    struct Act {
        std::string type, mode, fr, en;
        std::size_t parties = 1;
        bool to_group = false;
    };
    [[nodiscard]] std::string title(const Event& event, const std::vector<const ReportEntry*>& group,
                                    bool french) const;
    [[nodiscard]] std::string short_name(const ActorId& id, bool french) const;
    [[nodiscard]] std::string joined(const std::vector<Party>& parties, const std::string& preposition,
                                     bool french) const;
    [[nodiscard]] std::string party(const Party& p, const std::string& preposition, bool french, bool plural) const;
    [[nodiscard]] std::string full_place(const ReportPlace& place, const std::string& name) const;
    [[nodiscard]] std::string office(const std::string& office, bool french, bool plural) const;
    [[nodiscard]] std::vector<Party> shown(const std::vector<Party>& parties, const Event& event) const;

    std::shared_ptr<const world::World> world_;
    std::map<std::string, Gender> genders_;
    std::set<std::string> the_, feminine_offices_;
    std::vector<Act> acts_;
    std::vector<std::string> months_fr_, months_en_;
    std::map<std::string, std::string> acronyms_fr_, acronyms_en_;  // by actor
    std::map<std::string, std::string> offices_;                    // "fr|plural|office"
};

}  // namespace entente::record
