#include "press/charset.h"

#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace entente::press {

namespace {

struct Magic {
    std::string_view bytes;
    const char* kind;
};

// First bytes of what is often found among saved pages and is not text.
constexpr std::array<Magic, 22> kMagic = {{
    {"\x89PNG", "a PNG image"},
    {"\xFF\xD8\xFF", "a JPEG image"},
    {"GIF8", "a GIF image"},
    {"%PDF-", "a PDF file"},
    {"PK\x03\x04", "a ZIP archive or office document"},
    {"PK\x05\x06", "an empty ZIP archive"},
    {"\x7F"
     "ELF",
     "an ELF program"},
    {"MZ", "a Windows program"},
    {"\x28\xB5\x2F\xFD", "zstd data"},
    {"BZh", "bzip2 data"},
    {"\xFD"
     "7zXZ",
     "xz data"},
    {"7z\xBC\xAF", "a 7z archive"},
    {"Rar!", "a RAR archive"},
    {"OggS", "an Ogg file"},
    {"ID3", "an MP3 file"},
    {"RIFF", "a RIFF file (WebP, WAV, AVI)"},
    {"\x1F\x8B", "gzip data"},
    {"SQLite format 3", "an SQLite file"},
    {"\xD0\xCF\x11\xE0", "an old office document"},
    {"wOFF", "a font"},
    {"wOF2", "a font"},
    {"\xCA\xFE\xBA\xBE", "a Java class or Mach-O program"},
}};

constexpr std::size_t kSample = 64 << 10;

// Labels of the WHATWG encoding standard that ICU names or reads otherwise. Everything else goes to ICU as it is.
struct Label {
    std::string_view label, name;
};
constexpr std::array<Label, 26> kLabels = {{
    {"latin1", "windows-1252"},
    {"latin-1", "windows-1252"},
    {"l1", "windows-1252"},
    {"iso-8859-1", "windows-1252"},
    {"iso8859-1", "windows-1252"},
    {"iso88591", "windows-1252"},
    {"iso_8859-1", "windows-1252"},
    {"ascii", "windows-1252"},
    {"us-ascii", "windows-1252"},
    {"ansi", "windows-1252"},
    {"cp1252", "windows-1252"},
    {"x-cp1252", "windows-1252"},
    {"windows1252", "windows-1252"},
    {"iso-8859-9", "windows-1254"},
    {"latin5", "windows-1254"},
    {"iso-8859-11", "windows-874"},
    {"tis-620", "windows-874"},
    {"utf8", "utf-8"},
    {"unicode-1-1-utf-8", "utf-8"},
    {"gb2312", "gbk"},
    {"gb_2312-80", "gbk"},
    {"x-gbk", "gbk"},
    {"ks_c_5601-1987", "windows-949"},
    {"euc-kr", "windows-949"},
    {"shift-jis", "shift_jis"},
    {"x-sjis", "shift_jis"},
}};

std::string lower(std::string_view s) {
    std::string out(s);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

std::string canonical_label(std::string_view label) {
    const std::string l = lower(base::trim(label));
    for (const Label& k : kLabels)
        if (l == k.label) return std::string(k.name);
    return l;
}

// The value after charset= (meta, content type) or encoding= (XML declaration) in the head of the page.
std::string declared_charset(std::string_view bytes) {
    const std::string head = lower(bytes.substr(0, 4096));
    const bool xml = head.starts_with("<?xml");
    for (std::string_view key : {std::string_view("charset"), std::string_view("encoding")}) {
        if (key == "encoding" && !xml) continue;
        for (std::size_t at = head.find(key); at != std::string::npos; at = head.find(key, at + 1)) {
            if (key == "charset" && head.rfind("<meta", at) == std::string::npos) continue;
            std::size_t i = head.find_first_not_of(" \t\r\n", at + key.size());
            if (i == std::string::npos || head[i] != '=') continue;
            i = head.find_first_not_of(" \t\r\n\"'", i + 1);
            if (i == std::string::npos) break;
            const std::size_t end = head.find_first_of(" \t\r\n\"'/>;?", i);
            if (end != std::string::npos && end > i && end - i < 40) return canonical_label(head.substr(i, end - i));
        }
    }
    return {};
}

bool plain_ascii(std::string_view bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// How much of the text beyond ASCII is well-formed UTF-8.
struct Utf8Count {
    std::size_t good = 0, bad = 0;
    // One bad character in twenty at most: such a page is UTF-8 with damage, not another charset.
    [[nodiscard]] bool nearly() const { return bad == 0 || (good >= 20 && bad * 20 <= good); }
    // Parts of two charsets: no text of one byte a character holds so many sequences that happen to be UTF-8.
    [[nodiscard]] bool mixed() const { return good >= 5 && bad <= good; }
};

Utf8Count count_utf8(std::string_view bytes) {
    Utf8Count n;
    for (std::size_t i = 0; i < bytes.size();) {
        const std::size_t from = i;
        const char32_t c = base::next_code_point(bytes, i);
        if (c == 0xFFFD && i - from < 3)
            ++n.bad;
        else if (c >= 0x80)
            ++n.good;
    }
    return n;
}

bool icu_decode(std::string_view bytes, const std::string& name, std::string& out) {
    UErrorCode err = U_ZERO_ERROR;
    UConverter* from = ucnv_open(name.c_str(), &err);
    if (U_FAILURE(err)) return false;
    UConverter* to = ucnv_open("UTF-8", &err);
    if (U_FAILURE(err)) {
        ucnv_close(from);
        return false;
    }
    out.clear();
    const char* source = bytes.data();
    const char* const source_end = bytes.data() + bytes.size();
    std::array<UChar, 2048> pivot{};
    UChar *pivot_source = pivot.data(), *pivot_target = pivot.data();
    std::array<char, 16384> buffer{};
    bool reset = true;
    do {
        char* target = buffer.data();
        err = U_ZERO_ERROR;
        ucnv_convertEx(to, from, &target, buffer.data() + buffer.size(), &source, source_end, pivot.data(),
                       &pivot_source, &pivot_target, pivot.data() + pivot.size(), reset, true, &err);
        out.append(buffer.data(), static_cast<std::size_t>(target - buffer.data()));
        reset = false;
    } while (err == U_BUFFER_OVERFLOW_ERROR);
    ucnv_close(from);
    ucnv_close(to);
    return U_SUCCESS(err);
}

std::string guess_charset(std::string_view bytes) {
    uchardet_t detector = uchardet_new();
    std::string name;
    if (uchardet_handle_data(detector, bytes.data(), std::min(bytes.size(), std::size_t{1} << 20)) == 0) {
        uchardet_data_end(detector);
        name = canonical_label(uchardet_get_charset(detector));
    }
    uchardet_delete(detector);
    // Western text with few accents is often taken for a neighbour: windows-1252 is what pages mean.
    if (name.empty() || name.starts_with("iso-8859-1") || name == "windows-1254" || name == "maccentraleurope" ||
        name == "iso-8859-3" || name == "iso-8859-13" || name == "windows-1257" || name == "viscii")
        return "windows-1252";
    return name;
}

struct Choice {
    std::string name;
    std::string note;    // why, where it is doubtful
    bool valid = false;  // the bytes were checked and are UTF-8
    bool mixed = false;  // UTF-8 and windows-1252
};

std::string decode_mixed(std::string_view bytes) {
    std::string out, one;
    for (std::size_t i = 0; i < bytes.size();) {
        const std::size_t from = i;
        const char32_t c = base::next_code_point(bytes, i);
        if (c != 0xFFFD || i - from >= 3) {
            out.append(bytes.substr(from, i - from));
            continue;
        }
        i = from + 1;
        const auto u = static_cast<unsigned char>(bytes[from]);
        if (u >= 0xA0)
            base::append_code_point(out, u);
        else if (icu_decode(bytes.substr(from, 1), "windows-1252", one))
            out += one;
    }
    return out;
}

// UTF-16 without a BOM: every other byte of Western text is NUL.
std::string utf16_by_zeros(std::string_view bytes) {
    std::size_t even = 0, odd = 0;
    const std::size_t n = std::min<std::size_t>(bytes.size(), 2000);
    for (std::size_t i = 0; i < n; ++i)
        if (bytes[i] == '\0') ++(i % 2 ? odd : even);
    if (n >= 8 && odd * 10 > n * 4 && even * 50 < n) return "utf-16le";
    if (n >= 8 && even * 10 > n * 4 && odd * 50 < n) return "utf-16be";
    return {};
}

Choice choose(std::string_view bytes, std::string_view hint) {
    if (const std::string wide = utf16_by_zeros(bytes); !wide.empty()) return {wide, "", false};
    std::string declared = canonical_label(hint);
    if (declared.empty()) declared = declared_charset(bytes);
    if (declared.starts_with("utf-16") || declared.starts_with("utf-32")) declared = "utf-8";  // it was read as bytes
    if (plain_ascii(bytes)) return {declared.starts_with("iso-2022") ? declared : "utf-8", "", true};
    const bool utf8 = base::valid_utf8(bytes);
    if (utf8 && (declared == "utf-8" || declared.empty())) return {"utf-8", "", true};
    if (utf8) return {"utf-8", "declared " + declared + ", but the bytes are UTF-8: read as UTF-8", true};
    const Utf8Count count = count_utf8(bytes);
    if (count.nearly()) return {"utf-8", "some bytes are not UTF-8: replaced", false};
    if (count.mixed()) return {"utf-8", "UTF-8 with windows-1252 in it: each read as it is", false, true};
    if (declared.empty()) {
        std::string guess = guess_charset(bytes);
        if (guess == "utf-8") guess = "windows-1252";
        return {guess, "no charset declared: read as " + guess, false};
    }
    if (declared != "utf-8") return {declared, "", false};
    std::string guess = guess_charset(bytes);
    if (guess == "utf-8") guess = "windows-1252";
    return {guess, "declared utf-8, but the bytes are not: read as " + guess, false};
}

// A BOM's encoding, which is taken off.
std::string take_bom(std::string_view& bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) return bytes.remove_prefix(3), "utf-8";
    if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4))) return bytes.remove_prefix(4), "utf-32le";
    if (bytes.starts_with("\xFF\xFE")) return bytes.remove_prefix(2), "utf-16le";
    if (bytes.starts_with("\xFE\xFF")) return bytes.remove_prefix(2), "utf-16be";
    return {};
}

}  // namespace

