// Paths of the command line to the files they mean: folders are walked, what is not there is said.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "entente/result.h"

namespace entente::intake {

// A file, standard input ("-") or address to read, or why it cannot be.
struct Entry {
    std::string name;
    std::optional<Error> error;
    std::size_t size = 0;
    std::string fetched;  // modification day
};

[[nodiscard]] std::vector<Entry> find_entries(const std::vector<std::string>& paths);
[[nodiscard]] bool is_address(const std::string& path);  // begins with http:// or https://

}  // namespace entente::intake
