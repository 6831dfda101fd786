// record_bench: how fast the record takes reports in, how large it gets and how fast it answers, on an invented press.
//
//   record_bench [--events N] [--store FILE] [--data DIR] …
//
// Checks its own answers before a figure counts: every article and report is there, reports find their events, and the
// order of input does not matter. Beside it, in the same run, stands plain SQLite taking in the same bytes.
#include <sqlite3.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <map>
#include <set>

#include "flow/record/press.h"
#include "flow/record/queries.h"
#include "pipeline/open_store.h"
#include "record/json.h"

namespace entente::bench {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kAtOnce = 256;  // articles made before their adding is timed

double seconds_since(Clock::time_point t) { return std::chrono::duration<double>(Clock::now() - t).count(); }

struct Options {
    PressSettings press;
    std::string store, data;
    std::size_t runs = 60;
    double seconds = 10;
    bool keep = false;
};

// Plain SQLite: two tables without indices, the same bytes, a transaction an article.
class Plain {
 public:
    explicit Plain(const std::string& path) {
        sqlite3_open(path.c_str(), &db_);
        run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE articles (id TEXT, body TEXT);"
            "CREATE TABLE reports (id TEXT, article TEXT, body TEXT)");
        sqlite3_prepare_v2(db_, "INSERT INTO articles VALUES (?, ?)", -1, &article_, nullptr);
        sqlite3_prepare_v2(db_, "INSERT INTO reports VALUES (?, ?, ?)", -1, &report_, nullptr);
    }
    Plain(const Plain&) = delete;
    Plain& operator=(const Plain&) = delete;
    ~Plain() {
        sqlite3_finalize(article_);
        sqlite3_finalize(report_);
        sqlite3_close(db_);
    }
    void add(const Item& item) {
        run("BEGIN");
        put(article_, {item.article.id.str(), record::dump(record::to_json(item.article))});
        for (const Report& r : item.reports)
            put(report_, {r.id.str(), r.article.str(), record::dump(record::to_json(r))});
        run("COMMIT");
    }
    double scan_seconds() {
        const auto t = Clock::now();
        run("SELECT count(*), sum(length(body)) FROM reports");
        return seconds_since(t);
    }

 private:
    void run(const char* sql) { sqlite3_exec(db_, sql, nullptr, nullptr, nullptr); }
    static void put(sqlite3_stmt* s, const std::vector<std::string>& values) {
        int at = 0;
        for (const std::string& v : values)
            sqlite3_bind_text(s, ++at, v.data(), static_cast<int>(v.size()), SQLITE_STATIC);
        sqlite3_step(s);
        sqlite3_reset(s);
    }
    sqlite3* db_ = nullptr;
    sqlite3_stmt *article_ = nullptr, *report_ = nullptr;
};

// What was added, and how long it took up to each size.
struct Ingest {
    std::size_t articles = 0, reports = 0;
    double seconds = 0, text_bytes = 0;
    std::vector<std::pair<std::size_t, double>> steps;  // reports, seconds
    Asked asked;
    std::map<std::size_t, std::vector<ReportId>> sampled;  // dated reports of some events
};

void sample(const Item& item, Random& random, Ingest& in) {
    const Report& r = item.reports[0];
    if (random() % 50 == 0) {
        in.asked.reports.push_back(r.id);
        std::string words;
        const std::string& text = item.article.text;
        for (std::size_t i = 0, n = 1 + random() % 3; i < n; ++i) {
            const std::size_t at = text.find(' ', random() % (text.size() - 60));
            const std::size_t end = text.find_first_of(" .\n", at + 1);
            if (at != std::string::npos && end != std::string::npos) words += text.substr(at + 1, end - at - 1) + " ";
        }
        if (words.size() > 4) in.asked.words.push_back(words);
    }
    for (std::size_t i = 0; i < item.reports.size(); ++i)
        if (item.truths[i] % 97 == 0 && in.sampled.size() < 2000) in.sampled[item.truths[i]].push_back(item.reports[i].id);
}

void show_step(const Ingest& in, std::size_t events) {
    const auto [reports, seconds] = in.steps.back();
    const auto [r0, s0] = in.steps.size() > 1 ? in.steps[in.steps.size() - 2] : std::pair<std::size_t, double>{0, 0};
    std::printf("  %9zu events begun, %9zu reports: %8.1f s, here %7.0f reports/s\n", events, reports, seconds,
                static_cast<double>(reports - r0) / (seconds - s0));
    std::fflush(stdout);
}

