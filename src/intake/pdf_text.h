// Words on pages to lines, paragraphs and a title: what a PDF does not say itself.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace entente::intake {

struct PdfWord {
    std::string text;  // UTF-8
    double left = 0, right = 0, top = 0, bottom = 0;
};

struct PdfText {
    std::string title;  // the largest lines at the head of the first page, if any stands out
    std::vector<std::string>
        paragraphs;  // hyphens at line ends taken out; page numbers, running heads and feet left out
};

// Words in reading order, page by page. Cost: linear but for a sort of line heights.
[[nodiscard]] PdfText paragraphs_of(const std::vector<std::vector<PdfWord>>& pages);

}  // namespace entente::intake
