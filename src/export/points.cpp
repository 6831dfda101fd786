// GeoJSON and PLOVER.
#include <algorithm>
#include <cstdlib>
#include <map>

#include "export/formats.h"
#include "record/json_parts.h"
#include "record/ladder.h"

namespace entente::exporter {

using namespace record::json_parts;

namespace {

std::string written(const Json& j) { return j.dump(-1, ' ', false, Json::error_handler_t::replace); }

// The manual folds what is to come into another type; ours says it in the status.
std::string folded_type(const Event& e) {
    if (e.status == EventStatus::kCancelled && e.type == "CONSULT") return "REJECT";
    if (!record::lies_ahead(e.status)) return e.type;
    for (const char* type : {"CONSULT", "SUPPORT", "COOPERATE", "AID"})
        if (e.type == type) return "AGREE";
    return e.type == "RETREAT" ? "CONCEDE" : e.type;
}

// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
int quad(const std::string& type) {
    static const std::map<std::string, int> codes = {
        {"AGREE", 1},    {"CONSULT", 1},  {"SUPPORT", 1}, {"CONCEDE", 1}, {"COOPERATE", 2}, {"AID", 2},
        {"RETREAT", 2},  {"REQUEST", 3},  {"ACCUSE", 3},  {"REJECT", 3},  {"THREATEN", 3},  {"PROTEST", 4},
        {"SANCTION", 4}, {"MOBILIZE", 4}, {"COERCE", 4},  {"ASSAULT", 4}};
    const auto it = codes.find(type);
    return it == codes.end() ? 0 : it->second;
}

const char* sector(const std::string& role) {
    static const std::map<std::string, const char*> codes = {{"government", "GOV"}, {"military", "MIL"},
                                                             {"court", "JUD"},      {"parliament", "LEG"},
                                                             {"party", "PTY"},      {"police", "COP"}};
    const auto it = codes.find(role);
    return it == codes.end() ? nullptr : it->second;
}

Json entities(const std::vector<Party>& parties, const world::World& world) {
    Json out = Json::array();
    for (const Party& p : parties) {
        const Actor* a = world.find(p.id);
        const bool group = a && (a->kind == "organisation" || a->kind == "alliance");
        const std::string code = p.id == ActorId("UN")   ? "UNO"
                                 : p.id == ActorId("EU") ? "EUR"
                                 : !p.country.empty()    ? p.country
                                 : a && !a->iso3.empty() ? a->iso3
                                 : group                 ? "IGO"
                                                         : "";
        Json j;
        put(j, "code", code);
        if (const char* s = sector(p.role)) j["sector"] = s;
        j["entity_text"] = p.text.empty() ? world.name(p.id, "en") : p.text;
        if (a) put(j, "identifier_id", a->wikidata);
        if (a) j["identifier_text"] = world.name(p.id, "en");
        put(j, "office", p.office);
        out.push_back(std::move(j));
    }
    return out;
}

}  // namespace

std::string to_geojson(const std::vector<Event>& events, const ExportContext& with) {
    Json all = {{"type", "FeatureCollection"}, {"features", Json::array()}};
    for (const Event& e : events) {
        if (!e.place || !e.place->lat || !e.place->lon) continue;
        Json properties = {
            {"title", with.french ? e.title_fr : e.title_en}, {"type", e.type}, {"status", to_string(e.status)}};
        put(properties, "mode", e.mode);
        put(properties, "place", e.place->name);
        if (e.when) properties["when"] = when_json(*e.when);
        all["features"].push_back(
            {{"type", "Feature"},
             {"id", e.id.str()},
             {"geometry", {{"type", "Point"}, {"coordinates", Json::array({*e.place->lon, *e.place->lat})}}},
             {"properties", std::move(properties)}});
    }
    return written(all) + "\n";
}

std::string to_plover(const std::vector<Event>& events, const ExportContext& with) {
    std::string out;
    for (const Event& e : events) {
        const std::string type = folded_type(e);
        const std::string told = e.ladder.empty() ? "" : e.ladder.back().order_key.substr(0, 10);
        const DateRange range = e.when ? e.when->range : DateRange{};
        Json j;
        j["id"] = e.id.str();
        j["date"] = record::lies_ahead(e.status) || !range.start ? told : to_string(*range.start);
        if (!record::lies_ahead(e.status) && range.end && range.end != range.start)
            j["enddate"] = to_string(*range.end);
        j["actor"] = entities(e.actors, with.world);
        j["recipient"] = entities(e.recipients, with.world);
        j["event"] = Json::array({type});
        if (e.place) {
            Json place;
            put(place, "extracted_place", e.place->name);
            put(place, "country_code", e.place->country);
            if (e.place->lat) place["lat"] = *e.place->lat;
            if (e.place->lon) place["lon"] = *e.place->lon;
            if (e.place->id.rfind("geonames:", 0) == 0) place["geonameid"] = std::atoi(e.place->id.c_str() + 9);
            if (!place.empty()) j["event_loc"] = std::move(place);
        }
        if (const int q = quad(type)) j["quad_code"] = q;
        if (type == e.type && !e.mode.empty()) j["mode"] = Json::array({e.mode});
        if (!e.contexts.empty()) j["context"] = e.contexts;
        if (e.outcome_of && !e.outcome_of->event.empty()) j["link"] = e.outcome_of->event.str();
        j["cite_info"] = {{"coder", "Entente"}, {"codebook", "PLOVER"}};
        j["coded_date"] = with.made.substr(0, 10);
        out += written(j) + "\n";
    }
    return out;
}

}  // namespace entente::exporter
