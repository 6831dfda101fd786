#include "language/conllu.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

#include "base/text.h"
#include "language/labels.h"

namespace entente::language {

namespace {

constexpr std::size_t kMostWords = 20000;
constexpr std::size_t kMostComments = 1000;
constexpr std::size_t kMostParts = 20;

// Text for one line or column: no control or separator of lines in it.
std::string one_line(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
    return out;
}

void add(std::string& out, std::string_view text) { out += text; }

std::string decimal(float value, int digits) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", digits, static_cast<double>(value));
    return text;
}

struct MiscWriter {
    std::string text;
    void add(std::string_view item) {
        if (!text.empty()) text += '|';
        text += item;
    }
    [[nodiscard]] std::string_view get() const { return text.empty() ? std::string_view("_") : std::string_view(text); }
};

std::string token_range(Span s) { return "TokenRange=" + std::to_string(s.start) + ":" + std::to_string(s.end); }

std::string or_blank(const std::string& s) { return s.empty() ? "_" : s; }

bool space_follows(std::string_view field, std::size_t end) {
    if (end >= field.size()) return true;
    std::size_t at = end;
    const char32_t c = base::next_code_point(field, at);
    return base::is_space(c) || c < 0x20;
}

bool is_read(const Sentence& s) { return !s.words.empty() && !s.words.front().upos.empty(); }

void write_columns(std::string& out, const Word& w, std::string_view xpos, bool read, std::string_view misc) {
    for (const std::string& column : {or_blank(w.lemma), or_blank(w.upos), std::string(xpos), or_blank(w.feats),
                                      read ? std::to_string(w.head + 1) : std::string("_"), or_blank(w.deprel)}) {
        out += '\t';
        add(out, one_line(column));
    }
    out += "\t_\t";
    add(out, misc);
    out += '\n';
}

void write_words(const Sentence& s, std::string_view field, std::string& out) {
    const std::vector<Word>& words = s.words;
    const bool read = is_read(s);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const Word& w = words[i];
        const std::size_t last = std::min(words.size(), i - w.part + std::max<std::size_t>(w.parts, 1)) - 1;
        const Span token{words[i - w.part].span.start, words[last].span.end};
        const bool glued =
            last + 1 < words.size() ? words[last + 1].span.start <= token.end : !space_follows(field, token.end);
        if (w.parts > 1 && w.part == 0) {
            MiscWriter misc;
            if (glued) misc.add("SpaceAfter=No");
            misc.add(token_range(token));
            add(out, std::to_string(i + 1) + "-" + std::to_string(last + 1) + "\t" + one_line(token.of(field)));
            add(out, "\t_\t_\t_\t_\t_\t_\t_\t" + std::string(misc.get()) + "\n");
        }
        MiscWriter misc;
        if (w.entity != "O" && !w.entity.empty()) misc.add("Entity=" + w.entity);
        if (w.factuality) misc.add("Factuality=" + decimal(*w.factuality, 2));
        if (w.parts <= 1 && glued) misc.add("SpaceAfter=No");
        misc.add(token_range(w.span));
        add(out, std::to_string(i + 1) + "\t" + one_line(w.form));
        write_columns(out, w, "_", read, misc.get());
    }
}

std::string_view field_text(const Article& a, const std::string& name) {
    if (name == "title") return a.title;
    if (name == "text") return a.text;
    for (std::size_t i = 0; i < a.related.size(); ++i)
        if (name == "related[" + std::to_string(i) + "]") return a.related[i].title;
    return {};
}

// "<doc>.s3", "<doc>.t1", "<doc>.r0.1"
std::string sentence_id(const Article& article, const Sentence& s, std::size_t number) {
    const std::string id = one_line(article.id.str());
    if (s.field == "title") return id + ".t" + std::to_string(number);
    if (s.field == "text") return id + ".s" + std::to_string(number);
    std::string digits;
    for (const char c : s.field)
        if (c >= '0' && c <= '9') digits += c;
    return id + ".r" + digits + "." + std::to_string(number);
}

}  // namespace

