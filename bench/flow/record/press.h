// An invented press: events with ladders of reports, told by outlets day by day, in the shape of the real one.
//
// Pairs of actors of the world by Zipf's law; types, statuses and dates in the shares that the sample press has;
// ladders of 1–12 reports over days and outlets; articles of press length that hold several reports; agency texts that
// other outlets print again. The number of events a day stays the same: a store grows because time goes by. The same
// settings give the same press.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entente/article.h"
#include "entente/report.h"
#include "flow/record/words.h"
#include "world/world.h"

namespace entente::bench {

struct PressSettings {
    std::size_t events = 10000;
    std::size_t events_a_day = 150;
    std::uint64_t seed = 1;
    Date first_day{2006, 1, 1};
};

struct TruthEvent {
    std::size_t number = 0;
    std::string type, mode, concept_id;
    std::vector<ActorId> actors, recipients;
    Date day;  // on which it takes place
    std::int32_t length = 0;  // days after the first
    bool mutual = false;
    const world::Place* place = nullptr;
};

struct Item {
    Article article;
    std::vector<Report> reports;
    std::vector<std::size_t> truths;  // the event that each report tells
};

class Press {
 public:
    Press(const PressSettings& settings, std::shared_ptr<const world::World> world);
    // The next article in order of days; nothing when all events are told to the end.
    [[nodiscard]] std::optional<Item> next();
    [[nodiscard]] std::size_t begun() const { return begun_; }  // events so far
    [[nodiscard]] Date day() const { return day_; }
    [[nodiscard]] const Vocabulary& vocabulary() const { return vocabulary_; }
    // An actor of a state, the often named more often.
    [[nodiscard]] ActorId draw_state(Random& random) const;

 private:
    struct Rung {
        std::shared_ptr<const TruthEvent> event;
        EventStatus status = EventStatus::kOccurred;
        bool dated = false;
    };
    void begin_event();
    [[nodiscard]] TruthEvent draw_event();
    void plan_ladder(const std::shared_ptr<const TruthEvent>& event);
    void write_day();
    [[nodiscard]] Item write_article(std::vector<Rung> rungs);
    void add_report(Item& item, const Rung& rung);
    void print_again(const Item& item);
    [[nodiscard]] bool chance(double share);

    PressSettings settings_;
    std::shared_ptr<const world::World> world_;
    std::vector<ActorId> states_, groups_;
    std::map<ActorId, const world::Place*> capitals_;
    Vocabulary vocabulary_;
    Zipf state_;
    Random random_;
    Date day_;
    std::size_t begun_ = 0, articles_ = 0;
    std::map<std::int32_t, std::vector<Rung>> due_;  // by day
    std::deque<Item> written_;
};

}  // namespace entente::bench
