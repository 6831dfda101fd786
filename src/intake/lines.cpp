// JSONL: an item a line.
#include "intake/form.h"
#include "intake/reader.h"

namespace entente::intake {

namespace {

class LinesReader final : public ItemReader {
 public:
    LinesReader(std::unique_ptr<Window> window, Origin origin, const Limits& limits)
        : window_(std::move(window)), origin_(std::move(origin)), limits_(limits) {}

    // The next line that is not blank; a line over the limit is skipped to its end and becomes a failed item.
    std::optional<Result<Item>> next() override {
        while (!done_) {
            const std::string_view v = window_->view();
            std::size_t end = v.find('\n', looked_);
            if (end == std::string_view::npos && !window_->ended() && v.size() <= limits_.document_bytes) {
                looked_ = v.size();
                if (Status s = window_->fill(v.size() + kLook); !s.ok()) return stop(s.error());
                continue;
            }
            looked_ = 0;
            const bool whole = end != std::string_view::npos;
            if (!whole) end = v.size();
            if (!whole && window_->ended() && v.empty()) return std::nullopt;
            ++line_;
            if (end > limits_.document_bytes) return skip_line(whole, end);
            std::string_view line = v.substr(0, end);
            if (line_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
            const bool blank = line.find_first_not_of(" \t\r") == std::string_view::npos;
            Item item;
            if (!blank) item = {name(), std::string(line), origin_.fetched, true, {}, {}, {}, false, {}, {}};
            window_->take(end + whole);
            if (!blank) return Result<Item>(std::move(item));
        }
        return std::nullopt;
    }
    std::size_t consumed() const override { return window_->consumed(); }

 private:
    std::string name() const { return origin_.name + ":" + std::to_string(line_); }

    std::optional<Result<Item>> skip_line(bool whole, std::size_t end) {
        window_->take(end + whole);
        while (!whole) {
            if (Status s = window_->fill(1); !s.ok()) return stop(s.error());
            const std::string_view v = window_->view();
            if (v.empty()) break;
            end = v.find('\n');
            whole = end != std::string_view::npos;
            window_->take(whole ? end + 1 : v.size());
        }
        return Result<Item>(fail(ErrorCode::kLimit, name() + ": a line larger than " +
                                                        std::to_string(limits_.document_bytes >> 20) + " MB"));
    }

    // The stream cannot go on: its last failed item.
    std::optional<Result<Item>> stop(const Error& e) {
        done_ = true;
        return Result<Item>(named(origin_.name, e));
    }

    std::unique_ptr<Window> window_;
    Origin origin_;
    const Limits& limits_;
    std::size_t line_ = 0, looked_ = 0;
    bool done_ = false;
};

}  // namespace

std::unique_ptr<ItemReader> open_lines(std::unique_ptr<Window> window, const Origin& origin, const Limits& limits) {
    return std::make_unique<LinesReader>(std::move(window), origin, limits);
}

}  // namespace entente::intake
