// "Name: value" fields as HTTP, WARC and mail have them, and an HTTP reply's body as it was meant.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/limits.h"
#include "entente/result.h"

namespace entente::intake {

// Whether a field begins here: a name of printable characters and a colon.
[[nodiscard]] bool looks_like_field(std::string_view line);
// Length of the field block with the blank line that ends it; npos: no such line yet.
[[nodiscard]] std::size_t fields_end(std::string_view bytes);

// Names compare without case. Folded lines are joined; a line that is no field is left out.
class Fields {
 public:
    // `block`: lines after the first one (request, status or version line), up to the blank one.
    [[nodiscard]] static Fields parse(std::string_view block);
    // The first of this name, without spaces around; empty: none.
    [[nodiscard]] std::string_view get(std::string_view name) const;

 private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

// Media type in lower case without parameters; a parameter's value without quotes, empty when there is none.
[[nodiscard]] std::string media_type(std::string_view content_type);
[[nodiscard]] std::string media_parameter(std::string_view content_type, std::string_view name);

struct HttpMessage {
    int status = 0;
    Fields fields;
    std::string body;                 // without chunks and content encoding
    std::vector<std::string> doubts;  // "chunked body is cut off", …
    std::size_t head_bytes = 0;
};

// An HTTP/1 reply as it was on the wire. A broken chunk or compression keeps what came before it, with a doubt.
// Fails with Invalid (no status line, no end of the header), Limit (the body over Limits::page_bytes).
[[nodiscard]] Result<HttpMessage> read_http(std::string_view bytes, const Limits& limits);
// A chunked body's bytes; `whole` says whether its last chunk was there.
[[nodiscard]] std::string dechunk(std::string_view body, bool& whole);

}  // namespace entente::intake