namespace {

// What later rooms need of the document beside its words: only what is known.
void write_document(const Article& article, std::string& out) {
    add(out, "# newdoc id = " + one_line(article.id.str()) + "\n");
    for (const auto& [key, value] :
         {std::pair{"url", &article.url}, std::pair{"source", &article.source},
          std::pair{"published", &article.published}, std::pair{"language", &article.language}})
        if (!value->empty()) add(out, std::string("# ") + key + " = " + one_line(*value) + "\n");
}

void write_vector(const Sentence& s, std::string& out) {
    if (s.vector.empty()) return;
    out += "# vector =";
    for (const float x : s.vector) out += " " + decimal(x, 5);
    out += '\n';
}

}  // namespace

void write_conllu(const Article& article, const std::vector<Sentence>& sentences, std::string& out) {
    std::size_t number = 0;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        const Sentence& s = sentences[i];
        const bool new_field = i == 0 || sentences[i - 1].field != s.field;
        number = new_field ? 1 : number + 1;
        const std::string_view field = field_text(article, s.field);
        if (i == 0) write_document(article, out);
        if (new_field || sentences[i - 1].paragraph != s.paragraph) add(out, "# newpar\n");
        add(out, "# sent_id = " + sentence_id(article, s, number) + "\n");
        if (s.field != "text") add(out, "# field = " + s.field + "\n");
        if (s.headline) add(out, "# headline = yes\n");
        add(out, "# text = " + one_line(s.span.of(field)) + "\n");
        write_vector(s, out);
        write_words(s, field, out);
        out += '\n';
    }
}

void write_gold_tokens(const ConlluSentence& given, const Sentence& read, std::string& out) {
    for (const std::string& c : given.comments) out += c + "\n";
    for (const ConlluRow& r : given.rows) {
        MiscWriter misc;
        if (!r.is_range() && r.first <= read.words.size() && read.words[r.first - 1].entity != "O")
            misc.add("Entity=" + read.words[r.first - 1].entity);
        if (!r.is_range() && r.first <= read.words.size() && read.words[r.first - 1].factuality)
            misc.add("Factuality=" + decimal(*read.words[r.first - 1].factuality, 2));
        if (r.misc != "_")
            for (const std::string_view item : base::split(r.misc, '|'))
                if (item.substr(0, 7) != "Entity=" && item.substr(0, 11) != "Factuality=") misc.add(item);
        if (r.is_range()) {
            out += std::to_string(r.first) + "-" + std::to_string(r.last) + "\t" + r.form;
            out += "\t_\t_\t_\t_\t_\t_\t_\t" + std::string(misc.get()) + "\n";
            continue;
        }
        ENTENTE_CHECK(r.first <= read.words.size());
        out += std::to_string(r.first) + "\t" + r.form;
        write_columns(out, read.words[r.first - 1], r.xpos, true, misc.get());
    }
    out += '\n';
}

// ---- reading

namespace {

std::optional<std::size_t> number(std::string_view text) {
    std::size_t n = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), n);
    if (ec != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
    return n;
}

std::optional<std::string_view> misc_value(std::string_view misc, std::string_view key) {
    for (const std::string_view item : base::split(misc, '|'))
        if (item.size() > key.size() && item[key.size()] == '=' && item.substr(0, key.size()) == key)
            return item.substr(key.size() + 1);
    return std::nullopt;
}

std::optional<Span> range_of(std::string_view misc) {
    const auto value = misc_value(misc, "TokenRange");
    if (!value) return std::nullopt;
    const std::size_t colon = value->find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto a = number(value->substr(0, colon)), b = number(value->substr(colon + 1));
    if (!a || !b || *b <= *a || *b > 0x7FFFFFFFu) return std::nullopt;
    return Span{static_cast<ByteOffset>(*a), static_cast<ByteOffset>(*b)};
}

