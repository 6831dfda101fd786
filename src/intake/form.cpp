#include "intake/form.h"

#include <algorithm>
#include <cctype>
#include <string>

#include "intake/header_fields.h"

namespace entente::intake {

namespace {

bool ends_with_jsonl(std::string name) {
    for (const char* packed : {".gz", ".GZ", ".zst", ".bz2", ".xz"})
        if (name.ends_with(packed)) name.resize(name.rfind('.'));
    return name.ends_with(".jsonl") || name.ends_with(".ndjson");
}

// A line that starts an object on itself: {"…. A lone "{" begins a JSON file written over several lines.
bool begins_like_jsonl(std::string_view bytes) {
    if (bytes.empty() || bytes[0] != '{') return false;
    const std::size_t next = bytes.find_first_not_of(" \t", 1);
    return next != std::string_view::npos && bytes[next] == '"';
}

bool is_json_feed(std::string_view head) {
    return !head.empty() && head[0] == '{' && head.find("jsonfeed.org/version/") != std::string_view::npos &&
           head.find("\"version\"") != std::string_view::npos;
}

bool is_archive(std::string_view head) {
    using namespace std::string_view_literals;
    if (head.starts_with("PK\3\4") || head.starts_with("PK\5\6")) return true;
    if (head.starts_with("\xFD"
                         "7zXZ\0"sv))
        return true;
    if (head.starts_with("BZh") && head.size() > 10 &&
        (head.substr(4, 6) == "1AY&SY" || head.substr(4, 6) == "\x17rE8P\x90"sv))
        return true;
    return head.size() > 262 && head.substr(257, 5) == "ustar";
}

// Word processors' files are zips whose first entry says so.
bool is_office(std::string_view head) {
    if (!head.starts_with("PK\3\4") || head.size() < 60) return false;
    const std::string_view first = head.substr(30, 60);
    return first.starts_with("[Content_Types].xml") || first.starts_with("_rels/") ||
           (first.starts_with("mimetype") && head.substr(0, 200).find("application/") != std::string_view::npos);
}

std::string lower(std::string_view s) {
    std::string out(s);
    for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return out;
}

// The root element decides, past declaration, comments and a DOCTYPE. UTF-16 is looked at without its zeros.
bool is_feed(std::string_view head) {
    std::string s(head);
    std::erase(s, '\0');
    s = lower(s);
    std::size_t at = s.find('<');
    if (at == std::string::npos || at > 40) return false;
    const bool xml = s.compare(at, 5, "<?xml") == 0;
    for (int i = 0; i < 50 && at != std::string::npos; ++i) {
        const std::string_view rest = std::string_view(s).substr(at);
        if (rest.starts_with("<!--")) {
            const std::size_t end = s.find("-->", at);
            at = end == std::string::npos ? end : s.find('<', end);
        } else if (rest.starts_with("<?")) {
            const std::size_t end = s.find("?>", at);
            at = end == std::string::npos ? end : s.find('<', end);
        } else if (rest.starts_with("<!doctype")) {
            if (rest.substr(9, 40).find("html") != std::string_view::npos) return false;
            // Its entity declarations are the feed reader's to refuse.
            std::size_t root = std::string::npos;
            for (const char* mark : {"<rss", "<rdf:rdf", "<feed", "<urlset", "<sitemapindex"})
                root = std::min(root, s.find(mark, at));
            if (root == std::string::npos && rest.find("<!entity") != std::string_view::npos) return true;
            at = root;
        } else {
            std::string_view root = rest.substr(1, rest.find_first_of(" \t\r\n>/", 1) - 1);
            if (const std::size_t colon = root.find(':'); colon != std::string_view::npos && root != "rdf:rdf")
                root.remove_prefix(colon + 1);
            return root == "rss" || root == "rdf:rdf" ||
                   (root == "feed" && (xml || rest.find("atom") != std::string_view::npos)) || root == "urlset" ||
                   root == "sitemapindex";
        }
    }
    return false;
}

bool is_arc(std::string_view head) { return head.starts_with("filedesc://"); }

// "From somebody Mon Apr  7 …": the line that opens each message of an mbox; a header follows it.
bool is_mbox(std::string_view head) {
    if (!head.starts_with("From ")) return false;
    const std::size_t line = head.find('\n');
    return line != std::string_view::npos && line < 400 && looks_like_field(head.substr(line + 1));
}

// Fields from the first byte on, two of those that every message has among them.
bool is_mail(std::string_view head) {
    int known = 0;
    for (int i = 0; i < 100 && looks_like_field(head); ++i) {
        std::size_t end = head.find('\n');
        while (end != std::string_view::npos && end + 1 < head.size() &&
               (head[end + 1] == ' ' || head[end + 1] == '\t'))
            end = head.find('\n', end + 1);
        const std::string name = lower(head.substr(0, head.find(':')));
        for (const char* of_mail : {"from", "to", "subject", "date", "received", "message-id", "mime-version",
                                    "return-path", "delivered-to", "content-type"})
            known += name == of_mail;
        if (end == std::string_view::npos) break;
        head.remove_prefix(end + 1);
    }
    return known >= 3;
}

}  // namespace

Form form_of(std::string_view head, std::string_view name) {
    if (head.starts_with("WARC/")) return Form::kWarc;
    if (is_arc(head)) return Form::kWarc;
    if (head.substr(0, 1024).find("%PDF-") < 1024 && head.find('<') > head.find("%PDF-")) return Form::kPdf;
    if (is_office(head)) return Form::kOfficeDocument;
    if (is_archive(head)) return Form::kArchive;
    if (ends_with_jsonl(std::string(name))) return Form::kLines;
    std::string_view text = head;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (is_json_feed(text)) return Form::kJsonFeed;
    if (begins_like_jsonl(text)) return Form::kLines;
    if (is_feed(head)) return Form::kFeed;
    if (is_mbox(head)) return Form::kMbox;
    if (is_mail(head)) return Form::kMail;
    return Form::kPage;
}

}  // namespace entente::intake
