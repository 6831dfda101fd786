#include "intake/message.h"

#include <gmime/gmime.h>

#include <memory>
#include <mutex>

#include "base/text.h"
#include "entente/date.h"
#include "intake/feed_page.h"

namespace entente::intake {

namespace {

template <class T>
struct Unref {
    void operator()(T* o) const {
        if (o) g_object_unref(o);
    }
};
template <class T>
using Held = std::unique_ptr<T, Unref<T>>;

void start_gmime() {
    static std::once_flag once;
    std::call_once(once, [] { g_mime_init(); });
}

std::string valid(const char* s) { return s ? base::make_valid_utf8(s) : std::string(); }

// "2025-04-02T10:00:00+02:00"; empty when there is no date or no such day.
std::string iso_date(GMimeMessage* message) {
    GDateTime* date = g_mime_message_get_date(message);
    if (!date) return {};
    gchar* text = g_date_time_format(date, "%Y-%m-%dT%H:%M:%S%:z");
    std::string out = valid(text);
    g_free(text);
    if (out.ends_with("+00:00")) out.replace(out.size() - 6, 6, "Z");
    return is_iso_date_or_time(out) ? out : std::string();
}

// The decoded text of a part, UTF-8.
std::string text_of(GMimeTextPart* part) {
    char* text = g_mime_text_part_get_text(part);
    std::string out = valid(text);
    g_free(text);
    return out;
}

bool attached(GMimeObject* part) {
    const char* d = g_mime_object_get_disposition(part);
    return d && g_ascii_strcasecmp(d, "attachment") == 0;
}

struct Body {
    std::string html, text;
    std::size_t parts = 0;
    bool limit = false;
};

// The first HTML and all plain parts in order, by a walk that keeps its own stack.
Body find_body(GMimeMessage* message, const Limits& limits) {
    Body body;
    GMimePartIter* it = g_mime_part_iter_new(GMIME_OBJECT(message));
    if (!it) return body;
    do {
        GMimeObject* o = g_mime_part_iter_get_current(it);
        if (!o) break;
        if (++body.parts > limits.mail_parts) {
            body.limit = true;
            break;
        }
        if (!GMIME_IS_TEXT_PART(o) || attached(o)) continue;
        GMimeContentType* type = g_mime_object_get_content_type(o);
        if (g_mime_content_type_is_type(type, "text", "html")) {
            if (body.html.empty()) body.html = text_of(GMIME_TEXT_PART(o));
        } else if (g_mime_content_type_is_type(type, "text", "plain") && body.text.size() < limits.page_bytes) {
            body.text += text_of(GMIME_TEXT_PART(o)) + "\n\n";
        }
    } while (g_mime_part_iter_next(it));
    g_mime_part_iter_free(it);
    return body;
}

void set_sender(GMimeMessage* message, PageParts& page) {
    InternetAddressList* from = g_mime_message_get_from(message);
    if (!from || internet_address_list_length(from) == 0) return;
    InternetAddress* first = internet_address_list_get_address(from, 0);
    const std::string name = base::squeeze(valid(internet_address_get_name(first)));
    if (!name.empty()) page.site = name;
    if (!page.site.empty() || !INTERNET_ADDRESS_IS_MAILBOX(first)) return;
    const std::string address = valid(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(first)));
    if (const std::size_t at = address.find('@'); at != std::string::npos) page.site = address.substr(at + 1);
}

// The address of the same text on the web, which newsletters give in their header.
std::string archived_at(GMimeMessage* message) {
    const std::string field = valid(g_mime_object_get_header(GMIME_OBJECT(message), "Archived-At"));
    const std::size_t open = field.find("<http"), close = field.find('>');
    return open == std::string::npos || close == std::string::npos || close < open
               ? std::string()
               : field.substr(open + 1, close - open - 1);
}

// A page that a browser saved in the form of a message (MHTML): it says so in "From", and its date is that of the
// saving.
bool is_saved_page(GMimeMessage* message) {
    const std::string from = valid(g_mime_object_get_header(GMIME_OBJECT(message), "From"));
    return from.find("Saved by ") != std::string::npos;
}

Item saved_page(GMimeMessage* message, const std::string& html, const Origin& origin) {
    Item item;
    item.name = origin.name;
    item.bytes = html;
    item.charset = "utf-8";
    item.fetched = iso_date(message);
    if (item.fetched.empty()) item.fetched = origin.fetched;
    for (const char* field : {"Snapshot-Content-Location", "Content-Location"}) {
        const std::string url = base::squeeze(valid(g_mime_object_get_header(GMIME_OBJECT(message), field)));
        if (item.url.empty() && (url.starts_with("http://") || url.starts_with("https://"))) item.url = url;
    }
    return item;
}

// What stands around the message's text and is not the sender's: quoted lines ("> …") and what follows "-- ".
std::string without_quotes(const std::string& text) {
    std::string out;
    for (std::string_view line : base::split(text, '\n')) {
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line == "-- ") break;
        if (line.starts_with('>')) continue;
        out += line;
        out += '\n';
    }
    return out;
}

}  // namespace

Result<Item> read_message(std::string_view bytes, const Origin& origin, const Limits& limits) {
    start_gmime();
    const Held<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
    const Held<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    const Held<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
    if (!message) return fail(ErrorCode::kInvalid, "no mail message");
    const Body body = find_body(message.get(), limits);
    if (body.limit)
        return fail(ErrorCode::kLimit, "a message of more than " + std::to_string(limits.mail_parts) + " parts");
    if (is_saved_page(message.get()) && !base::trim(body.html).empty())
        return body.html.size() > limits.page_bytes ? Result<Item>(fail(ErrorCode::kLimit, "larger than a page may be"))
                                                    : saved_page(message.get(), body.html, origin);
    PageParts page;
    page.title = base::squeeze(valid(g_mime_message_get_subject(message.get())));
    page.published = iso_date(message.get());
    page.url = archived_at(message.get());
    set_sender(message.get(), page);
    page.html = base::trim(body.html).empty() ? paragraphs_of_text(without_quotes(body.text)) : body.html;
    if (base::trim(page.html).empty()) return fail(ErrorCode::kInvalid, "a message without text");
    Item item;
    const std::string id = base::squeeze(valid(g_mime_message_get_message_id(message.get())));
    if (page.url.empty() && !id.empty()) item.id = base::content_id({"mail", id});
    item.name = origin.name;
    item.bytes = write_page(page);
    item.fetched = origin.fetched;
    item.charset = "utf-8";
    if (item.bytes.size() > limits.page_bytes) return fail(ErrorCode::kLimit, "larger than a page may be");
    return item;
}

}  // namespace entente::intake
