// Keeps a store's events right while reports come and go: only what is connected to a change is grouped again.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "record/features.h"
#include "record/likeness.h"
#include "record/review/rulings.h"
#include "record/sqlite.h"

namespace entente::record {

// Reports that are joined to one another, directly or through others, are grouped together by group_features(); the
// groups of one such part do not depend on any other, so the record is the same as if all were grouped at once.
// Features and likenesses once made are kept in memory while this process is the only writer.
class Regrouper {
 public:
    Regrouper(Database& db, const world::World& world) : db_(db), world_(world) {}
    // Forgets everything when another writer moved the store past `revision`.
    void see_revision(std::int64_t revision);
    void kept_revision(std::int64_t revision) { revision_ = revision; }

    // Before reports leave the store: what they were joined to. They are forgotten.
    [[nodiscard]] Result<std::set<std::string>> leave(const std::vector<std::string>& reports);
    // After a decision: groups again what it speaks of (`of`, whose events get `revision`) and all that is connected.
    [[nodiscard]] Status decide(const std::set<std::string>& of, std::int64_t revision);
    // After reports entered: files them, and groups again them, `touched` and all that is connected. Events that change
    // get `revision`.
    [[nodiscard]] Status enter(const std::vector<ReportEntry>& reports, const std::set<std::string>& touched,
                               std::int64_t revision);
    // What a person decided; kept until the next call.
    void rule(Rulings rulings) { rulings_ = std::move(rulings); }
    // Drops what a failed transaction may have left in memory.
    void forget();

 private:
    struct Known {
        Features features;
        std::map<std::string, Likeness> like;  // by the other's id; `mover_first` as seen with the earlier report first
        bool compared = false;                 // with everything in the store
    };
    [[nodiscard]] Result<bool> is_there(const std::string& id);
    [[nodiscard]] Result<Known*> known(const std::string& id);
    [[nodiscard]] Status compare_all(const std::string& id);
    [[nodiscard]] Result<std::vector<std::string>> candidates(const Features& features);
    [[nodiscard]] Result<std::set<std::string>> connected(const std::set<std::string>& from);
    [[nodiscard]] Status write_groups(const std::set<std::string>& part, const std::set<std::string>& fresh,
                                      std::int64_t revision);
    [[nodiscard]] Status move_reports(const std::string& event, const std::vector<std::string>& reports, bool has_fresh,
                                      std::int64_t revision);

    [[nodiscard]] Status note_event_of(const std::string& report);

    Database& db_;
    const world::World& world_;
    Rulings rulings_;
    std::int64_t revision_ = -1;
    std::set<std::string> left_;  // events that lost a report in this transaction
    std::unordered_map<std::string, std::unique_ptr<Known>> known_;
};

}  // namespace entente::record
