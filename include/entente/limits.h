// The bounds that keep hostile or accidental input from costing more than it may. One place, passed down.
#pragma once

#include <cstddef>

namespace entente {

struct Limits {
    std::size_t page_bytes = 20u << 20;      // a single page; larger ones are refused
    std::size_t document_bytes = 20u << 20;  // one JSONL line
    std::size_t expanded_bytes = 200u << 20; // what one compressed input may become, whatever its size
    std::size_t expanded_ratio = 100;        // beyond that: how many times its size it may become
    std::size_t expanded_total = 256ull << 30;  // and in all
    std::size_t nested_archives = 4;         // an archive in an archive in …
    std::size_t archive_entries = 1u << 20;  // of one zip or tar
    std::size_t mail_parts = 200;            // of one message
    std::size_t pdf_pages = 500;             // read of one document
    std::size_t html_depth = 512;            // nested elements kept; deeper ones are flattened
    std::size_t paragraphs = 20000;          // of one article
    std::size_t related = 200;               // related headlines kept of one article
    std::size_t sentence_words = 400;        // a longer sentence is cut at the best place
    std::size_t sentences = 20000;           // of one article
    std::size_t names = 20000;               // of one article
    std::size_t reports_per_sentence = 40;
};

}  // namespace entente
