// An article to sentences of words. Each paragraph is cut into words first (tokens.h), then into sentences between
// words: after . ! ? … and the closing marks that follow, unless what stands next goes on (lower case, a comma), the
// full stop belongs to an abbreviation, or it ends the number of a list. The trained splitter, where it is there, then
// adds the breaks that no stop shows and takes away those that it is sure are none; what lines, headings and quotes
// say stands.
#include <algorithm>

#include "base/text.h"
#include "language/labels.h"
#include "language/language.h"
#include "language/rules.h"
#include "language/tokens.h"

namespace entente::language {

namespace {

constexpr std::size_t kStretchBytes = 256u << 10;  // a paragraph longer than this is cut at a space
constexpr std::size_t kPieces = 440;               // estimated; the encoder takes 510, the reader sees to the rest
constexpr std::size_t kWordsAtOnce = 20000;        // that wait to be cut
// Probabilities of the trained splitter, chosen on Sequoia dev, GSD's held-out sentences and EWT dev.
constexpr float kBegins = 0.6F;                // above: a sentence begins here though the rules see none
constexpr float kBeginsAfterSemicolon = 0.9F;  // where press goes on with the same thought
constexpr float kGoesOn = 0.1F;                // below: none begins here though the rules see one

using Words = std::vector<Word>;

bool is_any(std::string_view form, std::initializer_list<std::string_view> set) {
    return std::find(set.begin(), set.end(), form) != set.end();
}
char32_t first_char(std::string_view form) {
    std::size_t at = 0;
    return form.empty() ? U'\0' : base::next_code_point(form, at);
}

class Boundaries {
 public:
    Boundaries(const Words& words, std::size_t begin, std::string_view text, const LanguageRules& rules)
        : words_(words), begin_(begin), text_(text), rules_(rules) {}

    // One past the last word of the sentence that begins at `from`.
    std::size_t next(std::size_t from) const {
        for (std::size_t i = from; i < words_.size(); ++i) {
            if (blank_line_after(i)) return i + 1;
            if (!ends(from, i)) continue;
            std::size_t last = i;
            while (last + 1 < words_.size() && closes(last + 1)) ++last;
            if (last + 1 == words_.size() || begins(last + 1, i)) return last + 1;
        }
        return words_.size();
    }

    // Whether a break before word i may be added: not before what closes, not inside what is written together.
    bool may_begin(std::size_t i) const {
        const std::string& f = words_[i].form;
        if (words_[i].part > 0 || closes(i)) return false;
        if (f[0] == '!' || f[0] == '?' || is_ellipsis(f) || is_any(f, {",", ";", ":", ".", "/", "%"})) return false;
        return space_before(i) || ends_plainly(words_[i - 1].form);
    }
    bool closes(std::size_t i) const {
        const std::string& f = words_[i].form;
        if (is_any(f, {"»", "”", ")", "]", "’", "''"})) return true;
        if (f.size() > 1 && (f[0] == ':' || f[0] == ';')) return true;  // a smiley
        return is_any(f, {"\"", "'"}) && !is_opening_quote(i) && !space_before(i);
    }
    // Whether a break before word i stands whatever else is known.
    bool stands(std::size_t i) const { return blank_line_after(i - 1); }

 private:
    bool ends_plainly(const std::string& f) const {
        return is_any(f, {".", "!", "?", ";", ":", "»", "”", ")", "\""}) || is_ellipsis(f);
    }
    bool space_after(std::size_t i) const {
        return i + 1 >= words_.size() || words_[i + 1].span.start > words_[i].span.end;
    }
    bool space_before(std::size_t i) const { return i == begin_ || words_[i].span.start > words_[i - 1].span.end; }
    bool blank_line_after(std::size_t i) const {
        if (i + 1 >= words_.size() || words_[i + 1].span.start <= words_[i].span.end) return false;
        const std::string_view gap = text_.substr(words_[i].span.end, words_[i + 1].span.start - words_[i].span.end);
        return std::count(gap.begin(), gap.end(), '\n') >= 2;
    }
    bool is_opening_quote(std::size_t i) const { return space_before(i) && !space_after(i); }

