#include "pipeline/documents.h"

#include "pipeline/resources.h"

namespace entente::pipeline {

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
    Result<Article> article = read_item(item->value());
    if (article.ok()) return article;
    return Result<Article>(fail(article.error().code, name_ + ": " + article.error().message));
}

Result<Article> Documents::read_item(const intake::Item& item) {
    press::PageHint hint;
    hint.name = item.name;
    hint.published = options_.published;
    hint.language = options_.language;
    if (options_.fetched_bounds) hint.fetched = item.fetched;
    TRY(const press::PageForm form, press::detect_form(item.bytes));
    if (form == press::PageForm::kJson) return press::read_document(item.bytes, hint, limits_);
    if (form == press::PageForm::kText && options_.plain_text == PlainText::kAsIs)
        return press::plain_document(item.bytes, hint, limits_);
    if (!options_.pages) {
        TRY(options_.pages, load_page_reader());
    }
    const bool as_page = form == press::PageForm::kHtml || options_.plain_text == PlainText::kPage ||
                         options_.pages->has_page_form(item.bytes);
    return as_page ? options_.pages->read_page(item.bytes, hint, limits_)
                   : press::plain_document(item.bytes, hint, limits_);
}

}  // namespace entente::pipeline
