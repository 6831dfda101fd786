#include "intake/intake.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

#include "entente/date.h"
#include "intake/byte_source.h"

namespace entente::intake {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLook = 64 << 10;  // bytes looked at to tell JSONL from a page

// A path to read, or why it cannot be.
struct Entry {
    std::string name;
    std::optional<Error> error;
    std::size_t size = 0;
    std::string fetched;
};

Error named(const std::string& name, const Error& e) { return fail(e.code, name + ": " + e.message); }

bool hidden(const fs::path& p) {
    const std::string name = p.filename().string();
    return !name.empty() && name[0] == '.';
}

void add_file(const fs::path& path, std::vector<Entry>& out) {
    Entry e;
    e.name = path.string();
    struct stat st{};
    if (::stat(path.c_str(), &st) == 0) {
        if (S_ISREG(st.st_mode)) {
            e.size = static_cast<std::size_t>(st.st_size);
            e.fetched = to_string(date_from_days(static_cast<std::int32_t>(st.st_mtime / 86400)));
        }
    } else {
        const int why = errno;
        e.error = fail(why == ENOENT || why == ENOTDIR ? ErrorCode::kNotFound : ErrorCode::kIo,
                       e.name + ": " + (why == ENOENT ? std::string("no such file or folder") : std::strerror(why)));
    }
    out.push_back(std::move(e));
}

// Every file below, in order of path; hidden files and folders are left out, links to folders are not followed.
void add_folder(const fs::path& folder, std::vector<Entry>& out) {
    std::error_code ec;
    std::vector<fs::path> files;
    fs::recursive_directory_iterator it(folder, fs::directory_options::skip_permission_denied, ec);
    for (const fs::recursive_directory_iterator end; !ec && it != end; it.increment(ec)) {
        std::error_code kind;
        if (hidden(it->path())) {
            if (it->is_directory(kind)) it.disable_recursion_pending();
            continue;
        }
        if (it->is_regular_file(kind)) files.push_back(it->path());
    }
    Entry failed{folder.string(), std::nullopt, 0, {}};
    if (ec)
        failed.error = fail(ErrorCode::kIo, folder.string() + ": " + ec.message());
    else if (files.empty())
        failed.error = fail(ErrorCode::kNotFound, folder.string() + ": a folder without files");
    if (failed.error) out.push_back(std::move(failed));
    std::sort(files.begin(), files.end());
    for (const fs::path& f : files) add_file(f, out);
}

bool ends_with_jsonl(std::string name) {
    for (const char* gz : {".gz", ".GZ"})
        if (name.ends_with(gz)) name.resize(name.size() - 3);
    return name.ends_with(".jsonl") || name.ends_with(".ndjson");
}

// A line that starts an object on itself: {"…. A lone "{" begins a JSON file written over several lines.
bool begins_like_jsonl(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const std::size_t at = bytes.find_first_not_of(" \t\r\n");
    if (at == std::string_view::npos || bytes[at] != '{') return false;
    const std::size_t next = bytes.find_first_not_of(" \t", at + 1);
    return next != std::string_view::npos && bytes[next] == '"';
}

class Stream final : public Items {
 public:
    Stream(std::vector<Entry> entries, std::istream& in, const Limits& limits)
        : entries_(std::move(entries)), standard_input_(in), limits_(limits) {
        for (const Entry& e : entries_) total_ += e.size;
        for (const Entry& e : entries_)
            if (e.name == "-") total_ = 0;
    }

    std::optional<Result<Item>> next() override {
        for (;;) {
            if (source_) {
                std::optional<Result<Item>> line = next_line();
                if (line) return line;
                close();
            }
            if (at_ == entries_.size()) return std::nullopt;
            std::optional<Result<Item>> item = open_entry(entries_[at_++]);
            if (item) return item;
        }
    }
    std::size_t bytes_done() const override { return done_ + (source_ ? source_->consumed() : 0); }
    std::size_t bytes_total() const override { return total_; }

 private:
    // The entry's single item, or nothing when it has become an open JSONL stream.
    std::optional<Result<Item>> open_entry(const Entry& entry) {
        if (entry.error) return Result<Item>(*entry.error);
        std::unique_ptr<ByteSource> raw;
        if (entry.name == "-") {
            raw = stream_source(standard_input_);
        } else {
            auto file = std::make_unique<std::ifstream>(entry.name, std::ios::binary);
            if (!*file) return Result<Item>(fail(ErrorCode::kIo, entry.name + ": cannot be opened"));
            raw = stream_source(std::move(file));
        }
        source_ = expanding_source(std::move(raw), limits_.expanded_bytes);
        name_ = entry.name;
        fetched_ = entry.fetched;
        buffer_.clear();
        line_ = 0;
        ended_ = false;
        Status looked = fill(kLook);
        if (looked.ok() && (ends_with_jsonl(name_) || begins_like_jsonl(buffer_))) return std::nullopt;
        Result<Item> item = looked.ok() ? whole() : Result<Item>(named(name_, looked.error()));
        close();
        return item;
    }