    bool is_abbreviation_stop(std::size_t i) const { return words_[i].form.size() > 1 && words_[i].form.back() == '.'; }
    bool is_ellipsis(std::string_view f) const { return f == "…" || f.substr(0, 2) == ".." || f.substr(0, 3) == "…"; }

    // Whether word i may end the sentence from `from`.
    bool ends(std::size_t from, std::size_t i) const {
        const std::string& f = words_[i].form;
        if (f == ".") return !is_list_number(from, i);
        if (is_ellipsis(f)) return !in_brackets(i);
        if (f[0] == '!' || f[0] == '?') return true;
        if (!is_abbreviation_stop(i) || i + 1 >= words_.size()) return false;
        const std::string plain = lower_case(std::string_view(f).substr(0, f.size() - 1));
        if (rules_.closing_abbreviations.count(plain)) return true;
        // Initials (U.S., B.C.E.) end a sentence only before a word that begins one.
        return plain.find('.') != std::string::npos && !rules_.abbreviations.count(plain) && is_starter(i + 1);
    }
    // [...]: what was left out belongs to neither side
    bool in_brackets(std::size_t i) const {
        return i > begin_ && i + 1 < words_.size() && is_any(words_[i - 1].form, {"[", "("}) &&
               is_any(words_[i + 1].form, {"]", ")"});
    }
    bool is_starter(std::size_t i) const {
        const std::string& f = words_[i].form;
        if (!base::is_upper(first_char(f))) return false;
        std::string plain = lower_case(f);
        if (const std::size_t a = plain.find("’"); a != std::string::npos) plain.replace(a, 3, "'");
        if (!plain.empty() && plain.back() == '\'') plain.pop_back();
        return rules_.starters.count(plain) > 0;
    }
    // "1." "a." "IV." at the head of a list's item.
    bool is_list_number(std::size_t from, std::size_t i) const {
        if (i != from + 1 || i + 1 >= words_.size()) return false;
        const std::string& f = words_[from].form;
        if (f.size() > 4) return false;
        return std::all_of(f.begin(), f.end(), [](char c) { return c >= '0' && c <= '9'; }) || f.size() == 1 ||
               std::all_of(f.begin(), f.end(), [](char c) { return c == 'I' || c == 'V' || c == 'X'; });
    }
    // Whether word i begins a sentence after the end at `end`.
    bool begins(std::size_t i, std::size_t end) const {
        const std::string& f = words_[i].form;
        const char32_t c = first_char(f);
        const bool stop = words_[end].form == ".";
        if (base::is_upper(c)) return true;
        if (is_abbreviation_stop(end)) return false;
        if (base::is_letter(c)) return caseless(c) || (i == end + 1 && stops_plainly(end));
        if (base::is_digit(c)) return space_before(i);
        if (is_any(f, {",", ";", ":", ".", "!", "?", "…", "...", ")", "]", "»", "”", "/", "%"})) return false;
        // A dash that stands alone right after a full stop is an item of a list, whatever its case.
        if (stop && i == end + 1 && is_any(f, {"-", "•"}) && space_before(i) && space_after(i)) return true;
        // An opening mark or a dash: what stands after it decides.
        for (std::size_t k = i + 1; k < words_.size() && k < i + 4; ++k) {
            const char32_t n = first_char(words_[k].form);
            if (base::is_upper(n)) return true;
            if (base::is_letter(n)) return caseless(n);
            if (base::is_digit(n)) return stop;
        }
        return stop;
    }
    // Written without capitals: a full stop after a word too long to be an abbreviation, and a space.
    bool stops_plainly(std::size_t end) const {
        return words_[end].form == "." && end > begin_ && space_after(end) && !space_before(end) &&
               base::count_code_points(words_[end - 1].form) >= 4;
    }
    // A letter of a script without capitals.
    static bool caseless(char32_t c) { return !base::is_upper(c) && c > 0x58F && c < 0x1C80; }

