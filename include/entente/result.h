// A value or an error: how everything that can fail answers.
//
// `Result<T>` holds either a T or an Error{code, message}. The message names the thing that failed and what to do; it
// is UTF-8 text for a person. Nothing here throws. What is normally absent is std::optional, what is doubtful is a
// value plus a Note (article.h); a bug of ours is ENTENTE_CHECK.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace entente {

enum class ErrorCode {
    kInvalid,      // the input breaks its format
    kUnsupported,  // well-formed perhaps, but not something we read
    kLimit,        // larger, deeper or longer than Limits allow
    kNotFound,     // a name or id that nothing answers to
    kAmbiguous,    // a name that several things answer to; candidates are in the message
    kIo,           // the outside world failed: file, disk, network
    kLocked,       // the store is in use by another writer
    kVersion,      // the store or data file is of a newer format
};

struct Error {
    ErrorCode code = ErrorCode::kInvalid;
    std::string message;
};

// The documented exit code of a program that ends with this error (formats.md, "Exit codes").
[[nodiscard]] int exit_code(ErrorCode code);
// The stable lower-case word for a code, as JSON and logs show it: "invalid", "not_found", …
[[nodiscard]] const char* code_name(ErrorCode code);

template <class T>
class [[nodiscard]] Result {
   public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    [[nodiscard]] bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] T& value() & { return std::get<0>(state_); }
    [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
    [[nodiscard]] T&& value() && { return std::get<0>(std::move(state_)); }
    [[nodiscard]] const Error& error() const& { return std::get<1>(state_); }
    [[nodiscard]] Error&& error() && { return std::get<1>(std::move(state_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

   private:
    std::variant<T, Error> state_;
};

// The result of an action that gives nothing but may fail.
struct Done {};
using Status = Result<Done>;

[[nodiscard]] inline Error fail(ErrorCode code, std::string message) {
    return Error{code, std::move(message)};
}

}  // namespace entente

#define ENTENTE_CONCAT2(a, b) a##b
#define ENTENTE_CONCAT(a, b) ENTENTE_CONCAT2(a, b)
// TRY(auto x, f()) binds the value of f() to x, or returns its error from the enclosing function.
#define TRY(binding, expr)                                                        \
    auto ENTENTE_CONCAT(try_, __LINE__) = (expr);                                 \
    if (!ENTENTE_CONCAT(try_, __LINE__).ok())                                     \
        return std::move(ENTENTE_CONCAT(try_, __LINE__)).error();                 \
    binding = std::move(ENTENTE_CONCAT(try_, __LINE__)).value()
// TRY_DONE(f()) for a Status.
#define TRY_DONE(expr)                                                            \
    do {                                                                          \
        auto try_done = (expr);                                                   \
        if (!try_done.ok()) return std::move(try_done).error();                   \
    } while (false)
// A bug of ours, checked in every build: prints where and aborts.
#define ENTENTE_CHECK(cond)                                                       \
    do {                                                                          \
        if (!(cond)) {                                                            \
            std::fprintf(stderr, "%s:%d: broken: %s\n", __FILE__, __LINE__, #cond); \
            std::abort();                                                         \
        }                                                                         \
    } while (false)
