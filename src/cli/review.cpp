// entente review confirm|correct|merge|split|reject|ls: a person's decisions, signed, kept for ever, replayed.
#include <algorithm>
#include <cstdlib>

#include "cli/reading.h"
#include "export/views_json.h"
#include "pipeline/open_store.h"

namespace entente::cli {

namespace {

struct ReviewOptions {
    ReadingOptions reading;
    std::string kind, by, note, field, value;
    std::vector<std::string> ids;
};

std::string signer(const ReviewOptions& o) {
    if (!o.by.empty()) return o.by;
    const char* name = std::getenv("ENTENTE_NAME");
    return name ? name : "";
}

Result<std::vector<ReportId>> reports_of(const record::Store& store, const std::string& id) {
    record::Query q;
    q.as_of = Date{9999, 12, 31};
    TRY(const Event e, store.event(id, q));
    return e.reports;
}

// What the words of the command mean in reports of the store as it is.
Result<record::Decision> decision_of(const ReviewOptions& o, const record::Store& store) {
    record::Decision d;
    d.kind = record::parse_decision_kind(o.kind).value_or(record::DecisionKind::kConfirm);
    d.by = signer(o);
    d.note = o.note;
    d.field = o.field;
    d.value = o.value;
    switch (d.kind) {
        case record::DecisionKind::kReject:
            for (const std::string& id :
                 o.ids) {  // an event's own id stands for all of it, another report's for itself
                record::Query q;
                q.as_of = Date{9999, 12, 31};
                TRY(const Event e, store.event(id, q));
                if (e.id.str() == id)
                    d.reports.insert(d.reports.end(), e.reports.begin(), e.reports.end());
                else
                    d.reports.push_back(ReportId(id));
            }
            break;
        case record::DecisionKind::kMerge: {
            if (o.ids.size() != 2) return fail(ErrorCode::kAmbiguous, "review merge: two events");
            TRY(d.reports, reports_of(store, o.ids[0]));
            TRY(d.others, reports_of(store, o.ids[1]));
            break;
        }
        case record::DecisionKind::kSplit: {
            if (o.ids.size() < 2)
                return fail(ErrorCode::kAmbiguous, "review split: an event, and its reports that leave");
            TRY(d.others, reports_of(store, o.ids[0]));
            for (std::size_t i = 1; i < o.ids.size(); ++i) {
                const auto it = std::find(d.others.begin(), d.others.end(), ReportId(o.ids[i]));
                if (it == d.others.end()) return fail(ErrorCode::kNotFound, o.ids[i] + " is no report of " + o.ids[0]);
                d.reports.push_back(*it);
                d.others.erase(it);
            }
            break;
        }
        default: {
            if (o.ids.size() != 1) return fail(ErrorCode::kAmbiguous, std::string("review ") + o.kind + ": one event");
            TRY(d.reports, reports_of(store, o.ids[0]));
        }
    }
    return d;
}

int list_decisions(Invocation& inv, const ReviewOptions& o) {
    int code = kDone;
    const auto reading = open_reading(inv, "review", o.reading, code);
    if (!reading) return code;
    const auto all = reading->store->decisions(reading->query);
    if (!all.ok()) return report_error(inv, all.error());
    Listing list(inv, o.reading.output, {"number", "kind", "by", "at", "field", "value", "note", "reports"});
    for (const record::Decision& d : *all) {
        std::string reports;
        for (const ReportId& id : d.reports) reports += (reports.empty() ? "" : " ") + id.str();
        list.add({std::to_string(d.number), to_string(d.kind), d.by, d.at, d.field, d.value, d.note, reports},
                 exporter::to_json(d));
    }
    return list.finish();
}

int keep(Invocation& inv, const ReviewOptions& o) {
    auto resources = open_resources();
    if (!resources.ok()) return report_error(inv, resources.error());
    auto store = pipeline::open_store(store_path(o.reading.store), **resources, {});
    if (!store.ok()) return report_error(inv, store.error());
    auto decision = decision_of(o, **store);
    if (!decision.ok()) return report_error(inv, decision.error());
    const auto kept = (*store)->review(*std::move(decision));
    if (!kept.ok()) {
        report_error(inv, kept.error());
        return kept.error().code == ErrorCode::kInvalid ? static_cast<int>(kUsage) : exit_code(kept.error().code);
    }
    if (o.reading.output.json)
        inv.out << exporter::dump(exporter::to_json(*kept)) << "\n";
    else
        inv.out << inv.say("decision ", "décision ") << kept->number << ", r" << kept->revision << "\n";
    return kDone;
}

}  // namespace

int run_review(Invocation& inv) {
    CLI::App app(
        inv.say("A person's decisions about the record: append-only, signed, replayed when articles are coded anew.\n"
                "  review confirm EVENT            it is right\n"
                "  review correct EVENT --field status|type|mode|when|place --value V\n"
                "  review merge EVENT EVENT        they are one\n"
                "  review split EVENT REPORT…      these reports are another event\n"
                "  review reject EVENT|REPORT…     it is no event\n"
                "  review ls                       what was decided",
                "Décisions d'une personne sur le registre : jamais effacées, signées, rejouées.\n"
                "  review confirm|correct|merge|split|reject|ls"),
        "review");
    ReviewOptions o;
    app.add_option("KIND", o.kind, "confirm, correct, merge, split, reject, ls")
        ->required()
        ->check(CLI::IsMember({"confirm", "correct", "merge", "split", "reject", "ls"}));
    app.add_option("IDS", o.ids, inv.say("events, reports", "événements, rapports"));
    add_store_option(app, o.reading.store, inv);
    app.add_option("--by", o.by,
                   inv.say("who decides (default: $ENTENTE_NAME)", "qui décide (défaut : $ENTENTE_NAME)"));
    app.add_option("--note", o.note, inv.say("why", "pourquoi"));
    app.add_option("--field", o.field, "status, type, mode, when, place");
    app.add_option("--value", o.value, inv.say("the right value", "la bonne valeur"));
    app.add_option("--known-at", o.reading.known_at,
                   inv.say("ls: what was decided by revision rN", "ls : décisions jusqu'à rN"));
    add_output_options(app, o.reading.output, inv, false);
    if (const auto code = parse(inv, app)) return *code;
    return o.kind == "ls" ? list_decisions(inv, o) : keep(inv, o);
}

}  // namespace entente::cli
