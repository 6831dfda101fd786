// A word's shape: which marks, capitals and digits it is made of. What the splitter's network sees of a form beside its
// pieces.
#pragma once

#include <cstdint>
#include <string_view>

namespace entente::language {

// A class from 1 on, as `shape_of` of train/splitter.py counts them: letters by their capitals, twice (with a full stop
// at the end); numbers; each common mark; other marks.
[[nodiscard]] std::int32_t shape_of(std::string_view form);

}  // namespace entente::language
