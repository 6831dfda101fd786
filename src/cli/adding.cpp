#include "cli/adding.h"

#include <chrono>
#include <cstdio>

#include "cli/output.h"
#include "cli/reading.h"
#include "pipeline/add.h"
#include "pipeline/open_store.h"

namespace entente::cli {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// "[=====>    ]  52 %  312 items  8.4/s  0:21 left", redrawn in place.
class ProgressBar {
 public:
    explicit ProgressBar(Invocation& inv) : inv_(inv), start_(Clock::now()) {}

    void show(const pipeline::AddProgress& p) {
        if (!inv_.err_tty) return;
        constexpr int kWidth = 24;
        const double seconds = std::max(0.001, seconds_since(start_));
        const double part =
            p.bytes_total ? std::min(1.0, static_cast<double>(p.bytes_done) / static_cast<double>(p.bytes_total)) : 0;
        std::string bar(static_cast<std::size_t>(part * kWidth), '=');
        bar.resize(kWidth, ' ');
        char line[160];
        if (p.bytes_total && part > 0) {
            const int left = static_cast<int>(seconds / part - seconds);
            std::snprintf(line, sizeof line, "\r[%s] %3d %%  %zu  %.1f/s  %d:%02d %s ", bar.c_str(),
                          static_cast<int>(part * 100), p.items, static_cast<double>(p.items) / seconds, left / 60,
                          left % 60, inv_.say("left", "restant"));
        } else {
            std::snprintf(line, sizeof line, "\r%zu  %.1f/s ", p.items, static_cast<double>(p.items) / seconds);
        }
        inv_.err << line << std::flush;
        drawn_ = true;
    }
    void clear() {
        if (drawn_) inv_.err << "\r\033[K" << std::flush;
        drawn_ = false;
    }

 private:
    Invocation& inv_;
    Clock::time_point start_;
    bool drawn_ = false;
};

void print_summary(Invocation& inv, const pipeline::AddSummary& s, const record::Counts& counts, double seconds) {
    inv.err << s.added << inv.say(" articles added, ", " articles ajoutés, ");
    if (s.updated) inv.err << s.updated << inv.say(" updated, ", " mis à jour, ");
    inv.err << s.unchanged << inv.say(" unchanged, ", " inchangés, ") << s.failed << inv.say(" failed, ", " en échec, ")
            << counts.reports << inv.say(" reports, ", " rapports, ") << counts.events
            << inv.say(" events", " événements");
    char time[32];
    std::snprintf(time, sizeof time, " (%.1f s)\n", seconds);
    inv.err << time;
}

}  // namespace

int add_to_store(Invocation& inv, const AddingOptions& options) {
    const Clock::time_point start = Clock::now();
    auto data = pipeline::find_data();
    if (!data.ok()) return report_error(inv, data.error());
    pipeline::Resources resources(*data, options.jobs, options.size);
    record::OpenOptions open;
    open.create = true;
    const auto store = pipeline::open_store(store_path(options.store), resources, open);
    if (!store.ok()) return report_error(inv, store.error());
    const auto analyser = pipeline::Analyser::open(resources);
    if (!analyser.ok()) return report_error(inv, analyser.error());

    const Limits limits;
    pipeline::Documents documents(options.documents, inv.in, limits);
    ProgressBar bar(inv);
    pipeline::AddWatch watch;
    watch.failed = [&](const Error& e) {
        bar.clear();
        inv.err << "entente: " << one_line(e.message) << "\n";
    };
    watch.progress = [&](const pipeline::AddProgress& p) { bar.show(p); };
    const auto summary = pipeline::add_documents(documents, **analyser, **store, limits, watch);
    bar.clear();
    if (!summary.ok()) return report_error(inv, summary.error());
    const auto counts = (*store)->counts();
    if (!counts.ok()) return report_error(inv, counts.error());
    print_summary(inv, *summary, *counts, seconds_since(start));
    return summary->failed ? kSomeFailed : kDone;
}

}  // namespace entente::cli
