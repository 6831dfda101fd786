#include "flow/record/press.h"

#include <algorithm>

#include "base/sketch.h"
#include "base/text.h"

namespace entente::bench {

namespace {

struct Kind {
    const char *type, *mode, *concept_id;
    int share;
    bool mutual, planned;  // both sides are actors; it is announced before it takes place
};
constexpr Kind kKinds[] = {
    {"CONSULT", "visit", "consult.visit", 13, false, true},
    {"CONSULT", "", "consult.meet", 10, true, true},
    {"CONSULT", "multilateral", "consult.summit", 4, true, true},
    {"CONSULT", "phone", "consult.call", 6, true, false},
    {"SUPPORT", "", "support.praise", 12, false, false},
    {"AGREE", "", "agree.sign", 8, true, true},
    {"ACCUSE", "", "accuse.blame", 9, false, false},
    {"ASSAULT", "", "assault.strike", 8, false, false},
    {"SANCTION", "", "sanction.impose", 5, false, true},
    {"REQUEST", "", "request.ask", 6, false, false},
    {"REJECT", "", "reject.refuse", 4, false, false},
    {"AID", "", "aid.give", 5, false, true},
    {"COERCE", "", "coerce.arrest", 4, false, false},
    {"THREATEN", "", "threaten.force", 3, false, false},
    {"COOPERATE", "", "cooperate.joint", 3, true, true},
};
constexpr std::size_t kOutlets = 120;
constexpr double kCopied = 0.15;    // articles that others print again
constexpr double kDated = 0.4;      // reports whose text gives a day
constexpr double kWithGroup = 0.08;
constexpr double kWithThird = 0.12;

const Kind& draw_kind(Random& random) {
    int sum = 0;
    for (const Kind& k : kKinds) sum += k.share;
    int at = std::uniform_int_distribution<int>(0, sum - 1)(random);
    for (const Kind& k : kKinds)
        if ((at -= k.share) < 0) return k;
    return kKinds[0];
}

// 1 for two in five, at most 12: an event that is much told is told much more.
std::size_t draw_rungs(Random& random) {
    static const Zipf kLength(12, 1.3);
    return kLength(random) + 1;
}

std::vector<ActorId> states_of(const world::World& world, Random& random) {
    std::vector<ActorId> out;
    for (const Actor& a : world.actors())
        if (a.kind == "state") out.push_back(a.id);
    std::sort(out.begin(), out.end());
    std::shuffle(out.begin(), out.end(), random);
    return out;
}

std::vector<ActorId> groups_of(const world::World& world) {
    std::vector<ActorId> out;
    for (const Actor& a : world.actors())
        if ((a.kind == "organisation" || a.kind == "alliance") && world.members(a.id, std::nullopt).size() >= 2)
            out.push_back(a.id);
    std::sort(out.begin(), out.end());
    if (out.size() > 40) out.resize(40);
    return out;
}

}  // namespace

Press::Press(const PressSettings& settings, std::shared_ptr<const world::World> world)
    : settings_(settings),
      world_(std::move(world)),
      vocabulary_(60000),
      state_(1, 1),
      random_(settings.seed),
      day_(settings.first_day) {
    states_ = states_of(*world_, random_);
    groups_ = groups_of(*world_);
    state_ = Zipf(states_.size(), 1.0);
    for (const world::Place& p : world_->places())
        if (!p.capital_of.empty()) capitals_.try_emplace(p.capital_of, &p);
}

bool Press::chance(double share) { return std::uniform_real_distribution<double>(0, 1)(random_) < share; }

ActorId Press::draw_state(Random& random) const { return states_[state_(random)]; }

std::optional<Item> Press::next() {
    while (written_.empty()) {
        if (begun_ >= settings_.events && due_.empty()) return std::nullopt;
        for (std::size_t i = 0; i < settings_.events_a_day && begun_ < settings_.events; ++i) begin_event();
        write_day();
        day_ = add_days(day_, 1);
    }
    Item out = std::move(written_.front());
    written_.pop_front();
    return out;
}

TruthEvent Press::draw_event() {
    const Kind& k = draw_kind(random_);
    TruthEvent e{begun_++, k.type, k.mode, k.concept_id, {}, {}, day_, 0, k.mutual, nullptr};
    e.actors.push_back(!groups_.empty() && chance(kWithGroup)
                           ? groups_[std::uniform_int_distribution<std::size_t>(0, groups_.size() - 1)(random_)]
                           : draw_state(random_));
    ActorId other = draw_state(random_);
    while (other == e.actors[0]) other = draw_state(random_);
    (k.mutual ? e.actors : e.recipients).push_back(other);
    if (chance(kWithThird)) {
        const ActorId third = draw_state(random_);
        if (third != e.actors[0] && third != other) e.actors.push_back(third);
    }
    if (chance(0.5))
        if (const auto it = capitals_.find(other); it != capitals_.end()) e.place = it->second;
    if (chance(0.2)) e.length = 1;
    if (k.planned && chance(0.6)) e.day = add_days(day_, std::uniform_int_distribution<int>(2, 40)(random_));
    return e;
}

void Press::begin_event() {
    const auto event = std::make_shared<const TruthEvent>(draw_event());
    plan_ladder(event);
}

// Announced until its day (sometimes expected, put off or called off), done after it, recalled later.
void Press::plan_ladder(const std::shared_ptr<const TruthEvent>& event) {
    const std::size_t rungs = draw_rungs(random_);
    const std::int32_t first = days_from_epoch(day_), held = days_from_epoch(event->day);
    std::int32_t day = first;
    for (std::size_t i = 0; i < rungs; ++i) {
        Rung rung{event, EventStatus::kOccurred, chance(kDated)};
        if (day < held)
            rung.status = i > 0 && chance(0.05) ? EventStatus::kCancelled
                          : chance(0.15)        ? EventStatus::kExpected
                                                : EventStatus::kAnnounced;
        else if (day > held + 20)
            rung.status = EventStatus::kHistorical;
        else if (chance(0.03))
            rung.status = EventStatus::kDenied;
        if (rung.status == EventStatus::kHistorical) rung.dated = true;
        due_[day].push_back(rung);
        const bool jump = day < held && chance(0.4);
        day = jump ? held : day + (chance(0.75) ? std::uniform_int_distribution<int>(0, 2)(random_)
                                                : std::uniform_int_distribution<int>(3, 30)(random_));
    }
}

// The day's rungs are dealt to articles of one to six reports.
void Press::write_day() {
    const auto it = due_.find(days_from_epoch(day_));
    if (it == due_.end()) return;
    std::vector<Rung> rungs = std::move(it->second);
    due_.erase(it);
    std::shuffle(rungs.begin(), rungs.end(), random_);
    for (std::size_t at = 0; at < rungs.size();) {
        const std::size_t n = std::min<std::size_t>(rungs.size() - at, 1 + random_() % 6);
        std::vector<Rung> own(rungs.begin() + static_cast<std::ptrdiff_t>(at),
                              rungs.begin() + static_cast<std::ptrdiff_t>(at + n));
        at += n;
        written_.push_back(write_article(std::move(own)));
        if (chance(kCopied)) print_again(Item(written_.back()));
    }
}

Item Press::write_article(std::vector<Rung> rungs) {
    Item item;
    Article& a = item.article;
    const std::string number = std::to_string(articles_++);
    const std::string outlet = std::to_string(Zipf(kOutlets, 0.8)(random_));
    a.id = ArticleId(base::content_id({"article", number, std::to_string(settings_.seed)}));
    a.url = "https://outlet-" + outlet + ".example/" + to_string(day_) + "/" + number + "/";
    a.title = vocabulary_.sentence(random_, 9);
    a.source = "Outlet " + outlet;
    a.source_id = "outlet-" + outlet + ".example";
    char clock[24];
    std::snprintf(clock, sizeof clock, "T%02d:%02d:00+00:00", static_cast<int>(random_() % 24),
                  static_cast<int>(random_() % 60));
    a.published = to_string(day_) + clock;
    a.language = random_() % 2 ? "fr" : "en";
    a.text_key = base::content_id({"text", number});
    for (const Rung& rung : rungs) {
        for (std::size_t i = 0, n = random_() % 4; i < n; ++i)
            a.text += (a.text.empty() ? "" : "\n") + vocabulary_.sentence(random_, 12 + random_() % 14);
        a.text += a.text.empty() ? "" : "\n";
        add_report(item, rung);
    }
    for (std::size_t i = 0, n = 4 + random_() % 12; i < n; ++i)
        a.text += "\n" + vocabulary_.sentence(random_, 12 + random_() % 14);
    for (std::size_t from = 0; from < a.text.size();) {
        const std::size_t to = std::min(a.text.find('\n', from), a.text.size());
        a.paragraphs.push_back(
            {ParagraphKind::kParagraph, {static_cast<ByteOffset>(from), static_cast<ByteOffset>(to)}});
        from = to + 1;
    }
    a.sketch = base::sketch_of(a.text);
    return item;
}

// A sentence of the article that tells the event, and the report that a coder would make of it.
void Press::add_report(Item& item, const Rung& rung) {
    Article& a = item.article;
    const TruthEvent& e = *rung.event;
    Report r;
    const auto start = static_cast<ByteOffset>(a.text.size());
    const auto name_parties = [&](const std::vector<ActorId>& ids, std::vector<Party>& into) {
        for (const ActorId& id : ids) {
            Party p;
            p.id = id;
            p.country = world_->is_state(id) ? id.str() : "";
            p.text = world_->name(id, a.language);
            p.role = random_() % 3 ? "" : "government";
            if (random_() % 5 == 0) p.office = "foreign minister";
            p.span = Span{static_cast<ByteOffset>(a.text.size() - start),
                          static_cast<ByteOffset>(a.text.size() - start + p.text.size())};
            p.why = "name of " + world_->name(id, "en");
            a.text += p.text + " ";
            into.push_back(std::move(p));
        }
    };
    name_parties(e.actors, r.actors);
    r.trigger_text = vocabulary_.word(40 + e.concept_id.size());
    r.trigger = {static_cast<ByteOffset>(a.text.size() - start),
                 static_cast<ByteOffset>(a.text.size() - start + r.trigger_text.size())};
    a.text += r.trigger_text + " ";
    name_parties(e.recipients, r.recipients);
    a.text += vocabulary_.sentence(random_, 8 + random_() % 10);
    r.span = {start, static_cast<ByteOffset>(a.text.size())};
    r.quote = a.text.substr(start);
    r.id = ReportId(a.id.str() + ".text." + std::to_string(start + r.trigger.start));
    r.article = a.id;
    r.url = a.url;
    r.source = a.source;
    r.published = a.published;
    r.language = a.language;
    r.type = e.type;
    r.mode = e.mode;
    r.concept_id = e.concept_id;
    r.contexts = {"diplomatic"};
    if (e.number % 3 == 0) r.contexts.push_back("military");
    r.status = rung.status;
    if (rung.dated)
        r.when = ReportTime{{e.day, add_days(e.day, e.length)}, "day", Span{0, 8}};
    if (e.place && random_() % 4)
        r.place = ReportPlace{e.place->id, e.place->names.empty() ? e.place->id : e.place->names[0], e.place->country,
                              e.place->lat, e.place->lon, Span{0, 6}};
    if (random_() % 6 == 0) r.speaker = r.actors[0];
    r.confidence = 0.5 + static_cast<double>(random_() % 50000) / 1e5;
    r.sentence = item.reports.size() * 3;
    r.why = {"fr." + r.trigger_text + "#3 → " + e.concept_id + " (manual 2: what it means)",
             0.9 + static_cast<double>(random_() % 1000) / 1e4, "performed by « " + r.trigger_text + " »",
             "reader-fr-en-3", "cb-d978220b", {}};
    item.reports.push_back(std::move(r));
    item.truths.push_back(e.number);
}

// Another outlet prints the text as it is, the same day.
void Press::print_again(const Item& item) {
    Item copy = item;
    Article& a = copy.article;
    const std::string number = std::to_string(articles_++);
    a.id = ArticleId(base::content_id({"article", number, std::to_string(settings_.seed)}));
    a.url = "https://copies.example/" + to_string(day_) + "/" + number + "/";
    a.source = "Copies";
    a.source_id = "copies.example";
    for (Report& r : copy.reports) {
        r.id = ReportId(a.id.str() + r.id.str().substr(item.article.id.str().size()));
        r.article = a.id;
        r.url = a.url;
        r.source = a.source;
    }
    written_.push_back(std::move(copy));
}

}  // namespace entente::bench
