#include "pipeline/documents.h"

#include "press/press.h"

namespace entente::pipeline {

namespace {

Result<Article> read_item(const intake::Item& item, const DocumentOptions& options, const Limits& limits) {
    press::PageHint hint;
    hint.name = item.name;
    hint.published = options.published;
    hint.language = options.language;
    if (options.fetched_bounds) hint.fetched = item.fetched;
    TRY(const press::PageForm form, press::detect_form(item.bytes));
    if (form == press::PageForm::kJson) return press::read_document(item.bytes, hint, limits);
    if (form == press::PageForm::kHtml) return press::read_page(item.bytes, hint, limits);
    const bool as_page = options.plain_text == PlainText::kPage ||
                         (options.plain_text == PlainText::kIfPageLike && press::has_page_form(item.bytes));
    return as_page ? press::read_page(item.bytes, hint, limits) : press::plain_document(item.bytes, hint, limits);
}

}  // namespace

Documents::Documents(DocumentOptions options, std::istream& standard_input, Limits limits)
    : options_(std::move(options)), limits_(limits) {
    if (options_.paths.empty()) options_.paths = {"-"};
    items_ = intake::open_items(options_.paths, standard_input, limits_);
}

std::optional<Result<Article>> Documents::next() {
    std::optional<Result<intake::Item>> item = items_->next();
    if (!item) return std::nullopt;
    if (!item->ok()) return Result<Article>(std::move(*item).error());
    name_ = item->value().name;
    Result<Article> article = read_item(item->value(), options_, limits_);
    if (article.ok()) return article;
    return Result<Article>(fail(article.error().code, name_ + ": " + article.error().message));
}

}  // namespace entente::pipeline
