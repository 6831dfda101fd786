#include "coding/attach.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "base/text.h"
#include "coding/roles.h"

namespace entente::coding {

namespace {

constexpr int kFar = 1000;

bool contains(const std::vector<TokenIndex>& v, TokenIndex i) { return std::find(v.begin(), v.end(), i) != v.end(); }

// Steps up from `from` to `predicate` or its support; kFar when it is not below them or another predicate, or a
// subordinate clause, lies between.
int distance(const Surroundings& s, TokenIndex from, TokenIndex predicate, TokenIndex support) {
    int n = 0;
    for (TokenIndex at = from; at != kNoToken && n < 40; at = s.tree.head(at), ++n) {
        if (at == predicate) return n;
        if (at == support) return n + 1;
        if (contains(s.predicates, at) && at != from) return kFar;
        if (s.tree.word(at).is("acl:relcl") || (s.tree.word(at).is("advcl") && s.tree.verbal(at))) return kFar;
    }
    return kFar;
}

}  // namespace

namespace {

// Whether no other predicate is a better owner of a phrase that hangs on a shared support verb or clause.
int clause_distance(const Surroundings& s, TokenIndex from, TokenIndex predicate) {
    // The predicate may itself hang on the verb that the phrase hangs on: « a annoncé lundi la visite » no;
    // « se rendra à Moscou jeudi pour des consultations » yes, one step dearer each.
    int up = 0;
    for (TokenIndex at = predicate; at != kNoToken && up < 3; at = s.tree.head(at), ++up) {
        if (up > 0 && (contains(s.predicates, at) || s.tree.word(at).is("acl"))) return kFar;
        if (up > 0 && s.tree.head(from) == at) return 3 + up;
    }
    return kFar;
}

}  // namespace

std::optional<ReportTime> attach_time(const Surroundings& s, TokenIndex predicate, TokenIndex support,
                                      const TimeBounds& bounds) {
    const std::optional<Date>& after = bounds.after;
    const TimeExpression* best = nullptr;
    int best_distance = kFar;
    for (const TimeExpression* t : s.times) {
        if (t->first == kNoToken || (t->type != "date" && t->type != "time") || t->start.empty()) continue;
        if (t->anchor == "event") continue;
        const std::optional<Date> last = t->range().end;
        if (after && last && *last <= *after) continue;
        if (bounds.until && !t->bare_weekday && t->range().start && *t->range().start > *bounds.until) continue;
        TokenIndex head = t->first;  // the word of the expression that hangs outside it
        for (TokenIndex i = t->first; i <= t->last; ++i)
            if (s.tree.head(i) < t->first || s.tree.head(i) > t->last) {
                head = i;
                break;
            }
        int d = distance(s, head, predicate, support);
        if (d == kFar) d = clause_distance(s, head, predicate);
        const std::string p = s.tree.preposition(head);
        if (after && d < kFar && (p == "to" || p == "a" || p == "until" || p == "au")) d = 0;
        if (d < best_distance) best = t, best_distance = d;
    }
    if (!best) return std::nullopt;
    DateRange range = best->range();
    if (bounds.until && range.start && *range.start > *bounds.until) {
        range.start = add_days(*range.start, -7);
        if (range.end) range.end = add_days(*range.end, -7);
    }
    return ReportTime{range, best->precision, best->span};
}

std::optional<ReportPlace> attach_place(const Surroundings& s, TokenIndex predicate, TokenIndex support) {
    const Name* best = nullptr;
    int best_distance = kFar;
    for (const Name* n : s.names) {
        const bool place = n->kind == NameKind::kPlace || !n->place_id.empty();
        if (!place || n->head == kNoToken || !locative(s.tree.preposition(n->head))) continue;
        int d = distance(s, n->head, predicate, support);
        if (d == kFar) d = clause_distance(s, n->head, predicate);
        if (d < best_distance) best = n, best_distance = d;
    }
    if (!best) return std::nullopt;
    return place_of(*best);
}

ReportPlace place_of(const Name& name) {
    ReportPlace p;
    p.id = name.kind == NameKind::kPlace ? name.id : name.place_id;
    p.name = name.text;
    p.country = name.country;
    p.lat = name.lat;
    p.lon = name.lon;
    p.span = name.span;
    return p;
}

namespace {

const std::vector<std::string>& list_of(const std::map<std::string, std::vector<std::string>>& m,
                                        const std::string& language) {
    static const std::vector<std::string> none;
    const auto it = m.find(language);
    return it == m.end() ? none : it->second;
}

std::optional<int> ordinal_of(const Surroundings& s, TokenIndex noun) {
    const auto words = s.book.ordinals.find(s.language);
    if (words == s.book.ordinals.end()) return std::nullopt;
    for (TokenIndex k : s.tree.kids(noun)) {
        for (const std::string& w : {s.tree.lemma(k), s.tree.form(k)}) {
            const auto it = words->second.find(w);
            if (it != words->second.end()) return it->second;
        }
        const std::string& f = s.tree.form(k);  // 3e, 2eme, 4th
        const std::size_t digits = f.find_first_not_of("0123456789");
        if (digits != 0 && digits != std::string::npos && digits < 4)
            for (const char* end : {"e", "eme", "er", "ere", "th", "st", "nd", "rd"})
                if (f.substr(digits) == end) return std::atoi(f.c_str());
    }
    return std::nullopt;
}

// The text from the first to the last word below `head`, with nothing of a clause that hangs on it.
Span phrase_span(const Tree& t, TokenIndex head, int depth) {
    Span span = t.word(head).span;
    std::vector<std::pair<TokenIndex, int>> todo{{head, depth}};
    while (!todo.empty()) {
        const auto [at, left] = todo.back();
        todo.pop_back();
        span.start = std::min(span.start, t.word(at).span.start);
        span.end = std::max(span.end, t.word(at).span.end);
        if (left == 0) continue;
        for (TokenIndex k : t.kids(at)) {
            const Word& w = t.word(k);
            const bool apart =
                w.is("appos") && k != at + 1;  // « dialogue V4-Japon » is one name, « le dialogue, un succès » two
            if (w.is("acl") || w.is("advcl") || w.is("punct") || w.is("conj") || w.is("cc") || w.is("parataxis") ||
                apart)
                continue;
            if ((w.is("case") || w.is("det") || w.is("mark")) && at == head) continue;
            todo.emplace_back(k, left - 1);
        }
    }
    return span;
}

}  // namespace

std::optional<SeriesRef> find_series(const Surroundings& s, TokenIndex predicate, TokenIndex support) {
    const std::vector<std::string>& sessions = list_of(s.book.sessions, s.language);
    const auto session = [&](TokenIndex i) {
        return std::find(sessions.begin(), sessions.end(), s.tree.lemma(i)) != sessions.end();
    };
    std::vector<TokenIndex> places{predicate};
    if (support != kNoToken) places.push_back(support);
    for (TokenIndex i = 0; i < s.tree.size(); ++i)
        if (session(i) && (distance(s, i, predicate, support) < 6 || distance(s, predicate, i, kNoToken) < 6))
            places.push_back(i);
    for (TokenIndex at : places) {
        if (!session(at)) continue;
        const std::optional<int> n = ordinal_of(s, at);
        if (!n) continue;
        // The series is what the sessions are of; else the word itself with what follows ("3e sommet Russie–Afrique").
        TokenIndex of = kNoToken;
        for (TokenIndex k : s.tree.kids(at)) {
            const std::string p = s.tree.preposition(k);
            if (s.tree.word(k).is("nmod") && (p == "de" || p == "of") && k > at) {
                of = k;
                break;
            }
        }
        const TokenIndex name_head = of != kNoToken ? of : at;
        Span span = phrase_span(s.tree, name_head, 3);
        if (name_head == at) span.start = s.tree.word(at).span.start;
        for (TokenIndex k : s.tree.kids(at)) {  // « session de consultations AES-Russie »: the name hung on the session
            const Word& w = s.tree.word(k);
            const bool bare = (w.is("nmod") || w.is("appos") || w.is("flat")) && s.tree.preposition(k).empty();
            if (bare && k > 0 && s.tree.word(k - 1).span.end == span.end) span.end = w.span.end;
        }
        return SeriesRef{base::squeeze(span.of(s.text)), n};
    }
    return std::nullopt;
}

namespace {

// « conformément à la feuille de route », "in line with the plan": words of foundation, from the lists.
bool founded(const Surroundings& s, TokenIndex i) {
    const std::vector<std::string>& words = list_of(s.book.foundations, s.language);
    const std::string said =
        " " + s.tree.preposition(i) + " " + (s.tree.head(i) == kNoToken ? "" : s.tree.form(s.tree.head(i))) + " ";
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& w) { return said.find(" " + w + " ") != std::string::npos; });
}

}  // namespace

