// Documents for the rooms after reading: pages, documents and Articles as `Documents` gives them, and CoNLL-U that was
// read before.
#pragma once

#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <vector>

#include "entente/sentence.h"
#include "language/conllu.h"
#include "pipeline/documents.h"

namespace entente::pipeline {

struct ReadDocument {
    Article article;
    std::optional<std::vector<Sentence>> sentences;  // with trees, when they came as CoNLL-U
};

class ReadDocuments {
   public:
    ReadDocuments(DocumentOptions options, std::istream& standard_input, Limits limits);
    // The next document, or why it could not be read (its name first); nothing at the end.
    [[nodiscard]] std::optional<Result<ReadDocument>> next();

   private:
    bool open_next();

    DocumentOptions options_;
    std::vector<std::string> paths_;
    std::istream& standard_input_;
    Limits limits_;
    std::size_t at_ = 0;
    std::unique_ptr<std::ifstream> file_;
    std::unique_ptr<std::istringstream> kept_;  // standard input with its first line put back
    std::unique_ptr<Documents> documents_;
    std::unique_ptr<language::ConlluDocuments> conllu_;
};

}  // namespace entente::pipeline
