#include "cli/conllu_score.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <random>
#include <set>
#include <tuple>

#include "base/text.h"
#include "language/labels.h"

namespace entente::cli {

namespace {

constexpr std::size_t kNoHead = static_cast<std::size_t>(-1);

struct ScoreWord {
    std::size_t begin = 0, end = 0;  // characters without spaces
    bool multi = false;              // of a token of several words
    std::string_view form, lemma, upos, feats, relation;
    std::string entity;
    std::size_t head = kNoHead;  // word; none: the root
};

struct ScoreSentence {
    std::size_t begin = 0, end = 0, first = 0, last = 0;  // characters; words
    std::string id;
};

std::vector<std::string_view> lines_of(std::string_view bytes) {
    std::vector<std::string_view> lines = base::split(bytes, '\n');
    for (std::string_view& l : lines)
        if (!l.empty() && l.back() == '\r') l.remove_suffix(1);
    lines.emplace_back();
    return lines;
}

std::size_t number(std::string_view digits) {
    std::size_t n = 0;
    for (const char c : digits.substr(0, 9))
        if (c >= '0' && c <= '9') n = n * 10 + static_cast<std::size_t>(c - '0');
    return n;
}

std::string_view without_subtype(std::string_view relation) { return relation.substr(0, relation.find(':')); }

// "Entity=B-PER" of MISC.
std::string entity_of(std::string_view misc) {
    for (const std::string_view part : base::split(misc, '|'))
        if (part.substr(0, 7) == "Entity=") return std::string(part.substr(7));
    return "O";
}

struct Text {
    std::u32string characters;
    std::vector<ScoreWord> words;
    std::vector<ScoreSentence> sentences;

    explicit Text(std::string_view conllu) {
        std::vector<std::vector<std::string_view>> rows;
        std::string id;
        for (const std::string_view line : lines_of(conllu)) {
            if (base::trim(line).empty()) {
                if (!rows.empty()) sentence(rows, std::move(id));
                rows.clear();
                id.clear();
            } else if (line[0] != '#') {
                std::vector<std::string_view> columns = base::split(line, '\t');
                columns.resize(10);
                if (columns[0].find('.') == std::string_view::npos) rows.push_back(std::move(columns));
            } else if (line.substr(0, 12) == "# sent_id = ") {
                id = base::trim(line.substr(12));
            }
        }
    }

 private:
    void append(std::string_view form) {
        for (std::size_t at = 0; at < form.size();) {
            const char32_t c = base::next_code_point(form, at);
            const auto kind = u_charType(static_cast<UChar32>(c));
            const bool empty = kind == U_SPACE_SEPARATOR || kind == U_CONTROL_CHAR || kind == U_FORMAT_CHAR;
            if (!empty || c == 0x00AD) characters += c;
        }
    }

