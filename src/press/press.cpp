#include "press/press.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "entente/date.h"
#include "press/blocks.h"
#include "press/body.h"
#include "press/charset.h"
#include "press/finish.h"
#include "press/html.h"
#include "press/live.h"
#include "press/meta/metadata.h"
#include "press/meta/sources.h"
#include "press/text_page.h"
#include "press/words.h"

namespace entente::press {

namespace {

constexpr std::size_t kLook = 4096;

std::string lower(std::string_view s) {
    std::string out(s);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

// From the first tag that opens an element, past declarations and comments.
std::string_view first_element(std::string_view head) {
    for (std::size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at)) {
        const std::string_view rest = head.substr(at);
        if (rest.size() < 2 || (rest[1] != '?' && rest[1] != '!')) return rest;
        const std::string_view close = rest.starts_with("<!--") ? "-->" : ">";
        const std::size_t end = head.find(close, at);
        if (end == std::string_view::npos) return {};
        at = end + close.size();
    }
    return {};
}

// Formats that are text but no page: named, so that the error says what it is.
const char* other_text_format(const std::string& head) {
    if (head.starts_with("warc/1.")) return "a WARC archive";
    if (head.starts_with("%!ps")) return "PostScript";
    if (head.starts_with("{\\rtf")) return "an RTF document";
    if (head.starts_with("<?xml") || head.starts_with("<rss") || head.starts_with("<feed") ||
        head.starts_with("<svg")) {
        const std::string_view root = first_element(head);  // a page of XHTML may hold a drawing
        for (const auto& [mark, kind] : {std::pair{"<rss", "an RSS feed"}, std::pair{"<feed", "an Atom feed"},
                                         std::pair{"<urlset", "a sitemap"}, std::pair{"<sitemapindex", "a sitemap"},
                                         std::pair{"<svg", "an SVG drawing"}, std::pair{"<rdf:rdf", "an RDF feed"}})
            if (root.starts_with(mark)) return kind;
    }
    return nullptr;
}

bool has_html_tag(const std::string& head) {
    for (std::string_view tag :
         {"<!doctype html", "<html", "<head", "<body", "<title",  "<meta",    "<div",  "<p>",   "<p ",     "<article",
          "<table",         "<h1",   "<br",   "<span", "<script", "<section", "<main", "<link", "<center", "<font"})
        if (head.find(tag) != std::string::npos) return true;
    return false;
}

// A short paragraph all in bold that is no sentence is a heading, whatever its tag.
ParagraphKind kind_of(const Block& b, bool lead) {
    if (lead) return ParagraphKind::kParagraph;
    const bool heading =
        b.kind == ParagraphKind::kParagraph && b.bold && b.text.size() <= 110 && !ends_like_sentence(b.text);
    return heading ? ParagraphKind::kHeading : b.kind;
}

// Each entry of a live blog as a note: its hour, and where it stands in the text.
void note_entries(const std::vector<LiveEntry>& entries, const std::vector<std::pair<std::size_t, ByteOffset>>& starts,
                  ByteOffset end, Article& article) {
    const auto start_of = [&](std::size_t block) {
        for (const auto& [k, start] : starts)
            if (k >= block) return std::min(start, end);
        return end;
    };
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const ByteOffset from = start_of(entries[i].first);
        ByteOffset to = i + 1 < entries.size() ? start_of(entries[i + 1].first) : end;
        if (to > from && to < end) --to;  // the newline
        if (from < to) article.notes.push_back({"entry", entries[i].stamp, Span{from, to}});
    }
    if (!entries.empty()) article.kind = "live";
}

// The body's blocks joined into the article's text, captions after them.
void write_blocks(const Body& body, const std::vector<Block>& blocks, const HtmlTree& tree,
                  const PageMetadata& metadata, const std::vector<LiveEntry>& entries, Article& article) {
    std::vector<std::pair<std::size_t, ByteOffset>> starts;
    const auto write = [&](std::size_t k) {
        const Block& b = blocks[k];
        if (!article.text.empty()) article.text += '\n';
        const auto start = static_cast<ByteOffset>(article.text.size());
        starts.emplace_back(k, start);
        article.text += b.text;
        const bool lead = std::find(body.leads.begin(), body.leads.end(), k) != body.leads.end() ||
                          (body.gallery && b.kind == ParagraphKind::kCaption);
        article.paragraphs.push_back({kind_of(b, lead), {start, static_cast<ByteOffset>(article.text.size())}});
        for (const BlockLink& l : b.links) {
            std::string url = metadata.absolute(tree.attribute(l.node, "href"));
            if (!url.empty() && article.links.size() < 5000)
                article.links.push_back({{start + l.start, start + l.end}, base::make_valid_utf8(url)});
        }
    };
    for (std::size_t k : body.blocks) write(k);
    const auto end = static_cast<ByteOffset>(article.text.size());
    for (std::size_t k : body.captions) write(k);
    note_entries(entries, starts, end, article);
}

// A last paragraph that is only a name is the signature.
void take_signature(Body& body, const std::vector<Block>& blocks, const PageWords& words, Article& article) {
    if (body.blocks.size() < 2) return;
    const Block& last = blocks[body.blocks.back()];
    std::string_view name = last.text;
    while (name.starts_with("—") || name.starts_with("–")) name = base::trim(name.substr(3));
    if (last.kind == ParagraphKind::kHeading || last.kind == ParagraphKind::kListItem || !is_signature_line(name))
        return;
    article.signature = std::string(name);
    article.provenance["signature"] = "text";
    const base::Folded folded = base::fold_with_map(name);
    const std::size_t greeting = words.sign_off.prefix(folded.text);  // "Deine Mady", "Cordialement, Awa Diop"
    if (greeting) name.remove_prefix(folded.source(0, greeting).end);
    while (!name.empty() && (name[0] == ',' || name[0] == ' ')) name.remove_prefix(1);
    const bool initials = base::count_code_points(name) < 4 || name.ends_with('.');
    if (article.byline.empty() && !initials && word_count(name) >= (greeting ? 1 : 2) && word_count(name) <= 3)
        article.byline.emplace_back(name), article.provenance["byline"] = "signature";
    body.blocks.pop_back();
}

std::uint32_t letters_of(const Body& body, const std::vector<Block>& blocks) {
    std::uint32_t n = 0;
    for (std::size_t k : body.blocks) n += blocks[k].letters;
    return n;
}

// A page whose names of classes leave next to nothing of it is read again with less trust in them.
void distrust_names(const HtmlTree& tree, const BodyHints& hints, const PageWords& words, const Limits& limits,
                    std::vector<Block>& blocks, Body& body) {
    struct Step {
        Trust trust;
        double below, times;  // tried when the body weighs less than that; taken when it then weighs so many times more
    };
    const bool listing = body.listing;
    for (const Step& step :
         {Step{Trust::kSureNames, 3000, 1.5}, Step{Trust::kComments, 350, 3}, Step{Trust::kNothing, 250, 4}}) {
        if (body.weight > step.below || (step.trust != Trust::kNothing && body.page < step.times * body.weight))
            continue;
        const Marks marks = mark_nodes(tree, words, step.trust);
        std::vector<Block> again;
        if (step.trust == Trust::kNothing) again = find_blocks(tree, marks, 4 * limits.paragraphs);
        Body found = find_body(tree, marks, again.empty() ? blocks : again, hints, words, limits);
        if (found.weight <= std::max(step.times * body.weight, 120.0)) continue;
        body = std::move(found);
        body.listing |= listing;
        if (!again.empty()) blocks = std::move(again);
    }
    if (letters_of(body, blocks) >= 120 || listing) return;
    Body all = find_any_text(tree, mark_nodes(tree, words, Trust::kNothing), blocks, hints, words, limits);
    if (letters_of(all, blocks) > 2 * letters_of(body, blocks) + 80) body = std::move(all);
}

// The body as JSON-LD gives it, where the page itself shows none.
void write_json_body(const std::string& text, const Limits& limits, Article& article) {
    article.text.clear();
    article.paragraphs.clear();
    article.links.clear();
    for (std::string_view line : base::split(text, '\n')) {
        const std::string clean = base::squeeze(line);
        if (clean.empty() || article.paragraphs.size() >= limits.paragraphs) continue;
        if (!article.text.empty()) article.text += '\n';
        const auto start = static_cast<ByteOffset>(article.text.size());
        article.text += base::make_valid_utf8(clean);
        article.paragraphs.push_back(
            {ParagraphKind::kParagraph, {start, static_cast<ByteOffset>(article.text.size())}});
    }
    article.provenance["text"] = "json-ld";
}

// The address that browsers and their extensions write into a page that they save: "saved from url=(0034)https://…",
// "Page saved with SingleFile … url: https://…". Empty: none.
std::string saved_from(std::string_view html) {
    const std::string_view head = html.substr(0, 4000);
    for (std::string_view mark : {"saved from url=(", "saved with SingleFile"}) {
        const std::size_t said = head.find(mark);
        const std::size_t at = said == std::string_view::npos ? said : head.find("http", said);
        if (at == std::string_view::npos || at > said + 200) continue;
        const std::string_view url = head.substr(at, head.find_first_of(" \t\r\n<>\"", at) - at);
        if (url.size() < 1000 && (url.starts_with("http://") || url.starts_with("https://")))
            return base::make_valid_utf8(url);
    }
    return {};
}

Article read_html(std::string_view html, const PageHint& hint, const PageWords& words, const Sources& sources,
                  const Limits& limits) {
    const HtmlTree tree = HtmlTree::parse(html, limits);
    const Marks marks = mark_nodes(tree, words);
    std::vector<Block> blocks = find_blocks(tree, marks, 4 * limits.paragraphs);
    Article article;
    const std::string saved = hint.url.empty() ? saved_from(html) : std::string();
    PageMetadata metadata(tree, marks, blocks, words, saved.empty() ? hint.url : saved, hint.fetched);
    metadata.before_body(article);
    const std::string description = metadata.description();
    const BodyHints hints{article.title, description, metadata.article_body()};
    Body body = find_body(tree, marks, blocks, hints, words, limits);
    const Source* source = sources.by_url(article.url);
    metadata.after_body(article, body, source ? std::string_view(source->country) : std::string_view());
    distrust_names(tree, hints, words, limits, blocks, body);
    take_signature(body, blocks, words, article);
    const std::vector<LiveEntry> entries =
        find_live_entries(tree, blocks, body, metadata.is_live() || says_live(article.title, words), words);
    write_blocks(body, blocks, tree, metadata, entries, article);
    if (body.weight < 250 && metadata.article_body().size() > 3 * article.text.size() + 200)
        write_json_body(metadata.article_body(), limits, article);
    for (Related& r : body.related) {
        if (r.url) {
            r.url = metadata.absolute(*r.url);
            if (r.url->empty()) r.url.reset();
        }
        article.related.push_back(std::move(r));
    }
    article.language = metadata.declared_language();
    if (!article.language.empty()) article.provenance["language"] = "declared";
    for (Note& n : body.notes) article.notes.push_back(std::move(n));
    if (tree.flattened())
        article.notes.push_back(
            {"limit", "tags nested deeper than " + std::to_string(limits.html_depth) + " left out", std::nullopt});
    if (article.kind == "live") return article;
    if (body.listing)
        article.kind = "listing";
    else if (article.text.size() < 150)
        article.kind = "other";
    return article;
}

// Strings that came out of attributes and JSON: valid, on one line.
void make_clean(Article& a) {
    const auto clean = [](std::string& s) {
        if (!base::valid_utf8(s)) s = base::make_valid_utf8(s);
    };
    for (std::string* s : {&a.url, &a.title, &a.signature, &a.source, &a.published, &a.modified, &a.language})
        clean(*s);
    for (std::string& s : a.sections) clean(s);
    for (std::string& s : a.byline) clean(s);
    for (Related& r : a.related) {
        clean(r.title);
        if (r.url) clean(*r.url);
    }
    a.title = base::squeeze(a.title);
}

}  // namespace

