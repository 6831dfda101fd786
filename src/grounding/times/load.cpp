// Reads data/grounding/times/<language>.yaml into a Language: words, macros, rules written out into one trie.
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>

#include "grounding/times/tables.h"
#include "grounding/times/tokens.h"
#include "grounding/times/words.h"

namespace entente::grounding::times {

namespace {

constexpr Symbol kSpanFrom = 0xFFFE, kSpanTo = 0xFFFF;
constexpr std::size_t kSequencesPerRule = 6000;
constexpr std::size_t kSymbols = 0xFF00;
using Sequence = std::vector<Symbol>;

bool class_name(std::string_view word) {
    return word.size() > 1
               ? std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'A' && c <= 'Z') || c == '_'; })
               : word == "N";
}

// What is wrong in the file: a message with its line.
struct Mistake {
    int line = 0;
    std::string message;
};

int line_of(const YAML::Node& node) { return node.Mark().line + 1; }

}  // namespace

// Builds one Language. The first mistake is kept and the rest is read on without sense; nothing of it is used then.
class Loader {
 public:
    explicit Loader(Language& language) : out_(language) {
        out_.nodes_.resize(1);
        out_.slots_.assign(2, 0);
        out_.may_be_word_.assign(1, 0);
        next_symbol_ = kFirstFree;
        for (const auto& [name, symbol] : builtin_names()) classes_.emplace(name, symbol);
    }

    void load(const YAML::Node& root) {
        out_.code_ = root["language"].as<std::string>("");
        if (out_.code_.empty()) wrong(1, "no `language:`");
        out_.elides_ = root["elides"].as<bool>(false);
        plain_.elides_ = out_.elides_;
        plain_.slots_.assign(2, 0);
        plain_.may_be_word_.assign(1, 0);
        for (const auto& name : root["capital"])
            capital_.push_back(class_symbol(name.as<std::string>(), line_of(name)));
        for (const auto& item : root["words"]) words(item.first.as<std::string>(), item.second);
        for (const auto& item : root["abbreviations"]) out_.entries_[intern(one_word(item))].abbreviation = true;
        for (const auto& item : root["macros"]) macros_[item.first.as<std::string>()] = item.second.as<std::string>();
        for (const auto& item : root["rules"]) rule(item);
        for (const auto& item : root["prepositions"]) prepositions(item.first.as<std::string>(), item.second);
        if (root["endings"]) endings(root["endings"]);
        freeze();
        aliases(root["read_as"]);
    }

    [[nodiscard]] const std::optional<Mistake>& mistake() const { return mistake_; }

 private:
    void wrong(int line, std::string message) const {
        if (!mistake_) mistake_ = Mistake{line, std::move(message)};
    }

    // --- words ---
    [[nodiscard]] Symbol class_symbol(const std::string& name, int line) {
        if (!class_name(name)) wrong(line, "'" + name + "' is not a class: classes are in capitals");
        const auto [it, made] = classes_.emplace(name, next_symbol_);
        if (made) ++next_symbol_;
        return it->second;
    }

    // The word as the tokenizer would cut it: one or more folded words.
    [[nodiscard]] std::vector<std::string> cut(const std::string& text) const {
        std::vector<std::string> out;
        const bool elided = out_.elides_ && text.size() > 1 && text.back() == '\'';  // "l'" needs a word after it
        const std::string whole = elided ? text + "x" : text;
        for (const Token& t : tokenize(whole, plain_)) {
            if (elided && t.end == whole.size()) break;
            const std::string_view written = std::string_view(whole).substr(t.start, t.end - t.start);
            if (t.mark)
                out.emplace_back(1, t.mark);
            else
                out.push_back(t.kind == TokenKind::kNumber ? std::string(written) : fold_word(written));
            if (out.back().empty()) out.pop_back();
        }
        return out;
    }

    [[nodiscard]] std::string one_word(const YAML::Node& node) const {
        const auto parts = cut(node.as<std::string>());
        if (parts.size() == 1) return parts[0];
        wrong(line_of(node), "'" + node.as<std::string>() + "' is not one word");
        return "?";
    }

    // The index of the word's entry; a new word gets a symbol of its own.
    std::uint32_t intern(const std::string& word) {
        if (next_symbol_ >= kSymbols) {
            wrong(1, "too many words");
            return 0;
        }
        const auto [it, made] = index_.emplace(word, static_cast<std::uint32_t>(out_.entries_.size()));
        if (made) {
            out_.entries_.push_back(Entry{word, {Sense{next_symbol_++, 0, false, false}}, {}, false});
        }
        return it->second;
    }

