#include "serve/problem.h"

#include <algorithm>
#include <map>

#include "export/formats.h"

namespace entente::serve {

const char* status_title(int status) {
    static const std::map<int, const char*> titles = {{200, "OK"},
                                                      {201, "Created"},
                                                      {304, "Not Modified"},
                                                      {308, "Permanent Redirect"},
                                                      {400, "Bad Request"},
                                                      {401, "Unauthorized"},
                                                      {404, "Not Found"},
                                                      {405, "Method Not Allowed"},
                                                      {406, "Not Acceptable"},
                                                      {408, "Request Timeout"},
                                                      {409, "Conflict"},
                                                      {410, "Gone"},
                                                      {413, "Content Too Large"},
                                                      {414, "URI Too Long"},
                                                      {415, "Unsupported Media Type"},
                                                      {421, "Misdirected Request"},
                                                      {422, "Unprocessable Content"},
                                                      {431, "Request Header Fields Too Large"},
                                                      {500, "Internal Server Error"},
                                                      {501, "Not Implemented"},
                                                      {503, "Service Unavailable"}};
    const auto it = titles.find(status);
    return it == titles.end() ? "Error" : it->second;
}

int http_status(ErrorCode code) {
    switch (code) {
        case ErrorCode::kInvalid: return 400;
        case ErrorCode::kUnsupported: return 415;
        case ErrorCode::kLimit: return 413;
        case ErrorCode::kNotFound: return 404;
        case ErrorCode::kAmbiguous: return 400;
        case ErrorCode::kLocked: return 503;
        case ErrorCode::kIo:
        case ErrorCode::kVersion: return 500;
    }
    return 500;
}

Reply problem(int status, const std::string& detail, exporter::Json more) {
    exporter::Json j = {
        {"type", "about:blank"}, {"title", status_title(status)}, {"status", status}, {"detail", detail}};
    for (auto& [key, value] : more.items()) j[key] = std::move(value);
    Reply out;
    out.status = status;
    out.type = "application/problem+json";
    out.body = exporter::dump(j) + "\n";
    return out;
}

Reply problem(const Error& error) {
    return problem(http_status(error.code), error.message, {{"code", code_name(error.code)}});
}

Reply refuse(const std::string& path, int status, const std::string& detail) {
    if (path.rfind("/api", 0) == 0) return problem(status, detail);
    const std::string title = std::to_string(status) + " " + status_title(status);
    Reply out;
    out.status = status;
    out.body = "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>" + title + "</title>\n<h1>" +
               title + "</h1>\n<p>" + exporter::xml_text(detail) + "</p>\n<p><a href=\"/\">Entente</a></p>\n</html>\n";
    return out;
}

namespace {

// Levenshtein's distance, a swap of neighbours counted as one.
std::size_t distance(const std::string& a, const std::string& b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i)
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                d[i][j] = i + j;
                continue;
            }
            d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
    return d[a.size()][b.size()];
}

}  // namespace

std::string nearest(const std::string& word, const std::vector<std::string>& known) {
    constexpr std::size_t kLongest = 40;
    if (word.size() > kLongest) return {};
    std::string best;
    std::size_t least = 3;  // two slips at most, and never half of the word
    for (const std::string& k : known) {
        const std::size_t d = distance(word, k);
        if (d < least && 2 * d <= std::max(word.size(), k.size())) {
            least = d;
            best = k;
        }
    }
    return best;
}

}  // namespace entente::serve
