#include "export/views_json.h"

#include "record/json_parts.h"

namespace entente::exporter {

using namespace record::json_parts;

namespace {

template <class Id>
Json ids_json(const std::vector<Id>& ids) {
    Json j = Json::array();
    for (const Id& id : ids) j.push_back(id.str());
    return j;
}

Json session_json(const record::Session& s) {
    Json j;
    j["id"] = s.event.str();
    j["ordinal"] = or_null(s.ordinal);
    put_optional(j, "when", s.when, when_json);
    j["status"] = to_string(s.status);
    return j;
}

Json sessions_json(const std::vector<record::Session>& sessions) {
    Json j = Json::array();
    for (const record::Session& s : sessions) j.push_back(session_json(s));
    return j;
}

}  // namespace

Json to_json(const record::Series& s) {
    Json j;
    j["id"] = s.id;
    j["name"] = {{"fr", s.names.front()}, {"en", s.names.front()}};
    j["names"] = s.names;
    j["parties"] = ids_json(s.parties);
    j["events"] = sessions_json(s.sessions);
    j["next"] = s.next ? session_json(*s.next) : Json(nullptr);
    return j;
}

Json to_json(const record::Frame& f) {
    Json j;
    j["id"] = f.id;
    j["name"] = f.name;
    j["kind"] = f.kind;
    j["of"] = ids_json(f.of);
    j["since"] = or_null(f.since);
    j["events"] = sessions_json(f.events);
    return j;
}

Json to_json(const record::Commitment& c) {
    Json j;
    j["id"] = c.id;
    j["event"] = c.event.str();
    j["by"] = ids_json(c.by);
    j["to"] = ids_json(c.to);
    j["what"] = {{"type", c.type}, {"text", or_null(c.text)}};
    j["made"] = or_null(c.made);
    put_optional(j, "due", c.due, when_json);
    j["verdict"] = to_string(c.verdict);
    j["reports"] = {{"promise", ids_json(c.promise)}, {"for", ids_json(c.for_it)}, {"against", ids_json(c.against)}};
    j["fulfilled_by"] = ids_json(c.fulfilled_by);
    j["superseded_by"] = ids_json(c.superseded_by);
    j["coverage"] = {{"sources_since_due", c.sources_since_due}, {"mentioning", c.mentioning}};
    return j;
}

Json to_json(const record::Decision& d) {
    Json j;
    j["number"] = d.number;
    j["revision"] = d.revision;
    j["kind"] = to_string(d.kind);
    j["reports"] = ids_json(d.reports);
    if (!d.others.empty()) j["others"] = ids_json(d.others);
    put(j, "field", d.field);
    put(j, "value", d.value);
    j["by"] = d.by;
    j["at"] = d.at;
    j["note"] = or_null(d.note);
    return j;
}

Json to_json(const record::SearchHit& h) { return {{"article", h.article.str()}, {"passage", h.passage}}; }

}  // namespace entente::exporter
