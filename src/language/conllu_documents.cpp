#include <algorithm>

#include "entente/date.h"
#include "language/conllu.h"

namespace entente::language {

namespace {

// The `# text` of a sentence, where it is there.
std::string_view given_text(const ConlluSentence& s) {
    for (const std::string& c : s.comments)
        if (c.compare(0, 9, "# text = ") == 0) return std::string_view(c).substr(9);
    return s.text;
}

void shift(Sentence& s, ByteOffset by) {
    s.span = {s.span.start + by, s.span.end + by};
    for (Word& w : s.words) w.span = {w.span.start + by, w.span.end + by};
}

// Puts the sentence's text where its spans say, or after what is there; gives false when the field would be too long.
bool place(std::string& field, ConlluSentence& s, std::size_t most) {
    std::string_view text = given_text(s);
    if (!s.ranged) {
        text = s.text;
        if (!field.empty()) field += s.newpar ? '\n' : ' ';
        shift(s.sentence, static_cast<ByteOffset>(field.size()));
    }
    const Span span = s.sentence.span;
    if (span.end > most) return false;
    if (field.size() < span.end) field.resize(span.end, ' ');
    if (s.ranged && s.newpar && span.start > 0 && field[span.start - 1] == ' ') field[span.start - 1] = '\n';
    if (text.size() == span.size()) {
        std::copy(text.begin(), text.end(), field.begin() + span.start);
        return true;
    }
    for (const Word& w : s.sentence.words)
        if (w.form.size() == w.span.size()) std::copy(w.form.begin(), w.form.end(), field.begin() + w.span.start);
    return true;
}

std::string* field_of(Article& a, const std::string& name) {
    if (name == "text") return &a.text;
    if (name == "title") return &a.title;
    if (name.compare(0, 8, "related[") != 0 || name.size() > 12) return nullptr;
    std::size_t n = 0;
    for (const char c : name.substr(8, name.size() - 9)) {
        if (c < '0' || c > '9') return nullptr;
        n = n * 10 + static_cast<std::size_t>(c - '0');
    }
    if (n >= 1000) return nullptr;
    if (a.related.size() <= n) a.related.resize(n + 1);
    return &a.related[n].title;
}

// "# published = 2025-04-02" and the like, as write_conllu makes them; other comments are not ours.
void read_document(const ConlluSentence& s, Article& a) {
    a.id = ArticleId(*s.newdoc);
    for (const std::string& c : s.comments) {
        const std::size_t equals = c.find(" = ");
        if (equals == std::string::npos) continue;
        const std::string_view key = std::string_view(c).substr(0, equals);
        const std::string value = c.substr(equals + 3);
        if (key == "# url")
            a.url = value;
        else if (key == "# source")
            a.source = value;
        else if (key == "# published" && is_iso_date_or_time(value))
            a.published = value;
        else if (key == "# language")
            a.language = value;
    }
}

}  // namespace

Result<std::optional<ConlluDocument>> ConlluDocuments::next() {
    for (;;) {
        std::optional<ConlluSentence> s = std::move(held_);
        held_.reset();
        if (!s) {
            TRY(s, parser_.next());
        }
        if (!s || (s->newdoc && open_ && !open_->sentences.empty())) {
            held_ = std::move(s);
            std::optional<ConlluDocument> done = std::move(open_);
            open_.reset();
            return done;
        }
        if (!open_) open_.emplace();
        if (s->newdoc) read_document(*s, open_->article);
        std::string* field = field_of(open_->article, s->sentence.field);
        if (!field) return fail(ErrorCode::kInvalid, "no such field: '" + s->sentence.field + "'");
        if (!place(*field, *s, limits_.document_bytes))
            return fail(ErrorCode::kLimit, "document '" + open_->article.id.str() + "' is too long");
        if (s->sentence.field == "text") {
            std::vector<Paragraph>& paragraphs = open_->article.paragraphs;
            if (paragraphs.empty() || s->newpar)
                paragraphs.push_back(
                    {s->sentence.headline ? ParagraphKind::kHeading : ParagraphKind::kParagraph, s->sentence.span});
            paragraphs.back().span.end = std::max(paragraphs.back().span.end, s->sentence.span.end);
            s->sentence.paragraph = paragraphs.size() - 1;
        }
        s->sentence.index = open_->sentences.size();
        open_->sentences.push_back(std::move(s->sentence));
    }
}

}  // namespace entente::language
