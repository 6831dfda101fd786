// The table of forms, and the form that is one item: a page.
#include "intake/form.h"
#include "intake/reader.h"

namespace entente::intake {

namespace {

class OneItem final : public ItemReader {
 public:
    OneItem(Item item, std::size_t consumed) : item_(std::move(item)), consumed_(consumed) {}
    std::optional<Result<Item>> next() override {
        if (given_) return std::nullopt;
        given_ = true;
        return Result<Item>(std::move(item_));
    }
    std::size_t consumed() const override { return consumed_; }

 private:
    Item item_;
    std::size_t consumed_;
    bool given_ = false;
};

// An archive whose first member is broken: that is said, then come the others.
class AfterError final : public ItemReader {
 public:
    AfterError(Error error, std::unique_ptr<ItemReader> rest) : error_(std::move(error)), rest_(std::move(rest)) {}
    std::optional<Result<Item>> next() override {
        if (said_) return rest_->next();
        said_ = true;
        return Result<Item>(error_);
    }
    std::size_t consumed() const override { return rest_->consumed(); }

 private:
    Error error_;
    std::unique_ptr<ItemReader> rest_;
    bool said_ = false;
};

Result<std::unique_ptr<ItemReader>> open_past_broken_member(const Error& error, std::unique_ptr<Window> window,
                                                            const Origin& origin, const Limits& limits) {
    const std::string place = origin.name + "@" + std::to_string(window->file_offset()) + ": ";
    const Result<bool> found = window->recover();
    if (!found.ok() || !*found || !window->fill(1).ok() || form_of(window->view(), "") != Form::kWarc) return error;
    return std::unique_ptr<ItemReader>(std::make_unique<AfterError>(fail(error.code, place + error.message),
                                                                    open_warc(std::move(window), origin, limits)));
}

// What the bytes hold below the outermost compression: a .tar.gz and a bomb of gzip in gzip come here again.
Result<std::unique_ptr<ItemReader>> open_page(Window& window, const Origin& origin, const Limits& limits) {
    TRY(std::string bytes, take_whole(window, limits));
    if (compression_of(bytes) != Compression::kNone && window.compressed()) {
        if (origin.depth >= limits.nested_archives) return fail(ErrorCode::kLimit, "compressed too many times over");
        Origin inner = origin;
        ++inner.depth;
        inner.resumable = false;
        return open_bytes(std::move(bytes), inner, window.budget(), limits);
    }
    Item item{origin.name, std::move(bytes), origin.fetched, false, {}, origin.url, origin.charset, false, {}, {}};
    return std::unique_ptr<ItemReader>(std::make_unique<OneItem>(std::move(item), window.consumed()));
}

}  // namespace

Result<std::string> take_whole(Window& window, const Limits& limits) {
    while (!window.ended() && window.view().size() <= limits.page_bytes)
        TRY_DONE(window.fill(window.view().size() + (1 << 20)));
    if (window.view().size() > limits.page_bytes)
        return fail(ErrorCode::kLimit,
                    "larger than " + std::to_string(limits.page_bytes >> 20) + " MB, too large for a page");
    if (window.view().empty()) return fail(ErrorCode::kInvalid, "empty");
    std::string bytes(window.view());
    window.take(bytes.size());
    return bytes;
}

Result<std::unique_ptr<ItemReader>> open_container(std::unique_ptr<Window> window, const Origin& origin,
                                                   const Limits& limits) {
    const Status looked = window->fill(kLook);
    if (!looked.ok() && looked.error().code == ErrorCode::kInvalid && window->view().empty())
        return open_past_broken_member(looked.error(), std::move(window), origin, limits);
    const std::string_view head = window->view();
    // A damaged archive gives its whole records; a damaged page nothing.
    const Form form = form_of(head, origin.name);
    if (!looked.ok() && (form != Form::kWarc || head.empty())) return looked.error();
    Open* open = nullptr;
    switch (form) {
        case Form::kWarc: open = open_warc; break;
        case Form::kLines: open = open_lines; break;
        case Form::kFeed: open = open_feed; break;
        case Form::kJsonFeed: open = open_json_feed; break;
        case Form::kMail: open = open_mail; break;
        case Form::kMbox: open = open_mbox; break;
        case Form::kPdf: open = open_pdf; break;
        case Form::kArchive: open = open_archive; break;
        case Form::kOfficeDocument:
            return fail(ErrorCode::kUnsupported, "looks like an office document, which is not read");
        case Form::kPage: return open_page(*window, origin, limits);
    }
    if (form == Form::kArchive && origin.depth >= limits.nested_archives)
        return fail(ErrorCode::kLimit, "an archive within " + std::to_string(limits.nested_archives) + " others");
    return open(std::move(window), origin, limits);
}

Result<std::unique_ptr<ItemReader>> open_bytes(std::string bytes, const Origin& origin, Budget& budget,
                                               const Limits& limits) {
    return open_container(std::make_unique<Window>(memory_source(std::move(bytes)), budget), origin, limits);
}

}  // namespace entente::intake
