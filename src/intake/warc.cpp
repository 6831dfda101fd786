// WARC 1.0/1.1 and ARC: the records of a crawl, one after another, their pages as items.
//
// A record is a head (version line and fields; in ARC one line of five words), a blank line, `length` bytes, and two
// line ends. Crawls are damaged in known ways: cut off at the end, a wrong length, a broken gzip member, a digest that
// does not fit. Each is an error that names file and offset, and reading goes on at the next head that can be found.
// Source: ISO 28500:2017 (WARC 1.1), the ARC file format of the Internet Archive.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "intake/digest.h"
#include "intake/form.h"
#include "intake/header_fields.h"
#include "intake/reader.h"

namespace entente::intake {

namespace {

constexpr std::size_t kMaxHead = 64 << 10;

struct Record {
    std::size_t offset = 0;  // in the file
    bool border = false;     // reading may begin there
    std::string type;        // response, resource, conversion, …
    std::string url, date;
    std::size_t length = 0;
    Fields fields;
};

// "20250402101112" → "2025-04-02T10:11:12Z"; empty when it is no such thing.
std::string arc_date(std::string_view s) {
    if (s.size() < 14 || !std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; })) return {};
    std::string out;
    const char* between[] = {"", "-", "-", "T", ":", ":"};
    for (std::size_t i = 0, at = 0; i < 6; ++i) {
        const std::size_t n = i == 0 ? 4 : 2;
        out += between[i] + std::string(s.substr(at, n));
        at += n;
    }
    return out + "Z";
}

std::optional<std::size_t> number(std::string_view s) {
    std::size_t n = 0;
    const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), n);
    if (error != std::errc() || end != s.data() + s.size() || s.empty()) return std::nullopt;
    return n;
}

// "http://… 192.0.2.1 20250402101112 text/html 1234"
std::optional<Record> arc_head(std::string_view line) {
    std::vector<std::string_view> words = base::split(base::trim(line), ' ');
    if (words.size() < 5 || words[0].find("://") == std::string_view::npos) return std::nullopt;
    const auto length = number(words.back());
    Record r;
    r.date = arc_date(words[2]);
    if (!length || r.date.empty()) return std::nullopt;
    r.length = *length;
    r.url = std::string(words[0]);
    r.type = words[0].starts_with("filedesc:") ? "warcinfo" : "response";
    return r;
}

bool is_page_type(const std::string& type, std::string_view body) {
    if (type == "text/html" || type == "application/xhtml+xml" || type == "text/plain") return true;
    if (!type.empty() && type != "application/octet-stream" && type != "unknown/unknown" && type != "no-type")
        return false;
    const std::string head = base::fold(body.substr(0, 2048));
    return head.find("<html") != std::string::npos || head.find("<!doctype html") != std::string::npos;
}

class WarcReader final : public ItemReader {
 public:
    WarcReader(std::unique_ptr<Window> window, Origin origin, const Limits& limits)
        : window_(std::move(window)),
          origin_(std::move(origin)),
          limits_(limits),
          arc_(!window_->view().starts_with("WARC/")) {
        head_ = base::content_id({window_->view().substr(0, 1024)});
    }

    std::optional<Result<Item>> next() override {
        for (;;) {
            if (nested_) {
                if (auto item = nested_->next()) return with_page(std::move(*item));
                nested_.reset();
            }
            if (ended_) return std::nullopt;
            if (auto item = next_record()) return item;
        }
    }
    std::optional<Mark> beginning() const override {
        if (!origin_.resumable) return std::nullopt;
        return Mark{origin_.name, head_, 0};
    }
    bool go_to(std::size_t offset) override { return window_->seek(offset); }
    std::optional<std::size_t> resume_at() const override { return resume_at_; }
    std::size_t consumed() const override { return window_->consumed(); }

 private:
    // One record; nothing: it holds no page, or the end was reached.
    std::optional<Result<Item>> next_record() {
        Result<bool> more = find_head();
        if (!more.ok()) return broken(more.error(), window_->file_offset());
        if (!*more) {
            ended_ = true;
            if (!broken_) resume_at_ = window_->consumed();
            return std::nullopt;
        }
        Result<Record> record = read_head();
        if (!record.ok()) return broken(record.error(), window_->file_offset());
        return read_block(*record);
    }

    // Past the line ends between records. False: nothing more.
    Result<bool> find_head() {
        for (;;) {
            if (window_->view().empty()) TRY_DONE(window_->fill(1));
            const std::string_view v = window_->view();
            if (v.empty()) return false;
            const std::size_t n = v.find_first_not_of("\r\n");
            window_->take(std::min(n, v.size()));
            if (n != std::string_view::npos) return true;
        }
    }

