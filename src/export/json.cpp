#include "export/json.h"

#include "record/json_parts.h"
#include "record/views/series.h"

namespace entente::exporter {

using namespace record::json_parts;

Json to_json(const TimeExpression& t) {
    Json j;
    j["text"] = t.text;
    j["span"] = span_json(t.span);
    j["in"] = t.field;
    j["type"] = t.type;
    put(j, "value", t.value);
    put(j, "start", t.start);
    put(j, "end", t.end);
    put(j, "precision", t.precision);
    put(j, "anchor", t.anchor);
    put(j, "why", t.why);
    return j;
}

Json to_json(const Name& n) {
    Json j;
    j["text"] = n.text;
    j["span"] = span_json(n.span);
    j["in"] = n.field;
    j["kind"] = to_string(n.kind);
    j["id"] = or_null(n.id);
    j["role"] = or_null(n.role);
    j["country"] = or_null(n.country);
    j["office"] = or_null(n.office);
    j["person"] = or_null(n.person);
    j["lat"] = or_null(n.lat);
    j["lon"] = or_null(n.lon);
    j["score"] = n.score;
    j["form"] = to_string(n.form);
    j["candidates"] = Json::array();
    for (const Candidate& c : n.candidates) j["candidates"].push_back({{"id", c.id}, {"score", c.score}});
    put(j, "why", n.why);
    return j;
}

namespace {

Json rung_json(const Rung& r) {
    Json j;
    j["status"] = to_string(r.status);
    j["published"] = or_null(r.published);
    put_optional(j, "when", r.when, when_json);
    j["report"] = r.report.str();
    j["source"] = or_null(r.source);
    j["party"] = r.party;
    return j;
}

}  // namespace

Json to_json(const Event& e) {
    Json j;
    j["id"] = e.id.str();
    j["title"] = {{"fr", e.title_fr}, {"en", e.title_en}};
    j["type"] = e.type;
    j["mode"] = or_null(e.mode);
    j["status"] = to_string(e.status);
    j["contexts"] = e.contexts;
    j["actors"] = parties_json(e.actors);
    j["recipients"] = parties_json(e.recipients);
    put_optional(j, "place", e.place, place_json);
    put_optional(j, "when", e.when, when_json);
    j["ladder"] = Json::array();
    for (const Rung& r : e.ladder) j["ladder"].push_back(rung_json(r));
    j["sources"] = {{"articles", e.articles}, {"independent", e.independent}};
    j["reports"] = Json::array();
    for (const ReportId& id : e.reports) j["reports"].push_back(id.str());
    j["series"] = Json(nullptr);
    if (e.series) {
        j["series"] = series_json(*e.series);
        j["series"]["id"] = record::named_id('s', e.series_names.empty() ? e.series->name : e.series_names.front());
    }
    j["frame"] = e.frame.empty() ? Json(nullptr) : Json{{"id", record::named_id('f', e.frame)}, {"name", e.frame}};
    j["occasion"] = e.occasion ? or_null(e.occasion->event.str()) : Json(nullptr);
    j["outcome_of"] = e.outcome_of ? or_null(e.outcome_of->event.str()) : Json(nullptr);
    j["outcomes"] = Json::array();
    for (const EventId& id : e.outcomes) j["outcomes"].push_back(id.str());
    j["conflicts"] = Json::array();
    for (const Conflict& c : e.conflicts)
        j["conflicts"].push_back({{"field", c.field}, {"value", c.value}, {"report", c.report.str()}});
    j["silent_since"] = date_json(e.silent_since);
    if (!e.reviews.empty()) j["reviews"] = Json::array();
    for (const Signature& s : e.reviews) {
        Json r = {{"number", s.number}, {"kind", s.kind}, {"by", s.by}, {"at", s.at}};
        put(r, "field", s.field);
        put(r, "value", s.value);
        put(r, "note", s.note);
        j["reviews"].push_back(std::move(r));
    }
    j["revision"] = e.revision;
    return j;
}

Json to_json(const Actor& a, const world::World& world, std::optional<Date> at) {
    Json j;
    j["id"] = a.id.str();
    j["kind"] = a.kind;
    j["names"] = {{"fr", a.names_fr}, {"en", a.names_en}};
    j["xref"] = {
        {"wikidata", or_null(a.wikidata)}, {"iso3", or_null(a.iso3)}, {"cow", or_null(a.cow)}, {"gw", or_null(a.gw)}};
    j["members"] = Json::array();
    j["member_of"] = Json::array();
    for (const Membership& m : world.memberships()) {
        if (at && !m.in_force(*at)) continue;
        if (m.group != a.id && m.member != a.id) continue;
        Json row = {{"id", (m.group == a.id ? m.member : m.group).str()},
                    {"from", date_json(m.from)},
                    {"to", date_json(m.to)},
                    {"notice", date_json(m.notice)},
                    {"suspended", Json::array()},
                    {"source", or_null(m.source)}};
        for (const DateRange& s : m.suspended)
            row["suspended"].push_back({{"from", date_json(s.start)}, {"to", date_json(s.end)}});
        j[m.group == a.id ? "members" : "member_of"].push_back(std::move(row));
    }
    j["offices"] = Json::array();
    for (const Tenure& t : world.tenures()) {
        if (t.of != a.id || (at && !t.in_force(*at))) continue;
        j["offices"].push_back({{"office", t.office},
                                {"holder", or_null(t.holder.str())},
                                {"person", or_null(t.person)},
                                {"from", date_json(t.from)},
                                {"to", date_json(t.to)},
                                {"source", or_null(t.source)}});
    }
    return j;
}

}  // namespace entente::exporter
