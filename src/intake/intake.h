// Paths and standard input to items of bytes: files, folders, gzip, JSONL by line. The only room that reads the world.
#pragma once

#include <istream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entente/limits.h"
#include "entente/result.h"

namespace entente::intake {

// One page or document, as bytes.
struct Item {
    std::string name;         // for messages: "press/a.html", "feed.jsonl:12", "-"
    std::string bytes;        // uncompressed
    std::string fetched;      // file's modification day, ISO; empty for standard input
    bool from_jsonl = false;  // one line of a JSONL file
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
};

// Folders are walked in order of path (hidden files left out); "-" is `standard_input`. A path that does not exist is
// a failed item. Bytes that begin like gzip are expanded whatever their name, up to Limits::expanded_bytes; a
// truncated or broken gzip is a failed item. JSONL (name or first bytes: a line that starts with "{") gives an item
// a line, blank lines skipped; anything else is one item a file.
// Failures: NotFound, Io, Limit, Invalid; each message starts with the item's name.
[[nodiscard]] std::unique_ptr<Items> open_items(const std::vector<std::string>& paths, std::istream& standard_input,
                                                const Limits& limits);

}  // namespace entente::intake