    void sentence(const std::vector<std::vector<std::string_view>>& rows, std::string id) {
        ScoreSentence s{characters.size(), 0, words.size(), 0, std::move(id)};
        std::size_t until = 0, begin = 0;
        std::vector<std::size_t> heads;
        for (const auto& r : rows) {
            const std::size_t dash = r[0].find('-');
            const std::size_t a = number(r[0].substr(0, dash));
            const bool range = dash != std::string_view::npos;
            const std::size_t b = range ? number(r[0].substr(dash + 1)) : a;
            if (range || a > until) {
                begin = characters.size();
                append(r[1]);
                until = b;
            }
            if (range) continue;
            const bool again = !words.empty() && words.back().begin == begin && words.back().end == characters.size();
            words.push_back({begin, characters.size(), until > a || again, r[1], r[2], r[3], r[5],
                             without_subtype(r[7]), entity_of(r[9]), kNoHead});
            heads.push_back(number(r[6]));
        }
        for (std::size_t i = 0; i < heads.size(); ++i)
            if (heads[i] > 0 && heads[i] <= heads.size()) words[s.first + i].head = s.first + heads[i] - 1;
        s.end = characters.size();
        s.last = words.size();
        sentences.push_back(std::move(s));
    }
};

using Pairs = std::vector<std::pair<std::size_t, std::size_t>>;

// A longest common subsequence of the forms of gold[i, a) and system[j, b).
void common_words(const Text& gold, std::size_t i, std::size_t a, const Text& system, std::size_t j, std::size_t b,
                  Pairs& out) {
    std::vector<std::string> x, y;
    for (std::size_t k = i; k < a; ++k) x.push_back(language::lower_case(gold.words[k].form));
    for (std::size_t k = j; k < b; ++k) y.push_back(language::lower_case(system.words[k].form));
    std::vector<std::vector<int>> best(x.size() + 1, std::vector<int>(y.size() + 1));
    for (std::size_t p = x.size(); p-- > 0;)
        for (std::size_t q = y.size(); q-- > 0;)
            best[p][q] = x[p] == y[q] ? best[p + 1][q + 1] + 1 : std::max(best[p + 1][q], best[p][q + 1]);
    for (std::size_t p = 0, q = 0; p < x.size() && q < y.size();) {
        if (x[p] == y[q])
            out.emplace_back(i + p++, j + q++);
        else if (best[p + 1][q] >= best[p][q + 1])
            ++p;
        else
            ++q;
    }
}

// Moves `at` over words that begin before `end`, which grows with tokens of several words. Whether it moved.
bool pass_over(const std::vector<ScoreWord>& words, std::size_t& at, std::size_t& end) {
    const std::size_t from = at;
    for (; at < words.size() && words[at].begin < end; ++at)
        if (words[at].multi) end = std::max(end, words[at].end);
    return at > from;
}

// Words of equal spans; inside stretches with a token of several words, words of equal form.
Pairs align(const Text& gold, const Text& system) {
    Pairs out;
    const auto &g = gold.words, &s = system.words;
    for (std::size_t i = 0, j = 0; i < g.size() && j < s.size();) {
        const bool stretch = (g[i].multi && g[i].begin <= s[j].begin) || (s[j].multi && s[j].begin <= g[i].begin);
        if (stretch) {
            std::size_t end = std::max(g[i].multi ? g[i].end : 0, s[j].multi ? s[j].end : 0), a = i, b = j;
            for (bool moved = true; moved;) {
                moved = pass_over(g, a, end);
                moved = pass_over(s, b, end) || moved;
            }
            common_words(gold, i, a, system, j, b, out);
            i = std::max(a, i + (a == i && b == j));
            j = b;
        } else if (g[i].multi || s[j].multi) {
            ++(g[i].begin < s[j].begin ? i : j);
        } else if (g[i].begin == s[j].begin && g[i].end == s[j].end) {
            out.emplace_back(i++, j++);
        } else {
            ++(g[i].begin <= s[j].begin ? i : j);
        }
    }
    return out;
}

using NameSpan = std::tuple<std::size_t, std::size_t, std::string>;
std::set<NameSpan> names_in(const std::vector<std::string>& tags) {
    std::set<NameSpan> out;
    for (std::size_t i = 0; i < tags.size();) {
        std::size_t end = i + 1;
        if (tags[i] != "O" && tags[i].size() > 2) {
            const std::string kind = tags[i].substr(2);
            while (end < tags.size() && tags[end] == "I-" + kind) ++end;
            out.emplace(i, end, kind);
        }
        i = end;
    }
    return out;
}

class Counter {
 public:
    Counter(const Text& gold, const Text& system) : gold_(gold), system_(system), counts_(gold.sentences.size()) {}

    std::vector<SentenceCounts> run(const NameTags& names) {
        count_words();
        count_sentences();
        for (std::size_t i = 0; i < gold_.sentences.size(); ++i) count_names(i, names);
        return std::move(counts_);
    }

 private:
    // The gold sentence that holds the character.
    std::size_t sentence_at(std::size_t character) const {
        const auto it = std::upper_bound(gold_.sentences.begin(), gold_.sentences.end(), character,
                                         [](std::size_t c, const ScoreSentence& s) { return c < s.begin; });
        return it == gold_.sentences.begin() ? 0 : static_cast<std::size_t>(it - gold_.sentences.begin()) - 1;
    }

    void count_words() {
        constexpr ScoreKind kinds[] = {kWordScore, kUposScore, kLemmaScore, kFeatsScore, kUasScore, kLasScore};
        std::vector<std::size_t> home;
        for (std::size_t i = 0; i < gold_.sentences.size(); ++i) {
            const ScoreSentence& s = gold_.sentences[i];
            home.insert(home.end(), s.last - s.first, i);
            for (const ScoreKind k : kinds) counts_[i].gold[k] += static_cast<std::uint32_t>(s.last - s.first);
        }
        for (const ScoreWord& w : system_.words)
            for (const ScoreKind k : kinds) ++counts_[sentence_at(w.begin)].system[k];
        const Pairs pairs = align(gold_, system_);
        std::vector<std::size_t> partner(gold_.words.size(), kNoHead);
        for (const auto& [g, s] : pairs) partner[g] = s;
        for (const auto& [i, j] : pairs) {
            const ScoreWord &g = gold_.words[i], &s = system_.words[j];
            auto& hits = counts_[home[i]].hits;
            const bool head = g.head == kNoHead ? s.head == kNoHead : s.head != kNoHead && partner[g.head] == s.head;
            ++hits[kWordScore];
            hits[kUposScore] += g.upos == s.upos;
            hits[kLemmaScore] += g.lemma == s.lemma || g.lemma == "_";
            hits[kFeatsScore] += g.feats == s.feats;
            hits[kUasScore] += head;
            hits[kLasScore] += head && g.relation == s.relation;
        }
    }

