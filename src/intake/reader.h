// What every form of container has: a reader that gives its items. One form a file; the table is open.cpp.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "intake/bytes/window.h"
#include "intake/intake.h"

namespace entente::intake {

class ItemReader {
 public:
    virtual ~ItemReader() = default;
    [[nodiscard]] virtual std::optional<Result<Item>> next() = 0;
    // The mark of its first byte, if reading may go on at a mark; and going there, before the first next().
    [[nodiscard]] virtual std::optional<Mark> beginning() const { return std::nullopt; }
    [[nodiscard]] virtual bool go_to(std::size_t offset) {
        (void)offset;
        return false;
    }
    // After the end: from where a later run may go on; nothing where the form has no such places.
    [[nodiscard]] virtual std::optional<std::size_t> resume_at() const { return std::nullopt; }
    [[nodiscard]] virtual std::size_t consumed() const { return 0; }  // bytes of the file, for progress
};

// What is known of a container from outside it.
struct Origin {
    std::string name;     // for messages
    std::string fetched;  // day or date-time
    std::string url;
    std::string charset;
    std::size_t depth = 0;   // archives around it
    bool resumable = false;  // a file that a later run finds again
};

// An error about `name`.
[[nodiscard]] inline Error named(const std::string& name, const Error& e) {
    return fail(e.code, name + ": " + e.message);
}

// Tells the form from the first bytes and gives its reader. Fails with Invalid, Limit, Io (compression, disk),
// Unsupported (office documents); messages without the name.
[[nodiscard]] Result<std::unique_ptr<ItemReader>> open_container(std::unique_ptr<Window> window, const Origin& origin,
                                                                 const Limits& limits);
// The same for bytes in memory, on the budget of what holds them.
[[nodiscard]] Result<std::unique_ptr<ItemReader>> open_bytes(std::string bytes, const Origin& origin, Budget& budget,
                                                             const Limits& limits);

// The whole of what is left in the window. Fails with Limit (more than Limits::page_bytes), Invalid (empty) and like
// it.
[[nodiscard]] Result<std::string> take_whole(Window& window, const Limits& limits);

using Open = std::unique_ptr<ItemReader>(std::unique_ptr<Window>, const Origin&, const Limits&);
Open open_lines, open_warc, open_feed, open_json_feed, open_mail, open_mbox, open_pdf, open_archive;

}  // namespace entente::intake
