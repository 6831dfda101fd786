// Items of bytes to Articles, in order, one at a time: what every verb that reads documents starts with.
#pragma once

#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entente/article.h"
#include "entente/limits.h"
#include "entente/result.h"
#include "intake/intake.h"
#include "press/press.h"

namespace entente::pipeline {

// How plain text is taken: as a page (first line sections, title, byline, …), as it is (offsets are the caller's), or
// as a page only when it has the seed's form.
enum class PlainText { kPage, kAsIs, kIfPageLike };

struct DocumentOptions {
    std::vector<std::string> paths;  // empty or "-": standard input
    std::string published;           // for all documents; must be a date or date-time
    std::string language;            // for all; empty: told from the text
    PlainText plain_text = PlainText::kAsIs;
    std::shared_ptr<const press::PageReader> pages;  // absent: loaded from the data folder when a page comes
    bool fetched_bounds = true;      // a file's modification day bounds publication where the page gives no date
};

class Documents {
   public:
    Documents(DocumentOptions options, std::istream& standard_input, Limits limits);
    // The next article, or why that item could not be read (its name first); nothing at the end.
    [[nodiscard]] std::optional<Result<Article>> next();
    [[nodiscard]] const intake::Items& items() const { return *items_; }
    [[nodiscard]] const std::string& name() const { return name_; }  // of the item just given

   private:
    [[nodiscard]] Result<Article> read_item(const intake::Item& item);
    DocumentOptions options_;
    Limits limits_;
    std::unique_ptr<intake::Items> items_;
    std::string name_;
};

}  // namespace entente::pipeline