    // The head at the window's first byte; it stays there, `head_bytes_` long.
    Result<Record> read_head() {
        std::size_t end = std::string_view::npos;
        for (;;) {
            const std::string_view v = window_->view();
            if (arc_) {
                end = v.find('\n');
                if (end != std::string_view::npos) ++end;
            } else {
                if (v.size() >= 5 && !v.starts_with("WARC/")) return fail(ErrorCode::kInvalid, "no record begins here");
                end = fields_end(v);
            }
            if (end != std::string_view::npos || window_->ended() || v.size() > kMaxHead) break;
            TRY_DONE(window_->fill(v.size() + 1));
        }
        if (end == std::string_view::npos || end > kMaxHead)
            return fail(ErrorCode::kInvalid, window_->ended() ? "the archive is cut off in a record's head"
                                                              : "a record's head without an end");
        head_bytes_ = end;
        const std::string_view head = window_->view().substr(0, end);
        Record r;
        if (arc_) {
            auto read = arc_head(head);
            if (!read) return fail(ErrorCode::kInvalid, "no record begins here");
            r = std::move(*read);
        } else {
            r.fields = Fields::parse(head.substr(head.find('\n') + 1));
            r.type = std::string(r.fields.get("warc-type"));
            r.date = std::string(r.fields.get("warc-date"));
            std::string_view url = r.fields.get("warc-target-uri");
            if (url.starts_with('<') && url.ends_with('>')) url = url.substr(1, url.size() - 2);
            r.url = std::string(url);
            const auto length = number(r.fields.get("content-length"));
            if (r.type.empty() || !length)
                return fail(ErrorCode::kInvalid, "a record without WARC-Type or Content-Length");
            r.length = *length;
        }
        r.offset = window_->file_offset();
        r.border = window_->at_border();
        return r;
    }

    std::optional<Result<Item>> read_block(const Record& r) {
        if (r.length > limits_.page_bytes + kMaxHead) return pass_over(r);
        const std::size_t whole = head_bytes_ + r.length;
        while (window_->view().size() < whole && !window_->ended()) {
            if (Status s = window_->fill(whole); !s.ok()) return broken(s.error(), r.offset);
        }
        if (window_->view().size() < whole) {
            const Error e = fail(ErrorCode::kInvalid,
                                 "the record is cut off: " + std::to_string(window_->view().size() - head_bytes_) +
                                     " of " + std::to_string(r.length) + " bytes are there");
            return broken(e, r.offset);
        }
        if (!ends_well(whole)) return broken(fail(ErrorCode::kInvalid, "the record's length is wrong"), r.offset);
        const std::string block(window_->view().substr(head_bytes_, r.length));
        window_->take(whole);
        broken_ = false;
        return read_page(r, block);
    }

    // After the block: line ends and the next head, or the end of everything.
    bool ends_well(std::size_t whole) {
        if (window_->view().size() <= whole && !window_->ended() && !window_->fill(whole + 4).ok()) return true;
        const std::string_view after = window_->view().substr(whole);
        if (after.empty() || window_->border_at(whole)) return true;
        if (arc_) return after[0] == '\n' || after[0] == '\r' || after.find("://") < 20;
        return after.starts_with("\r\n") || after.starts_with("\n") || after.starts_with("WARC/");
    }

    // A record too large to hold: only said where it would have been a page.
    std::optional<Result<Item>> pass_over(const Record& r) {
        if (Status s = window_->fill(head_bytes_ + 4096); !s.ok()) return broken(s.error(), r.offset);
        const std::string_view v = window_->view().substr(head_bytes_);
        const std::size_t end = std::min(fields_end(v), v.size());
        const std::string type = media_type(Fields::parse(v.substr(0, end)).get("content-type"));
        const bool page = r.type == "response" && (type == "text/html" || type == "application/xhtml+xml");
        const Result<std::size_t> skipped = window_->skip(head_bytes_ + r.length);
        if (!skipped.ok()) return broken(skipped.error(), r.offset);
        if (*skipped < head_bytes_ + r.length)
            return broken(fail(ErrorCode::kInvalid, "the record is cut off, or its length is wrong"), r.offset);
        if (!page) return std::nullopt;
        return Result<Item>(fail(
            ErrorCode::kLimit,
            name_of(r) + ": larger than " + std::to_string(limits_.page_bytes >> 20) + " MB, too large for a page"));
    }