    [[nodiscard]] Symbol literal(const std::string& word) { return out_.entries_[intern(word)].senses[0].symbol; }

    void words(const std::string& name, const YAML::Node& values) {
        const Symbol symbol = class_symbol(name, line_of(values));
        if (values.IsSequence()) return forms(symbol, 0, values);
        for (const auto& item : values) forms(symbol, item.first.as<int>(), item.second);
    }

    void forms(Symbol symbol, int value, const YAML::Node& list) {
        const bool class_capital = std::find(capital_.begin(), capital_.end(), symbol) != capital_.end();
        for (const auto& form : list) {
            std::string written = form.as<std::string>();
            const bool marked = !written.empty() && (written[0] == '^' || written[0] == '_');
            const bool capital = class_capital || (marked && written[0] == '^'), lower = marked && written[0] == '_';
            if (marked) written.erase(0, 1);
            const auto parts = cut(written);
            if (parts.empty()) {
                wrong(line_of(form), "an empty word");
                continue;
            }
            const std::uint32_t entry = parts.size() == 1 ? intern(parts[0]) : phrase(parts);
            out_.entries_[entry].senses.push_back(Sense{symbol, value, capital, lower});
            if (symbol == kOrd && value >= 1 && value <= 31)
                out_.entries_[entry].senses.push_back(Sense{kDayOrd, value, capital, lower});
            if (out_.entries_[entry].senses.size() > kMaxSenses - 4)
                wrong(line_of(form), "too many meanings of '" + form.as<std::string>() + "'");
        }
    }

    std::uint32_t phrase(const std::vector<std::string>& parts) {
        std::string whole;
        for (const std::string& p : parts) whole += (whole.empty() ? "" : "_") + p;
        const bool known = index_.count(whole) > 0;
        const std::uint32_t entry = intern(whole);
        if (known) return entry;
        Phrase p{{}, entry};
        for (std::size_t i = 1; i < parts.size(); ++i) p.rest.push_back(intern(parts[i]));
        auto& phrases = out_.entries_[intern(parts[0])].phrases;
        phrases.push_back(std::move(p));
        std::stable_sort(phrases.begin(), phrases.end(),
                         [](const Phrase& a, const Phrase& b) { return a.rest.size() > b.rest.size(); });
        return entry;
    }

    // --- rules ---
    void rule(const YAML::Node& node) {
        Rule r;
        r.line = line_of(node);
        const auto action = actions().find(node["do"].as<std::string>(""));
        if (action == actions().end())
            return wrong(r.line, "`do: " + node["do"].as<std::string>("") + "` is not known");
        r.action = action->second;
        for (const auto& item : node) argument(r, item.first.as<std::string>(), item.second);
        out_.rules_.push_back(r);
        const YAML::Node patterns = node["p"];
        if (!patterns) return wrong(r.line, "a rule without `p:`");
        if (patterns.IsScalar()) return pattern(patterns.as<std::string>(), r.line);
        for (const auto& p : patterns) pattern(p.as<std::string>(), line_of(p));
    }

    void argument(Rule& r, const std::string& key, const YAML::Node& value) {
        if (key == "do" || key == "p") return;
        if (key == "by")
            r.by = value.as<int>();
        else if (key == "unit")
            r.unit = value.as<int>();
        else if (key == "part")
            r.part = value.as<int>();
        else if (key == "edge")
            r.edge = value.as<int>();
        else if (key == "feast")
            r.feast = value.as<int>();
        else if (key == "narrative")
            r.narrative = value.as<bool>();
        else if (key == "strict")
            r.strict = value.as<bool>();
        else if (key == "value_of_date")
            r.value_of_date = value.as<bool>();
        else if (key == "earlier")
            r.earlier = value.as<bool>();
        else if (key == "later")
            r.later = value.as<bool>();
        else if (key == "value")
            r.value = value.as<std::string>();
        else if (key == "after")
            r.after = condition(value);
        else if (key == "not_after")
            r.not_after = condition(value);
        else if (key == "before")
            r.before = condition(value);
        else if (key == "not_before")
            r.not_before = condition(value);
        else
            wrong(line_of(value), "`" + key + ":` is not a key of a rule");
    }

    std::vector<Symbol> condition(const YAML::Node& list) {
        std::vector<Symbol> out;
        for (const auto& item : list) {
            const std::string word = item.as<std::string>();
            const Sequence symbols = class_name(word) ? Sequence{known_class(word, line_of(item))} : literals(word);
            if (symbols.size() == 1)
                out.push_back(symbols[0]);
            else
                wrong(line_of(item), "'" + word + "' is not one word");
        }
        return out;
    }

