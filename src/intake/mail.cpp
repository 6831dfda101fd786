// A saved message, and an mbox of them one after another.
#include "base/text.h"
#include "intake/form.h"
#include "intake/header_fields.h"
#include "intake/message.h"

namespace entente::intake {

namespace {

class MailReader final : public ItemReader {
 public:
    MailReader(std::unique_ptr<Window> window, Origin origin, const Limits& limits)
        : window_(std::move(window)), origin_(std::move(origin)), limits_(limits) {}
    std::optional<Result<Item>> next() override {
        if (given_) return std::nullopt;
        given_ = true;
        Result<std::string> bytes = take_whole(*window_, limits_);
        if (!bytes.ok()) return Result<Item>(named(origin_.name, bytes.error()));
        Result<Item> item = read_message(*bytes, origin_, limits_);
        return item.ok() ? std::move(item) : Result<Item>(named(origin_.name, item.error()));
    }
    std::size_t consumed() const override { return window_->consumed(); }

 private:
    std::unique_ptr<Window> window_;
    Origin origin_;
    const Limits& limits_;
    bool given_ = false;
};

// Messages are parted by lines that begin with "From " where a header follows; a body's own such line is written
// ">From " (mboxrd, mboxo).
class MboxReader final : public ItemReader {
 public:
    MboxReader(std::unique_ptr<Window> window, Origin origin, const Limits& limits)
        : window_(std::move(window)),
          origin_(std::move(origin)),
          limits_(limits),
          head_(base::content_id({window_->view().substr(0, 1024)})) {}

    std::optional<Result<Item>> next() override {
        if (stopped_) return std::nullopt;
        const std::size_t offset = window_->file_offset();
        std::size_t from = 1, end = std::string_view::npos;
        while (end == std::string_view::npos && window_->view().size() <= limits_.page_bytes) {
            end = find_from(from);
            if (end != std::string_view::npos) break;
            if (window_->ended()) {
                end = window_->view().size();
                break;
            }
            if (Status s = window_->fill(window_->view().size() + kLook); !s.ok()) return stop(s.error());
        }
        if (end == 0) return std::nullopt;
        ++count_;
        Origin one = origin_;
        one.name += "#" + std::to_string(count_) + "@" + std::to_string(offset);
        if (end == std::string_view::npos) return skip_message(one.name);
        std::string message = unquoted(window_->view().substr(0, end));
        window_->take(end);
        Result<Item> item = read_message(message, one, limits_);
        if (!item.ok()) return Result<Item>(named(one.name, item.error()));
        if (origin_.resumable && !window_->compressed()) item->mark = Mark{origin_.name, head_, offset};
        return item;
    }
    std::optional<Mark> beginning() const override {
        if (!origin_.resumable || window_->compressed()) return std::nullopt;
        return Mark{origin_.name, head_, 0};
    }
    bool go_to(std::size_t offset) override { return window_->seek(offset); }
    std::optional<std::size_t> resume_at() const override {
        return stopped_ ? std::nullopt : std::optional<std::size_t>(window_->consumed());
    }
    std::size_t consumed() const override { return window_->consumed(); }

 private:
    // The next line that opens a message, from byte `from` of the window on, which moves to where to look next.
    std::size_t find_from(std::size_t& from) const {
        const std::string_view v = window_->view();
        for (std::size_t at = v.find("\nFrom ", from - 1); at != std::string_view::npos;
             at = v.find("\nFrom ", at + 1)) {
            const std::size_t line = v.find('\n', at + 1);
            if (line == std::string_view::npos || v.size() < line + 100) {
                if (!window_->ended()) {
                    from = at + 1;
                    return std::string_view::npos;
                }
                if (line == std::string_view::npos) break;
            }
            if (looks_like_field(v.substr(line + 1))) return at + 1;
        }
        from = v.size() > 6 ? v.size() - 6 : 1;
        return std::string_view::npos;
    }

    static std::string unquoted(std::string_view message) {
        const std::size_t line = message.find('\n');
        message.remove_prefix(line == std::string_view::npos ? message.size() : line + 1);
        std::string out;
        for (std::size_t at; (at = message.find("\n>From ")) != std::string_view::npos;) {
            out += message.substr(0, at + 1);
            message.remove_prefix(at + 2);
        }
        out += message;
        return out;
    }

    // Too large to hold: on to the next one.
    std::optional<Result<Item>> skip_message(const std::string& name) {
        std::size_t end = std::string_view::npos;
        while (end == std::string_view::npos) {
            const std::size_t n = window_->view().size();
            window_->take(n > 512 ? n - 512 : 0);
            if (Status s = window_->fill(kLook); !s.ok()) return stop(s.error());
            std::size_t from = 1;
            end = find_from(from);
            if (end == std::string_view::npos && window_->ended()) end = window_->view().size();
        }
        window_->take(end);
        return Result<Item>(fail(ErrorCode::kLimit, name + ": larger than " + std::to_string(limits_.page_bytes >> 20) +
                                                        " MB, too large for a message"));
    }

    std::optional<Result<Item>> stop(const Error& e) {
        stopped_ = true;
        return Result<Item>(named(origin_.name, e));
    }

    std::unique_ptr<Window> window_;
    Origin origin_;
    const Limits& limits_;
    std::string head_;
    std::size_t count_ = 0;
    bool stopped_ = false;
};

}  // namespace

std::unique_ptr<ItemReader> open_mail(std::unique_ptr<Window> window, const Origin& origin, const Limits& limits) {
    return std::make_unique<MailReader>(std::move(window), origin, limits);
}

std::unique_ptr<ItemReader> open_mbox(std::unique_ptr<Window> window, const Origin& origin, const Limits& limits) {
    return std::make_unique<MboxReader>(std::move(window), origin, limits);
}

}  // namespace entente::intake
