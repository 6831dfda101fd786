// Pieces that the JSON writers share. Unknown fields are left out or null, never "", 0 or "unknown".
#pragma once

#include <nlohmann/json.hpp>

#include "entente/date.h"
#include "entente/report.h"

namespace entente::record::json_parts {

using Json = nlohmann::ordered_json;

// Puts a value unless it is the empty string: what is not known is absent.
inline void put(Json& j, const char* key, const std::string& value) {
    if (!value.empty()) j[key] = value;
}
inline Json or_null(const std::string& value) { return value.empty() ? Json(nullptr) : Json(value); }
inline Json span_json(const Span& s) { return Json::array({s.start, s.end}); }
template <class T>
Json or_null(const std::optional<T>& v) {
    return v ? Json(*v) : Json(nullptr);
}
inline Json date_json(const std::optional<Date>& d) { return d ? Json(to_string(*d)) : Json(nullptr); }

inline Json party_json(const Party& p) {
    Json j;
    j["id"] = p.id.str();
    j["country"] = or_null(p.country);
    j["office"] = or_null(p.office);
    j["person"] = or_null(p.person);
    j["role"] = or_null(p.role);
    j["inferred"] = p.inferred;
    put(j, "text", p.text);
    if (p.span) j["span"] = span_json(*p.span);
    put(j, "why", p.why);
    return j;
}

inline Json parties_json(const std::vector<Party>& parties) {
    Json j = Json::array();
    for (const Party& p : parties) j.push_back(party_json(p));
    return j;
}

inline Json place_json(const ReportPlace& p) {
    Json j;
    j["id"] = or_null(p.id);
    j["name"] = or_null(p.name);
    j["country"] = or_null(p.country);
    if (p.lat && p.lon) {
        j["lat"] = *p.lat;
        j["lon"] = *p.lon;
    }
    if (p.span) j["span"] = span_json(*p.span);
    return j;
}

inline Json when_json(const ReportTime& t) {
    Json j;
    if (t.range.start) j["start"] = to_string(*t.range.start);
    if (t.range.end) j["end"] = to_string(*t.range.end);
    put(j, "precision", t.precision);
    if (t.span) j["span"] = span_json(*t.span);
    return j;
}

inline Json ref_json(const EventRef& r) {
    Json j;
    put(j, "text", r.text);
    put(j, "event", r.event.str());
    return j;
}

inline Json series_json(const SeriesRef& s) {
    Json j;
    j["name"] = s.name;
    if (s.ordinal) j["ordinal"] = *s.ordinal;
    return j;
}

inline Json numbers_json(const Numbers& n) {
    Json j;
    if (n.killed) j["killed"] = *n.killed;
    if (n.injured) j["injured"] = *n.injured;
    if (n.arrested) j["arrested"] = *n.arrested;
    if (n.size) j["size"] = *n.size;
    if (n.amount) j["amount"] = {{"value", n.amount->value}, {"currency", n.amount->currency}};
    return j;
}

template <class T>
void put_optional(Json& j, const char* key, const std::optional<T>& value, Json (*make)(const T&)) {
    j[key] = value ? make(*value) : Json(nullptr);
}

}  // namespace entente::record::json_parts
