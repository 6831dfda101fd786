// A PDF with text as one page, by poppler.
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <exception>
#include <mutex>

#include "base/text.h"
#include "intake/feed_page.h"
#include "intake/pdf_text.h"
#include "intake/reader.h"

namespace entente::intake {

namespace {

constexpr std::size_t kMaxWords = 400000;

std::string utf8(const poppler::ustring& s) {
    const poppler::byte_array bytes = s.to_utf8();
    return base::make_valid_utf8({bytes.data(), bytes.size()});
}

// A title that a person wrote, not what a word processor put there.
std::string good_title(const std::string& given) {
    const std::string title = base::squeeze(given), folded = base::fold(title);
    if (title.size() < 10 || title.size() > 300 || title.find(' ') == std::string::npos) return {};
    for (const char* machine :
         {"microsoft word", "untitled", "sans titre", "document", ".doc", ".pdf", ".indd", ".odt", "powerpoint"})
        if (folded.starts_with(machine) || folded.ends_with(machine) ||
            folded.find(std::string(machine) + "x") != std::string::npos)
            return {};
    return title;
}

struct Pages {
    std::vector<std::vector<PdfWord>> words;
    bool cut = false;
};

Pages words_of(const poppler::document& document, const Limits& limits) {
    Pages out;
    std::size_t total = 0;
    const int pages = document.pages();
    for (int i = 0; i < pages; ++i) {
        if (static_cast<std::size_t>(i) >= limits.pdf_pages || total > kMaxWords) {
            out.cut = true;
            break;
        }
        const std::unique_ptr<poppler::page> page(document.create_page(i));
        out.words.emplace_back();
        if (!page) continue;
        for (const poppler::text_box& box : page->text_list()) {
            const poppler::rectf r = box.bbox();
            out.words.back().push_back({utf8(box.text()), r.left(), r.right(), r.top(), r.bottom()});
        }
        total += out.words.back().size();
    }
    return out;
}

Result<Item> read_pdf(const std::string& bytes, const Origin& origin, const Limits& limits) {
    static std::once_flag quiet;
    std::call_once(quiet, [] { poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr); });
    const std::unique_ptr<poppler::document> document(
        poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
    if (!document) return fail(ErrorCode::kInvalid, "looks like a PDF, but it is broken");
    if (document->is_locked()) return fail(ErrorCode::kUnsupported, "a PDF locked with a password");
    const Pages pages = words_of(*document, limits);
    PdfText text = paragraphs_of(pages.words);
    PageParts page;
    page.title = good_title(utf8(document->get_title()));
    if (page.title.empty())
        page.title = text.title;
    else if (!text.title.empty() && base::fold(text.title) != base::fold(page.title))
        text.paragraphs.insert(text.paragraphs.begin(), text.title);
    if (page.title.empty() && !text.paragraphs.empty() && text.paragraphs[0].size() < 200) {
        page.title = text.paragraphs[0];
        text.paragraphs.erase(text.paragraphs.begin());
    }
    for (const std::string& p : text.paragraphs) page.html += "<p>" + escape(p) + "</p>\n";
    if (page.html.empty()) return fail(ErrorCode::kUnsupported, "a PDF without text: perhaps pictures of pages");
    page.url = origin.url;
    Item item;
    item.name = origin.name;
    item.bytes = write_page(page);
    item.fetched = origin.fetched;
    item.url = origin.url;
    item.charset = "utf-8";
    if (pages.cut)
        item.notes.push_back(
            {"limit", "only the first " + std::to_string(pages.words.size()) + " pages were read", std::nullopt});
    return item;
}

class PdfReader final : public ItemReader {
 public:
    PdfReader(std::unique_ptr<Window> window, Origin origin, const Limits& limits)
        : window_(std::move(window)), origin_(std::move(origin)), limits_(limits) {}
    std::optional<Result<Item>> next() override {
        if (given_) return std::nullopt;
        given_ = true;
        Result<Item> item = read();
        return item.ok() ? std::move(item) : Result<Item>(named(origin_.name, item.error()));
    }
    std::size_t consumed() const override { return window_->consumed(); }

 private:
    Result<Item> read() {
        TRY(const std::string bytes, take_whole(*window_, limits_));
        try {
            return read_pdf(bytes, origin_, limits_);
        } catch (const std::exception& e) {
            return fail(ErrorCode::kInvalid, std::string("looks like a PDF, but it is broken: ") + e.what());
        }
    }
    std::unique_ptr<Window> window_;
    Origin origin_;
    const Limits& limits_;
    bool given_ = false;
};

}  // namespace

std::unique_ptr<ItemReader> open_pdf(std::unique_ptr<Window> window, const Origin& origin, const Limits& limits) {
    return std::make_unique<PdfReader>(std::move(window), origin, limits);
}

}  // namespace entente::intake