Result<PageForm> detect_form(std::string_view bytes) {
    if (bytes.empty()) return fail(ErrorCode::kInvalid, "empty");
    if (const std::string kind = binary_kind(bytes); !kind.empty())
        return fail(ErrorCode::kUnsupported, "looks like " + kind);
    std::string_view rest = bytes;
    if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
    const std::size_t first = rest.find_first_not_of(" \t\r\n\f");
    if (first == std::string_view::npos) return fail(ErrorCode::kInvalid, "nothing but spaces");
    rest.remove_prefix(first);
    std::string head = lower(rest.substr(0, kLook));
    std::erase(head, '\0');  // UTF-16
    if (const char* kind = other_text_format(head))
        return fail(ErrorCode::kUnsupported, std::string("looks like ") + kind + ", which is not read");
    if (head[0] == '{') {
        const std::size_t next = head.find_first_not_of(" \t\r\n", 1);
        if (next != std::string::npos && (head[next] == '"' || head[next] == '}')) return PageForm::kJson;
    }
    if (has_html_tag(head)) return PageForm::kHtml;
    if (head[0] == '<' && has_html_tag(lower(rest.substr(0, 16 * kLook)))) return PageForm::kHtml;
    return PageForm::kText;
}

Result<std::shared_ptr<const PageReader>> PageReader::open(const std::vector<world::DataFile>& files,
                                                           const std::vector<world::DataFile>& sources) {
    TRY(auto words, PageWords::open(files));
    TRY(auto registry, Sources::open(sources));
    return std::shared_ptr<const PageReader>(new PageReader(std::move(words), std::move(registry)));
}