std::string find_frame(const Surroundings& s) {
    const std::vector<std::string>& frames = list_of(s.book.frames, s.language);
    for (TokenIndex i = 0; i < s.tree.size(); ++i) {
        if (s.tree.word(i).upos != "NOUN" && s.tree.word(i).upos != "PROPN") continue;
        for (const std::string& f : frames) {
            const std::vector<std::string_view> parts = base::split(f, ' ');
            bool match = s.tree.lemma(i) == parts[0] || s.tree.form(i) == parts[0];
            for (std::size_t k = 1; match && k < parts.size(); ++k)
                match = i + static_cast<TokenIndex>(k) < s.tree.size() &&
                        (s.tree.form(i + static_cast<TokenIndex>(k)) == parts[k] ||
                         s.tree.lemma(i + static_cast<TokenIndex>(k)) == parts[k]);
            if (!match) continue;
            // A frame document is a name or rests under a word of foundation; a bare common noun is none.
            const bool named = base::is_upper(s.tree.word(i).form.empty() ? 0 : [&] {
                std::size_t at = 0;
                return base::next_code_point(s.tree.word(i).form, at);
            }()) && i > 0;
            if (!named && !founded(s, i)) continue;
            Span span = phrase_span(s.tree, i, 2);
            if (s.language == "fr") span.start = s.tree.word(i).span.start;
            std::string name = base::squeeze(span.of(s.text));
            // « … de l'AES, actuellement … »: the owner stays outside the name when it closes it
            const std::size_t comma = name.find(',');
            return comma == std::string::npos ? name : name.substr(0, comma);
        }
    }
    return {};
}