    Result<Item> whole() {
        while (!ended_ && buffer_.size() <= limits_.page_bytes) {
            if (Status s = fill(buffer_.size() + (1 << 20)); !s.ok()) return named(name_, s.error());
        }
        if (buffer_.size() > limits_.page_bytes)
            return fail(ErrorCode::kLimit, name_ + ": larger than " + std::to_string(limits_.page_bytes >> 20) +
                                               " MB, too large for a page");
        if (buffer_.empty()) return fail(ErrorCode::kInvalid, name_ + ": empty");
        return Item{name_, std::move(buffer_), fetched_, false};
    }

    // The next line that is not blank; a line over the limit is skipped to its end and becomes a failed item.
    std::optional<Result<Item>> next_line() {
        for (;;) {
            std::size_t end = buffer_.find('\n', start_);
            if (end == std::string::npos && !ended_ && buffer_.size() - start_ <= limits_.document_bytes) {
                buffer_.erase(0, start_);
                start_ = 0;
                if (Status s = fill(buffer_.size() + kLook); !s.ok()) return broken(s.error());
                continue;
            }
            ++line_;
            const bool whole_line = end != std::string::npos;
            if (!whole_line) end = buffer_.size();
            if (end - start_ > limits_.document_bytes) return skip_line(whole_line, end);
            std::string_view line(buffer_.data() + start_, end - start_);
            if (line_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
            const bool blank = line.find_first_not_of(" \t\r") == std::string_view::npos;
            Item item{name_ + ":" + std::to_string(line_), blank ? std::string() : std::string(line), fetched_, true};
            start_ = whole_line ? end + 1 : end;
            if (!blank) return Result<Item>(std::move(item));
            if (ended_ && start_ >= buffer_.size()) return std::nullopt;
        }
    }

    std::optional<Result<Item>> skip_line(bool whole_line, std::size_t end) {
        const std::string name = name_ + ":" + std::to_string(line_);
        start_ = whole_line ? end + 1 : end;
        while (!whole_line) {
            buffer_.clear();
            start_ = 0;
            if (ended_) break;
            if (Status s = fill(kLook); !s.ok()) return broken(s.error());
            const std::size_t at = buffer_.find('\n');
            if (at == std::string::npos) continue;
            start_ = at + 1;
            break;
        }
        return Result<Item>(fail(
            ErrorCode::kLimit, name + ": a line larger than " + std::to_string(limits_.document_bytes >> 20) + " MB"));
    }

    // The stream cannot go on: its last failed item.
    std::optional<Result<Item>> broken(const Error& e) {
        buffer_.clear();
        start_ = 0;
        ended_ = true;
        return Result<Item>(named(name_, e));
    }

    // Reads until the buffer holds `size` bytes or the source ends.
    Status fill(std::size_t size) {
        while (!ended_ && buffer_.size() < size) {
            TRY(const std::size_t got, source_->read(buffer_, kLook));
            if (got == 0) ended_ = true;
        }
        return Done{};
    }

    void close() {
        done_ += source_->consumed();
        source_.reset();
        buffer_.clear();
        start_ = 0;
    }

    std::vector<Entry> entries_;
    std::istream& standard_input_;
    Limits limits_;
    std::size_t at_ = 0, done_ = 0, total_ = 0;
    std::unique_ptr<ByteSource> source_;
    std::string name_, fetched_, buffer_;
    std::size_t start_ = 0, line_ = 0;
    bool ended_ = false;
};

}  // namespace

std::unique_ptr<Items> open_items(const std::vector<std::string>& paths, std::istream& standard_input,
                                  const Limits& limits) {
    std::vector<Entry> entries;
    for (const std::string& path : paths) {
        std::error_code ec;
        if (path == "-")
            entries.push_back({"-", std::nullopt, 0, {}});
        else if (fs::is_directory(path, ec))
            add_folder(path, entries);
        else
            add_file(path, entries);
    }
    return std::make_unique<Stream>(std::move(entries), standard_input, limits);
}

}  // namespace entente::intake
