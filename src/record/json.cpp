#include "record/json.h"

#include <algorithm>

#include "record/json_parts.h"

namespace entente::record {

using namespace json_parts;

Json to_json(const Article& a) {
    Json j;
    j["id"] = a.id.str();
    j["url"] = or_null(a.url);
    j["title"] = or_null(a.title);
    j["sections"] = a.sections;
    j["byline"] = a.byline;
    j["signature"] = or_null(a.signature);
    j["source"] = or_null(a.source);
    if (!a.source_id.empty()) j["source_id"] = a.source_id;
    if (!a.source_country.empty()) j["source_country"] = a.source_country;
    j["published"] = or_null(a.published);
    if (a.published.empty())
        j["published_bounds"] = {{"from", or_null(a.published_bounds.from)},
                                 {"to", or_null(a.published_bounds.to)},
                                 {"why", or_null(a.published_bounds.why)}};
    j["modified"] = or_null(a.modified);
    j["language"] = or_null(a.language);
    j["kind"] = a.kind;
    j["text"] = a.text;
    j["paragraphs"] = Json::array();
    for (const Paragraph& p : a.paragraphs)
        j["paragraphs"].push_back({{"kind", to_string(p.kind)}, {"span", span_json(p.span)}});
    j["related"] = Json::array();
    for (const Related& r : a.related) j["related"].push_back({{"title", r.title}, {"url", or_null(r.url)}});
    j["links"] = Json::array();
    for (const Link& l : a.links) j["links"].push_back({{"span", span_json(l.span)}, {"url", l.url}});
    if (a.dateline.place || a.dateline.date || a.dateline.agency)
        j["dateline"] = {{"place", or_null(a.dateline.place)},
                         {"date", or_null(a.dateline.date)},
                         {"agency", or_null(a.dateline.agency)}};
    j["text_key"] = or_null(a.text_key);
    if (!a.sketch.empty()) j["sketch"] = a.sketch;
    j["provenance"] = Json::object();
    for (const auto& [k, v] : a.provenance) j["provenance"][k] = v;
    j["notes"] = Json::array();
    for (const Note& n : a.notes) {
        Json note = {{"kind", n.kind}, {"text", n.text}};
        if (n.span) note["span"] = span_json(*n.span);
        j["notes"].push_back(std::move(note));
    }
    return j;
}

Json to_json(const Report& r) {
    Json j;
    j["id"] = r.id.str();
    j["article"] = r.article.str();
    j["in"] = r.in;
    j["url"] = or_null(r.url);
    j["source"] = or_null(r.source);
    j["published"] = or_null(r.published);
    j["language"] = or_null(r.language);
    j["event"] = or_null(r.event.str());
    j["type"] = r.type;
    j["mode"] = or_null(r.mode);
    j["concept"] = or_null(r.concept_id);
    j["contexts"] = r.contexts;
    j["actors"] = parties_json(r.actors);
    j["recipients"] = parties_json(r.recipients);
    put_optional(j, "place", r.place, place_json);
    put_optional(j, "when", r.when, when_json);
    j["status"] = to_string(r.status);
    j["polarity"] = r.positive ? "positive" : "negative";
    put_optional(j, "speaker", r.speaker, party_json);
    put_optional(j, "series", r.series, series_json);
    j["frame"] = r.frame.empty() ? Json(nullptr) : Json{{"name", r.frame}};
    put_optional(j, "occasion", r.occasion, ref_json);
    put_optional(j, "outcome_of", r.outcome_of, ref_json);
    j["numbers"] = numbers_json(r.numbers);
    j["trigger"] = {{"text", r.trigger_text}, {"span", span_json(r.trigger)}};
    j["quote"] = r.quote;
    j["span"] = span_json(r.span);
    j["sentence"] = r.sentence;
    j["confidence"] = r.confidence;
    Json why;
    put(why, "wording", r.why.wording);
    why["head"] = or_null(r.why.head);
    put(why, "status", r.why.status);
    put(why, "reader", r.why.reader);
    put(why, "codebook", r.why.codebook);
    j["why"] = std::move(why);
    return j;
}

Json to_json(const Claim& c) {
    Json j;
    j["id"] = c.id;
    j["article"] = c.article.str();
    j["in"] = c.in;
    j["subject"] = c.subject;
    j["relation"] = c.relation;
    j["object"] = c.object;
    j["since"] = or_null(c.since);
    j["until"] = or_null(c.until);
    j["at"] = or_null(c.at);
    j["quote"] = c.quote;
    j["span"] = span_json(c.span);
    j["agrees_with_world"] = or_null(c.agrees_with_world);
    return j;
}

namespace {

std::string text_at(const Json& j, const char* key) {
    const auto it = j.find(key);
    return it != j.end() && it->is_string() ? it->get<std::string>() : std::string{};
}
const Json* object_at(const Json& j, const char* key) {
    const auto it = j.find(key);
    return it != j.end() && it->is_object() ? &*it : nullptr;
}
std::optional<double> number_at(const Json& j, const char* key) {
    const auto it = j.find(key);
    return it != j.end() && it->is_number() ? std::optional<double>(it->get<double>()) : std::nullopt;
}
std::optional<std::int64_t> integer_at(const Json& j, const char* key) {
    const auto it = j.find(key);
    return it != j.end() && it->is_number_integer() ? std::optional(it->get<std::int64_t>()) : std::nullopt;
}
std::optional<Span> span_at(const Json& j, const char* key) {
    const auto it = j.find(key);
    if (it == j.end() || !it->is_array() || it->size() != 2 || !(*it)[0].is_number_unsigned() ||
        !(*it)[1].is_number_unsigned())
        return std::nullopt;
    return Span{(*it)[0].get<ByteOffset>(), (*it)[1].get<ByteOffset>()};
}

Party party_from(const Json& j) {
    Party p;
    p.id = ActorId(text_at(j, "id"));
    p.country = text_at(j, "country");
    p.office = text_at(j, "office");
    p.person = text_at(j, "person");
    p.role = text_at(j, "role");
    const auto it = j.find("inferred");
    p.inferred = it != j.end() && it->is_boolean() && it->get<bool>();
    p.text = text_at(j, "text");
    p.span = span_at(j, "span");
    p.why = text_at(j, "why");
    return p;
}

std::vector<Party> parties_from(const Json& j, const char* key) {
    std::vector<Party> out;
    if (const auto it = j.find(key); it != j.end() && it->is_array())
        for (const Json& p : *it)
            if (p.is_object()) out.push_back(party_from(p));
    return out;
}

ReportPlace place_from(const Json& j) {
    return {text_at(j, "id"),    text_at(j, "name"),  text_at(j, "country"),
            number_at(j, "lat"), number_at(j, "lon"), span_at(j, "span")};
}

ReportTime when_from(const Json& j) {
    return {
        {parse_date(text_at(j, "start")), parse_date(text_at(j, "end"))}, text_at(j, "precision"), span_at(j, "span")};
}

EventRef ref_from(const Json& j) { return {text_at(j, "text"), EventId(text_at(j, "event"))}; }

Numbers numbers_from(const Json& j) {
    Numbers n;
    n.killed = integer_at(j, "killed");
    n.injured = integer_at(j, "injured");
    n.arrested = integer_at(j, "arrested");
    n.size = integer_at(j, "size");
    if (const Json* a = object_at(j, "amount"))
        if (const auto v = number_at(*a, "value")) n.amount = Amount{*v, text_at(*a, "currency")};
    return n;
}

void read_details(const Json& j, Report& r) {
    if (const Json* p = object_at(j, "place")) r.place = place_from(*p);
    if (const Json* w = object_at(j, "when")) r.when = when_from(*w);
    if (const Json* s = object_at(j, "speaker")) r.speaker = party_from(*s);
    if (const Json* s = object_at(j, "series")) {
        r.series = SeriesRef{text_at(*s, "name"), std::nullopt};
        if (const auto n = integer_at(*s, "ordinal")) r.series->ordinal = static_cast<int>(*n);
    }
    if (const Json* f = object_at(j, "frame")) r.frame = text_at(*f, "name");
    if (const Json* o = object_at(j, "occasion")) r.occasion = ref_from(*o);
    if (const Json* o = object_at(j, "outcome_of")) r.outcome_of = ref_from(*o);
    if (const Json* n = object_at(j, "numbers")) r.numbers = numbers_from(*n);
    if (const Json* t = object_at(j, "trigger")) {
        r.trigger_text = text_at(*t, "text");
        r.trigger = span_at(*t, "span").value_or(Span{});
    }
    if (const Json* w = object_at(j, "why"))
        r.why = {text_at(*w, "wording"), number_at(*w, "head"), text_at(*w, "status"), text_at(*w, "reader"),
                 text_at(*w, "codebook")};
}

}  // namespace

std::optional<Report> report_from_json(const Json& j) {
    if (!j.is_object()) return std::nullopt;
    const auto status = parse_status(text_at(j, "status"));
    Report r;
    r.id = ReportId(text_at(j, "id"));
    r.type = text_at(j, "type");
    if (!status || r.id.empty() || r.type.empty()) return std::nullopt;
    r.status = *status;
    r.article = ArticleId(text_at(j, "article"));
    r.in = text_at(j, "in");
    r.url = text_at(j, "url");
    r.source = text_at(j, "source");
    r.published = text_at(j, "published");
    r.language = text_at(j, "language");
    r.event = EventId(text_at(j, "event"));
    r.concept_id = text_at(j, "concept");
    r.mode = text_at(j, "mode");
    if (const auto it = j.find("contexts"); it != j.end() && it->is_array())
        for (const Json& c : *it)
            if (c.is_string()) r.contexts.push_back(c.get<std::string>());
    r.actors = parties_from(j, "actors");
    r.recipients = parties_from(j, "recipients");
    r.positive = text_at(j, "polarity") != "negative";
    r.quote = text_at(j, "quote");
    r.span = span_at(j, "span").value_or(Span{});
    r.sentence = static_cast<std::size_t>(std::max<std::int64_t>(0, integer_at(j, "sentence").value_or(0)));
    r.confidence = number_at(j, "confidence").value_or(0);
    read_details(j, r);
    return r;
}

std::optional<Claim> claim_from_json(const Json& j) {
    if (!j.is_object() || text_at(j, "relation").empty()) return std::nullopt;
    Claim c;
    c.id = text_at(j, "id");
    c.article = ArticleId(text_at(j, "article"));
    c.in = text_at(j, "in");
    c.subject = text_at(j, "subject");
    c.relation = text_at(j, "relation");
    c.object = text_at(j, "object");
    c.since = text_at(j, "since");
    c.until = text_at(j, "until");
    c.at = text_at(j, "at");
    c.quote = text_at(j, "quote");
    c.span = span_at(j, "span").value_or(Span{});
    if (const auto it = j.find("agrees_with_world"); it != j.end() && it->is_boolean())
        c.agrees_with_world = it->get<bool>();
    return c;
}

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace entente::record