    const Words& words_;
    std::size_t begin_;
    std::string_view text_;
    const LanguageRules& rules_;
};

std::size_t estimated_pieces(const Word& w) { return 1 + base::count_code_points(w.form) / 4; }

// How good it is to cut a long sentence after the word, 0 for never.
int cut_worth(const Words& words, std::size_t i) {
    const std::string& f = words[i].form;
    if (i + 1 < words.size() && words[i + 1].part > 0) return 0;
    if (is_any(f, {".", "!", "?", "…", "..."})) return 5;
    if (f == ";") return 4;
    if (is_any(f, {":", "–", "—", "•", "|"})) return 3;
    if (is_any(f, {",", ")", "»", "”"})) return 2;
    return 1;
}

// One past the last word of a stretch from `from` that is within the limits, at the best place of its second half.
std::size_t within_limits(const Words& words, std::size_t from, std::size_t end, const Limits& limits) {
    std::size_t pieces = 0, i = from;
    while (i < end && i - from < std::max<std::size_t>(limits.sentence_words, 2) &&
           pieces + estimated_pieces(words[i]) <= std::max(kPieces, estimated_pieces(words[from]) + 1))
        pieces += estimated_pieces(words[i++]);
    if (i == end) return end;
    std::size_t best = i;
    int worth = 0;
    for (std::size_t k = i; k > from + (i - from) / 2; --k)
        if (const int w = cut_worth(words, k - 1); w > worth) {
            worth = w;
            best = k;
        }
    return best;
}

class Splitter {
 public:
    Splitter(const LanguageRules& rules, const SentenceStarts* trained, const Limits& limits)
        : rules_(rules), trained_(trained), limits_(limits) {}

    // A whole field or paragraph, in stretches that fit memory.
    void field(std::string_view text, Span span, const Sentence& like, bool whole) {
        while (span.size() > kStretchBytes) {
            std::size_t cut = span.start + kStretchBytes;
            std::size_t space = text.rfind(' ', cut);
            if (space == std::string_view::npos || space <= span.start + kStretchBytes / 2)
                space = base::border_before(text, cut);
            stretch(text, {span.start, static_cast<ByteOffset>(space)}, like, whole);
            span.start = static_cast<ByteOffset>(space);
        }
        stretch(text, span, like, whole);
    }

    std::vector<Sentence> take() {
        cut_lines();
        return std::move(out_);
    }

 private:
    struct Line {
        std::string_view text;  // its field's
        Words words;
        Sentence like;
        bool whole = false;
    };

    // Sentences of text[stretch]; one only when `whole`, unless it is over the limits. Lines wait for one another, so
    // that the network sees many at a time.
    void stretch(std::string_view text, Span stretch, const Sentence& like, bool whole) {
        Line line{text, {}, like, whole};
        tokenize(text, stretch, rules_, line.words);
        waiting_ += line.words.size();
        lines_.push_back(std::move(line));
        if (waiting_ >= kWordsAtOnce) cut_lines();
    }

    void cut_lines() {
        std::vector<const Words*> asked;
        for (const Line& line : lines_)
            if (trained_ && asks(line)) asked.push_back(&line.words);
        const std::vector<std::vector<float>> trained =
            asked.empty() ? std::vector<std::vector<float>>() : trained_->of(asked);
        std::size_t next = 0;
        for (Line& line : lines_) {
            const bool known = asks(line) && next < trained.size();
            cut(line, known ? trained[next++] : std::vector<float>());
        }
        lines_.clear();
        waiting_ = 0;
    }
    static bool asks(const Line& line) { return !line.whole && line.words.size() > 1; }

