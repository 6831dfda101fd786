// RSS 0.9–2.0, RDF, Atom and sitemaps as a stream: libxml2 reads, an entry at a time is kept.
//
// libxml2 is told never to load anything and recovers from the usual breakage (a bare "&", HTML's names of characters).
// A feed that declares entities of its own is refused at the first declaration: no expansion, no bomb. libxml2's own
// bounds hold too (depth 256, 10 MB a text).
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <deque>
#include <map>
#include <optional>
#include <utility>

#include "base/text.h"
#include "intake/feed_page.h"
#include "intake/net/fetch.h"
#include "intake/reader.h"

namespace entente::intake {

namespace {

constexpr std::size_t kPush = 64 << 10;
constexpr std::size_t kMaxDepth = 200;

struct FeedEntry {
    PageParts page;
    std::string summary, content, id;
    bool is_permalink = true;
    std::vector<Note> notes;
};

// Local names decide, with the prefix where two vocabularies use one name for different things.
class FeedParser {
 public:
    explicit FeedParser(std::size_t text_limit) : text_limit_(text_limit) {}
    std::deque<FeedEntry> entries;
    PageParts channel;
    bool declares_entities = false, too_long = false, any_element = false, sitemap_index = false;

    void open(std::string_view name, std::string_view prefix, const std::map<std::string, std::string>& attributes) {
        any_element = true;
        path_.emplace_back(name);
        text_.clear();
        if (name == "sitemapindex") sitemap_index = true;
        if (name == "item" || name == "entry" || name == "url" || (name == "sitemap" && sitemap_index)) {
            if (!inside_) entry_ = {}, inside_ = path_.size();
            if (const auto about = attributes.find("about"); about != attributes.end() && entry_.page.url.empty())
                entry_.page.url = about->second;
        }
        const auto attribute = [&](const char* key) {
            const auto it = attributes.find(key);
            return it == attributes.end() ? std::string() : it->second;
        };
        if (markup_ == 0 && attribute("type") == "xhtml")
            markup_ = path_.size();
        else if (markup_)
            write_tag(name, attributes);
        if (name == "link" && !attribute("href").empty() && prefix != "media") {
            const std::string rel = attribute("rel");
            std::string& into = inside_ ? entry_.page.url : channel.url;
            if (rel.empty() || rel == "alternate") into = attribute("href");
        }
        if (name == "guid") entry_.is_permalink = attribute("isPermaLink") != "false";
        if (const std::string lang = attribute("lang"); !lang.empty())
            (inside_ ? entry_.page.language : channel.language) = lang;
        if (markup_ == path_.size()) xhtml_.clear();
    }

    void characters(std::string_view s) {
        std::string& into = markup_ ? xhtml_ : text_;
        if (into.size() + s.size() > text_limit_) {
            too_long = true;
            return;
        }
        into += markup_ ? escape(s) : std::string(s);
    }

    void close(std::string_view name, std::string_view prefix) {
        if (path_.empty()) return;
        std::string text;
        if (markup_ == path_.size())
            text = std::move(xhtml_), markup_ = 0, xhtml_.clear();
        else if (markup_)
            xhtml_ += "</" + std::string(name) + ">";
        else
            text = std::move(text_);
        text_.clear();
        const std::string_view parent =
            path_.size() > 1 ? std::string_view(path_[path_.size() - 2]) : std::string_view();
        if (inside_ == path_.size())
            finish_entry();
        else if (!markup_ && inside_)
            entry_field(name, prefix, parent, std::move(text));
        else if (!markup_)
            channel_field(name, prefix, parent, text);
        path_.pop_back();
    }

    [[nodiscard]] bool too_deep() const { return path_.size() > kMaxDepth; }

 private:
    void write_tag(std::string_view name, const std::map<std::string, std::string>& attributes) {
        xhtml_ += "<" + std::string(name);
        if (const auto href = attributes.find("href"); href != attributes.end())
            xhtml_ += " href=\"" + escape(href->second) + "\"";
        xhtml_ += ">";
    }

    void channel_field(std::string_view name, std::string_view prefix, std::string_view parent,
                       const std::string& text) {
        if (parent != "channel" && parent != "feed") return;
        if (name == "title" && channel.site.empty()) channel.site = base::squeeze(text);
        if (name == "language") channel.language = base::squeeze(text);
        if (name == "link" && prefix.empty() && channel.url.empty()) channel.url = base::squeeze(text);
    }

