// A new line begins where a word stands lower (or higher: next column) than the one before. A paragraph ends where the
// space to the next line is larger than usual, or where a line that ends a sentence stops short of the margin.
#include "intake/pdf_text.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"

namespace entente::intake {

namespace {

struct Line {
    std::string text;
    double left = 0, right = 0, top = 0, bottom = 0;
    [[nodiscard]] double height() const { return bottom - top; }
};

std::vector<Line> lines_of(const std::vector<PdfWord>& words) {
    std::vector<Line> lines;
    for (const PdfWord& w : words) {
        if (base::trim(w.text).empty()) continue;
        const double middle = (w.top + w.bottom) / 2;
        if (!lines.empty() && middle > lines.back().top && middle < lines.back().bottom &&
            w.left >= lines.back().right - 2) {
            Line& l = lines.back();
            if (w.left - l.right > 0.12 * l.height()) l.text += ' ';
            l.text += w.text;
            l.right = std::max(l.right, w.right);
            l.top = std::min(l.top, w.top), l.bottom = std::max(l.bottom, w.bottom);
            continue;
        }
        lines.push_back({w.text, w.left, w.right, w.top, w.bottom});
    }
    return lines;
}

// Digits out: "Page 3 sur 8" and "Page 4 sur 8" are one running foot.
std::string shape(const std::string& text) {
    std::string out = base::fold(text);
    std::erase_if(out, [](char c) { return c >= '0' && c <= '9'; });
    return std::string(base::trim(out));
}

bool page_number(const std::string& text) {
    const std::string s = shape(text);
    return s.empty() || s == "/" || s == "- -" || s == "--" || s == "page" || s == "page /" || s == "page sur" ||
           s == "page of" || s == "p.";
}

// First and last lines that come back on other pages, and page numbers.
void drop_running_lines(std::vector<std::vector<Line>>& pages) {
    std::map<std::string, std::size_t> seen;
    const auto edges = [](std::vector<Line>& page) {
        std::vector<Line*> out;
        for (std::size_t i = 0; i < page.size(); ++i)
            if (i < 2 || i + 2 >= page.size()) out.push_back(&page[i]);
        return out;
    };
    for (auto& page : pages)
        for (const Line* l : edges(page)) ++seen[shape(l->text)];
    const std::size_t often = std::max<std::size_t>(3, pages.size() / 2);
    for (auto& page : pages) {
        for (Line* l : edges(page))
            if (page_number(l->text) || seen[shape(l->text)] >= often) l->text.clear();
        std::erase_if(page, [](const Line& l) { return l.text.empty(); });
    }
}

double median(std::vector<double> values, double otherwise) {
    if (values.empty()) return otherwise;
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

bool ends_sentence(const std::string& s) {
    return s.ends_with('.') || s.ends_with('!') || s.ends_with('?') || s.ends_with(':') || s.ends_with("»") ||
           s.ends_with("”") || s.ends_with(';');
}

void join(std::string& paragraph, const std::string& line) {
    if (paragraph.empty()) {
        paragraph = line;
        return;
    }
    std::size_t at = 0;
    const char32_t next = base::next_code_point(line, at);
    const bool hyphen = paragraph.size() > 2 && paragraph.back() == '-' &&
                        static_cast<unsigned char>(paragraph[paragraph.size() - 2]) > 0x60;
    if (paragraph.ends_with("\xC2\xAD") || (hyphen && base::is_letter(next) && !base::is_upper(next)))
        paragraph.resize(paragraph.size() - (paragraph.back() == '-' ? 1 : 2));
    else
        paragraph += ' ';
    paragraph += line;
}

// Lines clearly larger than the text's, among the first ten.
std::string title_of(std::vector<Line>& first, double usual) {
    std::size_t from = 0, best = first.size();
    for (std::size_t i = 0; i < first.size() && i < 10; ++i)
        if (first[i].height() > 1.15 * usual && first[i].text.size() > 8 &&
            (best == first.size() || first[i].height() > 1.05 * first[best].height()))
            best = i;
    if (best == first.size()) return {};
    from = best;
    std::string title;
    std::size_t to = from;
    while (to < first.size() && to < from + 4 && std::abs(first[to].height() - first[from].height()) < 0.08 * usual)
        join(title, first[to++].text);
    first.erase(first.begin() + static_cast<std::ptrdiff_t>(from), first.begin() + static_cast<std::ptrdiff_t>(to));
    return title.size() < 300 ? title : std::string();
}

}  // namespace

PdfText paragraphs_of(const std::vector<std::vector<PdfWord>>& words) {
    std::vector<std::vector<Line>> pages;
    for (const auto& page : words) pages.push_back(lines_of(page));
    drop_running_lines(pages);
    std::vector<double> heights, steps;
    double margin = 0;
    for (const auto& page : pages)
        for (std::size_t i = 0; i < page.size(); ++i) {
            heights.push_back(page[i].height());
            margin = std::max(margin, page[i].right);
            if (i > 0 && page[i].top > page[i - 1].top) steps.push_back(page[i].top - page[i - 1].top);
        }
    const double usual = median(heights, 10), step = median(steps, 1.2 * usual);
    PdfText out;
    if (!pages.empty()) out.title = title_of(pages[0], usual);
    std::string paragraph;
    const auto close = [&] {
        paragraph = base::squeeze(paragraph);
        if (!paragraph.empty()) out.paragraphs.push_back(std::move(paragraph));
        paragraph.clear();
    };
    for (const auto& page : pages)
        for (std::size_t i = 0; i < page.size(); ++i) {
            const Line& l = page[i];
            const Line* before = i > 0 ? &page[i - 1] : nullptr;
            const bool gap = before && l.top > before->top && l.top - before->top > 1.3 * step;
            const bool size_changes = before && std::abs(l.height() - before->height()) > 0.15 * usual;
            const bool stops_short = before && ends_sentence(paragraph) && before->right < margin - 6 * usual;
            const bool indented = before && l.left > before->left + 0.8 * usual && ends_sentence(paragraph);
            if (gap || size_changes || stops_short || indented || (!before && ends_sentence(paragraph))) close();
            join(paragraph, l.text);
        }
    close();
    return out;
}

}  // namespace entente::intake
