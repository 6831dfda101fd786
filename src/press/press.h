// A page's bytes to an Article: title, sections, byline, date, body paragraphs with offsets; chrome left out. Pure.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entente/article.h"
#include "entente/limits.h"
#include "entente/result.h"
#include "world/world.h"

namespace entente::press {

// What is known of a page from outside it. Empty: not known.
struct PageHint {
    std::string id;  // given id; else made from canonical URL, else the bytes
    std::string url;
    std::string charset;    // from an HTTP header
    std::string published;  // given publication date or date-time; wins over the page's own
    std::string fetched;    // when it was fetched: an upper bound of publication
    std::string from, to;   // bounds of publication by its neighbours in a feed
    std::string source;
    std::string language;
    std::string name;  // file name, for messages only
};

enum class PageForm { kHtml, kText, kJson };
// What the bytes are, told from themselves. kJson: one JSON object a line (documents or Articles).
// Fails with Unsupported for binary data, naming what it looks like, and with Invalid for nothing at all.
[[nodiscard]] Result<PageForm> detect_form(std::string_view bytes);

struct PageWords;
class Sources;

// Reads pages with the words of data/press/chrome. Immutable; safe from any thread.
class PageReader {
 public:
    // `files` are data/press/chrome/*.yaml, `sources` data/press/sources/*.yaml (none: every source is made from its
    // host). Fails with Invalid, naming the file and what is wrong.
    static Result<std::shared_ptr<const PageReader>> open(const std::vector<world::DataFile>& files,
                                                          const std::vector<world::DataFile>& sources = {});

    // Reads one news page, HTML or plain text in the seed's form.
    //
    // `bytes` may be in any encoding; it is taken from BOM, hint, the page's own declaration, validity, else guessed,
    // and noted when doubtful. Text forms: first line sections, title, sections, byline, paragraphs, cross-headings, "A
    // lire aussi" links, signature, author box. Captions stand after the body's paragraphs, as paragraphs of their
    // kind. Fails with Unsupported when the bytes are not text, Invalid when empty or hint.published is no date, Limit
    // when larger than Limits::page_bytes. A page without a body is not a failure: the article is empty and a note says
    // so. Cost: linear in the page, whatever it holds.
    [[nodiscard]] Result<Article> read_page(std::string_view bytes, const PageHint& hint, const Limits& limits) const;

    // Whether plain text has the form of a saved page (section line, title, byline or "A lire aussi" line …) and not of
    // a bare text. Decided on its first lines; cheap.
    [[nodiscard]] bool has_page_form(std::string_view text) const;

 private:
    PageReader(std::shared_ptr<const PageWords> words, std::shared_ptr<const Sources> sources)
        : words_(std::move(words)), sources_(std::move(sources)) {}
    std::shared_ptr<const PageWords> words_;
    std::shared_ptr<const Sources> sources_;
};

// A live blog's page (kind "live", with "entry" notes that have spans) as Articles: first the page with what is in no
// entry and a note for each ("2025-04-02T14:30 ID"), then each entry in the page's order, kind "article": its heading as
// title, its hour in `published` on the page's day (a day on at each step over midnight, counted from the oldest), an id
// that stays when the entry is edited. Any other article comes back alone, as it is.
[[nodiscard]] std::vector<Article> split_live(Article page);

// Reads one JSON object: a document ({"id","text","language"?,"published"?,"url"?,"source"?,"title"?}) or an Article as
// we write it. The given id is kept. A document's text is kept byte for byte: its offsets are the caller's.
// Fails with Invalid (not JSON, no text, an invalid `published`, not UTF-8), Limit.
[[nodiscard]] Result<Article> read_document(std::string_view json, const PageHint& hint, const Limits& limits);

// One document of plain text taken as it is: the whole is the body, byte for byte, paragraphs by line.
[[nodiscard]] Result<Article> plain_document(std::string_view text, const PageHint& hint, const Limits& limits);

}  // namespace entente::press
