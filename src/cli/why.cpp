// entente why ID: the proof: quotes, wordings, rules of status, how names were resolved, why reports are one event.
#include <algorithm>
#include <map>

#include "cli/reading.h"
#include "record/ladder.h"

namespace entente::cli {

namespace {

struct Proof {
    Event event;
    std::vector<Report> reports;  // in order of publication; one, when a report was asked for
    std::vector<record::Join> joins;
    std::optional<record::Standing> standing;
};

// The quote with the predicate marked: "effectueront une [visite] officielle".
std::string marked_quote(const Report& r) {
    const bool inside = r.span.start <= r.trigger.start && r.trigger.end <= r.span.end && !r.trigger.empty() &&
                        r.quote.size() == r.span.size();
    if (!inside) return one_line(r.quote);
    const std::size_t from = r.trigger.start - r.span.start, to = r.trigger.end - r.span.start;
    return one_line(r.quote.substr(0, from)) + "[" + one_line(r.quote.substr(from, to - from)) + "]" +
           one_line(r.quote.substr(to));
}

void print_parties(Invocation& inv, const char* label, const std::vector<Party>& parties) {
    for (const Party& p : parties) {
        inv.out << "    " << label << ": ";
        if (!p.text.empty()) inv.out << "« " << one_line(p.text) << " » → ";
        inv.out << p.id << (p.office.empty() ? "" : ", " + p.office)
                << (p.person.empty() ? "" : ", " + one_line(p.person));
        if (p.inferred) inv.out << inv.say(" (taken from another sentence)", " (repris d'une autre phrase)");
        if (!p.why.empty()) inv.out << " – " << one_line(p.why);
        inv.out << "\n";
    }
}

void print_report(Invocation& inv, const Report& r) {
    inv.out << "\n  " << (r.published.empty() ? "–" : r.published) << "  "
            << one_line(r.source.empty() ? r.url : r.source) << "  " << r.id;
    if (r.in != "text") inv.out << "  (" << r.in << ")";
    inv.out << "\n    « " << marked_quote(r) << " »\n";
    inv.out << "    " << inv.say("coded", "codé") << ": " << r.type << (r.mode.empty() ? "" : "/" + r.mode);
    if (!r.concept_id.empty()) inv.out << ", " << inv.say("concept ", "concept ") << r.concept_id;
    if (!r.why.wording.empty()) inv.out << ", " << inv.say("wording ", "tournure ") << r.why.wording;
    if (r.why.head) inv.out << ", " << inv.say("head ", "tête ") << *r.why.head;
    inv.out << "\n    " << inv.say("status", "statut") << ": " << status_word(r.status, inv.french);
    if (!r.why.status.empty()) inv.out << " – " << one_line(r.why.status);
    inv.out << "\n";
    print_parties(inv, inv.say("actor", "acteur"), r.actors);
    print_parties(inv, inv.say("recipient", "destinataire"), r.recipients);
    if (r.speaker) print_parties(inv, inv.say("speaker", "locuteur"), {*r.speaker});
    if (r.when) inv.out << "    " << inv.say("when", "quand") << ": " << when_text(r.when) << "\n";
    if (r.place)
        inv.out << "    " << inv.say("place", "lieu") << ": " << one_line(r.place->name) << " → " << r.place->id
                << "\n";
    if (!r.why.reader.empty())
        inv.out << "    " << inv.say("reader ", "lecteur ") << r.why.reader << ", " << inv.say("codebook ", "code ")
                << r.why.codebook << "\n";
}

void print_proof(Invocation& inv, const Proof& p) {
    const Event& e = p.event;
    inv.out << status_glyph(e.status) << " " << one_line(title_of(e, inv.french)) << "  " << e.id << "\n";
    if (p.standing) {
        inv.out << "  " << status_word(e.status, inv.french) << ": " << inv.say("rule ", "règle ") << p.standing->rule
                << ", " << record::rule_text(p.standing->rule, inv.french) << " (" << p.standing->decided_by << ")\n";
        if (e.silent_since)
            inv.out << "  " << inv.say("rule 6: nothing was reported since ", "règle 6 : rien n'a été rapporté depuis ")
                    << to_string(*e.silent_since) << "\n";
    }
    for (const Conflict& c : e.conflicts)
        inv.out << "  " << inv.say("conflict: ", "conflit : ") << c.field << " " << one_line(c.value) << " ("
                << c.report << ")\n";
    for (const Report& r : p.reports) print_report(inv, r);
    if (p.joins.empty()) return;
    inv.out << "\n  " << inv.say("one event because", "un seul événement parce que") << ":\n";
    for (const record::Join& j : p.joins) {
        char score[16];
        std::snprintf(score, sizeof score, "%.2f", j.score);
        inv.out << "    " << j.a << " + " << j.b << "  " << score << "  " << one_line(j.why) << "\n";
    }
}

// The joins that hold the event together, best first: those that connect two reports not connected by better ones.
std::vector<record::Join> holding(const std::vector<record::Join>& joins) {
    std::map<ReportId, ReportId> up;
    const auto top = [&](ReportId id) {
        for (auto it = up.find(id); it != up.end(); it = up.find(id)) id = it->second;
        return id;
    };
    std::vector<record::Join> out;
    for (const record::Join& j : joins) {
        const ReportId a = top(j.a), b = top(j.b);
        if (a == b) continue;
        up[a] = b;
        out.push_back(j);
    }
    return out;
}

exporter::Json to_json(const Proof& p) {
    using exporter::Json;
    Json j;
    j["event"] = exporter::to_json(p.event);
    if (p.standing)
        j["status"] = {{"status", to_string(p.event.status)},
                       {"rule", p.standing->rule},
                       {"why", record::rule_text(p.standing->rule, false)},
                       {"report", p.standing->decided_by.str()}};
    j["reports"] = Json::array();
    for (const Report& r : p.reports) j["reports"].push_back(exporter::to_json(r));
    j["joins"] = Json::array();
    for (const record::Join& join : p.joins)
        j["joins"].push_back(
            {{"reports", Json::array({join.a.str(), join.b.str()})}, {"score", join.score}, {"why", join.why}});
    return j;
}

Result<Proof> proof_of(const Reading& reading, const std::string& id) {
    Proof p;
    TRY(p.event, reading.store->event(id, reading.query));
    const bool one_report = p.event.id.str() != id;
    for (const ReportId& r : p.event.reports) {
        if (one_report && r.str() != id) continue;
        TRY(Report report, reading.store->report(r));
        p.reports.push_back(std::move(report));
    }
    TRY(p.joins, reading.store->joins(p.event.id.str()));
    const auto shown = [&](const ReportId& r) {
        return std::find(p.event.reports.begin(), p.event.reports.end(), r) != p.event.reports.end();
    };
    std::erase_if(p.joins, [&](const record::Join& j) {
        return !shown(j.a) || !shown(j.b) || (one_report && j.a.str() != id && j.b.str() != id);
    });
    if (!one_report) p.joins = holding(p.joins);
    std::vector<ActorId> parties;
    for (const auto* side : {&p.event.actors, &p.event.recipients})
        for (const Party& party : *side) parties.push_back(party.id);
    p.standing = record::standing(p.event.ladder, record::as_of(reading.query), parties);
    return p;
}

}  // namespace

int run_why(Invocation& inv) {
    CLI::App app(
        inv.say("The proof of an event or of one of its reports: quotes, wordings, rules of status, names, joins.",
                "La preuve d'un événement ou d'un de ses rapports : citations, tournures, règles de statut, noms, "
                "regroupements."),
        "why");
    ReadingOptions options;
    std::string id;
    app.add_option("ID", id, inv.say("id of an event or report", "identifiant d'événement ou de rapport"))->required();
    add_store_option(app, options.store, inv);
    app.add_option("--as-of", options.as_of,
                   inv.say("by what was published that day", "selon ce qui était publié ce jour-là"));
    app.add_flag("--json", options.output.json, "JSON");
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    const auto reading = open_reading(inv, "why", options, code);
    if (!reading) return code;
    const auto proof = proof_of(*reading, id);
    if (!proof.ok()) return report_error(inv, proof.error());
    if (options.output.json)
        inv.out << exporter::dump(to_json(*proof)) << "\n";
    else
        print_proof(inv, *proof);
    return kDone;
}

}  // namespace entente::cli
