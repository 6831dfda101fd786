// For the tests of this room: the reader with the data of the checkout, and the laws that every article obeys.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "press/press.h"
#include "press/words.h"

namespace entente::press {

inline std::string read_whole(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return std::move(all).str();
}

inline const PageReader* test_reader() {
    static const auto reader = [] {
        std::vector<world::DataFile> files;
        std::vector<world::DataFile> sources;
        const auto dir = std::filesystem::path(ENTENTE_SOURCE_DIR) / "data/press";
        for (const auto& e : std::filesystem::directory_iterator(dir / "chrome"))
            files.push_back({e.path().filename().string(), read_whole(e.path())});
        for (const auto& e : std::filesystem::directory_iterator(dir / "sources"))
            sources.push_back({e.path().filename().string(), read_whole(e.path())});
        auto opened = PageReader::open(files, sources);
        REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().message));
        return std::move(opened).value();
    }();
    return reader.get();
}

inline const PageWords* test_words() {
    static const auto words = [] {
        std::vector<world::DataFile> files;
        const auto dir = std::filesystem::path(ENTENTE_SOURCE_DIR) / "data/press/chrome";
        for (const auto& e : std::filesystem::directory_iterator(dir))
            files.push_back({e.path().filename().string(), read_whole(e.path())});
        auto opened = PageWords::open(files);
        REQUIRE_MESSAGE(opened.ok(), (opened.ok() ? "" : opened.error().message));
        return std::move(opened).value();
    }();
    return words.get();
}

// Valid UTF-8, spans inside the text on code point borders, paragraphs in order and without newline, an id and a key.
inline void check_laws(const Article& a) {
    CHECK(!a.id.empty());
    CHECK(!a.text_key.empty());
    CHECK(base::valid_utf8(a.text));
    CHECK(base::valid_utf8(a.title));
    CHECK(a.text.find('\0') == std::string::npos);
    ByteOffset at = 0;
    for (const Paragraph& p : a.paragraphs) {
        REQUIRE(p.span.start >= at);
        REQUIRE(p.span.end <= a.text.size());
        REQUIRE(p.span.start < p.span.end);
        CHECK(base::border_before(a.text, p.span.start) == p.span.start);
        CHECK(base::border_before(a.text, p.span.end) == p.span.end);
        CHECK(p.span.of(a.text).find('\n') == std::string_view::npos);
        at = p.span.end;
    }
    for (const Link& l : a.links) {
        REQUIRE(l.span.end <= a.text.size());
        CHECK(base::border_before(a.text, l.span.start) == l.span.start);
        CHECK(base::border_before(a.text, l.span.end) == l.span.end);
    }
    for (const Related& r : a.related) CHECK(base::valid_utf8(r.title));
    if (!a.published.empty()) CHECK(is_iso_date_or_time(a.published));
}

}  // namespace entente::press
