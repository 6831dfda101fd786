#include "cli/progress.h"

#include <algorithm>
#include <cstdio>
#include <string>

namespace entente::cli {

double ProgressBar::seconds() const { return std::chrono::duration<double>(Clock::now() - start_).count(); }

// "[=====>    ]  52 %  312  8.4/s  0:21 left"
void ProgressBar::show(std::size_t items, std::size_t bytes_done, std::size_t bytes_total) {
    if (!inv_.err_tty) return;
    const Clock::time_point now = Clock::now();
    if (drawn_ && now - drawn_at_ < std::chrono::milliseconds(100)) return;
    drawn_at_ = now;
    constexpr int kWidth = 24;
    const double elapsed = std::max(0.001, seconds());
    const double rate = static_cast<double>(items) / elapsed;
    const double part =
        bytes_total ? std::min(1.0, static_cast<double>(bytes_done) / static_cast<double>(bytes_total)) : 0;
    std::string bar(static_cast<std::size_t>(part * kWidth), '=');
    bar.resize(kWidth, ' ');
    char line[160];
    if (bytes_total && part > 0) {
        const long left = static_cast<long>(elapsed / part - elapsed);
        std::snprintf(line, sizeof line, "\r[%s] %3d %%  %zu  %.1f/s  %ld:%02ld %s ", bar.c_str(),
                      static_cast<int>(part * 100), items, rate, left / 60, left % 60, inv_.say("left", "restant"));
    } else {
        std::snprintf(line, sizeof line, "\r%zu  %.1f/s ", items, rate);
    }
    inv_.err << line << std::flush;
    drawn_ = true;
}

void ProgressBar::clear() {
    if (drawn_) inv_.err << "\r\033[K" << std::flush;
    drawn_ = false;
}

}  // namespace entente::cli
