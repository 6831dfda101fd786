#include "world/fact.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "base/text.h"

namespace entente::world {

namespace {

std::string quoted(const char* key) { return std::string("'").append(key).append("'"); }

// Letters to change, drop or add between two short words; words longer than 40 letters are never near.
std::size_t distance(std::string_view a, std::string_view b) {
    constexpr std::size_t kLongest = 40;
    if (a.size() > kLongest || b.size() > kLongest) return kLongest;
    std::array<std::size_t, kLongest + 1> row{};
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

}  // namespace

std::string_view meant(std::string_view word, const std::vector<std::string_view>& known) {
    std::string_view best;
    std::size_t best_distance = word.size() < 5 ? 2 : 3;  // below it
    for (const std::string_view k : known) {
        if (k == word) return {};
        if (const std::size_t d = distance(word, k); d < best_distance) best = k, best_distance = d;
    }
    return best;
}

Fact::Fact(std::string file, YAML::Node node, std::string source, const SourceTable* table)
    : file_(std::move(file)), node_(std::move(node)), source_(std::move(source)), table_(table) {}

Error Fact::error_at(const YAML::Node& node, const std::string& message) const {
    const YAML::Mark mark = node.Mark();
    std::string where = file_;
    if (!mark.is_null()) where.append(":").append(std::to_string(mark.line + 1));
    return fail(ErrorCode::kInvalid, where + ": " + message);
}

Error Fact::error(const std::string& message) const { return error_at(node_, message); }

Status Fact::check(std::initializer_list<std::string_view> allowed) const {
    if (node_.IsNull()) return error("nothing stands here; write entries {key: value, …}");
    if (!node_.IsMap()) return error("expected an entry {key: value, …}");
    std::set<std::string> seen;
    for (const auto& pair : node_) {
        if (!pair.first.IsScalar()) return error_at(pair.first, "expected a plain key");
        const std::string& key = pair.first.Scalar();
        if (!seen.insert(key).second) return error_at(pair.first, "key '" + key + "' stands twice; keep one");
        if (std::find(allowed.begin(), allowed.end(), key) != allowed.end()) continue;
        std::string known;
        for (const std::string_view a : allowed) known += (known.empty() ? "" : ", ") + std::string(a);
        const std::string_view near = meant(key, allowed);
        const std::string guess = near.empty() ? "" : "write '" + std::string(near) + "'? ";
        return error_at(pair.first, "unknown key '" + key + "'; " + guess + "known are: " + known);
    }
    return Done{};
}

bool Fact::has(const char* key) const { return node_[key].IsDefined(); }

Result<std::string> Fact::text(const char* key) const {
    TRY(std::string value, text_or_none(key));
    if (value.empty()) return error(quoted(key) + " is missing");
    return value;
}

Result<std::string> Fact::text_or_none(const char* key) const {
    const YAML::Node value = node_[key];
    if (!value.IsDefined()) return std::string();
    if (!value.IsScalar() || value.Scalar().empty())
        return error_at(value, quoted(key) + " must be a text; leave the key out where nothing is known");
    return value.Scalar();
}

Result<std::vector<std::string>> Fact::texts(const char* key) const {
    const YAML::Node value = node_[key];
    std::vector<std::string> out;
    if (!value.IsDefined()) return out;
    if (!value.IsSequence()) return error_at(value, quoted(key) + " must be a list […]");
    for (const YAML::Node& item : value) {
        if (!item.IsScalar() || item.Scalar().empty())
            return error_at(item, quoted(key) + " must hold texts; put quotes around special characters");
        out.push_back(item.Scalar());
    }
    return out;
}

Result<std::optional<Date>> Fact::date(const char* key, bool last) const {
    TRY(std::string value, text_or_none(key));
    if (value.empty()) return std::optional<Date>();
    const std::string written = value;
    const bool month = value.size() == 7;
    if (month) value += "-01";
    std::optional<Date> day = parse_date(value);
    for (const char* end : {"31", "30", "29", "28"})
        if (const auto late = parse_date(value.substr(0, 8) + end); day && month && last && late)
            day = std::max(*day, *late);
    if (!day || value.size() != 10)
        return error_at(node_[key], "'" + std::string(key).append(": ").append(written) +
                                        "' is no day; write YYYY-MM-DD, or YYYY-MM where only the month is known");
    return day;
}

Result<std::optional<double>> Fact::number(const char* key) const {
    TRY(const std::string value, text_or_none(key));
    if (value.empty()) return std::optional<double>();
    double number = 0;
    const auto [end, ec] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (ec != std::errc() || end != value.data() + value.size())
        return error_at(node_[key], "'" + std::string(key).append(": ").append(value) + "' is no number");
    return std::optional<double>(number);
}

Result<std::vector<Fact>> Fact::facts(const char* key) const {
    const YAML::Node value = node_[key];
    std::vector<Fact> out;
    if (!value.IsDefined()) return out;
    if (!value.IsSequence()) return error_at(value, quoted(key) + " must be a list of entries");
    for (const YAML::Node& item : value) out.emplace_back(file_, item, source_, table_);
    return out;
}

std::vector<std::string> Fact::columns() const {
    std::vector<std::string> out;
    if (!node_.IsScalar()) return out;
    for (const std::string_view column : base::split(node_.Scalar(), '|')) out.emplace_back(column);
    return out;
}

Result<std::string> Fact::source() const {
    TRY(std::string own, text_or_none("source"));
    if (own.empty()) own = source_;
    if (own.empty())
        return error("'source' is missing, here and at the top of the file: say where the fact comes from");
    const std::size_t colon = own.find(':');
    const std::string key = own.substr(0, colon);
    const bool word = own.find(' ') == std::string::npos && !own.starts_with("http");
    if (!table_ || !word || (colon == std::string::npos && !table_->contains(key))) return own;
    const auto at = table_->find(key);
    if (at == table_->end()) return error("no source has the id '" + key + "'; add it to `sources`, or correct it");
    return colon == std::string::npos ? at->second : at->second + own.substr(colon + 1);
}

}  // namespace entente::world