std::optional<EventRef> find_occasion(const Surroundings& s, TokenIndex predicate, TokenIndex support) {
    for (TokenIndex i = 0; i < s.tree.size(); ++i) {
        const std::string p = s.tree.preposition(i);
        const TokenIndex h = s.tree.head(i);
        const std::string& hf = h == kNoToken ? s.tree.form(i) : s.tree.form(h);
        const bool margin = p.rfind("en marge", 0) == 0 || p.rfind("on the sidelines", 0) == 0 ||
                            p.rfind("on the margins", 0) == 0 ||
                            ((p == "de" || p == "of") && (hf == "marge" || hf == "sidelines" || hf == "margins"));
        if (!margin) continue;
        const TokenIndex from = (p == "de" || p == "of") && h != kNoToken ? h : i;
        if (i == predicate ||
            (distance(s, from, predicate, support) == kFar && clause_distance(s, from, predicate) == kFar))
            continue;
        return EventRef{base::squeeze(phrase_span(s.tree, i, 4).of(s.text)), EventId{}};
    }
    return std::nullopt;
}

void add_contexts(const Surroundings& s, std::vector<std::string>& contexts) {
    const auto it = s.book.contexts.find(s.language);
    if (it == s.book.contexts.end()) return;
    std::string lemmas = " ", forms = " ";
    for (TokenIndex i = 0; i < s.tree.size(); ++i) {
        lemmas += s.tree.lemma(i) + " ";
        forms += s.tree.form(i) + " ";
    }
    for (const auto& [word, context] : it->second) {
        if (std::find(contexts.begin(), contexts.end(), context) != contexts.end()) continue;
        const std::string needle = " " + word + " ";
        if (lemmas.find(needle) != std::string::npos || forms.find(needle) != std::string::npos)
            contexts.push_back(context);
    }
}

