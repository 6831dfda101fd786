// A world as one block of bytes: what reading and checking the data files came to, for a start in milliseconds.
//
// Form: the head (kMagic, the key of the sources, the sum of the rest: 48 bytes of text) and then the tables one after
// the other. Numbers are LEB128, texts are length and bytes, days are counted from 1970. It is a cache: any file, key
// or sum that does not fit is refused, and the YAML is read again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "world/facts.h"

namespace entente::world {

// One look-up key and where in `Facts::names` its names stand, the best first.
struct NameKey {
    std::string key;
    std::vector<std::uint32_t> names;
};

// Facts with what is made from them once.
struct Compiled {
    Facts facts;
    std::vector<NameKey> keys;  // in order of key
};

// What names are looked up by: folded, hyphens as spaces.
[[nodiscard]] std::string look_up_key(std::string_view text);
[[nodiscard]] Compiled index_facts(Facts facts);

// Changes with any byte of any file, with this form and with the CLDR that names states.
[[nodiscard]] std::string sources_key(const std::vector<DataFile>& files);
[[nodiscard]] std::string write_compiled(const Compiled& world, const std::string& key);
// Fails with Version when the bytes were made from other sources, with Invalid when they are damaged.
[[nodiscard]] Result<Compiled> read_compiled(std::string_view bytes, const std::string& key);

}  // namespace entente::world