    void count_sentences() {
        std::set<std::pair<std::size_t, std::size_t>> found;
        for (const ScoreSentence& s : system_.sentences)
            if (found.emplace(s.begin, s.end).second) ++counts_[sentence_at(s.begin)].system[kSentenceScore];
        for (std::size_t i = 0; i < gold_.sentences.size(); ++i) {
            ++counts_[i].gold[kSentenceScore];
            counts_[i].hits[kSentenceScore] += found.count({gold_.sentences[i].begin, gold_.sentences[i].end}) > 0;
        }
    }

    void count_names(std::size_t i, const NameTags& names) {
        const ScoreSentence& s = gold_.sentences[i];
        const auto tags = names.find(s.id);
        if (tags == names.end() || tags->second.size() != s.last - s.first) return;
        if (i >= system_.sentences.size() || system_.sentences[i].last != s.last) return;
        std::vector<std::string> said;
        for (std::size_t k = s.first; k < s.last; ++k) said.push_back(system_.words[k].entity);
        const std::set<NameSpan> a = names_in(tags->second), b = names_in(said);
        counts_[i].gold[kNamesScore] = static_cast<std::uint32_t>(a.size());
        counts_[i].system[kNamesScore] = static_cast<std::uint32_t>(b.size());
        for (const NameSpan& n : a) counts_[i].hits[kNamesScore] += b.count(n) > 0;
    }

    const Text& gold_;
    const Text& system_;
    std::vector<SentenceCounts> counts_;
};

double f1(std::uint64_t hits, std::uint64_t both) {
    return both ? 200.0 * static_cast<double>(hits) / static_cast<double>(both) : 0;
}

}  // namespace

Result<std::vector<SentenceCounts>> score_conllu(std::string_view gold, std::string_view system,
                                                 const NameTags& names) {
    const Text a(gold), b(system);
    if (a.characters != b.characters) {
        const auto at =
            std::mismatch(a.characters.begin(), a.characters.end(), b.characters.begin(), b.characters.end());
        return fail(ErrorCode::kInvalid,
                    "the texts differ at character " + std::to_string(at.first - a.characters.begin()));
    }
    return Counter(a, b).run(names);
}

std::array<Score, kScoreKinds> scores_of(const std::vector<SentenceCounts>& sentences, int rounds) {
    std::array<Score, kScoreKinds> out;
    std::mt19937 random(1);  // NOLINT: the same samples every time
    std::vector<std::array<double, kScoreKinds>> samples;
    const auto sum = [&](auto&& pick) {
        std::array<std::uint64_t, kScoreKinds> hits{}, both{};
        for (std::size_t i = 0; i < sentences.size(); ++i) {
            const SentenceCounts& s = sentences[pick(i)];
            for (std::size_t k = 0; k < kScoreKinds; ++k) {
                hits[k] += s.hits[k];
                both[k] += s.gold[k] + s.system[k];
            }
        }
        std::array<double, kScoreKinds> f{};
        for (std::size_t k = 0; k < kScoreKinds; ++k) {
            f[k] = f1(hits[k], both[k]);
            out[k].counted = out[k].counted || both[k] > 0;
        }
        return f;
    };
    const auto all = sum([](std::size_t i) { return i; });
    for (int r = 0; r < rounds; ++r) samples.push_back(sum([&](std::size_t) { return random() % sentences.size(); }));
    for (std::size_t k = 0; k < kScoreKinds; ++k) {
        std::vector<double> values;
        for (const auto& s : samples) values.push_back(s[k]);
        std::sort(values.begin(), values.end());
        out[k].f1 = out[k].low = out[k].high = all[k];
        if (values.empty()) continue;
        out[k].low = values[values.size() / 40];
        out[k].high = values[values.size() - 1 - values.size() / 40];
    }
    return out;
}

}  // namespace entente::cli
