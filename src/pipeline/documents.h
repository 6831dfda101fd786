// Items of bytes to Articles, in order, one at a time: what every verb that reads documents starts with.
#pragma once

#include <deque>
#include <functional>
#include <future>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entente/article.h"
#include "entente/limits.h"
#include "entente/result.h"
#include "intake/intake.h"
#include "pipeline/article_pool.h"
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
    int jobs = 1;                    // threads that read pages; the answer is the same for any number
    // For archives that were read before, and addresses among the paths: see intake::OpenOptions.
    std::function<std::optional<std::size_t>(const intake::Mark&)> resume;
    intake::Fetcher* fetcher = nullptr;
    bool skip_without_text = false;  // a feed's entries that only point at their page are left out
};

// Memory: with several jobs a few items wait for their turn, kHeldBytes of them at most (or one larger item).
class Documents {
   public:
    static constexpr std::size_t kHeldBytes = 64u << 20;

    Documents(DocumentOptions options, std::istream& standard_input, Limits limits);
    // The next article, or why that item could not be read (its name first); nothing at the end. A live blog's page
    // gives itself, then each of its entries (press::split_live).
    [[nodiscard]] std::optional<Result<Article>> next();
    [[nodiscard]] const intake::Items& items() const { return *items_; }
    [[nodiscard]] const std::string& name() const { return given_.name; }  // of the item just given
    // Where its archive may be taken up again, if it comes from one; of a live blog's articles only the last has it.
    [[nodiscard]] std::optional<intake::Mark> mark() const { return entries_.empty() ? given_.mark : std::nullopt; }
    // It came from a feed or sitemap that only points at its page.
    [[nodiscard]] bool without_text() const { return given_.without_text; }

   private:
    struct Given {
        std::string name;
        std::optional<intake::Mark> mark;
        bool without_text = false;
    };
    struct Waiting {
        Given given;
        std::size_t bytes = 0;
        std::future<Result<Article>> article;
    };
    [[nodiscard]] std::optional<Result<intake::Item>> next_item();
    [[nodiscard]] std::optional<Result<Article>> next_read();
    [[nodiscard]] std::optional<Result<Article>> next_of_pool();
    [[nodiscard]] Result<Article> read_named(const intake::Item& item) const;
    [[nodiscard]] Result<Article> read_item(const intake::Item& item) const;
    [[nodiscard]] Result<Article> read_form(const intake::Item& item, const press::PageHint& hint) const;
    [[nodiscard]] Status load_pages(const intake::Item& item);

    DocumentOptions options_;
    Limits limits_;
    std::unique_ptr<intake::Items> items_;
    Given given_;
    std::deque<Article> entries_;  // of the live blog just given
    bool ended_ = false;
    std::size_t held_ = 0;
    std::deque<Waiting> waiting_;
    std::unique_ptr<ArticlePool> pool_;  // last: its threads end before what they read from
};

}  // namespace entente::pipeline
