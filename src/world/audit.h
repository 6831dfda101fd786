// What a second reader checks facts by: each as one line, with the address that states it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "world/world.h"

namespace entente::world {

// One dated fact in words: "Mali (MLI), foreign minister: Abdoulaye Diop", "2021-06-11 .. ", where it is stated.
struct AuditLine {
    std::string kind;  // actor, membership, tenure
    std::string fact;
    std::string days;  // "from .. to": "?" a first day that is not known, nothing where no last day is recorded
    std::string source;
};

// Whether the source is a public address that a reader can open (a title alone, or "unverified", is none).
[[nodiscard]] bool has_address(const std::string& source);
// Every actor, membership and tenure, in the order of the files.
[[nodiscard]] std::vector<AuditLine> audit_lines(const World& world);
// `count` of them, none twice, the same for the same seed; all when there are fewer.
[[nodiscard]] std::vector<AuditLine> sample(std::vector<AuditLine> lines, std::size_t count, std::uint64_t seed);

}  // namespace entente::world
