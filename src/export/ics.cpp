#include <algorithm>
#include <cstdio>
#include <iterator>

#include "base/text.h"
#include "export/formats.h"

namespace entente::exporter {

namespace {

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n') {
            out += "\\n";
            continue;
        }
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) continue;
        if (c == '\\' || c == ';' || c == ',') out += '\\';
        out += c;
    }
    return out;
}

void line(std::string& out, const std::string& content) {
    constexpr std::size_t kOctets = 75;
    std::size_t at = 0, room = kOctets;
    while (content.size() - at > room) {
        const std::size_t end = base::border_before(content, at + room);
        out += content.substr(at, end - at) + "\r\n ";
        at = end;
        room = kOctets - 1;
    }
    out += content.substr(at) + "\r\n";
}

std::string day_digits(Date d) {
    char text[16];
    std::snprintf(text, sizeof text, "%04d%02d%02d", d.year, d.month, d.day);
    return text;
}

std::string stamp(const std::string& made) {  // 2025-04-03T10:00:00Z → 20250403T100000Z
    std::string out;
    std::copy_if(made.begin(), made.end(), std::back_inserter(out), [](char c) { return c != '-' && c != ':'; });
    return out;
}

const char* status_of(EventStatus s) {
    switch (s) {
        case EventStatus::kOccurred:
        case EventStatus::kOngoing:
        case EventStatus::kAnnounced: return "CONFIRMED";
        case EventStatus::kCancelled:
        case EventStatus::kDenied: return "CANCELLED";
        default: return "TENTATIVE";
    }
}

// What is not sure stands where every calendar shows it.
std::string doubt(const Event& e, bool french) {
    if (e.silent_since) return french ? "[sans nouvelle] " : "[no news] ";
    switch (e.status) {
        case EventStatus::kRumoured: return french ? "[rumeur] " : "[rumour] ";
        case EventStatus::kExpected: return french ? "[attendu] " : "[expected] ";
        case EventStatus::kPostponed: return french ? "[reporté] " : "[postponed] ";
        case EventStatus::kCancelled: return french ? "[annulé] " : "[cancelled] ";
        case EventStatus::kDenied: return french ? "[démenti] " : "[denied] ";
        case EventStatus::kHypothetical: return french ? "[hypothèse] " : "[hypothetical] ";
        default: return "";
    }
}

}  // namespace

std::string to_ics(const std::vector<Event>& events, const ExportContext& with) {
    std::string out;
    line(out, "BEGIN:VCALENDAR");
    line(out, "VERSION:2.0");
    line(out, "PRODID:-//Entente//Entente//EN");
    line(out, "CALSCALE:GREGORIAN");
    line(out, std::string("NAME:") + (with.french ? "Agenda diplomatique" : "Diplomatic calendar"));
    for (const Event& e : events) {
        if (!e.when || !e.when->range.known()) continue;
        const Date first = e.when->range.start ? *e.when->range.start : *e.when->range.end;
        const Date last = std::max(first, e.when->range.end.value_or(first));
        line(out, "BEGIN:VEVENT");
        line(out, "UID:" + escaped(e.id.str()) + "@entente");
        line(out, "DTSTAMP:" + stamp(with.made));
        line(out, "SEQUENCE:" + std::to_string(e.revision));
        line(out, "DTSTART;VALUE=DATE:" + day_digits(first));
        line(out, "DTEND;VALUE=DATE:" + day_digits(add_days(last, 1)));
        line(out, "SUMMARY:" + escaped(doubt(e, with.french) + (with.french ? e.title_fr : e.title_en)));
        line(out, std::string("STATUS:") + status_of(e.status));
        line(out, "TRANSP:TRANSPARENT");
        line(out, "CATEGORIES:" + escaped(e.type));
        if (e.place && !e.place->name.empty()) line(out, "LOCATION:" + escaped(e.place->name));
        if (e.place && e.place->lat && e.place->lon) {
            char point[48];
            std::snprintf(point, sizeof point, "GEO:%.6f;%.6f", *e.place->lat, *e.place->lon);
            line(out, point);
        }
        line(out,
             "DESCRIPTION:" +
                 escaped(std::to_string(e.articles) + (with.french ? " articles, " : " articles, ") +
                         std::to_string(e.independent) + (with.french ? " indépendants" : " independent") +
                         (e.when->precision.empty() || e.when->precision == "day" ? "" : "\n± " + e.when->precision)));
        line(out, "END:VEVENT");
    }
    line(out, "END:VCALENDAR");
    return out;
}

}  // namespace entente::exporter
