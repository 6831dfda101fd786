// Sentences to CoNLL-U (https://universaldependencies.org/format.html) and back. Pure: lines are given and taken.
//
// What we write: `# newdoc id` with `# url`, `# source`, `# published`, `# language` where known; `# newpar`,
// `# sent_id`, `# field` (when not "text"), `# headline = yes`, `# text`; words opened from one token under a range
// line (3-4); MISC with Entity (BIO), Factuality, SpaceAfter=No, TokenRange=start:end, byte offsets into the field's
// text; `# vector` where the sentence has one. docs/formats/conllu.md says more.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/article.h"
#include "entente/limits.h"
#include "entente/result.h"
#include "entente/sentence.h"

namespace entente::language {

// Appends the article's sentences, in order. Unread words have "_" in the columns of the reader.
void write_conllu(const Article& article, const std::vector<Sentence>& sentences, std::string& out);

// A line of a CoNLL-U sentence: a word, or a token that is several words.
struct ConlluRow {
    std::size_t first = 0, last = 0;  // ids; equal for a word
    std::string form, xpos, misc;
    [[nodiscard]] bool is_range() const { return last > first; }
};

struct ConlluSentence {
    std::vector<std::string> comments;  // whole lines, as they came
    std::vector<ConlluRow> rows;        // without empty nodes
    std::optional<std::string> newdoc;  // id, where a document begins
    bool newpar = false;
    std::string text;     // made from the forms and SpaceAfter
    Sentence sentence;    // spans into `text`, or by TokenRange where all words have one
    bool ranged = false;  // by TokenRange
};

enum class ConlluRead {
    kTokens,  // forms only: words to be read; a contraction is one word with parts = 2 (Contractions::kAsMarked)
    kTrees,   // with the reader's columns
};

// Reads sentence by sentence. Lines come from `next_line` (false at the end), without their newline.
class ConlluParser {
 public:
    using NextLine = std::function<bool(std::string&)>;
    ConlluParser(NextLine next_line, std::string name, ConlluRead what);
    // The next sentence, nothing at the end. Fails with Invalid ("name:line: what") for a broken line, ids out of
    // order, ill-formed UTF-8, heads that are no tree (kTrees), and with Limit for a sentence of more than 20,000
    // words; the rest of that sentence is then skipped and next() may be called again.
    [[nodiscard]] Result<std::optional<ConlluSentence>> next();

 private:
    [[nodiscard]] Error broken(const std::string& what, ErrorCode code = ErrorCode::kInvalid) const;
    [[nodiscard]] Status comment(ConlluSentence& out, const std::string& line) const;
    [[nodiscard]] Status row(ConlluSentence& out, const std::string& line);
    [[nodiscard]] Status finish(ConlluSentence& out) const;
    void skip_sentence();
    NextLine next_line_;
    std::string name_;
    ConlluRead what_;
    std::size_t line_ = 0;
};

// Appends the sentence with its own comments and words and the reader's columns from `read`: the same sentence after
// Reader::read with Contractions::kAsMarked.
void write_gold_tokens(const ConlluSentence& given, const Sentence& read, std::string& out);

// A document of a CoNLL-U file that holds trees: the text and the sentences, spans into it.
struct ConlluDocument {
    Article article;  // id, text, title, paragraphs; url, source, published, language from the comments that
                      // write_conllu makes
    std::vector<Sentence> sentences;
};

// Gathers documents: a new one at each `# newdoc`; a file without any is one. Without TokenRange the text is the
// sentences one after the other.
class ConlluDocuments {
 public:
    explicit ConlluDocuments(ConlluParser parser, Limits limits) : parser_(std::move(parser)), limits_(limits) {}
    // The next document, nothing at the end. Fails as the parser does; the broken sentence is left out of its document
    // when next() is called again. Limit when a document's text is larger than Limits::document_bytes.
    [[nodiscard]] Result<std::optional<ConlluDocument>> next();

 private:
    ConlluParser parser_;
    Limits limits_;
    std::optional<ConlluSentence> held_;  // the first of the next document
    std::optional<ConlluDocument> open_;
};

}  // namespace entente::language
