#include "entente/result.h"

namespace entente {

namespace {
struct Row {
    ErrorCode code;
    const char* name;
    int exit;
};
constexpr Row kRows[] = {
    {ErrorCode::kInvalid, "invalid", 1},     {ErrorCode::kUnsupported, "unsupported", 1},
    {ErrorCode::kLimit, "limit", 1},         {ErrorCode::kNotFound, "not_found", 1},
    {ErrorCode::kAmbiguous, "ambiguous", 2}, {ErrorCode::kIo, "io", 1},
    {ErrorCode::kLocked, "locked", 5},       {ErrorCode::kVersion, "version", 5},
};
const Row& row(ErrorCode code) {
    for (const Row& r : kRows)
        if (r.code == code) return r;
    return kRows[0];
}
}  // namespace

int exit_code(ErrorCode code) { return row(code).exit; }
const char* code_name(ErrorCode code) { return row(code).name; }

}  // namespace entente
