// What people read: a Markdown brief with footnotes, and the diary as agencies print it.
#include <algorithm>
#include <map>
#include <optional>

#include "export/formats.h"

namespace entente::exporter {

namespace {

std::optional<Date> first_day(const Event& e) {
    if (!e.when || !e.when->range.known()) return std::nullopt;
    return e.when->range.start ? e.when->range.start : e.when->range.end;
}

// Text that Markdown takes as text.
std::string plain(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n' || c == '\r') {
            out += ' ';
            continue;
        }
        if (std::string("\\`*_[]<>#|").find(c) != std::string::npos) out += '\\';
        out += c;
    }
    return out;
}

const char* word(EventStatus s, bool french) {
    switch (s) {
        case EventStatus::kRumoured: return french ? "rumeur" : "rumoured";
        case EventStatus::kExpected: return french ? "attendu" : "expected";
        case EventStatus::kAnnounced: return french ? "annoncé" : "announced";
        case EventStatus::kOngoing: return french ? "en cours" : "under way";
        case EventStatus::kOccurred: return french ? "accompli" : "done";
        case EventStatus::kPostponed: return french ? "reporté" : "postponed";
        case EventStatus::kCancelled: return french ? "annulé" : "cancelled";
        case EventStatus::kDenied: return french ? "démenti" : "denied";
        case EventStatus::kHypothetical: return french ? "hypothèse" : "hypothetical";
        case EventStatus::kHistorical: return french ? "rappel" : "recalled";
    }
    return "";
}

}  // namespace

std::string to_markdown(const std::vector<Event>& events, const ExportContext& with) {
    std::map<std::string, std::vector<const Event*>> months;
    for (const Event& e : events) {
        const std::optional<Date> day = first_day(e);
        months[day ? to_string(*day).substr(0, 7) : ""].push_back(&e);
    }
    std::string out = with.french ? "# Note diplomatique\n" : "# Diplomatic brief\n", notes;
    int note = 0;
    for (const auto& [month, list] : months) {
        out += "\n## " + (month.empty() ? std::string(with.french ? "Sans date" : "Without a date") : month) + "\n\n";
        for (const Event* e : list) {
            ++note;
            out += "- " + plain(with.french ? e->title_fr : e->title_en) + " – *" + word(e->status, with.french) + "*" +
                   (e->silent_since ? (with.french ? ", sans nouvelle" : ", no news since") : "") + "[^" +
                   std::to_string(note) + "]\n";
            notes += "[^" + std::to_string(note) + "]: ";
            for (std::size_t i = 0; i < e->ladder.size(); ++i) {
                const Rung& r = e->ladder[i];
                notes += (i ? "; " : "") + plain(r.source.empty() ? r.article.str() : r.source) +
                         (r.order_key.empty() ? "" : ", " + r.order_key.substr(0, 10)) + " (" +
                         word(r.status, with.french) + ")";
            }
            notes += ". " + e->id.str() + "\n";
        }
    }
    return out + "\n" + notes;
}

std::string to_diary(const std::vector<Event>& events, const ExportContext& with) {
    std::map<Date, std::vector<const Event*>> days;
    for (const Event& e : events)
        if (const std::optional<Date> day = first_day(e)) days[*day].push_back(&e);
    std::string out;
    for (const auto& [day, list] : days) {
        out += to_string(day) + "\n";
        for (const Event* e : list)
            out += "  " + (e->place && !e->place->name.empty() ? e->place->name + " - " : std::string()) +
                   (with.french ? e->title_fr : e->title_en) + " (" + word(e->status, with.french) + ")\n";
        out += "\n";
    }
    return out;
}

}  // namespace entente::exporter
