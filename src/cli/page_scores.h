// The score of a page reader against marked pages: which segments stand in its text, and title, author, day.
#pragma once

#include <string>
#include <vector>

namespace entente::cli {

// What a marked page must and must not give; empty: not marked.
struct PageGold {
    std::string file;
    std::vector<std::string> with, without;
    std::string title, author, date;
};

struct PageAnswer {
    std::string text, title, date;
    std::string author;  // names joined by ", "
    double cpu_seconds = 0;
};

// Counts over pages. Segments are compared without any white space, as trafilatura's own evaluation does, and counted
// over all pages alike (micro). Title and author count when they are equal but for white space; a date, when its day
// is.
struct PageTally {
    int pages = 0, found = 0, missed = 0, extra = 0;
    int titles = 0, titles_right = 0, authors = 0, authors_right = 0, dates = 0, dates_given = 0, dates_right = 0;
    int news_found = 0, news_extra = 0;  // on pages whose title and day are marked
    double cpu_seconds = 0;

    void add(const PageGold& gold, const PageAnswer& answer);
    [[nodiscard]] double f1() const;
    [[nodiscard]] double precision() const { return share(found, found + extra); }
    [[nodiscard]] double recall() const { return share(found, found + missed); }
    [[nodiscard]] double pages_per_second() const { return cpu_seconds > 0 ? pages / cpu_seconds : 0; }
    // 0 when there is nothing to share.
    [[nodiscard]] static double share(int part, int of) { return of ? double(part) / of : 0; }
};

// "Jean Dupont; Awa Konaré" and "Jean Dupont, Awa Konaré" are the same authors.
[[nodiscard]] std::string same_authors(std::string authors);

}  // namespace entente::cli
