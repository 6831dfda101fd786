#include "language/lemmas.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "base/text.h"

namespace entente::language {

namespace {

constexpr std::size_t kRules = 6;           // best rules that are looked at
constexpr float kMargin = 4.0F;             // and how far below the best they may score
constexpr std::uint32_t kCommonEnding = 2;  // lemmas that make an ending usual
constexpr std::string_view kProperNoun = "PROPN";
constexpr std::string_view kCurly = "’";

// The `n` best rules, best first.
std::vector<std::size_t> best_rules(const float* scores, std::size_t classes, std::size_t n) {
    std::vector<std::size_t> order(classes);
    std::iota(order.begin(), order.end(), 0);
    n = std::min(n, classes);
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(n), order.end(),
                      [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    order.resize(n);
    return order;
}

std::string lemma_by(std::string_view form, const std::string& rule) {
    return rule == "_none" ? std::string(form) : apply_lemma_rule(form, rule);
}

// Whether the rule cuts as many letters as the form has: what it makes owes nothing to the form.
bool leaves_nothing(std::string_view form, std::string_view rule) {
    return rule.size() > 2 && (rule[0] == 'U' || rule[0] == 'L') && rule[1] >= '0' && rule[1] <= '9' &&
           base::count_code_points(form) <= static_cast<std::size_t>(rule[1] - '0');
}

bool keeps_half(std::string_view form, std::string_view lemma) {
    const std::string plain = lower_case(form);
    const auto [a, b] = std::mismatch(plain.begin(), plain.end(), lemma.begin(), lemma.end());
    return static_cast<std::size_t>(a - plain.begin()) * 2 >= plain.size();
}

// Whether the rule is a word that has nothing to do with the form.
bool is_alien(std::string_view form, std::string_view rule) {
    if (rule.size() < 2 || rule[0] != '=') return false;
    const std::string plain = base::fold(form.substr(0, base::border_before(form, 8)));
    const std::string word = base::fold(rule.substr(1));
    return plain.empty() || word.empty() || plain[0] != word[0];
}

// "-t-il", "-je": the pronoun as it stands before its verb; else the form.
std::string_view without_hyphen(std::string_view form) {
    if (form.substr(0, 3) == "-t-") return form.substr(3);
    return form.size() > 2 && form[0] == '-' ? form.substr(1) : form;
}

// "élu(e)s", "AUTRE(S)": without what may be read or not.
std::string without_brackets(std::string_view form) {
    const std::size_t open = form.find('('), close = form.find(')');
    if (open == std::string_view::npos || close == std::string_view::npos || open < 2 || close < open + 2 ||
        close > open + 4)
        return std::string(form);
    return std::string(form.substr(0, open)) + std::string(form.substr(close + 1));
}

// UPOS and the last three letters; empty for a shorter lemma.
std::string ending_key(std::string_view lemma, std::string_view upos) {
    std::size_t at = lemma.size();
    for (int letters = 0; letters < 3; ++letters) {
        if (at == 0) return {};
        at = base::border_before(lemma, at - 1);
    }
    return std::string(upos) + " " + std::string(lemma.substr(at));
}

}  // namespace

Result<LemmaTable> LemmaTable::open(std::string tsv) {
    LemmaTable out;
    if (!base::valid_utf8(tsv)) return fail(ErrorCode::kInvalid, "lemmas.tsv: ill-formed UTF-8");
    out.bytes_ = std::make_shared<const std::string>(std::move(tsv));
    const std::string& all = *out.bytes_;
    std::size_t number = 1;
    for (std::size_t at = 0; at < all.size(); ++number) {
        const std::size_t end = std::min(all.find('\n', at), all.size());
        TRY_DONE(out.read_line(at, end, number));
        at = end + 1;
    }
    out.sort();
    return out;
}

Status LemmaTable::read_line(std::size_t at, std::size_t end, std::size_t number) {
    const std::vector<std::string_view> columns = base::split(view(at, end), '\t');
    const bool filled = std::none_of(columns.begin(), columns.end(), [](std::string_view c) { return c.empty(); });
    if (columns.size() < 3 || columns.size() > 4 || !filled || (columns.size() == 4 && columns[3].size() != 2))
        return fail(ErrorCode::kInvalid,
                    "lemmas.tsv:" + std::to_string(number) + ": form, UPOS, lemma and perhaps a language are wanted");
    const auto place = [&](std::string_view c) { return static_cast<std::uint32_t>(c.data() - bytes_->data()); };
    Line l{place(columns[0]), place(columns[1]), place(columns[2]), 0, 0};
    l.end = l.lemma + static_cast<std::uint32_t>(columns[2].size());
    if (columns.size() == 4) l.language = place(columns[3]);
    by_form_.push_back(l);
    return Done{};
}

void LemmaTable::sort() {
    const auto form_key = [&](const Line& l) { return std::tuple(form(l), upos(l)); };
    const auto lemma_key = [&](const Line& l) { return std::tuple(lemma(l), upos(l)); };
    const auto by_form = [&](const Line& a, const Line& b) { return form_key(a) < form_key(b); };
    if (!std::is_sorted(by_form_.begin(), by_form_.end(), by_form))
        std::stable_sort(by_form_.begin(), by_form_.end(), by_form);
    by_lemma_ = by_form_;
    std::sort(by_lemma_.begin(), by_lemma_.end(),
              [&](const Line& a, const Line& b) { return lemma_key(a) < lemma_key(b); });
    by_lemma_.erase(std::unique(by_lemma_.begin(), by_lemma_.end(),
                                [&](const Line& a, const Line& b) { return lemma_key(a) == lemma_key(b); }),
                    by_lemma_.end());
    by_lemma_.shrink_to_fit();
    for (const Line& l : by_lemma_)
        if (const std::string key = ending_key(lemma(l), upos(l)); !key.empty()) ++endings_[key];
}

LemmaTable::Lines LemmaTable::lines_exactly(std::string_view wanted, std::string_view tag) const {
    const auto key = std::tuple(wanted, tag);
    const auto begin = std::lower_bound(by_form_.begin(), by_form_.end(), key,
                                        [&](const Line& l, const auto& k) { return std::tuple(form(l), upos(l)) < k; });
    auto end = begin;
    while (end != by_form_.end() && form(*end) == wanted && upos(*end) == tag) ++end;
    return {begin, end};
}

LemmaTable::Lines LemmaTable::lines_of(std::string_view wanted, std::string_view tag) const {
    std::string key = tag == kProperNoun ? std::string(wanted) : lower_case(wanted);
    const Lines found = lines_exactly(key, tag);
    if (found.first != found.second || key.find(kCurly) == std::string::npos) return found;
    for (std::size_t at = key.find(kCurly); at != std::string::npos; at = key.find(kCurly, at))
        key.replace(at, kCurly.size(), "'");
    return lines_exactly(key, tag);
}

std::string_view LemmaTable::find(std::string_view wanted, std::string_view tag, std::string_view in) const {
    const auto [begin, end] = lines_of(wanted, tag);
    for (const std::string_view first : {in, std::string_view()})
        for (auto it = begin; it != end; ++it)
            if (language(*it) == first) return lemma(*it);
    return begin == end || (!in.empty() && tag != kProperNoun) ? std::string_view() : lemma(*begin);
}

std::string_view LemmaTable::language_of(std::string_view wanted, std::string_view tag) const {
    const auto [begin, end] = lines_of(wanted, tag);
    return end - begin == 1 ? language(*begin) : std::string_view();
}

bool LemmaTable::is_lemma(std::string_view wanted, std::string_view tag) const {
    const auto it =
        std::lower_bound(by_lemma_.begin(), by_lemma_.end(), std::tuple(wanted, tag),
                         [&](const Line& l, const auto& key) { return std::tuple(lemma(l), upos(l)) < key; });
    return it != by_lemma_.end() && lemma(*it) == wanted && upos(*it) == tag;
}

bool LemmaTable::ends_as_lemmas_do(std::string_view lemma, std::string_view upos) const {
    const std::string key = ending_key(lemma, upos);
    const auto it = endings_.find(key);
    return it != endings_.end() && it->second >= kCommonEnding;
}

namespace {

// A known lemma that keeps half of the form, however low its rule scores; empty: none.
std::string lemma_that_keeps_half(std::string_view form, std::string_view upos, const float* scores,
                                  const std::vector<std::string>& rules, const LemmaTable& table) {
    for (const std::size_t r : best_rules(scores, rules.size(), rules.size())) {
        if (rules[r] == "_none" || rules[r][0] == '=') continue;
        std::string lemma = apply_lemma_rule(form, rules[r]);
        if (keeps_half(form, lemma) && table.is_lemma(lemma, upos)) return lemma;
    }
    return {};
}

}  // namespace

std::string choose_lemma(std::string_view written, std::string_view upos, const float* scores, const Labels& labels,
                         const LemmaTable& table, std::string_view language) {
    const std::string form = upos == kProperNoun ? std::string(written) : without_brackets(written);
    for (const std::string_view f : {std::string_view(form), without_hyphen(form)})
        if (const std::string_view known = table.find(f, upos, language); !known.empty()) return std::string(known);
    const std::vector<std::string>& rules = labels.lemma;
    if (table.empty() || upos == kProperNoun)
        return lemma_by(form,
                        rules[static_cast<std::size_t>(std::max_element(scores, scores + rules.size()) - scores)]);
    const std::vector<std::size_t> order = best_rules(scores, rules.size(), kRules);
    const auto usable = [&](std::size_t r) { return rules[r] != "_none" && !is_alien(form, rules[r]); };
    for (const std::size_t r : order) {
        if (scores[order[0]] - scores[r] > kMargin) break;
        if (!usable(r)) continue;
        std::string lemma = apply_lemma_rule(form, rules[r]);
        if (table.is_lemma(lemma, upos)) return lemma;
    }
    if (leaves_nothing(form, rules[order[0]]))
        if (std::string lemma = lemma_that_keeps_half(form, upos, scores, rules, table); !lemma.empty()) return lemma;
    for (const std::size_t r : order) {
        if (scores[order[0]] - scores[r] > kMargin) break;
        if (!usable(r)) continue;
        std::string lemma = apply_lemma_rule(form, rules[r]);
        if (table.ends_as_lemmas_do(lemma, upos)) return lemma;
    }
    return lemma_by(form, rules[order[0]]);
}

}  // namespace entente::language