    std::optional<Result<Item>> read_page(const Record& r, const std::string& block) {
        if (r.type != "response" && r.type != "resource" && r.type != "conversion") return std::nullopt;
        HttpMessage message;
        if (r.type == "response") {
            if (!r.url.starts_with("http")) return std::nullopt;  // dns:, ftp:
            Result<HttpMessage> read = read_http(block, limits_);
            if (!read.ok()) return Result<Item>(named(name_of(r), read.error()));
            message = std::move(*read);
            if (message.status != 200 && message.status != 203) return std::nullopt;
        } else {
            message.body = block;
        }
        const std::string_view content_type =
            r.type == "response" ? message.fields.get("content-type") : r.fields.get("content-type");
        const std::string type = media_type(content_type);
        const bool pdf = type == "application/pdf";
        if (message.body.empty() || (!pdf && !is_page_type(type, message.body))) return std::nullopt;
        if (!digests_fit(r, block, message))
            return Result<Item>(
                fail(ErrorCode::kInvalid, name_of(r) + ": the digest does not fit: the record was damaged"));
        if (pdf) return open_pdf_in(r, std::move(message.body));
        Item item{name_of(r),
                  std::move(message.body),
                  r.date,
                  false,
                  {},
                  r.url,
                  media_parameter(content_type, "charset"),
                  false,
                  {},
                  {}};
        for (const std::string& d : message.doubts) item.notes.push_back({"transfer", d, std::nullopt});
        if (const std::string_view cut = r.fields.get("warc-truncated"); !cut.empty())
            item.notes.push_back(
                {"truncated", "the crawler kept only a part: " + std::string(cut.substr(0, 40)), std::nullopt});
        set_mark(r, item);
        return Result<Item>(std::move(item));
    }

    // The payload's digest is taken over the body as it was sent, with its chunks or (by some crawlers) without.
    static bool digests_fit(const Record& r, const std::string& block, const HttpMessage& message) {
        if (!r.fields.get("warc-truncated").empty()) return true;
        if (digest_matches(r.fields.get("warc-block-digest"), block) == false) return false;
        const std::string_view given = r.fields.get("warc-payload-digest");
        if (given.empty() || digest_matches(given, std::string_view(block).substr(message.head_bytes)) != false)
            return true;
        bool whole = false;
        return digest_matches(given, message.body) == true ||
               digest_matches(given, dechunk(std::string_view(block).substr(message.head_bytes), whole)) == true;
    }

    std::optional<Result<Item>> open_pdf_in(const Record& r, std::string bytes) {
        Origin inner{name_of(r), r.date, r.url, {}, origin_.depth + 1, false};
        page_ = r;
        auto reader = open_bytes(std::move(bytes), inner, window_->budget(), limits_);
        if (!reader.ok()) return Result<Item>(named(inner.name, reader.error()));
        nested_ = std::move(*reader);
        return std::nullopt;
    }
    Result<Item> with_page(Result<Item> item) const {
        if (item.ok()) set_mark(page_, *item);
        return item;
    }

    void set_mark(const Record& r, Item& item) const {
        if (r.border && origin_.resumable) item.mark = Mark{origin_.name, head_, r.offset};
    }
    std::string name_of(const Record& r) const { return origin_.name + "@" + std::to_string(r.offset); }

    // Says what is broken, once for a run of breakage, and looks for the next head.
    std::optional<Result<Item>> broken(const Error& e, std::size_t offset) {
        const bool first = !broken_;
        broken_ = true;
        if (first) resume_at_ = offset;
        const Error said = fail(e.code, origin_.name + "@" + std::to_string(offset) + ": " + e.message);
        if (e.code == ErrorCode::kLimit || e.code == ErrorCode::kIo || !find_next_head()) ended_ = true;
        if (!first) return std::nullopt;
        return Result<Item>(said);
    }

    bool find_next_head() {
        window_->take(1);  // the broken record's own head
        for (;;) {
            const std::string_view v = window_->view();
            for (std::size_t at = v.find(arc_ ? "://" : "WARC/1."); at != std::string_view::npos;
                 at = v.find(arc_ ? "://" : "WARC/1.", at + 1)) {
                const std::size_t line = v.rfind('\n', at) == std::string_view::npos ? 0 : v.rfind('\n', at) + 1;
                const bool at_head = arc_ ? arc_head(v.substr(line, v.find('\n', at) - line)).has_value() : line == at;
                if (!at_head) continue;
                window_->take(line);
                return true;
            }
            // A head cut by the window's end is kept for the next look.
            if (v.size() > kMaxHead) window_->take(v.size() - 2048);
            if (window_->ended()) return false;
            const std::size_t before = window_->view().size();
            if (!window_->fill(before + 1).ok()) {
                const Result<bool> found = window_->recover();
                if (!found.ok() || !*found) return false;
                if (!window_->fill(1).ok()) continue;
                if (window_->view().starts_with(arc_ ? "http" : "WARC/")) return true;
            }
        }
    }

    std::unique_ptr<Window> window_;
    Origin origin_;
    const Limits& limits_;
    bool arc_, ended_ = false, broken_ = false;
    std::string head_;
    std::size_t head_bytes_ = 0;
    std::unique_ptr<ItemReader> nested_;
    Record page_;
    std::optional<std::size_t> resume_at_;
};

}  // namespace

std::unique_ptr<ItemReader> open_warc(std::unique_ptr<Window> window, const Origin& origin, const Limits& limits) {
    return std::make_unique<WarcReader>(std::move(window), origin, limits);
}

}  // namespace entente::intake
