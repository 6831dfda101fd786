#include "pipeline/documents.h"

#include <utility>

#include "pipeline/resources.h"

namespace entente::pipeline {

Documents::Documents(DocumentOptions options, std::istream& standard_input, Limits limits)
    : options_(std::move(options)), limits_(limits) {
    if (options_.paths.empty()) options_.paths = {"-"};
    items_ = intake::open_items(options_.paths, standard_input, {limits_, options_.resume, options_.fetcher});
    if (options_.jobs > 1) pool_ = std::make_unique<ArticlePool>(static_cast<std::size_t>(options_.jobs));
}

std::optional<Result<intake::Item>> Documents::next_item() {
    for (;;) {
        std::optional<Result<intake::Item>> item = items_->next();
        if (!item || !item->ok() || !options_.skip_without_text || !item->value().without_text) return item;
    }
}

std::optional<Result<Article>> Documents::next() {
    if (entries_.empty()) {
        std::optional<Result<Article>> read = next_read();
        if (!read || !read->ok() || read->value().kind != "live") return read;
        std::vector<Article> all = press::split_live(std::move(*read).value());
        entries_.assign(std::make_move_iterator(all.begin()), std::make_move_iterator(all.end()));
    }
    Article next = std::move(entries_.front());
    entries_.pop_front();
    return Result<Article>(std::move(next));
}

std::optional<Result<Article>> Documents::next_read() {
    if (pool_) return next_of_pool();
    std::optional<Result<intake::Item>> item = next_item();
    if (!item) return std::nullopt;
    given_ = {};
    if (!item->ok()) return Result<Article>(std::move(*item).error());
    given_ = {item->value().name, item->value().mark, item->value().without_text};
    if (Status s = load_pages(item->value()); !s.ok()) return Result<Article>(s.error());
    return read_named(item->value());
}

std::optional<Result<Article>> Documents::next_of_pool() {
    const std::size_t most = 4 * static_cast<std::size_t>(options_.jobs);
    while (!ended_ && waiting_.size() < most && (waiting_.empty() || held_ < kHeldBytes)) {
        std::optional<Result<intake::Item>> item = next_item();
        if (!item) {
            ended_ = true;
            break;
        }
        Waiting w;
        if (item->ok()) {
            auto held = std::make_shared<const intake::Item>(std::move(*item).value());
            w.given = {held->name, held->mark, held->without_text};
            w.bytes = held->bytes.size();
            if (Status s = load_pages(*held); !s.ok()) return Result<Article>(s.error());
            w.article = pool_->add([this, held] { return read_named(*held); });
        } else {
            std::promise<Result<Article>> failed;
            failed.set_value(std::move(*item).error());
            w.article = failed.get_future();
        }
        held_ += w.bytes;
        waiting_.push_back(std::move(w));
    }
    if (waiting_.empty()) return std::nullopt;
    Waiting w = std::move(waiting_.front());
    waiting_.pop_front();
    held_ -= w.bytes;
    given_ = std::move(w.given);
    return w.article.get();
}

Result<Article> Documents::read_named(const intake::Item& item) const {
    Result<Article> article = read_item(item);
    if (!article.ok()) return fail(article.error().code, item.name + ": " + article.error().message);
    article->notes.insert(article->notes.end(), item.notes.begin(), item.notes.end());
    return article;
}

// The reader of pages is loaded when the first item comes that may need it, before any thread asks.
Status Documents::load_pages(const intake::Item& item) {
    if (options_.pages || item.from_jsonl) return Done{};
    if (options_.plain_text == PlainText::kAsIs && item.bytes.find('<') == std::string::npos) return Done{};
    TRY(options_.pages, load_page_reader());
    return Done{};
}

Result<Article> Documents::read_item(const intake::Item& item) const {
    press::PageHint hint;
    hint.name = item.name;
    hint.id = item.id;
    hint.url = item.url;
    hint.charset = item.charset;
    hint.published = options_.published;
    hint.language = options_.language;
    if (options_.fetched_bounds) hint.fetched = item.fetched;
    hint.from = item.from, hint.to = item.to;
    return read_form(item, hint);
}

Result<Article> Documents::read_form(const intake::Item& item, const press::PageHint& hint) const {
    if (item.from_jsonl) return press::read_document(item.bytes, hint, limits_);
    TRY(const press::PageForm form, press::detect_form(item.bytes));
    if (form == press::PageForm::kJson) return press::read_document(item.bytes, hint, limits_);
    if (form == press::PageForm::kText && options_.plain_text == PlainText::kAsIs)
        return press::plain_document(item.bytes, hint, limits_);
    const bool as_page = form == press::PageForm::kHtml || options_.plain_text == PlainText::kPage ||
                         options_.pages->has_page_form(item.bytes);
    return as_page ? options_.pages->read_page(item.bytes, hint, limits_)
                   : press::plain_document(item.bytes, hint, limits_);
}

}  // namespace entente::pipeline
