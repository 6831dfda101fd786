// Atom and GraphML.
#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"
#include "export/formats.h"
#include "record/ladder.h"

namespace entente::exporter {

namespace {

std::string instant(const std::string& order_key) {  // "2025-04-03" or "2025-04-03T10:00", UTC
    if (order_key.size() >= 16) return order_key.substr(0, 16) + ":00Z";
    return order_key.size() >= 10 ? order_key.substr(0, 10) + "T00:00:00Z" : "1970-01-01T00:00:00Z";
}

}  // namespace

std::string xml_text(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = base::next_code_point(text, at);
        if ((c < 0x20 && c != U'\n' && c != U'\t') || c == 0xFFFE || c == 0xFFFF || (c >= 0xD800 && c < 0xE000))
            continue;
        switch (c) {
            case U'&': out += "&amp;"; break;
            case U'<': out += "&lt;"; break;
            case U'>': out += "&gt;"; break;
            case U'"': out += "&quot;"; break;
            default: base::append_code_point(out, c);
        }
    }
    return out;
}

std::string to_atom(const std::vector<Event>& events, const ExportContext& with) {
    std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";
    out +=
        std::string(
            "<title>Entente</title>\n<id>urn:entente:events</id>\n<author><name>Entente</name></author>\n<updated>") +
        xml_text(with.made) + "</updated>\n";
    for (const Event& e : events) {
        const std::string newest = e.ladder.empty() ? "" : e.ladder.back().order_key;
        const std::string oldest = e.ladder.empty() ? "" : e.ladder.front().order_key;
        out += "<entry>\n<id>urn:entente:event:" + xml_text(e.id.str()) + "</id>\n<title>" +
               xml_text(with.french ? e.title_fr : e.title_en) + "</title>\n<updated>" + instant(newest) +
               "</updated>\n<published>" + instant(oldest) + "</published>\n<category term=\"" + xml_text(e.type) +
               "\"/>\n<summary>" + to_string(e.status) + "; " + std::to_string(e.articles) + " articles, " +
               std::to_string(e.independent) + (with.french ? " indépendants" : " independent") +
               "</summary>\n</entry>\n";
    }
    return out + "</feed>\n";
}

std::string to_graphml(const std::vector<Event>& events, const ExportContext& with) {
    std::map<std::string, int> actors;
    std::map<std::tuple<std::string, std::string, std::string>, int> edges;
    for (const Event& e : events) {
        if (!record::took_place(e.status)) continue;
        std::vector<std::string> parties;
        for (const auto* side : {&e.actors, &e.recipients})
            for (const Party& p : *side) parties.push_back(p.id.str());
        for (const std::string& p : parties) ++actors[p];
        for (std::size_t i = 0; i < parties.size(); ++i)
            for (std::size_t j = i + 1; j < parties.size(); ++j)
                ++edges[{std::min(parties[i], parties[j]), std::max(parties[i], parties[j]), e.type}];
    }
    std::string out =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n"
        "<key id=\"name\" for=\"node\" attr.name=\"name\" attr.type=\"string\"/>\n"
        "<key id=\"type\" for=\"edge\" attr.name=\"type\" attr.type=\"string\"/>\n"
        "<key id=\"events\" for=\"all\" attr.name=\"events\" attr.type=\"int\"/>\n<graph edgedefault=\"undirected\">\n";
    for (const auto& [id, n] : actors)
        out += "<node id=\"" + xml_text(id) + "\"><data key=\"name\">" +
               xml_text(with.world.name(ActorId(id), with.french ? "fr" : "en")) + "</data><data key=\"events\">" +
               std::to_string(n) + "</data></node>\n";
    for (const auto& [edge, n] : edges) {
        const auto& [a, b, type] = edge;
        out += "<edge source=\"" + xml_text(a) + "\" target=\"" + xml_text(b) + "\"><data key=\"type\">" +
               xml_text(type) + "</data><data key=\"events\">" + std::to_string(n) + "</data></edge>\n";
    }
    return out + "</graph>\n</graphml>\n";
}

}  // namespace entente::exporter
