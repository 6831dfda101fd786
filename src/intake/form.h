// What a file is, told from its first bytes.
#pragma once

#include <cstddef>
#include <string_view>

namespace entente::intake {

enum class Form { kPage, kLines, kWarc, kFeed, kJsonFeed, kMail, kMbox, kPdf, kArchive, kOfficeDocument };

constexpr std::size_t kLook = 64 << 10;  // bytes that form_of wants to see, if there are so many

// `name` decides only between JSONL and a JSON object over several lines. kArchive: zip, tar, and single files
// under bzip2 or xz. kPage: anything that is none of the others; press says what it thinks of it.
[[nodiscard]] Form form_of(std::string_view head, std::string_view name);

}  // namespace entente::intake
