#include "language/lemmas.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "base/text.h"

namespace entente::language {

namespace {

constexpr std::size_t kRules = 6;  // best rules that are looked at
constexpr float kMargin = 4.0F;    // and how far below the best they may score
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

}  // namespace

Result<LemmaTable> LemmaTable::open(std::string tsv) {
    LemmaTable out;
    if (!base::valid_utf8(tsv)) return fail(ErrorCode::kInvalid, "lemmas.tsv: ill-formed UTF-8");
    out.bytes_ = std::make_shared<const std::string>(std::move(tsv));
    const std::string& all = *out.bytes_;
    std::size_t number = 1;
    for (std::size_t at = 0; at < all.size(); ++number) {
        const std::size_t end = std::min(all.find('\n', at), all.size());
        const std::size_t first = all.find('\t', at);
        const std::size_t second = first >= end ? end : all.find('\t', first + 1);
        if (second >= end || first == at || second == first + 1 || second + 1 == end ||
            std::find(all.begin() + static_cast<std::ptrdiff_t>(second) + 1,
                      all.begin() + static_cast<std::ptrdiff_t>(end),
                      '\t') != all.begin() + static_cast<std::ptrdiff_t>(end))
            return fail(ErrorCode::kInvalid,
                        "lemmas.tsv:" + std::to_string(number) + ": form, UPOS and lemma are wanted");
        out.by_form_.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(first + 1),
                                static_cast<std::uint32_t>(second + 1), static_cast<std::uint32_t>(end)});
        at = end + 1;
    }
    const auto form_key = [&](const Line& l) { return std::tuple(out.form(l), out.upos(l)); };
    const auto lemma_key = [&](const Line& l) { return std::tuple(out.lemma(l), out.upos(l)); };
    const auto by_form = [&](const Line& a, const Line& b) { return form_key(a) < form_key(b); };
    if (!std::is_sorted(out.by_form_.begin(), out.by_form_.end(), by_form))
        std::stable_sort(out.by_form_.begin(), out.by_form_.end(), by_form);
    out.by_lemma_ = out.by_form_;
    std::sort(out.by_lemma_.begin(), out.by_lemma_.end(),
              [&](const Line& a, const Line& b) { return lemma_key(a) < lemma_key(b); });
    out.by_lemma_.erase(std::unique(out.by_lemma_.begin(), out.by_lemma_.end(),
                                    [&](const Line& a, const Line& b) { return lemma_key(a) == lemma_key(b); }),
                        out.by_lemma_.end());
    out.by_lemma_.shrink_to_fit();
    return out;
}

std::string_view LemmaTable::find_exactly(std::string_view wanted, std::string_view tag) const {
    const auto it =
        std::lower_bound(by_form_.begin(), by_form_.end(), std::tuple(wanted, tag),
                         [&](const Line& l, const auto& key) { return std::tuple(form(l), upos(l)) < key; });
    return it != by_form_.end() && form(*it) == wanted && upos(*it) == tag ? lemma(*it) : std::string_view{};
}

std::string_view LemmaTable::find(std::string_view wanted, std::string_view tag) const {
    if (empty()) return {};
    std::string key = tag == kProperNoun ? std::string(wanted) : lower_case(wanted);
    const std::string_view found = find_exactly(key, tag);
    if (!found.empty() || key.find(kCurly) == std::string::npos) return found;
    for (std::size_t at = key.find(kCurly); at != std::string::npos; at = key.find(kCurly, at))
        key.replace(at, kCurly.size(), "'");
    return find_exactly(key, tag);
}

bool LemmaTable::is_lemma(std::string_view wanted, std::string_view tag) const {
    const auto it =
        std::lower_bound(by_lemma_.begin(), by_lemma_.end(), std::tuple(wanted, tag),
                         [&](const Line& l, const auto& key) { return std::tuple(lemma(l), upos(l)) < key; });
    return it != by_lemma_.end() && lemma(*it) == wanted && upos(*it) == tag;
}

std::string choose_lemma(std::string_view form, std::string_view upos, const float* scores, const Labels& labels,
                         const LemmaTable& table) {
    if (const std::string_view known = table.find(form, upos); !known.empty()) return std::string(known);
    const std::vector<std::string>& rules = labels.lemma;
    if (table.empty() || upos == kProperNoun)
        return lemma_by(form,
                        rules[static_cast<std::size_t>(std::max_element(scores, scores + rules.size()) - scores)]);
    const std::vector<std::size_t> order = best_rules(scores, rules.size(), kRules);
    for (const std::size_t r : order) {
        if (scores[order[0]] - scores[r] > kMargin) break;
        if (rules[r] == "_none") continue;
        std::string lemma = apply_lemma_rule(form, rules[r]);
        if (table.is_lemma(lemma, upos)) return lemma;
    }
    if (leaves_nothing(form, rules[order[0]]))
        for (const std::size_t r : best_rules(scores, rules.size(), rules.size())) {
            if (rules[r] == "_none" || rules[r][0] == '=') continue;
            std::string lemma = apply_lemma_rule(form, rules[r]);
            if (keeps_half(form, lemma) && table.is_lemma(lemma, upos)) return lemma;
        }
    return lemma_by(form, rules[order[0]]);
}

}  // namespace entente::language
