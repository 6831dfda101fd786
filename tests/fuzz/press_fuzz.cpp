// libFuzzer: any bytes as a page, as a line with dates, or as text of a declared charset. $FUZZ_TARGET says which:
// page, date, charset. What must hold: it ends, all text is valid UTF-8, every span lies in its text, every date
// exists.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "base/text.h"
#include "entente/date.h"
#include "press/charset.h"
#include "press/dates.h"
#include "press/press.h"
#include "press/words.h"

namespace {

using namespace entente;

std::vector<world::DataFile> folder(const char* name) {
    std::vector<world::DataFile> files;
    for (const auto& e : std::filesystem::directory_iterator(std::filesystem::path(ENTENTE_SOURCE_DIR) / name)) {
        std::ifstream in(e.path(), std::ios::binary);
        std::ostringstream all;
        all << in.rdbuf();
        files.push_back({e.path().filename().string(), std::move(all).str()});
    }
    return files;
}

void check_article(const Article& a) {
    ENTENTE_CHECK(base::valid_utf8(a.text) && base::valid_utf8(a.title));
    ENTENTE_CHECK(!a.id.empty() && !a.text_key.empty());
    ENTENTE_CHECK(a.published.empty() || is_iso_date_or_time(a.published));
    ByteOffset at = 0;
    for (const Paragraph& p : a.paragraphs) {
        ENTENTE_CHECK(p.span.start >= at && p.span.start < p.span.end && p.span.end <= a.text.size());
        ENTENTE_CHECK(base::border_before(a.text, p.span.start) == p.span.start);
        at = p.span.end;
    }
    for (const Link& l : a.links) ENTENTE_CHECK(l.span.start <= l.span.end && l.span.end <= a.text.size());
    for (const Note& n : a.notes) ENTENTE_CHECK(!n.span || n.span->end <= a.text.size());
}

void read_page(std::string_view bytes) {
    static const auto reader =
        press::PageReader::open(folder("data/press/chrome"), folder("data/press/sources")).value();
    press::PageHint hint;
    hint.fetched = "2025-04-02T10:00:00Z";
    Limits limits;
    limits.page_bytes = 1u << 20;
    const Result<Article> read = reader->read_page(bytes, hint, limits);
    if (!read.ok()) {
        ENTENTE_CHECK(!read.error().message.empty());
        return;
    }
    check_article(*read);
    for (const Article& a : press::split_live(*read)) check_article(a);
}

void read_dates(std::string_view line) {
    static const auto words = press::PageWords::open(folder("data/press/chrome")).value();
    for (const press::FoundDate& d : press::find_dates(line, *words)) {
        ENTENTE_CHECK(d.start < d.end && d.end <= line.size());
        ENTENTE_CHECK(parse_date(to_string(d.date)).has_value());
    }
    const std::string iso = press::iso_date(line, *words);
    ENTENTE_CHECK(iso.empty() || is_iso_date_or_time(iso));
    (void)press::relative_date(line, *words, "2025-04-02T10:00:00Z");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::string target = std::getenv("FUZZ_TARGET") ? std::getenv("FUZZ_TARGET") : "page";
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    if (target == "date") {
        read_dates(base::make_valid_utf8(bytes));
    } else if (target == "charset") {
        const std::size_t line = std::min(bytes.find('\n'), bytes.size());  // its first line is the header's label
        const press::Decoded d = press::decode(bytes.substr(std::min(line + 1, bytes.size())), bytes.substr(0, line));
        ENTENTE_CHECK(base::valid_utf8(d.text) && d.text.find('\0') == std::string::npos);
    } else {
        read_page(bytes);
    }
    return 0;
}