    void cut(Line& line, const std::vector<float>& trained) {
        Words& words = line.words;
        const std::vector<bool> starts = line.whole ? std::vector<bool>(words.size()) : starts_of(line, trained);
        for (std::size_t from = 0; from < words.size();) {
            std::size_t end = from + 1;
            while (end < words.size() && !starts[end]) ++end;
            while (from < end) {
                const std::size_t last = within_limits(words, from, end, limits_);
                if (out_.size() >= limits_.sentences) return;
                Sentence s = line.like;
                s.index = out_.size();
                s.span = {words[from].span.start, words[last - 1].span.end};
                s.words.assign(std::make_move_iterator(words.begin() + static_cast<std::ptrdiff_t>(from)),
                               std::make_move_iterator(words.begin() + static_cast<std::ptrdiff_t>(last)));
                out_.push_back(std::move(s));
                from = last;
            }
        }
    }

    // By the rules, and by what the trained splitter says where it says something.
    std::vector<bool> starts_of(const Line& line, const std::vector<float>& trained) const {
        const Boundaries rules(line.words, 0, line.text, rules_);
        std::vector<bool> out(line.words.size());
        for (std::size_t from = 0; from < out.size(); from = rules.next(from)) out[from] = true;
        for (std::size_t i = 1; i < trained.size(); ++i)
            out[i] = out[i] ? rules.stands(i) || kept(rules, trained, i)
                            : trained[i] > needed(line.words, i) && rules.may_begin(i);
        return out;
    }
    static float needed(const Words& words, std::size_t i) {
        return words[i - 1].form == ";" ? kBeginsAfterSemicolon : kBegins;
    }
    // A break after closing marks is kept for what is said of them too: the rules alone place it.
    static bool kept(const Boundaries& rules, const std::vector<float>& trained, std::size_t i) {
        float best = trained[i];
        for (; i > 1 && rules.closes(i - 1); --i) best = std::max(best, trained[i - 1]);
        return best > kGoesOn;
    }

    const LanguageRules& rules_;
    const SentenceStarts* trained_;
    const Limits& limits_;
    std::vector<Line> lines_;  // not yet cut
    std::size_t waiting_ = 0;  // their words
    std::vector<Sentence> out_;
};

// The paragraphs, or lines where the article names none.
std::vector<Paragraph> paragraphs_of(const Article& article) {
    if (!article.paragraphs.empty()) return article.paragraphs;
    std::vector<Paragraph> out;
    for (std::size_t at = 0; at < article.text.size();) {
        const std::size_t end = std::min(article.text.find('\n', at), article.text.size());
        out.push_back({ParagraphKind::kParagraph, {static_cast<ByteOffset>(at), static_cast<ByteOffset>(end)}});
        at = end + 1;
    }
    return out;
}

Span whole_of(const std::string& text) { return {0, static_cast<ByteOffset>(text.size())}; }

}  // namespace

std::vector<Sentence> split(const Article& article, const SplitRules& rules, const Limits& limits) {
    const auto& loaded = static_cast<const LoadedRules&>(rules);
    Splitter splitter(loaded.of(article.language), loaded.starts(), limits);
    Sentence like;
    like.headline = true;
    like.field = "title";
    splitter.field(article.title, whole_of(article.title), like, true);
    const std::vector<Paragraph> paragraphs = paragraphs_of(article);
    for (std::size_t p = 0; p < paragraphs.size(); ++p) {
        like.field = "text";
        like.paragraph = p;
        like.headline = paragraphs[p].kind == ParagraphKind::kHeading;
        if (paragraphs[p].span.end <= article.text.size())
            splitter.field(article.text, paragraphs[p].span, like, like.headline);
    }
    like.paragraph = 0;
    like.headline = true;
    for (std::size_t r = 0; r < article.related.size(); ++r) {
        like.field = "related[" + std::to_string(r) + "]";
        splitter.field(article.related[r].title, whole_of(article.related[r].title), like, true);
    }
    return splitter.take();
}

}  // namespace entente::language
