// Why a scan before the parser: half of a news page is script, style and drawing that we never read, and a parser of
// HTML5 walks its stack of open elements at every tag, so 100,000 nested tags cost it 10^10 steps. The scan cuts tags
// by the rules of the standard's tokenizer (quotes respected, raw text elements taken whole), keeps its own stack of
// open names, and leaves out tags that would stand deeper than the limit. End tags close only inside their cell,
// table or template, as in the parser, so the depth counted here is never less than the parser's by more than a
// constant. Attributes are filtered to those that press reads. Every search that may fail remembers that it failed:
// linear.
#include "press/markup.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_map>

namespace entente::press {

namespace {

constexpr std::size_t kOpenFormatting = 8;  // the parser repeats open formatting elements in each block after them

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_void(std::string_view n) {
    return is_one_of(n, {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
                         "wbr", "param", "keygen", "command", "basefont", "bgsound", "frame"});
}
bool is_formatting(std::string_view n) {
    return is_one_of(n,
                     {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"});
}
bool is_scope(std::string_view n) {
    return is_one_of(n, {"td", "th", "table", "caption", "template", "button", "object", "applet", "marquee", "select",
                         "html", "body"});
}
// Elements whose whole content we never read.
bool is_dropped_whole(std::string_view n) {
    return is_one_of(n, {"script", "style", "noscript", "iframe", "svg", "textarea", "xmp", "noembed", "noframes",
                         "canvas", "object", "applet", "map"});
}
// Opening one of these ends an open paragraph.
bool ends_paragraph(std::string_view n) {
    return is_one_of(
        n, {"p",      "div",  "ul",         "ol",      "dl",      "table",    "h1",     "h2",      "h3",  "h4",
            "h5",     "h6",   "blockquote", "section", "article", "aside",    "header", "footer",  "nav", "main",
            "figure", "form", "pre",        "hr",      "address", "fieldset", "center", "details", "menu"});
}
// A sibling of the same kind ends these.
bool ends_itself(std::string_view n) {
    return is_one_of(n, {"p", "li", "dd", "dt", "tr", "td", "th", "option", "tbody"});
}

bool is_read_attribute(std::string_view n) {
    return is_one_of(n, {"class",       "id",      "href",       "itemprop", "itemtype",       "property",
                         "name",        "content", "datetime",   "rel",      "role",           "lang",
                         "hidden",      "pubdate", "http-equiv", "alt",      "data-published", "data-date",
                         "data-testid", "dir"}) ||
           n == "xml:lang";
}

char low(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_name_start(char c) { return (low(c) >= 'a' && low(c) <= 'z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

class Scan {
 public:
    Scan(std::string_view html, std::size_t depth) : in_(html), depth_(depth) { out_.html.reserve(html.size() / 2); }

    Markup run() {
        while (at_ < in_.size()) {
            const void* lt = std::memchr(in_.data() + at_, '<', in_.size() - at_);
            const std::size_t next =
                lt ? static_cast<std::size_t>(static_cast<const char*>(lt) - in_.data()) : in_.size();
            out_.html.append(in_, at_, next - at_);
            at_ = next;
            if (at_ < in_.size()) markup_at();
        }
        return std::move(out_);
    }

 private:
    void markup_at() {
        const std::string_view rest = in_.substr(at_);
        if (rest.starts_with("<!--")) return skip_comment();
        if (rest.size() > 1 && (rest[1] == '!' || rest[1] == '?')) return skip_declaration();
        if (rest.size() > 2 && rest[1] == '/' && is_name_start(rest[2])) return end_tag();
        if (rest.size() > 1 && is_name_start(rest[1])) return start_tag();
        out_.html += "&lt;";
        ++at_;
    }

    void skip_comment() {
        const std::size_t end = no_comment_end_ ? std::string_view::npos : in_.find("-->", at_ + 2);
        if (end == std::string_view::npos) no_comment_end_ = true;
        at_ = end == std::string_view::npos ? at_ + 4 : end + 3;
    }

    void skip_declaration() {
        const std::size_t end = in_.find('>', at_);
        if (end == std::string_view::npos) {
            at_ = in_.size();
            return;
        }
        if (low(in_[at_ + 2]) == 'd' && out_.html.size() < 1000) out_.html.append(in_, at_, end + 1 - at_);  // doctype
        at_ = end + 1;
    }

    // The end of the tag that starts at `at_` (past its '>'), quotes respected; without quotes when one never closes.
    std::size_t tag_end() {
        if (!open_quote_) {
            bool value = false;
            for (std::size_t i = at_ + 1; i < in_.size(); ++i) {
                const char c = in_[i];
                if (c == '>') return i + 1;
                if ((c == '"' || c == '\'') && value) {
                    const void* q = std::memchr(in_.data() + i + 1, c, in_.size() - i - 1);
                    if (!q) break;
                    i = static_cast<std::size_t>(static_cast<const char*>(q) - in_.data());
                    value = false;
                } else if (c == '=') {
                    value = true;
                } else if (!is_blank(c)) {
                    value = false;
                }
            }
            open_quote_ = true;
        }
        const std::size_t end = in_.find('>', at_);
        return end == std::string_view::npos ? in_.size() : end + 1;
    }

    std::string name_at(std::size_t i) const {
        std::string name;
        for (; i < in_.size() && name.size() < 64; ++i) {
            const char c = in_[i];
            if (is_blank(c) || c == '/' || c == '>') break;
            name += low(c);
        }
        return name;
    }

    void end_tag() {
        const std::string name = name_at(at_ + 2);
        const std::size_t end = in_.find('>', at_);
        at_ = end == std::string_view::npos ? in_.size() : end + 1;
        if (auto it = dropped_.find(name); it != dropped_.end() && it->second > 0) {
            --it->second;
            return;
        }
        close(name);
    }

    // Ends the innermost open `name`, if its scope allows. Formatting left open inside is ended too: the parser would
    // repeat it in every block that follows, which a hostile page makes quadratic.
    void close(const std::string& name) {
        if (!is_open(name)) return;
        const bool scope = is_scope(name) || is_one_of(name, {"tr", "tbody", "thead", "tfoot"});
        for (std::size_t i = stack_.size(); i-- > 0;) {
            if (stack_[i] == name) {
                if (is_formatting(name)) return take_out(i);
                while (stack_.size() > i + 1) {
                    if (is_formatting(stack_.back())) out_.html += "</" + stack_.back() + ">";
                    pop();
                }
                pop();
                out_.html += "</" + name + ">";
                return;
            }
            if (!scope && is_scope(stack_[i])) return;
        }
    }

    void take_out(std::size_t i) {
        out_.html += "</" + stack_[i] + ">";
        --open_[stack_[i]];
        --formatting_;
        stack_.erase(stack_.begin() + static_cast<std::ptrdiff_t>(i));
    }

    void start_tag() {
        const std::string name = name_at(at_ + 1);
        const std::size_t from = at_, end = tag_end();
        const std::string_view tag = in_.substr(from, end - from);
        at_ = end;
        if (name == "title" && !is_open("body")) return copy_title(name, tag);
        if (is_dropped_whole(name)) return drop_whole(name, tag);
        if (is_one_of(name, {"plaintext", "frameset", "frame", "math"})) return;
        if (is_void(name)) return emit(name, tag);
        if (name == "html" || name == "body") {
            if (!is_open(name)) push(name);
            return emit(name, tag);
        }
        if (!stack_.empty() && ends_paragraph(name) && stack_.back() == "p") pop();
        if (!stack_.empty() && ends_itself(name) && stack_.back() == name) pop();
        if (name == "a") close(name);
        const bool formatting = is_formatting(name);
        if (stack_.size() >= depth_ || (formatting && formatting_ >= kOpenFormatting)) {
            ++dropped_[name];
            if (!formatting) out_.flattened = true, out_.html += ' ';
            return;
        }
        push(name);
        emit(name, tag);
    }

    void copy_title(const std::string& name, std::string_view tag) {
        emit(name, tag);
        const std::size_t close = find_close(name, at_);
        if (close == std::string_view::npos) return;
        out_.html.append(in_, at_, close - at_);
        out_.html += "</title>";
        const std::size_t gt = in_.find('>', close);
        at_ = gt == std::string_view::npos ? in_.size() : gt + 1;
    }

    void drop_whole(const std::string& name, std::string_view tag) {
        if (tag.ends_with("/>") && name == "svg") return;
        const std::size_t close = find_close(name, at_);
        if (close == std::string_view::npos) {
            if (name == "script" || name == "style") at_ = in_.size();
            return;
        }
        if (name == "script" && tag.find("ld+json") != std::string_view::npos && out_.json_ld.size() < 50)
            out_.json_ld.emplace_back(in_.substr(at_, close - at_));
        const std::size_t gt = in_.find('>', close);
        at_ = gt == std::string_view::npos ? in_.size() : gt + 1;
        out_.html += ' ';
    }

    std::size_t find_close(const std::string& name, std::size_t from) {
        if (unclosed_[name]) return std::string_view::npos;
        for (std::size_t i = in_.find("</", from); i != std::string_view::npos; i = in_.find("</", i + 2)) {
            if (i + 2 + name.size() > in_.size()) break;
            std::size_t k = 0;
            while (k < name.size() && low(in_[i + 2 + k]) == name[k]) ++k;
            if (k == name.size()) return i;
        }
        unclosed_[name] = true;
        return std::string_view::npos;
    }

    // The tag with the attributes that somebody reads.
    void emit(const std::string& name, std::string_view tag) {
        out_.html += '<';
        out_.html += name;
        std::size_t i = 1 + name.size(), kept = 0;
        while (i < tag.size() && kept < 32) {
            while (i < tag.size() && (is_blank(tag[i]) || tag[i] == '/')) ++i;
            if (i >= tag.size() || tag[i] == '>') break;
            std::string attr;
            const std::size_t start = i;
            for (; i < tag.size() && !is_blank(tag[i]) && tag[i] != '=' && tag[i] != '>' && tag[i] != '/'; ++i)
                if (attr.size() < 32) attr += low(tag[i]);
            if (i == start) ++i;  // a stray '='
            std::size_t v = i;
            while (v < tag.size() && is_blank(tag[v])) ++v;
            std::string_view value;
            if (v < tag.size() && tag[v] == '=') i = value_of(tag, v + 1, value);
            if (is_read_attribute(attr) || (attr == "style" && hides(value))) {
                append_attribute(attr == "style" ? "hidden" : attr, value);
                ++kept;
            }
        }
        out_.html += '>';
    }

    static bool hides(std::string_view style) {
        const std::size_t at = style.find("display");
        return at != std::string_view::npos && style.substr(at, 20).find("none") != std::string_view::npos;
    }

    static std::size_t value_of(std::string_view tag, std::size_t i, std::string_view& value) {
        while (i < tag.size() && is_blank(tag[i])) ++i;
        if (i < tag.size() && (tag[i] == '"' || tag[i] == '\'')) {
            const std::size_t end = tag.find(tag[i], i + 1);
            const std::size_t stop = end == std::string_view::npos ? tag.size() - 1 : end;
            value = tag.substr(i + 1, stop > i ? stop - i - 1 : 0);
            return stop + 1;
        }
        const std::size_t start = i;
        while (i < tag.size() && !is_blank(tag[i]) && tag[i] != '>') ++i;
        value = tag.substr(start, i - start);
        return i;
    }

    void append_attribute(std::string_view name, std::string_view value) {
        out_.html += ' ';
        out_.html += name;
        const char quote = value.find('"') == std::string_view::npos ? '"' : '\'';
        (out_.html += '=') += quote;
        out_.html += value;
        out_.html += quote;
    }

    bool is_open(const std::string& name) const {
        const auto it = open_.find(name);
        return it != open_.end() && it->second > 0;
    }
    void push(const std::string& name) {
        stack_.push_back(name);
        ++open_[name];
        formatting_ += is_formatting(name);
    }
    void pop() {
        --open_[stack_.back()];
        formatting_ -= is_formatting(stack_.back());
        stack_.pop_back();
    }

    std::string_view in_;
    std::size_t depth_;
    std::size_t at_ = 0;
    Markup out_;
    std::vector<std::string> stack_;
    std::unordered_map<std::string, std::size_t> open_, dropped_;
    std::unordered_map<std::string, bool> unclosed_;
    std::size_t formatting_ = 0;
    bool no_comment_end_ = false, open_quote_ = false;
};

}  // namespace

Markup simplify_markup(std::string_view html, std::size_t depth) {
    return Scan(html, std::max<std::size_t>(depth, 16)).run();
}

}  // namespace entente::press
