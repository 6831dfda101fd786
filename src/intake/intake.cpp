#include "intake/intake.h"

#include <fstream>
#include <utility>

#include "intake/net/fetch.h"
#include "intake/paths.h"
#include "intake/reader.h"

namespace entente::intake {

namespace {

class Stream final : public Items {
 public:
    Stream(std::vector<Entry> entries, std::istream& in, OpenOptions options)
        : entries_(std::move(entries)), standard_input_(in), options_(std::move(options)) {
        bool known = true;
        for (const Entry& e : entries_) {
            total_ += e.size;
            known = known && e.name != "-" && !is_address(e.name);
        }
        if (!known) total_ = 0;
    }

    std::optional<Result<Item>> next() override {
        for (;;) {
            if (reader_) {
                if (auto item = reader_->next()) return item;
                close();
            }
            if (at_ == entries_.size()) return std::nullopt;
            const Entry& entry = entries_[at_++];
            if (entry.error) return Result<Item>(*entry.error);
            if (Status s = open_entry(entry); !s.ok()) {
                done_ += entry.size;
                return Result<Item>(named(shown(entry.name), s.error()));
            }
        }
    }
    std::size_t bytes_done() const override { return done_ + (reader_ ? reader_->consumed() : 0); }
    std::size_t bytes_total() const override { return total_; }
    const std::vector<Mark>& finished() const override { return finished_; }
    std::size_t skipped() const override { return skipped_; }

 private:
    static std::string shown(const std::string& name) { return is_address(name) ? shown_address(name) : name; }

    Status open_entry(const Entry& entry) {
        size_ = entry.size;
        if (is_address(entry.name)) return open_address(entry.name);
        std::unique_ptr<ByteSource> raw;
        if (entry.name == "-") {
            raw = stream_source(standard_input_);
        } else {
            auto file = std::make_unique<std::ifstream>(entry.name, std::ios::binary);
            if (!*file) return fail(ErrorCode::kIo, "cannot be opened");
            raw = stream_source(std::move(file));
        }
        const Origin origin{entry.name, entry.fetched, {}, {}, 0, entry.name != "-"};
        TRY(reader_,
            open_container(std::make_unique<Window>(std::move(raw), options_.limits), origin, options_.limits));
        if (entry.name != "-") take_up(entry);
        return Done{};
    }

    // Goes on where an earlier run stopped.
    void take_up(const Entry& entry) {
        const std::optional<Mark> beginning = reader_->beginning();
        if (!options_.resume || !beginning) return;
        const std::optional<std::size_t> offset = options_.resume(*beginning);
        if (!offset || *offset == 0 || *offset > entry.size) return;
        if (*offset == entry.size) {
            ++skipped_;
            done_ += entry.size;
            reader_.reset();
        } else {
            (void)reader_->go_to(*offset);  // cannot: all is read again, which changes nothing
        }
    }

    Status open_address(const std::string& url) {
        if (!options_.fetcher) return fail(ErrorCode::kUnsupported, "addresses are not fetched here; see: entente add");
        FetchRequest request;
        request.url = url;
        TRY(FetchReply reply, options_.fetcher->get(request));
        TRY_DONE(check_status(reply));
        const Origin origin{shown_address(url), reply.fetched, reply.url, reply.charset, 0, false};
        TRY(reader_, open_container(std::make_unique<Window>(memory_source(std::move(reply.body)), options_.limits),
                                    origin, options_.limits));
        return Done{};
    }

    void close() {
        const std::optional<std::size_t> at = reader_->resume_at();
        std::optional<Mark> mark = reader_->beginning();
        if (at && mark && *at > 0) {
            mark->offset = *at;
            finished_.push_back(*mark);
        }
        done_ += size_;
        reader_.reset();
    }

    std::vector<Entry> entries_;
    std::istream& standard_input_;
    OpenOptions options_;
    std::size_t at_ = 0, done_ = 0, total_ = 0, size_ = 0, skipped_ = 0;
    std::unique_ptr<ItemReader> reader_;
    std::vector<Mark> finished_;
};

}  // namespace

std::unique_ptr<Items> open_items(const std::vector<std::string>& paths, std::istream& standard_input,
                                  OpenOptions options) {
    return std::make_unique<Stream>(find_entries(paths), standard_input, std::move(options));
}

}  // namespace entente::intake