std::optional<float> factuality_of(std::string_view misc) {
    const auto value = misc_value(misc, "Factuality");
    if (!value) return std::nullopt;
    float out = 0;
    const auto [end, ec] = std::from_chars(value->data(), value->data() + value->size(), out);
    if (ec != std::errc() || end != value->data() + value->size() || !(out >= -3 && out <= 3)) return std::nullopt;
    return out;
}

bool space_after(std::string_view misc) { return misc.find("SpaceAfter=No") == std::string_view::npos; }

// Whether every word reaches a root and there is exactly one.
bool is_tree(const std::vector<Word>& words) {
    std::vector<char> safe(words.size(), 0);
    std::size_t roots = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        roots += words[i].head == kNoToken;
        std::size_t steps = 0;
        auto j = static_cast<TokenIndex>(i);
        while (j != kNoToken && !safe[static_cast<std::size_t>(j)] && steps++ <= words.size())
            j = words[static_cast<std::size_t>(j)].head;
        if (steps > words.size()) return false;
        for (j = static_cast<TokenIndex>(i); j != kNoToken && !safe[static_cast<std::size_t>(j)];
             j = words[static_cast<std::size_t>(j)].head)
            safe[static_cast<std::size_t>(j)] = 1;
    }
    return roots == 1;
}

// The words of a sentence as the reader takes them: contractions joined.
void join_contractions(ConlluSentence& s) {
    std::vector<Word> out;
    std::vector<Word>& words = s.sentence.words;
    std::size_t done = 0;  // id of the last word taken
    for (const ConlluRow& r : s.rows) {
        if (r.last <= done) continue;
        if (r.is_range() && r.last == r.first + 1 && contraction(r.form)) {
            Word w = words[r.first - 1];
            w.form = r.form;
            w.part = 0;
            w.parts = 2;
            out.push_back(std::move(w));
            done = r.last;
        } else if (!r.is_range()) {
            Word w = words[r.first - 1];
            if (contraction(w.form)) w.parts = 1;  // not marked: one word
            out.push_back(std::move(w));
            done = r.last;
        }
    }
    words = std::move(out);
}

}  // namespace

ConlluParser::ConlluParser(NextLine next_line, std::string name, ConlluRead what)
    : next_line_(std::move(next_line)), name_(std::move(name)), what_(what) {}

Error ConlluParser::broken(const std::string& what, ErrorCode code) const {
    return fail(code, name_ + ":" + std::to_string(line_) + ": " + what);
}

void ConlluParser::skip_sentence() {
    std::string line;
    while (next_line_(line)) {
        ++line_;
        if (base::trim(line).empty()) return;
    }
}

Result<std::optional<ConlluSentence>> ConlluParser::next() {
    ConlluSentence out;
    std::string line;
    while (next_line_(line)) {
        ++line_;
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (base::trim(line).empty()) {
            if (out.rows.empty()) continue;
            TRY_DONE(finish(out));
            return std::optional<ConlluSentence>(std::move(out));
        }
        Status done = line[0] == '#' ? comment(out, line) : row(out, line);
        if (done.ok()) continue;
        skip_sentence();
        return std::move(done).error();
    }
    if (out.rows.empty()) return std::optional<ConlluSentence>();
    TRY_DONE(finish(out));
    return std::optional<ConlluSentence>(std::move(out));
}

Status ConlluParser::comment(ConlluSentence& out, const std::string& line) const {
    if (!base::valid_utf8(line)) return broken("not UTF-8");
    if (out.comments.size() >= kMostComments) return broken("too many comments", ErrorCode::kLimit);
    out.comments.push_back(line);
    const std::size_t equals = line.find('=');
    const std::string_view key =
        base::trim(std::string_view(line).substr(1, equals == std::string::npos ? equals : equals - 1));
    const std::string value(equals == std::string::npos ? "" : base::trim(std::string_view(line).substr(equals + 1)));
    if (key == "newdoc id" || key == "newdoc") out.newdoc = value;
    if (key == "newpar" || key == "newpar id") out.newpar = true;
    if (key == "field") out.sentence.field = value;
    if (key == "headline") out.sentence.headline = value == "yes";
    return Done{};
}

