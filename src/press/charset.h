// Bytes of a page in any encoding to UTF-8, and what the bytes are in the first place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "entente/article.h"
#include "entente/result.h"

namespace entente::press {

// What binary data looks like ("a PNG image"), or empty for text.
[[nodiscard]] std::string binary_kind(std::string_view bytes);

struct Decoded {
    std::string text;     // valid UTF-8 without BOM and without NUL
    std::string charset;  // WHATWG name of what it was
    std::vector<Note> notes;
};

// Order: BOM, `hint` (an HTTP header), the page's own declaration in its first 4096 bytes, validity as UTF-8, a guess.
// A declaration that the bytes contradict is set aside with a note. Labels as WHATWG reads them: latin-1 is
// windows-1252. Never fails: what cannot be decoded becomes U+FFFD, with a note. Cost: linear.
[[nodiscard]] Decoded decode(std::string_view bytes, std::string_view hint);

}  // namespace entente::press