    void entry_field(std::string_view name, std::string_view prefix, std::string_view parent, std::string text) {
        PageParts& p = entry_.page;
        const bool top = path_.size() == inside_ + 1;
        const auto line = [&] { return base::squeeze(text); };
        if (prefix == "media" || prefix == "itunes" || prefix == "image") return;
        if (name == "name" && parent == "author") add_author(line());
        if (name == "publication_date" && prefix == "news") p.published = iso_date(line());
        if (prefix == "news" && name == "title") p.title = line();
        if (name == "name" && parent == "publication") p.site = line();
        if (name == "language" && (parent == "publication" || top)) p.language = line();
        if (!top) return;
        if (name == "title" && p.title.empty())
            p.title = line();
        else if (name == "link" && p.url.empty())
            p.url = line();
        else if (name == "loc")
            p.url = line();
        else if (name == "guid" || name == "id")
            entry_.id = line();
        else if (name == "pubDate" || name == "published" || name == "issued" ||
                 (name == "date" && p.published.empty()))
            p.published = iso_date(line());
        else if (name == "updated" || name == "modified" || name == "lastmod")
            p.modified = iso_date(line());
        else if (name == "encoded" || name == "content")
            entry_.content = std::move(text);
        else if (name == "description" || name == "summary")
            entry_.summary = std::move(text);
        else if (name == "creator" || (name == "author" && !base::trim(text).empty()))
            add_author(line());
        else if (name == "source" && p.site.empty())
            p.site = line();
    }

    std::string iso_date(const std::string& text) {
        std::string iso = iso_of_feed_date(text);
        if (iso.empty() && !text.empty())
            entry_.notes.push_back(
                {"date", "\"" + text.substr(0, base::border_before(text, 40)) + "\" is not a date", std::nullopt});
        return iso;
    }

    // RSS has an address first: "redaction@exemple.test (La Rédaction)".
    void add_author(std::string name) {
        if (const std::size_t open = name.find('('), close = name.rfind(')');
            name.find('@') < open && open != std::string::npos && close != std::string::npos && close > open)
            name = name.substr(open + 1, close - open - 1);
        if (name.empty() || name.find('@') != std::string::npos || entry_.page.authors.size() >= 50) return;
        if (std::find(entry_.page.authors.begin(), entry_.page.authors.end(), name) == entry_.page.authors.end())
            entry_.page.authors.push_back(std::move(name));
    }

    void finish_entry() {
        inside_ = 0;
        PageParts& p = entry_.page;
        if (p.url.empty() && entry_.is_permalink && entry_.id.starts_with("http")) p.url = entry_.id;
        if (p.published.empty() && !p.modified.empty() && !sitemap_index) p.published = std::exchange(p.modified, {});
        entries.push_back(std::move(entry_));
        entry_ = {};
    }

    std::size_t text_limit_;
    std::vector<std::string> path_;
    std::size_t inside_ = 0;  // depth of the entry's element, 0: in none
    std::size_t markup_ = 0;  // depth of the element whose content is XHTML
    std::string text_, xhtml_;
    FeedEntry entry_;
};

std::string_view view_of(const xmlChar* s) {
    return s ? std::string_view(reinterpret_cast<const char*>(s)) : std::string_view();
}

// What libxml2 calls. `user` is its context, ours hangs on _private.
FeedParser& parser_of(void* user) { return *static_cast<FeedParser*>(static_cast<xmlParserCtxtPtr>(user)->_private); }

void on_open(void* user, const xmlChar* name, const xmlChar* prefix, const xmlChar*, int, const xmlChar**, int n, int,
             const xmlChar** a) {
    std::map<std::string, std::string> attributes;
    for (int i = 0; i < n && i < 50; ++i)
        attributes.emplace(view_of(a[5 * i]), std::string(reinterpret_cast<const char*>(a[5 * i + 3]),
                                                          static_cast<std::size_t>(a[5 * i + 4] - a[5 * i + 3])));
    FeedParser& p = parser_of(user);
    p.open(view_of(name), view_of(prefix), attributes);
    if (p.too_deep()) xmlStopParser(static_cast<xmlParserCtxtPtr>(user));
}

void on_close(void* user, const xmlChar* name, const xmlChar* prefix, const xmlChar*) {
    parser_of(user).close(view_of(name), view_of(prefix));
}

void on_characters(void* user, const xmlChar* s, int n) {
    // Once a document is not well-formed, libxml2 drops the references that follow, even while it recovers.
    static_cast<xmlParserCtxtPtr>(user)->wellFormed = 1;
    parser_of(user).characters({reinterpret_cast<const char*>(s), static_cast<std::size_t>(n)});
}

void on_entity_declaration(void* user, const xmlChar*, int, const xmlChar*, const xmlChar*, xmlChar*) {
    parser_of(user).declares_entities = true;
    xmlStopParser(static_cast<xmlParserCtxtPtr>(user));
}

// HTML's names of characters, which feeds use without declaring them.
xmlEntityPtr on_get_entity(void*, const xmlChar* name) {
    static thread_local std::map<std::string, std::pair<xmlEntity, std::string>> known;
    if (xmlEntityPtr predefined = xmlGetPredefinedEntity(name)) return predefined;
    const htmlEntityDesc* html = htmlEntityLookup(name);
    if (!html) return nullptr;
    auto& [entity, text] = known[std::string(view_of(name))];
    if (text.empty()) {
        base::append_code_point(text, html->value);
        std::memset(&entity, 0, sizeof entity);
        entity.type = XML_ENTITY_DECL;
        entity.etype = XML_INTERNAL_PREDEFINED_ENTITY;
        entity.name = BAD_CAST html->name;
        entity.content = entity.orig = BAD_CAST text.c_str();
        entity.length = static_cast<int>(text.size());
    }
    return &entity;
}

void no_message(void*, const char*, ...) {}

// Writes "&" that begins no reference as "&amp;", outside CDATA: feeds leave it bare in addresses, and libxml2 drops it
// and every reference after it.
class AmpersandFilter {
 public:
    static constexpr std::size_t kAhead = 64;  // bytes left for the next call, unless it is the last

