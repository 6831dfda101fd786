// A request and its reply, apart from any socket: what the HTTP server, `publish` and the tests hand to the pages and
// to the API.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "entente/date.h"
#include "record/store.h"
#include "world/world.h"

namespace entente::serve {

// Bounded and checked by whoever made it: valid UTF-8, percent-decoded once, no "." or ".." among the path's parts.
struct Request {
    std::string method = "GET";
    std::string path = "/";                                  // begins with "/", without the query
    std::vector<std::pair<std::string, std::string>> query;  // as they came; a name may come again
    std::map<std::string, std::string> headers;              // names in lower case
    std::string body;

    // The first value of that name; empty when there is none.
    [[nodiscard]] std::string get(const std::string& name) const {
        for (const auto& [n, v] : query)
            if (n == name) return v;
        return {};
    }
};

struct Reply {
    int status = 200;
    std::string type = "text/html; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;  // beyond type and length; values without line ends
    // Where the answer has no ceiling: gives the next piece after `body`, nothing when it ends.
    std::function<bool(std::string& piece)> more;
};

// What an answer is made from. A store serves one thread, so each thread has a Context of its own.
struct Context {
    const record::Store& store;
    const world::World& world;
    Date today;
};

// Answers some paths. Safe from any thread; keeps nothing between requests but what it was made with.
class Handler {
 public:
    virtual ~Handler() = default;
    // Nothing: not one of its paths.
    [[nodiscard]] virtual std::optional<Reply> answer(const Request& request, const Context& with) const = 0;
};

}  // namespace entente::serve
