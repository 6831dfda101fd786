// zip, tar, and single files under bzip2 or xz, by libarchive: each entry is opened like a file.
#include <archive.h>
#include <archive_entry.h>

#include <algorithm>

#include "base/text.h"
#include "entente/date.h"
#include "intake/reader.h"

namespace entente::intake {

namespace {

constexpr std::size_t kChunk = 64 << 10;

// The archive and what feeds it; shared with the source of the entry that is being read.
struct OpenArchive {
    std::unique_ptr<Window> window;
    archive* handle = nullptr;
    std::string chunk;
    std::optional<Error> failed;  // of the window

    OpenArchive() = default;
    OpenArchive(const OpenArchive&) = delete;
    OpenArchive& operator=(const OpenArchive&) = delete;
    ~OpenArchive() {
        if (handle) archive_read_free(handle);
    }
    std::string why() const {
        if (failed) return failed->message;
        const char* s = archive_error_string(handle);
        return s ? base::squeeze(base::make_valid_utf8(s)) : std::string("cannot be read");
    }
};

la_ssize_t feed(archive*, void* user, const void** bytes) {
    auto& open = *static_cast<OpenArchive*>(user);
    const Status filled = open.window->fill(1);
    if (!filled.ok()) {
        open.failed = filled.error();
        return -1;
    }
    open.chunk = open.window->view();
    open.window->take(open.chunk.size());
    *bytes = open.chunk.data();
    return static_cast<la_ssize_t>(open.chunk.size());
}

// An entry's bytes, charged to the archive's budget by the window that holds this.
class EntrySource final : public ByteSource {
 public:
    EntrySource(std::shared_ptr<OpenArchive> open, Budget& budget) : open_(std::move(open)), budget_(budget) {}
    Result<std::size_t> read(std::string& out, std::size_t at_most) override {
        const std::size_t before = out.size();
        out.resize(before + std::min(at_most, kChunk));
        const la_ssize_t got = archive_read_data(open_->handle, out.data() + before, out.size() - before);
        out.resize(before + static_cast<std::size_t>(std::max<la_ssize_t>(got, 0)));
        if (got < 0) return fail(ErrorCode::kInvalid, open_->why());
        taken_ += static_cast<std::size_t>(got);
        TRY_DONE(budget_.charge(static_cast<std::size_t>(got)));
        return static_cast<std::size_t>(got);
    }
    std::size_t consumed() const override { return taken_; }

 private:
    std::shared_ptr<OpenArchive> open_;
    Budget& budget_;
    std::size_t taken_ = 0;
};

// Names are shown, never used as paths.
std::string entry_name(archive_entry* entry) {
    const char* name = archive_entry_pathname_utf8(entry);
    if (!name) name = archive_entry_pathname(entry);
    return name ? base::squeeze(base::make_valid_utf8(name)) : std::string("?");
}

bool hidden(const std::string& name) {
    for (const std::string_view part : base::split(name, '/'))
        if (part.starts_with('.') && part != "." && part != "..") return true;
    return name.starts_with("__MACOSX/");
}

class ArchiveReader final : public ItemReader {
 public:
    ArchiveReader(std::unique_ptr<Window> window, Origin origin, const Limits& limits)
        : open_(std::make_shared<OpenArchive>()), origin_(std::move(origin)), limits_(limits) {
        open_->window = std::move(window);
        open_->handle = archive_read_new();
        archive* a = open_->handle;
        archive_read_support_format_zip_streamable(a);
        archive_read_support_format_tar(a);
        archive_read_support_filter_bzip2(a);
        archive_read_support_filter_xz(a);
        archive_read_support_format_raw(a);  // asked last: what is no archive is one file
        opened_ = archive_read_open(a, open_.get(), nullptr, feed, nullptr) == ARCHIVE_OK;
    }

    std::optional<Result<Item>> next() override {
        for (;;) {
            if (inner_) {
                if (auto item = inner_->next()) return item;
                inner_.reset();
            }
            if (ended_) return std::nullopt;
            if (auto failed = next_entry()) return failed;
        }
    }
    std::size_t consumed() const override { return open_->window->consumed(); }

 private:
    // Opens the next entry; an answer is a failure.
    std::optional<Result<Item>> next_entry() {
        if (!opened_) return end(fail(ErrorCode::kInvalid, "a broken archive: " + open_->why()));
        archive_entry* entry = nullptr;
        const int rc = archive_read_next_header(open_->handle, &entry);
        if (rc == ARCHIVE_EOF) {
            ended_ = true;
            if (entries_ == 0) return end(fail(ErrorCode::kInvalid, "an archive without files"));
            return std::nullopt;
        }
        if (rc == ARCHIVE_FATAL)
            return end(open_->failed ? *open_->failed : fail(ErrorCode::kInvalid, "a broken archive: " + open_->why()));
        if (rc == ARCHIVE_RETRY)
            return ++retries_ > 100 ? end(fail(ErrorCode::kInvalid, "a broken archive")) : std::nullopt;
        single_ = archive_format(open_->handle) == ARCHIVE_FORMAT_RAW;
        if (single_ && archive_filter_count(open_->handle) < 2)
            return end(fail(ErrorCode::kInvalid, "a broken archive"));
        if (++entries_ > limits_.archive_entries) return end(fail(ErrorCode::kLimit, "more entries than are read"));
        const std::string name = entry_name(entry);
        if (!single_ && (archive_entry_filetype(entry) != AE_IFREG || hidden(name))) return std::nullopt;
        Origin inner{single_ ? origin_.name : origin_.name + "/" + name,
                     origin_.fetched,
                     origin_.url,
                     origin_.charset,
                     origin_.depth + 1,
                     false};
        if (!single_ && archive_entry_mtime_is_set(entry))
            inner.fetched = to_string(date_from_days(
                static_cast<std::int32_t>(std::clamp<long long>(archive_entry_mtime(entry) / 86400, 0, 40000))));
        if (archive_entry_is_encrypted(entry))
            return Result<Item>(fail(ErrorCode::kUnsupported, inner.name + ": locked with a password"));
        auto source = std::make_unique<EntrySource>(open_, open_->window->budget());
        auto reader =
            open_container(std::make_unique<Window>(std::move(source), open_->window->budget()), inner, limits_);
        if (!reader.ok()) {
            if (reader.error().code == ErrorCode::kLimit && reader.error().message.find("bomb") != std::string::npos)
                ended_ = true;
            return Result<Item>(named(inner.name, reader.error()));
        }
        inner_ = std::move(*reader);
        return std::nullopt;
    }

    std::optional<Result<Item>> end(const Error& e) {
        ended_ = true;
        return Result<Item>(named(origin_.name, e));
    }

    std::shared_ptr<OpenArchive> open_;
    Origin origin_;
    const Limits& limits_;
    std::unique_ptr<ItemReader> inner_;  // of the entry that was opened last
    std::size_t entries_ = 0, retries_ = 0;
    bool single_ = false, opened_ = false, ended_ = false;
};

}  // namespace

std::unique_ptr<ItemReader> open_archive(std::unique_ptr<Window> window, const Origin& origin, const Limits& limits) {
    return std::make_unique<ArchiveReader>(std::move(window), origin, limits);
}

}  // namespace entente::intake