Status ConlluParser::row(ConlluSentence& out, const std::string& line) {
    if (!base::valid_utf8(line)) return broken("not UTF-8");
    const std::vector<std::string_view> c = base::split(line, '\t');
    if (c.size() != 10) return broken("a line has 10 columns, this one " + std::to_string(c.size()));
    if (c[0].find('.') != std::string_view::npos) return Done{};  // an empty node
    ConlluRow r;
    const std::size_t dash = c[0].find('-');
    const auto first = number(c[0].substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : number(c[0].substr(dash + 1));
    const std::size_t expected = out.sentence.words.size() + 1;
    if (!first || !last || *first != expected || *last < *first ||
        (dash != std::string_view::npos && *last == *first) || *last - *first >= kMostParts)
        return broken("id '" + std::string(c[0]) + "' where " + std::to_string(expected) + " is due");
    if (*last > kMostWords) return broken("more than " + std::to_string(kMostWords) + " words", ErrorCode::kLimit);
    if (c[1].empty()) return broken("a word without form");
    if (!out.rows.empty() && out.rows.back().is_range() && *last > *first) return broken("a range in a range");
    r.first = *first;
    r.last = *last;
    r.form = c[1];
    r.xpos = c[4];
    r.misc = c[9];
    if (!r.is_range()) {
        Word w;
        w.form = r.form;
        if (what_ == ConlluRead::kTrees) {
            const auto head = number(c[6]);
            if (!head) return broken("head '" + std::string(c[6]) + "' is not a number");
            w.lemma = c[2];
            w.upos = c[3];
            w.feats = c[5];
            w.head = static_cast<TokenIndex>(std::min(*head, kMostWords + 1)) - 1;
            w.deprel = c[7];
            w.entity = misc_value(r.misc, "Entity").value_or("O");
            w.factuality = factuality_of(r.misc);
        }
        out.sentence.words.push_back(std::move(w));
    }
    out.rows.push_back(std::move(r));
    return Done{};
}

// Text and spans, parts of ranges, the tree's form.
Status ConlluParser::finish(ConlluSentence& out) const {
    std::vector<Word>& words = out.sentence.words;
    std::size_t within = 0;  // last word of the range we are in
    Span token;
    out.ranged = true;
    for (const ConlluRow& r : out.rows) {
        if (r.last > words.size()) return broken("a range beyond the last word");
        if (r.first > within) {
            token.start = static_cast<ByteOffset>(out.text.size());
            out.text += r.form;
            token.end = static_cast<ByteOffset>(out.text.size());
            if (space_after(r.misc)) out.text += ' ';
            within = r.last;
            for (std::size_t i = r.first; i <= r.last; ++i) {
                words[i - 1].span = token;
                words[i - 1].part = static_cast<std::uint8_t>(i - r.first);
                words[i - 1].parts = static_cast<std::uint8_t>(r.last - r.first + 1);
            }
        }
        if (!r.is_range()) out.ranged = out.ranged && range_of(r.misc).has_value();
    }
    while (!out.text.empty() && out.text.back() == ' ') out.text.pop_back();
    if (out.ranged && what_ == ConlluRead::kTrees)
        for (const ConlluRow& r : out.rows)
            if (!r.is_range()) words[r.first - 1].span = *range_of(r.misc);
    for (std::size_t i = 1; i < words.size() && out.ranged; ++i)
        if (words[i].span.start < words[i - 1].span.start) return broken("TokenRange goes back");
    out.sentence.span = {words.front().span.start, words.back().span.end};
    if (what_ == ConlluRead::kTokens) {
        join_contractions(out);
        return Done{};
    }
    for (const Word& w : words)
        if (w.head >= static_cast<TokenIndex>(words.size())) return broken("a head beyond the last word");
    if (!is_tree(words)) return broken("the heads are not a tree with one root");
    return Done{};
}

}  // namespace entente::language
