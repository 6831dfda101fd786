#include "pipeline/read_documents.h"

#include "press/finish.h"

namespace entente::pipeline {

namespace {

// CoNLL-U is told from its first line: a comment of its own, or ten columns that begin with 1.
bool conllu_line(const std::string& line) {
    for (const char* head : {"# newdoc", "# newpar", "# sent_id", "# text =", "# global.columns"})
        if (line.rfind(head, 0) == 0) return true;
    return line.rfind("1\t", 0) == 0 || line.rfind("1-2\t", 0) == 0;
}

language::ConlluParser::NextLine lines_of(std::istream& in, std::optional<std::string> first) {
    return [&in, first](std::string& line) mutable {
        if (first) {
            line = std::move(*first);
            first.reset();
            return true;
        }
        return static_cast<bool>(std::getline(in, line));
    };
}

}  // namespace

ReadDocuments::ReadDocuments(DocumentOptions options, std::istream& standard_input, Limits limits)
    : options_(std::move(options)), paths_(options_.paths), standard_input_(standard_input), limits_(limits) {
    if (paths_.empty()) paths_ = {"-"};
}

bool ReadDocuments::open_next() {
    documents_.reset();
    conllu_.reset();
    if (at_ == paths_.size()) return false;
    const std::string path = paths_[at_++];
    std::istream* in = &standard_input_;
    if (path != "-") {
        file_ = std::make_unique<std::ifstream>(path, std::ios::binary);
        in = file_.get();
    }
    std::optional<std::string> first;
    const int c = in->peek();
    if (c == '#' || c == '1') {
        std::string line;
        std::getline(*in, line);
        first = line;
        if (conllu_line(line)) {
            conllu_ = std::make_unique<language::ConlluDocuments>(
                language::ConlluParser(lines_of(*in, first), path, language::ConlluRead::kTrees), limits_);
            return true;
        }
    }
    in->clear();
    DocumentOptions options = options_;
    options.paths = {path};
    if (path == "-" && first) {  // a text that merely starts so: put the line back
        std::ostringstream rest;
        rest << *first << "\n" << in->rdbuf();
        kept_ = std::make_unique<std::istringstream>(rest.str());
        documents_ = std::make_unique<Documents>(options, *kept_, limits_);
        return true;
    }
    documents_ = std::make_unique<Documents>(options, standard_input_, limits_);
    return true;
}

std::optional<Result<ReadDocument>> ReadDocuments::next() {
    for (;;) {
        if (documents_) {
            if (std::optional<Result<Article>> a = documents_->next()) {
                if (!a->ok()) return Result<ReadDocument>(std::move(*a).error());
                return Result<ReadDocument>(ReadDocument{std::move(*a).value(), std::nullopt});
            }
        } else if (conllu_) {
            Result<std::optional<language::ConlluDocument>> d = conllu_->next();
            if (!d.ok()) return Result<ReadDocument>(std::move(d).error());
            if (d->has_value()) {
                language::ConlluDocument& doc = **d;
                if (doc.article.published.empty()) doc.article.published = options_.published;
                if (!options_.language.empty()) doc.article.language = options_.language;
                if (doc.article.language.empty())
                    doc.article.language =
                        press::guess_language(doc.article.text.empty() ? doc.article.title : doc.article.text);
                return Result<ReadDocument>(ReadDocument{std::move(doc.article), std::move(doc.sentences)});
            }
        }
        if (!open_next()) return std::nullopt;
    }
}

}  // namespace entente::pipeline