Result<Ingest> ingest(const Options& o, const std::shared_ptr<const world::World>& world, record::Store& store) {
    Press press(o.press, world);
    Random random(7);
    Ingest in;
    in.asked.first = press.day();
    std::size_t next_step = std::max<std::size_t>(o.press.events / 16, 1);
    for (bool more = true; more;) {
        std::vector<Item> items;
        while (items.size() < kAtOnce) {
            std::optional<Item> item = press.next();
            if (!(more = item.has_value())) break;
            items.push_back(*std::move(item));
        }
        const auto t = Clock::now();
        for (const Item& i : items) TRY_DONE(store.add(i.article, i.reports, {}));
        in.seconds += seconds_since(t);
        for (const Item& i : items) {
            ++in.articles;
            in.reports += i.reports.size();
            in.text_bytes += static_cast<double>(i.article.text.size());
            sample(i, random, in);
        }
        if (press.begun() >= next_step || !more) {
            in.steps.emplace_back(in.reports, in.seconds);
            show_step(in, press.begun());
            next_step = more ? next_step * 2 : next_step;
        }
    }
    in.asked.last = press.day();
    for (int i = 0; i < 200; ++i) {
        const ActorId a = press.draw_state(random);
        const ActorId b = press.draw_state(random);
        if (a != b) in.asked.pairs.emplace_back(a, b);
    }
    TRY(in.asked.revision, store.revision());
    return in;
}