std::string binary_kind(std::string_view bytes) {
    for (const Magic& m : kMagic)
        if (bytes.starts_with(m.bytes)) {
            if (m.bytes != "MZ" || bytes.substr(0, 256).find('\0') != std::string_view::npos) return m.kind;
        }
    if (bytes.size() >= 8 && bytes.substr(4, 4) == "ftyp") return "an MP4 video";
    std::string_view rest = bytes;
    if (!take_bom(rest).empty() || !utf16_by_zeros(bytes).empty()) return {};
    const std::string_view sample = bytes.substr(0, kSample);
    std::size_t zeros = 0, controls = 0;
    for (char c : sample) {
        const auto u = static_cast<unsigned char>(c);
        zeros += u == 0;
        controls += u < 0x20 && u != '\t' && u != '\n' && u != '\r' && u != '\f' && u != 0x1B;
    }
    // A page with some NUL characters in it is a page still.
    const std::size_t first = sample.find_first_not_of(" \t\r\n\f");
    if (first != std::string_view::npos && sample[first] == '<' && zeros * 20 < sample.size() &&
        controls * 10 < sample.size())
        return {};
    if (zeros > 16 || (controls > 4 && controls * 50 > sample.size())) return "binary data";
    return {};
}

Decoded decode(std::string_view bytes, std::string_view hint) {
    Decoded out;
    Choice choice{take_bom(bytes), "", false};
    if (choice.name.empty()) choice = choose(bytes, hint);
    out.charset = choice.name;
    if (!choice.note.empty()) out.notes.push_back({"charset", choice.note, std::nullopt});
    if (choice.name == "utf-8") {
        bool replaced = false;
        if (choice.mixed)
            out.text = base::make_valid_utf8(decode_mixed(bytes));
        else if (choice.valid)
            out.text = std::string(bytes);
        else
            out.text = base::make_valid_utf8(bytes, &replaced);
        if (replaced && choice.note.empty())
            out.notes.push_back({"charset", "some bytes are not UTF-8: replaced", std::nullopt});
    } else if (!icu_decode(bytes, choice.name, out.text)) {
        out.notes.push_back(
            {"charset", "charset " + choice.name + " is not known: read as windows-1252", std::nullopt});
        out.charset = "windows-1252";
        if (!icu_decode(bytes, "windows-1252", out.text)) out.text = base::make_valid_utf8(bytes);
    }
    if (out.text.find('\0') != std::string::npos) {
        std::erase(out.text, '\0');
        out.notes.push_back({"nul", "NUL characters taken out", std::nullopt});
    }
    if (!choice.valid && !base::valid_utf8(out.text)) out.text = base::make_valid_utf8(out.text);
    return out;
}

}  // namespace entente::press