namespace {

struct NumberWord {
    const char* word;
    double factor;
};

double scale_of(const std::string& w) {
    static const NumberWord kScales[] = {{"mille", 1e3},    {"thousand", 1e3},  {"million", 1e6}, {"millions", 1e6},
                                         {"milliard", 1e9}, {"milliards", 1e9}, {"billion", 1e9}, {"billions", 1e9}};
    for (const NumberWord& n : kScales)
        if (w == n.word) return n.factor;
    return 1;
}

std::string currency_of(const std::string& w, const std::string& next) {
    if (w == "euro" || w == "euros" || w == "€") return "EUR";
    if (w == "dollar" || w == "dollars" || w == "$") return "USD";
    if (w == "livre" || w == "livres" || w == "pound" || w == "pounds" || w == "£") return "GBP";
    if (w == "yuan" || w == "yuans") return "CNY";
    if (w == "yen" || w == "yens") return "JPY";
    if (w == "rouble" || w == "roubles" || w == "rubles" || w == "ruble") return "RUB";
    if ((w == "franc" || w == "francs") && next == "cfa") return "XOF";
    if (w == "fcfa") return "XOF";
    return {};
}

std::optional<double> number_at(const std::string& form) {
    std::string digits;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const char c = form[i];
        if (c >= '0' && c <= '9')
            digits += c;
        else if (c == ' ')
            continue;
        else if (c == ',' || c == '.') {  // three digits after it: a thousands mark; else decimals
            std::size_t n = 0;
            while (i + 1 + n < form.size() && form[i + 1 + n] >= '0' && form[i + 1 + n] <= '9') ++n;
            if (n != 3) digits += '.';
        } else
            return std::nullopt;
    }
    if (digits.find_first_of("0123456789") == std::string::npos || digits.size() > 15) return std::nullopt;
    return std::strtod(digits.c_str(), nullptr);
}

bool any_near(const Surroundings& s, TokenIndex i, std::initializer_list<const char*> stems) {
    for (TokenIndex k = std::max<TokenIndex>(0, i - 2); k < std::min<TokenIndex>(s.tree.size(), i + 5); ++k)
        for (const char* stem : stems)
            if (s.tree.form(k) == stem || (std::strlen(stem) > 4 && s.tree.form(k).rfind(stem, 0) == 0)) return true;
    return false;
}

}  // namespace

Numbers find_numbers(const Surroundings& s, TokenIndex predicate, TokenIndex) {
    Numbers out;
    for (TokenIndex i = 0; i < s.tree.size(); ++i) {
        std::optional<double> v = number_at(s.tree.form(i));
        if (!v) continue;
        if (s.predicates.size() > 1 && !s.tree.below(i, predicate)) continue;
        TokenIndex k = i + 1;
        double value = *v;
        while (k < s.tree.size() && scale_of(s.tree.form(k)) > 1) value *= scale_of(s.tree.form(k++));
        if (k < s.tree.size() && (s.tree.form(k) == "de" || s.tree.form(k) == "d'")) ++k;
        const std::string next = k + 1 < s.tree.size() ? s.tree.form(k + 1) : std::string{};
        std::string currency = k < s.tree.size() ? currency_of(s.tree.form(k), next) : std::string{};
        if (currency.empty() && i > 0) currency = currency_of(s.tree.form(i - 1), "");
        if (!currency.empty()) {
            if (!out.amount) out.amount = Amount{value, currency};
            continue;
        }
        const std::int64_t n = static_cast<std::int64_t>(value);
        if (any_near(s, i,
                     {"mort", "morts", "tue", "tues", "tuee", "tuees", "kill", "killed", "killing", "dead", "death",
                      "deaths"}))
            out.killed = out.killed.value_or(n);
        else if (any_near(s, i, {"blesse", "injur", "wound"}))
            out.injured = out.injured.value_or(n);
        else if (any_near(s, i, {"arret", "interpell", "arrest", "detain"}))
            out.arrested = out.arrested.value_or(n);
        else if (any_near(s, i,
                          {"soldat", "militaire", "homme", "troop", "soldier", "policier", "manifestant", "protester"}))
            out.size = out.size.value_or(n);
    }
    return out;
}

}  // namespace entente::coding
