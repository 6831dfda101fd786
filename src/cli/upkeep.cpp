// entente sql, doctor, backup: queries of one's own, the store's laws, a copy.
#include "record/upkeep/upkeep.h"
#include "cli/reading.h"

namespace entente::cli {

int run_sql(Invocation& inv) {
    CLI::App app(inv.say("Runs one SQL statement that reads; the views v_… stay (docs/formats/store.md).",
                         "Exécute une requête SQL de lecture ; les vues v_… restent (docs/formats/store.md)."),
                 "sql");
    ReadingOptions options;
    std::string sql;
    double seconds = 30;
    app.add_option("SQL", sql,
                   inv.say("the statement (- or none: standard input)", "la requête (- ou rien : entrée standard)"));
    add_store_option(app, options.store, inv);
    app.add_option("--time", seconds, inv.say("seconds it may take", "secondes permises"))
        ->check(CLI::Range(0.001, 86400.0));
    add_output_options(app, options.output, inv);
    if (const auto code = parse(inv, app)) return *code;
    if (sql.empty() || sql == "-") sql.assign(std::istreambuf_iterator<char>(inv.in), {});
    const auto limit = limit_of(options.output);
    if (!limit.ok()) {
        inv.err << "entente sql: " << limit.error().message << "\n";
        return kUsage;
    }
    const auto table = record::run_sql(store_path(options.store), sql, static_cast<int>(seconds * 1000),
                                       limit.value().value_or(SIZE_MAX));
    if (!table.ok()) return report_error(inv, table.error());
    Listing list(inv, options.output, table->names);
    for (const auto& row : table->rows) {
        std::vector<std::string> cells;
        exporter::Json j = exporter::Json::object();
        for (std::size_t i = 0; i < row.size(); ++i) {
            cells.push_back(row[i].value_or(""));
            j[table->names[i]] = row[i] ? exporter::Json(*row[i]) : exporter::Json(nullptr);
        }
        list.add(std::move(cells), std::move(j));
    }
    const int code = list.finish();
    if (!table->timed_out) return code;
    inv.err << "entente sql: "
            << inv.say("stopped at the time limit; the rows are those until then\n",
                       "arrêté à la limite de temps ; lignes jusque-là\n");
    return kTimeLimit;
}

int run_doctor(Invocation& inv) {
    CLI::App app(
        inv.say("Verifies a store: the file, foreign keys, spans, anchors of events, groups, words. Exit code 1 when "
                "something is wrong.",
                "Vérifie un registre : fichier, clés, empans, ancres des événements, groupes, mots."),
        "doctor");
    ReadingOptions options;
    bool quick = false;
    add_store_option(app, options.store, inv);
    app.add_flag("--quick", quick, inv.say("without grouping all reports again", "sans regrouper tous les rapports"));
    add_output_options(app, options.output, inv, false);
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    const auto reading = open_reading(inv, "doctor", options, code);
    if (!reading) return code;
    const auto complaints = record::examine(store_path(options.store), *reading->world, !quick);
    if (!complaints.ok()) return report_error(inv, complaints.error());
    Listing list(inv, options.output, {"law", "what"});
    for (const record::Complaint& c : *complaints) list.add({c.law, c.what}, {{"law", c.law}, {"what", c.what}});
    if (complaints->empty() && !options.output.json && !options.output.jsonl && !options.output.csv) {
        inv.out << inv.say("the store is whole", "le registre est sain") << "\n";
        return kDone;
    }
    const int printed = list.finish();
    return complaints->empty() ? printed : kFailed;
}

int run_backup(Invocation& inv) {
    CLI::App app(inv.say("Copies the store to a new file, while others may write.",
                         "Copie le registre dans un nouveau fichier, même pendant une écriture."),
                 "backup");
    std::string store, to;
    app.add_option("FILE", to, inv.say("the copy", "la copie"))->required();
    add_store_option(app, store, inv);
    if (const auto code = parse(inv, app)) return *code;
    const Status done = record::back_up(store_path(store), to);
    if (!done.ok()) return report_error(inv, done.error());
    inv.out << to << "\n";
    return kDone;
}

}  // namespace entente::cli