// The exponent of total time against reports, by least squares on logarithms.
double slope(const std::vector<std::pair<std::size_t, double>>& steps) {
    double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
    for (const auto& [reports, seconds] : steps) {
        const double x = std::log(static_cast<double>(reports)), y = std::log(seconds);
        n += 1, sx += x, sy += y, sxx += x * x, sxy += x * y;
    }
    return (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

Status fail_check(const std::string& what) { return fail(ErrorCode::kInvalid, "wrong answer: " + what); }

Status check_counts(const Ingest& in, const record::Store& store) {
    TRY(const record::Counts counts, store.counts());
    if (counts.articles != in.articles || counts.reports != in.reports)
        return fail_check(std::to_string(counts.articles) + " articles and " + std::to_string(counts.reports) +
                          " reports are there, not " + std::to_string(in.articles) + " and " +
                          std::to_string(in.reports));
    for (std::size_t i = 0; i < std::min<std::size_t>(in.asked.reports.size(), 200); ++i) {
        TRY(const Event e, store.event(in.asked.reports[i].str(), {}));
        if (std::find(e.reports.begin(), e.reports.end(), in.asked.reports[i]) == e.reports.end())
            return fail_check("a report's event does not hold it");
    }
    return Done{};
}

// Reports of each event, by event, of all that the store holds.
Result<std::string> groups_in(const record::Store& store) {
    TRY(const std::vector<Event> events, store.events({}));
    std::map<std::string, std::set<std::string>> all;
    for (const Event& e : events)
        for (const ReportId& r : e.reports) all[e.id.str()].insert(r.str());
    std::string out;
    for (const auto& [event, reports] : all) {
        out += "\n" + event;
        for (const std::string& r : reports) out += " " + r;
    }
    return out;
}

// A small press of the same kind, added backwards and in memory: the same events.
Status check_order(const Options& o, const fs::path& folder, pipeline::Resources& resources) {
    PressSettings small = o.press;
    small.events = std::min<std::size_t>(small.events, 60);
    small.events_a_day = 5;
    TRY(const auto world, resources.world());
    Press press(small, world);
    std::vector<Item> items;
    while (std::optional<Item> item = press.next()) items.push_back(*std::move(item));
    const auto memory = record::open_memory(world, nullptr);
    for (const Item& i : items) TRY_DONE(memory->add(i.article, i.reports, {}));
    TRY(const std::string expected, groups_in(*memory));
    for (int turn = 0; turn < 3; ++turn) {
        const std::string path = (folder / ("order-" + std::to_string(turn) + ".db")).string();
        TRY(const auto store, pipeline::open_store(path, resources, {.create = true}));
        Random random(static_cast<std::uint64_t>(turn));
        std::reverse(items.begin(), items.end());
        if (turn == 2) std::shuffle(items.begin(), items.end(), random);
        for (const Item& i : items) TRY_DONE(store->add(i.article, i.reports, {}));
        TRY(const std::string got, groups_in(*store));
        if (got != expected) return fail_check("another order of input gives other events");
    }
    return Done{};
}

// Bytes of a table or index and of all that the file holds.
std::map<std::string, double> sizes_of(const std::string& path) {
    std::map<std::string, double> out;
    sqlite3* db = nullptr;
    sqlite3_stmt* s = nullptr;
    sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READONLY, nullptr);
    if (sqlite3_prepare_v2(db, "SELECT name, sum(pgsize) FROM dbstat GROUP BY name", -1, &s, nullptr) == SQLITE_OK)
        while (sqlite3_step(s) == SQLITE_ROW)
            out[reinterpret_cast<const char*>(sqlite3_column_text(s, 0))] = sqlite3_column_double(s, 1);
    sqlite3_finalize(s);
    sqlite3_close(db);
    return out;
}

void show_sizes(const Ingest& in, const std::string& path) {
    const std::map<std::string, double> sizes = sizes_of(path);
    double all = 0, words = 0, world = 0;
    std::vector<std::pair<double, std::string>> parts;
    for (const auto& [name, bytes] : sizes) {
        all += bytes;
        if (name.rfind("words", 0) == 0) words += bytes;
        if (name == "actors" || name.rfind("memberships", 0) == 0) world += bytes;
        parts.emplace_back(bytes, name);
    }
    const auto each = [&](double bytes) { return bytes / static_cast<double>(in.reports); };
    std::printf("size: %.0f MB; a report: %.0f bytes apart from article text (%.0f) and its word index (%.0f)\n",
                all / 1e6, each(all - in.text_bytes - words - world), each(in.text_bytes), each(words));
    std::sort(parts.rbegin(), parts.rend());
    for (std::size_t i = 0; i < std::min<std::size_t>(parts.size(), 14); ++i)
        std::printf("  %7.0f bytes a report  %s\n", each(parts[i].first), parts[i].second.c_str());
}

void show_baseline(const Options& o, const std::shared_ptr<const world::World>& world, const fs::path& folder) {
    PressSettings same = o.press;
    same.events = std::min<std::size_t>(same.events, 20000);
    Press press(same, world);
    Plain plain((folder / "plain.db").string());
    double seconds = 0;
    std::size_t reports = 0;
    while (std::optional<Item> item = press.next()) {
        const auto t = Clock::now();
        plain.add(*item);
        seconds += seconds_since(t);
        reports += item->reports.size();
    }
    std::printf("plain SQLite, the same bytes, no index, no events: %.0f reports/s; a scan of %zu reports: %.1f ms\n",
                static_cast<double>(reports) / seconds, reports, plain.scan_seconds() * 1000);
}

Status run(const Options& o) {
    const fs::path folder = fs::temp_directory_path() / ("record-bench-" + std::to_string(::getpid()));
    fs::create_directories(folder);
    struct Remove {
        fs::path path;
        ~Remove() {
            std::error_code ec;
            fs::remove_all(path, ec);
        }
    } remove{folder};
    TRY(const fs::path data, o.data.empty() ? pipeline::find_data() : Result<fs::path>(o.data));
    pipeline::Resources resources(data);
    TRY(const auto world, resources.world());
    TRY_DONE(check_order(o, folder, resources));
    const std::string path = o.store.empty() ? (folder / "record.db").string() : o.store;
    TRY(auto store, pipeline::open_store(path, resources, {.create = true}));
    std::printf("record of %zu events, %zu a day, seed %llu\n", o.press.events, o.press.events_a_day,
                static_cast<unsigned long long>(o.press.seed));
    TRY(const Ingest in, ingest(o, world, *store));
    TRY_DONE(check_counts(in, *store));
    TRY(const record::Counts counts, store->counts());
    std::printf("ingest: %zu articles, %zu reports, %zu events: %.0f reports/s, slope %.2f\n", counts.articles,
                counts.reports, counts.events, static_cast<double>(in.reports) / in.seconds, slope(in.steps));
    show_baseline(o, world, folder);
    store.reset();  // the log is written back
    show_sizes(in, path);
    TRY(const auto reader, pipeline::open_store(path, resources, {.read_only = true}));
    TRY(const std::vector<Timing> timings, time_questions(*reader, in.asked, o.runs, o.seconds));
    for (const Timing& t : timings)
        std::printf("  %-30s p50 %8.2f ms  p95 %8.2f ms  (%zu asked, %.1f found)\n", t.name.c_str(), t.p50_ms, t.p95_ms,
                    t.runs, t.found);
    return Done{};
}

}  // namespace

}  // namespace entente::bench

int main(int argc, char** argv) {
    entente::bench::Options o;
    CLI::App app("Speed and size of the record on an invented press, after checks of its answers.", "record_bench");
    app.add_option("--events", o.press.events, "events of the press")->capture_default_str();
    app.add_option("--a-day", o.press.events_a_day, "events that begin on a day")->capture_default_str();
    app.add_option("--seed", o.press.seed, "another press")->capture_default_str();
    app.add_option("--store", o.store, "keep the store here");
    app.add_option("--data", o.data, "the data folder");
    app.add_option("--runs", o.runs, "how often each question is asked")->capture_default_str();
    app.add_option("--seconds", o.seconds, "at most so long each")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    const entente::Status done = entente::bench::run(o);
    if (done.ok()) return 0;
    std::fprintf(stderr, "record_bench: %s\n", done.error().message.c_str());
    return 1;
}