Result<Article> PageReader::read_page(std::string_view bytes, const PageHint& hint, const Limits& limits) const {
    if (bytes.size() > limits.page_bytes)
        return fail(ErrorCode::kLimit,
                    "larger than " + std::to_string(limits.page_bytes >> 20) + " MB, too large for a page");
    TRY(const PageForm form, detect_form(bytes));
    if (form == PageForm::kJson) return read_document(bytes, hint, limits);
    if (!hint.published.empty() && !is_iso_date_or_time(hint.published))
        return fail(ErrorCode::kInvalid,
                    "published \"" + hint.published + "\" is not a date (YYYY-MM-DD) or date-time");
    Decoded decoded = decode(bytes, hint.charset);
    Article article = form == PageForm::kHtml ? read_html(decoded.text, hint, *words_, *sources_, limits)
                                              : read_text_page(decoded.text, *words_, limits);
    article.notes.insert(article.notes.begin(), decoded.notes.begin(), decoded.notes.end());
    make_clean(article);
    finish_article(article, hint, bytes, words_.get());
    name_source(article, hint, *sources_);
    return article;
}

bool PageReader::has_page_form(std::string_view text) const {
    const std::string_view head = text.substr(0, base::border_before(text, 16000));
    if (base::valid_utf8(head)) return is_text_page(head, *words_);
    return is_text_page(decode(head, "").text, *words_);
}

}  // namespace entente::press
