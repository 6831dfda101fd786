// The finder: walks the rules' trie over the tokens and lets the resolver judge what it finds.
//
// At each token that can begin a rule all sequences of the rules are followed at once, word by word. The longest one
// that its action accepts is taken, and reading goes on after its expression; so "3 avril 2025" is one date and never
// a day, a month and a year. Example: « du 12 au 15 mai » follows "du DAY au DAY MONTH"; the resolver finds that both
// days exist, picks the year and keeps 12–15 May. Cost: at most kMaxRuleTokens steps from a token, mostly none.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "grounding/grounding.h"
#include "grounding/times/resolve.h"

namespace entente::grounding {

namespace {

using namespace times;

struct Found {
    std::uint32_t node = 0;
    std::size_t length = 0;
    Accept accept;
};

// All sequences of rules that begin at token `at`, the longest first; of equal ones the rule that stands first.
void follow(const std::vector<Token>& tokens, std::size_t at, const Language& language, std::vector<Found>& found) {
    static constexpr std::size_t kPaths = 96;
    std::array<std::uint32_t, kPaths> one, two;  // written before they are read, up to their counts
    std::uint32_t *now = one.data(), *next = two.data();
    now[0] = 0;
    std::size_t count = 1;
    found.clear();
    for (std::size_t length = 0; length < kMaxRuleTokens && at + length < tokens.size() && count > 0; ++length) {
        const Token& t = tokens[at + length];
        if (t.kind == TokenKind::kBreak) break;
        Senses senses = senses_of(t);
        if (length > 0 && t.kind == TokenKind::kWord) senses.add(kAnyWord, 0);
        std::size_t next_count = 0;
        for (std::size_t p = 0; p < count; ++p)
            for (std::size_t s = 0; s < senses.count && next_count < kPaths; ++s)
                if (const std::uint32_t child = language.child(now[p], senses.items[s].symbol))
                    next[next_count++] = child;
        for (std::size_t p = 0; p < next_count; ++p)
            for (const Accept& a : language.node(next[p]).accepts) found.push_back({next[p], length + 1, a});
        std::swap(now, next);
        count = next_count;
    }
    if (found.size() < 2) return;
    std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
        return a.length != b.length ? a.length > b.length : a.accept.rule < b.accept.rule;
    });
}

Match match_of(const Found& f, std::size_t at, const std::vector<Token>& tokens, const Language& language) {
    Match m;
    m.rule = &language.rule(f.accept.rule);
    m.first = at;
    m.last = at + f.length;
    m.from = at + f.accept.span_from;
    m.to = at + f.accept.span_to;
    const std::vector<Symbol>& path = language.node(f.node).path;
    for (std::size_t k = 0; k < path.size(); ++k) {
        const Symbol meaning = language.meaning(path[k]);
        if (meaning >= kFirstFree) continue;
        const Senses senses = senses_of(tokens[at + k]);
        if (const Sense* s = senses.find(path[k])) m.captures.push_back({meaning, s->value, at + k});
    }
    return m;
}

class Finder final : public TimeFinder {
 public:
    Finder(std::map<std::string, Language, std::less<>> languages, Feasts feasts)
        : languages_(std::move(languages)), feasts_(std::move(feasts)) {}

    std::vector<TimeExpression> find(std::string_view text, std::string_view language,
                                     const TimeAnchor& anchor) const override {
        const auto it = languages_.find(language.substr(0, language.find('-')));
        if (it != languages_.end()) return find_in(text, it->second, anchor);
        if (language.empty()) return find_in_any(text, anchor);
        const auto other = languages_.find("und");
        return other == languages_.end() ? std::vector<TimeExpression>{} : find_in(text, other->second, anchor);
    }

 private:
    [[nodiscard]] std::vector<TimeExpression> find_in(std::string_view text, const Language& words,
                                                      const TimeAnchor& anchor) const {
        const std::vector<Token> tokens = tokenize(text, words);
        Resolver resolver(text, tokens, words, feasts_, anchor);
        std::vector<Found> found;
        for (std::size_t at = 0; at < tokens.size();) at = step(tokens, at, words, resolver, found);
        return resolver.finish();
    }

    // A text too short to tell its language: the one whose expressions cover most of it; French where equal.
    [[nodiscard]] std::vector<TimeExpression> find_in_any(std::string_view text, const TimeAnchor& anchor) const {
        std::vector<TimeExpression> best;
        std::size_t best_size = 0;
        for (auto it = languages_.rbegin(); it != languages_.rend(); ++it) {
            std::vector<TimeExpression> times = find_in(text, it->second, anchor);
            std::size_t size = it->first == "fr" ? 1 : 0;
            for (const TimeExpression& t : times) size += t.span.size() * 2;
            if (size <= best_size) continue;
            best = std::move(times);
            best_size = size;
        }
        return best;
    }

    // Tries the rules at one token; gives the token to go on from.
    static std::size_t step(const std::vector<Token>& tokens, std::size_t at, const Language& words, Resolver& resolver,
                            std::vector<Found>& found) {
        if (!tokens[at].entry && tokens[at].number < 0 && tokens[at].kind != TokenKind::kDecimal) return at + 1;
        follow(tokens, at, words, found);
        for (const Found& f : found) {
            const Match m = match_of(f, at, tokens, words);
            if (resolver.add(m)) return m.to;
        }
        return at + 1;
    }

    std::map<std::string, Language, std::less<>> languages_;
    Feasts feasts_;
};

}  // namespace

Result<std::shared_ptr<const TimeFinder>> TimeFinder::open(const std::vector<world::DataFile>& files) {
    std::map<std::string, Language, std::less<>> languages;
    for (const world::DataFile& file : files) {
        TRY(Language language, Language::load(file));
        std::string code = language.code();
        languages.insert_or_assign(std::move(code), std::move(language));
    }
    TRY(Feasts feasts, Feasts::open());
    return std::shared_ptr<const TimeFinder>(std::make_shared<Finder>(std::move(languages), std::move(feasts)));
}

TimeAnchor anchor_of(const Article& article) {
    if (const auto day = parse_date(article.published)) return {day, false};
    if (article.published_bounds.to)
        if (const auto day = parse_date(*article.published_bounds.to)) return {day, true};
    if (article.published_bounds.from)
        if (const auto day = parse_date(*article.published_bounds.from)) return {day, true};
    return {};
}

std::vector<TimeExpression> times_of(const Article& article, const TimeFinder& finder) {
    std::vector<TimeExpression> out;
    const auto add = [&](std::string_view text, const std::string& field, const TimeAnchor& anchor) {
        for (TimeExpression& t : finder.find(text, article.language, anchor)) {
            t.field = field;
            out.push_back(std::move(t));
        }
    };
    const TimeAnchor anchor = anchor_of(article);
    add(article.title, "title", anchor);
    add(article.text, "text", anchor);
    for (std::size_t i = 0; i < article.related.size(); ++i) add(article.related[i].title, related_field(i), {});
    return out;
}

}  // namespace entente::grounding
