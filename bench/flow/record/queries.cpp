#include "flow/record/queries.h"

#include <algorithm>
#include <chrono>
#include <numeric>

namespace entente::bench {

namespace {

using Clock = std::chrono::steady_clock;

double ms_since(Clock::time_point t) { return std::chrono::duration<double, std::milli>(Clock::now() - t).count(); }

template <class T>
Result<std::size_t> size_of(const Result<std::vector<T>>& found) {
    if (!found.ok()) return found.error();
    return found->size();
}

// The record as it is; as of a day of the press; as the store knew it. By turns half way and at nine tenths.
struct Past {
    const char* name;
    bool as_of, known_at;
};
constexpr Past kPasts[] = {{"", false, false}, {" --as-of", true, false}, {" --known-at", false, true}};

void set_past(record::Query& q, const Past& past, const Asked& asked, std::size_t turn) {
    const double share = turn % 2 ? 0.9 : 0.5;
    const auto part = [&](auto n) { return static_cast<std::int64_t>(static_cast<double>(n) * share); };
    const std::int32_t first = days_from_epoch(asked.first), last = days_from_epoch(asked.last);
    if (past.as_of) q.as_of = date_from_days(first + static_cast<std::int32_t>(part(last - first)));
    if (past.known_at) q.known_at = part(asked.revision);
}

}  // namespace

Result<Timing> time_question(const std::string& name, const Question& question, std::size_t runs, double seconds) {
    std::vector<double> times;
    double found = 0;
    const auto begun = Clock::now();
    for (std::size_t turn = 0; turn < runs && ms_since(begun) < seconds * 500; ++turn) TRY_DONE(question(turn));  // warm
    const auto warm = Clock::now();
    for (std::size_t turn = 0; turn < runs && (turn < 1 || ms_since(warm) < seconds * 1000); ++turn) {
        const auto t = Clock::now();
        TRY(const std::size_t n, question(turn));
        times.push_back(ms_since(t));
        found += static_cast<double>(n);
    }
    std::sort(times.begin(), times.end());
    const std::size_t n = times.size();
    return Timing{name, n, times[n / 2], times[std::min(n - 1, n * 95 / 100)], found / static_cast<double>(n)};
}

Result<std::vector<Timing>> time_questions(const record::Store& store, const Asked& asked, std::size_t runs,
                                           double seconds) {
    std::vector<Timing> out;
    const auto ask = [&](const std::string& name, const Question& question) -> Status {
        TRY(Timing t, time_question(name, question, runs, seconds));
        out.push_back(std::move(t));
        return Done{};
    };
    const std::int32_t days = days_from_epoch(asked.last) - days_from_epoch(asked.first);
    for (const Past& past : kPasts) {
        const auto week = [&](std::size_t turn) {
            record::Query q;
            set_past(q, past, asked, turn);
            // The next seven days of the day asked; without one, of days all over the press.
            q.from = q.as_of ? *q.as_of
                             : add_days(asked.first, static_cast<std::int32_t>(turn * 7919 % std::size_t(days)));
            q.to = add_days(*q.from, 6);
            return size_of(store.events(q));
        };
        const auto dyad = [&](std::size_t turn) {
            record::Query q;
            set_past(q, past, asked, turn);
            const auto& [a, b] = asked.pairs[turn % asked.pairs.size()];
            q.between = {a, b};
            q.limit = 50;
            return size_of(store.events(q));
        };
        const auto event = [&](std::size_t turn) -> Result<std::size_t> {
            record::Query q;
            set_past(q, past, asked, turn);
            const Result<Event> e = store.event(asked.reports[turn % asked.reports.size()].str(), q);
            if (!e.ok() && e.error().code == ErrorCode::kNotFound && (q.as_of || q.known_at)) return std::size_t{0};
            if (!e.ok()) return e.error();
            return std::size_t{1};
        };
        const auto search = [&](std::size_t turn) {
            record::Query q;
            set_past(q, past, asked, turn);
            q.limit = 20;
            return size_of(store.search(asked.words[turn % asked.words.size()], q));
        };
        TRY_DONE(ask(std::string("calendar, a week") + past.name, week));
        TRY_DONE(ask(std::string("dyad, first 50") + past.name, dyad));
        TRY_DONE(ask(std::string("event by id") + past.name, event));
        TRY_DONE(ask(std::string("search, best 20") + past.name, search));
    }
    return out;
}

}  // namespace entente::bench
