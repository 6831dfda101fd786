// One mail message as an HTML page, by GMime.
#pragma once

#include <string_view>

#include "intake/intake.h"
#include "intake/reader.h"

namespace entente::intake {

// Title from Subject, author and site from From, publication from Date; the body is the HTML part, else the plain one.
// Attached messages, PDFs and pictures are left out. Fails with Invalid (no header, no text part), Limit.
[[nodiscard]] Result<Item> read_message(std::string_view bytes, const Origin& origin, const Limits& limits);

}  // namespace entente::intake
