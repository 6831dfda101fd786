// One entry of a data file, read with checks; every message names the file and the line it stands on.
#pragma once

#include <yaml-cpp/yaml.h>

#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/date.h"
#include "entente/result.h"

namespace entente::world {

// Short names of sources and the addresses they stand for (section `sources`).
using SourceTable = std::map<std::string, std::string>;

class Fact {
 public:
    // `source` stands for facts that give none themselves. `table` must outlive the fact.
    Fact(std::string file, YAML::Node node, std::string source, const SourceTable* table = nullptr);

    // "states.yaml:12: message"
    [[nodiscard]] Error error(const std::string& message) const;
    // Fails when the entry is no map, holds a key twice, or one that is not in `allowed`.
    [[nodiscard]] Status check(std::initializer_list<std::string_view> allowed) const;
    [[nodiscard]] bool has(const char* key) const;
    // The text under the key; fails when it is missing, empty or no scalar.
    [[nodiscard]] Result<std::string> text(const char* key) const;
    // The same, empty when the key is missing.
    [[nodiscard]] Result<std::string> text_or_none(const char* key) const;
    // The texts of a list; none when the key is missing. Fails when it is no list of non-empty texts.
    [[nodiscard]] Result<std::vector<std::string>> texts(const char* key) const;
    // A day. "2023-07", where only the month is known: its first day, or its last when `last` is set.
    [[nodiscard]] Result<std::optional<Date>> date(const char* key, bool last = false) const;
    [[nodiscard]] Result<std::optional<double>> number(const char* key) const;
    [[nodiscard]] Result<std::vector<Fact>> facts(const char* key) const;
    // The fact's source, or its file's. "key" and "key:rest" become the address that `key` has in the table, and rest.
    [[nodiscard]] Result<std::string> source() const;
    // The columns of an entry that is one text "a|b|c"; none when it is a map.
    [[nodiscard]] std::vector<std::string> columns() const;

 private:
    [[nodiscard]] Error error_at(const YAML::Node& node, const std::string& message) const;
    std::string file_;
    YAML::Node node_;
    std::string source_;
    const SourceTable* table_;
};

// The one of `known` that `word` seems to be misspelt for (one or two letters away); empty when there is none, or when
// it is one of them.
[[nodiscard]] std::string_view meant(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace entente::world
