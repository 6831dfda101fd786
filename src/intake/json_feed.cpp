// JSON Feed 1.0 and 1.1: an item each.
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "intake/feed_page.h"
#include "intake/net/fetch.h"
#include "intake/reader.h"

namespace entente::intake {

namespace {

using Json = nlohmann::json;

std::string text_of(const Json& object, const char* key) {
    if (!object.is_object()) return {};
    const auto it = object.find(key);
    return it != object.end() && it->is_string() ? base::make_valid_utf8(it->get_ref<const std::string&>())
                                                 : std::string();
}

void add_authors(const Json& object, std::vector<std::string>& out) {
    const auto add = [&](const Json& a) {
        if (std::string name = text_of(a, "name"); !name.empty() && out.size() < 50) out.push_back(std::move(name));
    };
    if (!object.is_object()) return;
    if (const auto many = object.find("authors"); many != object.end() && many->is_array())
        for (const Json& a : *many) add(a);
    else if (const auto one = object.find("author"); one != object.end())
        add(*one);
}

class JsonFeedReader final : public ItemReader {
 public:
    JsonFeedReader(std::unique_ptr<Window> window, Origin origin, const Limits& limits)
        : window_(std::move(window)), origin_(std::move(origin)), limits_(limits) {}

    std::optional<Result<Item>> next() override {
        if (!started_) {
            started_ = true;
            if (Status s = read(); !s.ok()) return Result<Item>(named(origin_.name, s.error()));
        }
        if (at_ >= count_) return std::nullopt;
        return entry(feed_["items"][at_++]);
    }
    std::size_t consumed() const override { return window_->consumed(); }

 private:
    Status read() {
        TRY(const std::string bytes, take_whole(*window_, limits_));
        feed_ = Json::parse(bytes, nullptr, false);
        if (!feed_.is_object()) return fail(ErrorCode::kInvalid, "a JSON Feed that is no JSON");
        const auto items = feed_.find("items");
        if (items == feed_.end() || !items->is_array() || items->empty())
            return fail(ErrorCode::kInvalid, "a feed without entries");
        count_ = items->size();
        return Done{};
    }

    Result<Item> entry(const Json& e) const {
        const std::string name = origin_.name + "#" + std::to_string(at_);
        if (!e.is_object()) return fail(ErrorCode::kInvalid, name + ": no entry but another JSON value");
        PageParts p;
        p.title = base::squeeze(text_of(e, "title"));
        p.url = text_of(e, "url");
        if (p.url.empty()) p.url = text_of(e, "external_url");
        if (const std::string id = text_of(e, "id"); p.url.empty() && id.starts_with("http")) p.url = id;
        if (!p.url.empty()) p.url = absolute_address(text_of(feed_, "home_page_url"), p.url);
        Item item;
        for (auto [key, into] : {std::pair{"date_published", &p.published}, {"date_modified", &p.modified}}) {
            const std::string given = text_of(e, key);
            *into = iso_of_feed_date(given);
            if (into->empty() && !given.empty())
                item.notes.push_back({"date",
                                      "\"" + given.substr(0, base::border_before(given, 40)) + "\" is not a date",
                                      std::nullopt});
        }
        if (p.published.empty()) bound_by_neighbours(neighbour(-1), neighbour(1), item.from, item.to);
        p.site = text_of(feed_, "title");
        p.language = text_of(e, "language");
        if (p.language.empty()) p.language = text_of(feed_, "language");
        add_authors(e, p.authors);
        if (p.authors.empty()) add_authors(feed_, p.authors);
        p.html = text_of(e, "content_html");
        if (p.html.empty()) p.html = paragraphs_of_text(text_of(e, "content_text"));
        if (p.html.empty()) p.html = paragraphs_of_text(text_of(e, "summary"));
        item.without_text = p.html.empty();
        item.name = name;
        item.bytes = write_page(p);
        item.fetched = origin_.fetched;
        item.url = p.url;
        item.charset = "utf-8";
        return item;
    }

    // The date of the nearest entry before or after this one that has one.
    std::string neighbour(int step) const {
        for (auto i = static_cast<std::ptrdiff_t>(at_) - 1 + step, looked = std::ptrdiff_t{0};
             i >= 0 && i < static_cast<std::ptrdiff_t>(count_) && looked < 50; i += step, ++looked)
            if (std::string iso =
                    iso_of_feed_date(text_of(feed_["items"][static_cast<std::size_t>(i)], "date_published"));
                !iso.empty())
                return iso;
        return {};
    }

    std::unique_ptr<Window> window_;
    Origin origin_;
    const Limits& limits_;
    Json feed_;
    std::size_t at_ = 0, count_ = 0;
    bool started_ = false;
};

}  // namespace

std::unique_ptr<ItemReader> open_json_feed(std::unique_ptr<Window> window, const Origin& origin, const Limits& limits) {
    return std::make_unique<JsonFeedReader>(std::move(window), origin, limits);
}

}  // namespace entente::intake