    // Takes from `in` what it can judge; gives how much.
    std::size_t run(std::string_view in, bool last, std::string& out) {
        if (!decided_) decided_ = true, wide_ = in.substr(0, 64).find('\0') != std::string_view::npos;
        if (wide_) return out += in, in.size();
        const std::size_t stop = last ? in.size() : in.size() > kAhead ? in.size() - kAhead : 0;
        std::size_t i = 0;
        while (i < stop) {
            const std::size_t next = std::min(cdata_ ? in.find("]]>", i) : in.find_first_of("&<", i), in.size());
            const std::size_t to = std::min(next, stop);
            out += in.substr(i, to - i);
            i = to;
            if (i >= stop) break;
            if (in[i] == '&') {
                out += refers(in.substr(i)) ? "&" : "&amp;";
                ++i;
            } else {
                const std::string_view mark = cdata_                                  ? "]]>"
                                              : in.substr(i).starts_with("<![CDATA[") ? "<![CDATA["
                                                                                      : "<";
                if (mark.size() > 1) cdata_ = !cdata_;
                out += mark;
                i += mark.size();
            }
        }
        return i;
    }

 private:
    static bool refers(std::string_view s) {
        std::size_t i = 1;
        if (i < s.size() && s[i] == '#') ++i;
        const std::size_t from = i;
        while (i < s.size() && i < kAhead / 2 && (std::isalnum(static_cast<unsigned char>(s[i])))) ++i;
        if (i == from || i >= s.size() || s[i] != ';') return false;
        return s[1] == '#' || xmlGetPredefinedEntity(BAD_CAST std::string(s.substr(from, i - from)).c_str()) ||
               htmlEntityLookup(BAD_CAST std::string(s.substr(from, i - from)).c_str());
    }
    bool cdata_ = false, wide_ = false, decided_ = false;
};

class FeedReader final : public ItemReader {
 public:
    FeedReader(std::unique_ptr<Window> window, Origin origin, const Limits& limits)
        : window_(std::move(window)), origin_(std::move(origin)), parser_(limits.document_bytes) {
        xmlSAXHandler sax{};
        sax.initialized = XML_SAX2_MAGIC;
        sax.startElementNs = on_open;
        sax.endElementNs = on_close;
        sax.characters = sax.cdataBlock = sax.ignorableWhitespace = on_characters;
        sax.entityDecl = on_entity_declaration;
        sax.getEntity = on_get_entity;
        sax.error = sax.warning = no_message;
        context_ = xmlCreatePushParserCtxt(&sax, nullptr, nullptr, 0, nullptr);
        if (!context_) return;
        context_->_private = &parser_;
        context_->userData = context_;
        xmlCtxtUseOptions(context_, XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    }
    FeedReader(const FeedReader&) = delete;
    FeedReader& operator=(const FeedReader&) = delete;
    ~FeedReader() override {
        if (!context_) return;
        if (context_->myDoc) xmlFreeDoc(context_->myDoc);
        xmlFreeParserCtxt(context_);
    }

    std::optional<Result<Item>> next() override {
        while (parser_.entries.empty()) {
            if (ended_ && !kept_) return std::nullopt;
            Status s = kept_ ? Status(*std::exchange(kept_, std::nullopt)) : read_on();
            if (!s.ok()) {
                ended_ = true;
                parser_.entries.clear();
                return Result<Item>(named(origin_.name, s.error()));
            }
        }
        FeedEntry e = std::move(parser_.entries.front());
        parser_.entries.pop_front();
        const std::string published = e.page.published;
        Item item = item_of(std::move(e));
        if (published.empty())
            bound_by_neighbours(before_, date_after(), item.from, item.to);
        else
            before_ = published;
        return Result<Item>(std::move(item));
    }
    std::size_t consumed() const override { return window_->consumed(); }

 private:
    Status read_on() {
        if (!context_) return fail(ErrorCode::kIo, "XML: out of memory");
        const Status filled = window_->fill(kPush);
        const std::string_view v = window_->view().substr(0, kPush);
        std::string clean;
        const std::size_t taken = ampersands_.run(v, window_->ended() || !filled.ok(), clean);
        ended_ = v.empty() && window_->ended();
        xmlParseChunk(context_, clean.data(), static_cast<int>(clean.size()), ended_);
        window_->take(taken);
        if (!filled.ok() && v.empty()) return filled;
        if (parser_.declares_entities) return fail(ErrorCode::kInvalid, "a feed that declares entities is not read");
        if (parser_.too_long) return fail(ErrorCode::kLimit, "a feed with a text too large for a page");
        if (parser_.too_deep()) return fail(ErrorCode::kLimit, "a feed with elements nested too deep");
        if (context_->disableSAX && !ended_) {
            ended_ = true;
            if (parser_.entries.empty()) return broken();
        }
        if (parser_.sitemap_index)
            return fail(ErrorCode::kUnsupported, "a sitemap index, which only points at sitemaps");
        if (ended_ && parser_.entries.empty() && count_ == 0) return broken();
        // A feed cut off: its whole entries were given; that it is cut is said once.
        if (ended_ && parser_.entries.empty() && !context_->wellFormed && context_->errNo == XML_ERR_DOCUMENT_END)
            return fail(ErrorCode::kInvalid, "the feed is cut off after " + std::to_string(count_) + " entries");
        return Done{};
    }

    // The date of the next entry that has one, among those that are read already or stand next; its failure is told in
    // its turn.
    std::string date_after() {
        for (int more = 0; more < 4 && parser_.entries.empty() && !ended_ && !kept_; ++more)
            if (Status s = read_on(); !s.ok()) kept_ = s.error();
        for (const FeedEntry& e : parser_.entries)
            if (!e.page.published.empty()) return e.page.published;
        return {};
    }

    Error broken() const {
        if (context_->wellFormed && parser_.any_element) return fail(ErrorCode::kInvalid, "a feed without entries");
        const xmlError* e = xmlCtxtGetLastError(context_);
        std::string why = e && e->message ? base::squeeze(base::make_valid_utf8(e->message)) : "no entries";
        return fail(ErrorCode::kInvalid, "a broken feed" + (e ? ", line " + std::to_string(e->line) : std::string()) +
                                             ": " + why.substr(0, base::border_before(why, 120)));
    }

    Item item_of(FeedEntry e) {
        ++count_;
        PageParts& p = e.page;
        if (p.site.empty()) p.site = parser_.channel.site;
        if (p.language.empty()) p.language = parser_.channel.language;
        const std::string& body = base::trim(e.content).size() > base::trim(e.summary).size() ? e.content : e.summary;
        // No tag in it: text, whose line breaks are its paragraphs.
        if (!p.url.empty()) p.url = absolute_address(origin_.url.empty() ? parser_.channel.url : origin_.url, p.url);
        p.html = body.find('<') == std::string::npos ? "<p>" + escape_once(body) + "</p>" : body;
        Item item;
        item.name = origin_.name + "#" + std::to_string(count_);
        item.bytes = write_page(p);
        item.fetched = origin_.fetched;
        item.url = p.url;
        item.charset = "utf-8";
        item.notes = std::move(e.notes);
        item.without_text = base::trim(body).empty();
        return item;
    }

    std::unique_ptr<Window> window_;
    Origin origin_;
    std::string before_;         // the date of the last entry that had one
    std::optional<Error> kept_;  // met while looking ahead
    FeedParser parser_;
    AmpersandFilter ampersands_;
    xmlParserCtxtPtr context_ = nullptr;
    std::size_t count_ = 0;
    bool ended_ = false;
};

}  // namespace

std::unique_ptr<ItemReader> open_feed(std::unique_ptr<Window> window, const Origin& origin, const Limits& limits) {
    return std::make_unique<FeedReader>(std::move(window), origin, limits);
}

}  // namespace entente::intake
