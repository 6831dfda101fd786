// Paths, standard input and addresses to items of bytes, one page or document each. The only room that reads the world.
#pragma once

#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entente/article.h"
#include "entente/limits.h"
#include "entente/result.h"

namespace entente::intake {

class Fetcher;

// A place in an archive from which reading can go on: everything before it has been given.
struct Mark {
    std::string path;
    std::string head;        // hash of the archive's first bytes: another file of this path is another archive
    std::size_t offset = 0;  // bytes of the file
    bool operator==(const Mark&) const = default;
};

// One page or document, as bytes.
struct Item {
    std::string name;           // for messages: "press/a.html", "feed.jsonl:12", "crawl.warc.gz@10233", "-"
    std::string bytes;          // uncompressed, without transfer or content encoding
    std::string fetched;        // when it was fetched: a WARC's date-time, else the file's modification day; or empty
    bool from_jsonl = false;    // one line of a JSONL file
    std::string id;             // a mail's, made from its Message-ID; else empty
    std::string url;            // where it was, if the container says so
    std::string charset;        // as an HTTP header gave it; checked by nobody yet
    bool without_text = false;  // a feed's or sitemap's entry that only points at its page
    std::vector<Note> notes;    // what is doubtful about the container
    std::optional<Mark> mark;   // of the archive, after this item
    std::string from = {}, to = {};  // bounds of publication: the dates of a feed's entries beside one without; or empty
};

// A stream of items; a failure of one item (named in its message) does not end it.
class Items {
 public:
    virtual ~Items() = default;
    // The next item or its failure; nothing at the end. Memory: one item at a time.
    [[nodiscard]] virtual std::optional<Result<Item>> next() = 0;
    // Bytes read so far and in all (0: not known), for progress.
    [[nodiscard]] virtual std::size_t bytes_done() const = 0;
    [[nodiscard]] virtual std::size_t bytes_total() const = 0;
    // Marks of the archives read to their end so far.
    [[nodiscard]] virtual const std::vector<Mark>& finished() const = 0;
    // Archives that were not read because nothing in them was new.
    [[nodiscard]] virtual std::size_t skipped() const = 0;
};

struct OpenOptions {
    Limits limits;
    // Where reading of an archive may go on; nothing or 0: at its beginning. Asked for WARC, ARC and mbox files.
    std::function<std::optional<std::size_t>(const Mark& beginning)> resume;
    Fetcher* fetcher = nullptr;  // for http(s) addresses among the paths; none: they are not read
};

// Folders are walked in order of path (hidden files left out); "-" is `standard_input`; what begins with http:// or
// https:// is fetched. A path that does not exist is a failed item.
//
// What a file is, is told from its bytes: gzip, zstd, bzip2, xz are expanded, zip and tar walked, each up to the
// bounds in Limits. A WARC or ARC gives its HTML, text and PDF responses; a feed (RSS, Atom, JSON Feed) or sitemap an
// HTML page per entry; mail (one message or an mbox) a page per message; a PDF with text one page; JSONL (name or first
// bytes: a line that starts with {") an item a line, blank lines skipped; anything else is one item a file.
// Failures: NotFound, Io, Limit, Invalid, Unsupported; each message starts with the item's name, that of an archive's
// record with file and byte offset.
[[nodiscard]] std::unique_ptr<Items> open_items(const std::vector<std::string>& paths, std::istream& standard_input,
                                                OpenOptions options);

}  // namespace entente::intake