    [[nodiscard]] Symbol known_class(const std::string& name, int line) const {
        const auto it = classes_.find(name);
        if (it != classes_.end()) return it->second;
        wrong(line, "no class " + name);
        return kNone;
    }

    void pattern(const std::string& text, int line) {
        std::string spaced = expand_macros(text, line);
        position_ = 0;
        pattern_ = spaced;
        line_ = line;
        const auto sequences = alternatives(0);
        if (position_ < pattern_.size()) wrong(line, "unbalanced ')' in: " + text);
        for (const Sequence& s : sequences) insert(s, line);
    }

    [[nodiscard]] std::string expand_macros(std::string text, int line) const {
        for (int round = 0; text.find('@') != std::string::npos; ++round) {
            const std::size_t at = text.find('@');
            std::size_t end = at + 1;
            while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '_'))
                ++end;
            const auto it = macros_.find(text.substr(at + 1, end - at - 1));
            if (it == macros_.end() || round > 200) {
                wrong(line, round > 200 ? "macros that call each other" : "no macro " + text.substr(at, end - at));
                return "";
            }
            text = text.substr(0, at) + "( " + it->second + " )" + text.substr(end);
        }
        return text;
    }

    // The sequences of "a b | c d" up to the closing bracket.
    std::vector<Sequence> alternatives(int depth) {
        if (depth > 12) {
            wrong(line_, "brackets too deep");
            return {};
        }
        std::vector<Sequence> all, current{Sequence{}};
        for (std::string item = next_item(); !item.empty() && item != ")"; item = next_item()) {
            if (item == "|") {
                all.insert(all.end(), current.begin(), current.end());
                current.assign(1, Sequence{});
                continue;
            }
            std::vector<Sequence> part = item == "(" ? alternatives(depth + 1) : std::vector<Sequence>{symbols(item)};
            if (position_ < pattern_.size() && pattern_[position_] == '?') {
                ++position_;
                part.push_back({});
            }
            current = product(current, part);
        }
        all.insert(all.end(), current.begin(), current.end());
        return all;
    }

    std::vector<Sequence> product(const std::vector<Sequence>& left, const std::vector<Sequence>& right) const {
        std::vector<Sequence> out;
        if (left.size() * right.size() > kSequencesPerRule) {
            wrong(line_, "too many forms in one rule");
            return out;
        }
        for (const Sequence& a : left)
            for (const Sequence& b : right) {
                out.push_back(a);
                out.back().insert(out.back().end(), b.begin(), b.end());
            }
        return out;
    }

    std::string next_item() {
        while (position_ < pattern_.size() && pattern_[position_] == ' ') ++position_;
        if (position_ >= pattern_.size()) return "";
        static constexpr std::string_view kSigns = "()|<>";
        if (kSigns.find(pattern_[position_]) != std::string_view::npos) return std::string(1, pattern_[position_++]);
        const std::size_t from = position_;
        while (position_ < pattern_.size() && pattern_[position_] != ' ' && pattern_[position_] != '?' &&
               kSigns.find(pattern_[position_]) == std::string_view::npos)
            ++position_;
        return pattern_.substr(from, position_ - from);
    }

    Sequence symbols(const std::string& item) {
        if (item == "<") return {kSpanFrom};
        if (item == ">") return {kSpanTo};
        if (class_name(item)) return {known_class(item, line_)};
        Sequence out = literals(item);
        if (out.empty()) wrong(line_, "'" + item + "' is no word");
        return out;
    }

    // The symbols of the words of a text. A phrase of a class is one token also where a rule names it literally.
    Sequence literals(const std::string& text) {
        Sequence out;
        const auto parts = cut(text);
        std::string whole;
        for (const std::string& p : parts) whole += (whole.empty() ? "" : "_") + p;
        if (parts.size() > 1 && index_.count(whole)) return {literal(whole)};
        for (const std::string& p : parts) out.push_back(literal(p));
        return out;
    }

    void insert(const Sequence& sequence, int line) {
        Accept accept;
        accept.rule = static_cast<std::uint32_t>(out_.rules_.size() - 1);
        Sequence path;
        bool closed = false;
        for (Symbol s : sequence) {
            if (s == kSpanFrom)
                accept.span_from = static_cast<std::uint8_t>(path.size());
            else if (s == kSpanTo)
                accept.span_to = static_cast<std::uint8_t>(path.size()), closed = true;
            else
                path.push_back(s);
        }
        if (!closed) accept.span_to = static_cast<std::uint8_t>(path.size());
        if (path.empty() || path.size() > kMaxRuleTokens || accept.span_from >= accept.span_to)
            return wrong(line, "a rule's form must have 1 to 16 words and an expression in it");
        std::uint32_t node = 0;
        for (Symbol s : path) {
            const auto [it, made] =
                edges_.emplace((std::uint64_t{node} << 16) | s, static_cast<std::uint32_t>(out_.nodes_.size()));
            if (made) out_.nodes_.emplace_back();
            node = it->second;
        }
        out_.nodes_[node].accepts.push_back(accept);
        out_.nodes_[node].path = path;
    }

    // --- the rest ---
    void prepositions(const std::string& name, const YAML::Node& list) {
        const auto it = preposition_names().find(name);
        if (it == preposition_names().end()) return wrong(line_of(list), "no kind of preposition `" + name + "`");
        for (const auto& form : list) {
            out_.prepositions_.emplace_back(literals(form.as<std::string>()), it->second);
        }
        std::stable_sort(out_.prepositions_.begin(), out_.prepositions_.end(),
                         [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    }

    void endings(const YAML::Node& node) {
        Language::Endings& e = out_.endings_;
        const std::pair<const char*, std::vector<std::string>*> lists[] = {
            {"future", &e.future},           {"past", &e.past},
            {"participle", &e.participle},   {"weak_past", &e.weak_past},
            {"simple_past", &e.simple_past}, {"nouns", &e.nouns}};
        for (const auto& [key, list] : lists)
            for (const auto& item : node[key]) list->push_back(item.as<std::string>());
    }

    void aliases(const YAML::Node& node) {
        out_.meaning_.resize(next_symbol_);
        for (Symbol s = 0; s < next_symbol_; ++s) out_.meaning_[s] = s;
        for (const auto& item : node)
            out_.meaning_[known_class(item.first.as<std::string>(), line_of(item.first))] =
                known_class(item.second.as<std::string>(), line_of(item.second));
    }

    void freeze() {
        std::size_t slots = 64;
        while (slots < out_.entries_.size() * 3) slots *= 2;
        out_.slots_.assign(slots, 0);
        out_.may_be_word_.assign(slots / 8, 0);  // 8 bits a slot
        for (std::uint32_t e = 0; e < out_.entries_.size(); ++e) {
            const std::uint32_t hash = hash_of(out_.entries_[e].word);
            const std::uint32_t bit = hash % (out_.may_be_word_.size() * 64);
            out_.may_be_word_[bit / 64] |= std::uint64_t{1} << (bit % 64);
            std::size_t i = hash & (slots - 1);
            while (out_.slots_[i]) i = (i + 1) & (slots - 1);
            out_.slots_[i] = e + 1;
        }
        std::size_t edges = 64;
        while (edges < edges_.size() * 2) edges *= 2;
        out_.edges_.assign(edges, {0, 0});
        out_.root_.assign(next_symbol_, 0);
        for (const auto& [key, node] : edges_) {
            if (key >> 16 == 0) {
                out_.root_[key & 0xFFFF] = node;
                continue;
            }
            std::size_t i = (key * 0x9E3779B97F4A7C15ull) >> 40 & (edges - 1);
            while (out_.edges_[i].first) i = (i + 1) & (edges - 1);
            out_.edges_[i] = {key, node};
        }
    }

    Language& out_;
    Language plain_;  // no words: only cuts
    std::map<std::string, Symbol, std::less<>> classes_;
    std::vector<Symbol> capital_;
    std::unordered_map<std::string, std::uint32_t> index_;
    std::map<std::string, std::string> macros_;
    std::unordered_map<std::uint64_t, std::uint32_t> edges_;
    Symbol next_symbol_ = kFirstFree;
    mutable std::optional<Mistake> mistake_;
    std::string pattern_;
    std::size_t position_ = 0;
    int line_ = 0;
};

Result<Language> Language::load(const world::DataFile& file) {
    Language language;
    try {
        Loader loader(language);
        loader.load(YAML::Load(file.bytes));
        if (const auto& m = loader.mistake())
            return fail(ErrorCode::kInvalid, file.name + ":" + std::to_string(m->line) + ": " + m->message);
    } catch (const YAML::Exception& e) {
        return fail(ErrorCode::kInvalid, file.name + ":" + std::to_string(e.mark.line + 1) + ": " + e.msg);
    }
    return language;
}

}  // namespace entente::grounding::times
