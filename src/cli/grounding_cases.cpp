#include "cli/grounding_cases.h"

#include <cmath>
#include <cstdio>
#include <ctime>

#include "base/text.h"
#include "language/language.h"

namespace entente::cli {

namespace fs = std::filesystem;
using nlohmann::json;

Result<fs::path> project_root(const std::string& given) {
    if (!given.empty()) return fs::path(given);
    TRY(const fs::path data, pipeline::find_data());
    return (fs::absolute(data) / "..").lexically_normal();
}

std::optional<fs::path> find_cases(const fs::path& root, const char* name) {
    std::error_code ec;
    for (const fs::path& p : {root / "tests" / "cases" / name, root / name, root})
        if (fs::exists(p / "cases.jsonl", ec)) return p / "cases.jsonl";
    return std::nullopt;
}

Result<std::vector<json>> read_cases(const fs::path& path) {
    TRY(const std::string bytes, pipeline::read_file(path));
    std::vector<json> out;
    std::size_t n = 0;
    for (const std::string_view line : base::split(bytes, '\n')) {
        ++n;
        if (base::trim(line).empty()) continue;
        json one = json::parse(line, nullptr, false);
        if (!one.is_object())
            return fail(ErrorCode::kInvalid, path.string() + ":" + std::to_string(n) + ": not a JSON object");
        out.push_back(std::move(one));
    }
    return out;
}

Result<std::vector<std::pair<json, bool>>> cases_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code ec;
    for (const auto& e : fs::directory_iterator(folder, ec))
        if (e.path().extension() == ".jsonl") files.push_back(e.path());
    std::sort(files.begin(), files.end());
    std::vector<std::pair<json, bool>> out;
    for (const fs::path& f : files) {
        TRY(std::vector<json> cases, read_cases(f));
        for (std::size_t i = 0; i < cases.size(); ++i) out.emplace_back(std::move(cases[i]), i % 2 == 1);
    }
    return out;
}

std::string case_text(const json& object, const char* key) {
    const auto it = object.find(key);
    return it != object.end() && it->is_string() ? it->get<std::string>() : std::string();
}

std::vector<std::string> case_list(const json& object, const char* key) {
    std::vector<std::string> out;
    if (const auto it = object.find(key); it != object.end() && it->is_array())
        for (const json& e : *it)
            if (e.is_string()) out.push_back(e.get<std::string>());
    return out;
}

Span case_span(const json& object) {
    const auto it = object.find("span");
    if (it == object.end() || !it->is_array() || it->size() != 2) return {};
    if (!(*it)[0].is_number_unsigned() || !(*it)[1].is_number_unsigned()) return {};
    return {(*it)[0].get<ByteOffset>(), (*it)[1].get<ByteOffset>()};
}

Article case_article(const json& one) {
    Article a;
    a.id = ArticleId(case_text(one, "id"));
    a.title = case_text(one, "title");
    a.text = case_text(one, "text");
    a.published = case_text(one, "published");
    a.language = one.contains("language") ? case_text(one, "language") : "en";
    a.paragraphs.push_back({ParagraphKind::kParagraph, {0, static_cast<ByteOffset>(a.text.size())}});
    return a;
}

Result<GroundedCases> ground_cases(const std::vector<json>& cases, pipeline::Resources& with) {
    TRY(const auto rules, with.split_rules());
    TRY(const auto reader, with.reader());
    TRY(const auto grounder, with.grounder());
    std::vector<Article> articles;
    std::vector<Sentence> all;
    std::vector<std::size_t> ends;
    const Limits limits;
    for (const json& one : cases) {
        articles.push_back(case_article(one));
        std::vector<Sentence> own = language::split(articles.back(), *rules, limits);
        std::move(own.begin(), own.end(), std::back_inserter(all));
        ends.push_back(all.size());
    }
    TRY_DONE(reader->read(all));
    GroundedCases out;
    std::size_t at = 0;
    for (std::size_t i = 0; i < articles.size(); ++i) {
        const std::vector<Sentence> own(all.begin() + static_cast<std::ptrdiff_t>(at),
                                        all.begin() + static_cast<std::ptrdiff_t>(ends[i]));
        at = ends[i];
        for (const Sentence& s : own) out.words += s.words.size();
        const std::clock_t start = std::clock();
        out.names.push_back(grounder->ground(articles[i], own).names);
        out.seconds += double(std::clock() - start) / CLOCKS_PER_SEC;
    }
    return out;
}

double kilometres(double lat_a, double lon_a, double lat_b, double lon_b) {
    constexpr double kRadian = 3.14159265358979323846 / 180;
    const double up = std::sin((lat_b - lat_a) * kRadian / 2);
    const double along = std::sin((lon_b - lon_a) * kRadian / 2);
    const double h = up * up + std::cos(lat_a * kRadian) * std::cos(lat_b * kRadian) * along * along;
    return 2 * 6371 * std::asin(std::min(1.0, std::sqrt(h)));
}

std::string same_spelling(std::string_view name) {
    std::string out = base::fold(name);
    std::replace(out.begin(), out.end(), '-', ' ');
    return out;
}

std::string same_id(std::string_view id) {
    std::string out;
    for (const char c : base::fold(id))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    return out;
}

std::string shown_share(double share) { return shown_share(static_cast<int>(share * 1000 + 0.5), 1000); }

std::string shown_share(int part, int of) {
    if (of == 0) return "-";
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%.3f", double(part) / of);
    return buffer;
}

}  // namespace entente::cli
