// How far a run is, redrawn in place on a terminal: part done, items, rate, time left.
#pragma once

#include <chrono>
#include <cstddef>

#include "cli/verb.h"

namespace entente::cli {

class ProgressBar {
 public:
    explicit ProgressBar(Invocation& inv) : inv_(inv), start_(Clock::now()) {}
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;
    ~ProgressBar() { clear(); }

    // Draws ten times a second at most, and only where stderr is a terminal. `bytes_total` 0: not known.
    void show(std::size_t items, std::size_t bytes_done, std::size_t bytes_total);
    // Before another line is written there.
    void clear();
    [[nodiscard]] double seconds() const;

 private:
    using Clock = std::chrono::steady_clock;
    Invocation& inv_;
    Clock::time_point start_;
    Clock::time_point drawn_at_;
    bool drawn_ = false;
};

}  // namespace entente::cli
