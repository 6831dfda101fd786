#include "record/views/series.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "record/features.h"
#include "record/ladder.h"
#include "record/query.h"

namespace entente::record {

namespace {

using Events = std::vector<const Event*>;

// Events under one name, and under names that stand for the same event.
struct Named {
    std::vector<std::string> names, keys;  // as written; folded
    Events events;
};

std::vector<Named> named(const Events& events, std::vector<std::string> Event::* names) {
    std::map<std::string, std::string> parent, written;
    const auto find = [&](std::string k) {
        while (parent[k] != k) k = parent[k];
        return k;
    };
    for (const Event* e : events)
        for (const std::string& n : e->*names) {
            const std::string key = base::fold(n), first = base::fold((e->*names).front());
            parent.try_emplace(key, key);
            written.try_emplace(key, n);
            const std::string a = find(first), b = find(key);
            if (a != b) parent[b] = a;
        }
    std::map<std::string, std::size_t> place;
    std::vector<Named> out;
    for (const Event* e : events) {
        const auto [it, fresh] = place.try_emplace(find(base::fold((e->*names).front())), out.size());
        if (fresh) out.push_back({});
        Named& n = out[it->second];
        n.events.push_back(e);
        for (const std::string& name : e->*names)
            if (const std::string key = base::fold(name);
                std::find(n.keys.begin(), n.keys.end(), key) == n.keys.end()) {
                n.keys.push_back(key);
                n.names.push_back(written[key]);
            }
    }
    return out;
}

std::string first_heard(const Event& e) { return e.ladder.empty() ? std::string() : e.ladder.front().order_key; }

std::set<std::string> unfolded_parties(const Event& e, const world::World& world) {
    std::set<std::string> out;
    std::optional<Date> day = day_of(e);
    if (!day) day = parse_date(first_heard(e));
    for (const auto* side : {&e.actors, &e.recipients})
        for (const Party& p : *side) {
            out.insert(p.id.str());
            if (day)
                for (std::string& m : unfolded(p.id.str(), days_from_epoch(*day), world)) out.insert(std::move(m));
        }
    return out;
}

// Under one name, the talks of different circles apart.
std::vector<Events> circles(const Events& events, const world::World& world) {
    std::vector<std::pair<std::set<std::string>, Events>> out;
    for (const Event* e : events) {
        const std::set<std::string> own = unfolded_parties(*e, world);
        const auto fits = [&](const auto& circle) {
            const auto shared = static_cast<std::size_t>(
                std::count_if(own.begin(), own.end(), [&](const std::string& p) { return circle.first.contains(p); }));
            return shared >= std::min<std::size_t>(2, std::min(own.size(), circle.first.size()));
        };
        const auto it = std::find_if(out.begin(), out.end(), fits);
        auto& circle = it == out.end() ? out.emplace_back() : *it;
        circle.first.insert(own.begin(), own.end());
        circle.second.push_back(e);
    }
    std::vector<Events> all;
    for (auto& [parties, list] : out) all.push_back(std::move(list));
    return all;
}

std::vector<ActorId> parties_of(const Events& events) {
    std::set<ActorId> out;
    for (const Event* e : events)
        for (const auto* side : {&e->actors, &e->recipients})
            for (const Party& p : *side) out.insert(p.id);
    return {out.begin(), out.end()};
}

Session session_of(const Event& e) { return {e.id, e.series ? e.series->ordinal : std::nullopt, e.when, e.status}; }

Events in_order(const std::vector<Event>& events, std::vector<std::string> Event::* names) {
    Events out;
    for (const Event& e : events)
        if (!(e.*names).empty()) out.push_back(&e);
    std::sort(out.begin(), out.end(), [](const Event* a, const Event* b) {
        return std::pair(first_heard(*a), a->id) < std::pair(first_heard(*b), b->id);
    });
    return out;
}

std::vector<std::string> other_ids(char letter, const Named& n) {
    std::vector<std::string> out;
    for (std::size_t i = 1; i < n.names.size(); ++i) out.push_back(named_id(letter, n.names[i]));
    return out;
}

Series make_series(const Named& n, const Events& events, std::size_t circle, Date as_of) {
    Series s;
    s.id = named_id('s', n.names.front()) + (circle ? "." + std::to_string(circle + 1) : "");
    s.names = n.names;
    if (!circle) s.also = other_ids('s', n);
    s.parties = parties_of(events);
    for (const Event* e : events) s.sessions.push_back(session_of(*e));
    const auto day = [](const Session& x) {
        return x.when && x.when->range.start ? *x.when->range.start : Date{9999, 12, 31};
    };
    std::stable_sort(s.sessions.begin(), s.sessions.end(), [&](const Session& a, const Session& b) {
        if (a.ordinal && b.ordinal && *a.ordinal != *b.ordinal) return *a.ordinal < *b.ordinal;
        return day(a) < day(b);
    });
    for (const Session& x : s.sessions) {
        const bool past = x.when && x.when->range.known() && x.when->range.end.value_or(day(x)) < as_of;
        if (!s.next && lies_ahead(x.status) && !past) s.next = x;
    }
    return s;
}

}  // namespace

std::string named_id(char letter, const std::string& name) {
    return letter + base::content_id({letter == 's' ? "series" : "frame", base::fold(name)});
}

std::vector<Series> series_of(const std::vector<Event>& events, const world::World& world, Date as_of) {
    std::vector<Series> out;
    for (const Named& n : named(in_order(events, &Event::series_names), &Event::series_names)) {
        const std::vector<Events> all = circles(n.events, world);
        for (std::size_t i = 0; i < all.size(); ++i) out.push_back(make_series(n, all[i], i, as_of));
    }
    return out;
}

std::vector<Frame> frames_of(const std::vector<Event>& events, const FrameKinds& kinds) {
    std::vector<Frame> out;
    for (const Named& n : named(in_order(events, &Event::frame_names), &Event::frame_names)) {
        Frame f;
        f.id = named_id('f', n.names.front());
        f.name = n.names.front();
        f.kind = kinds.kind_of(f.name);
        f.also = other_ids('f', n);
        f.of = parties_of(n.events);
        f.since = first_heard(*n.events.front()).substr(0, 10);
        for (const Event* e : n.events) f.events.push_back(session_of(*e));
        out.push_back(std::move(f));
    }
    return out;
}

Result<FrameKinds> FrameKinds::open(const world::DataFile& file) {
    FrameKinds out;
    try {
        for (const auto& kind : YAML::Load(file.bytes)["kinds"])
            for (const YAML::Node& word : kind.second)
                out.words_.emplace_back(base::fold(word.as<std::string>()), kind.first.as<std::string>());
    } catch (const YAML::Exception& e) {
        return fail(ErrorCode::kInvalid, file.name + ": " + e.what());
    }
    if (out.words_.empty()) return fail(ErrorCode::kInvalid, file.name + ": no kinds");
    return out;
}

std::string FrameKinds::kind_of(const std::string& name) const {
    const std::string folded = base::fold(name);
    for (const auto& [word, kind] : words_)
        if (folded.find(word) != std::string::npos) return kind;
    return "other";
}

}  // namespace entente::record
