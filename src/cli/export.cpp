// entente export --format F: events in other people's formats.
#include <fstream>
#include <map>

#include "cli/reading.h"
#include "export/formats.h"

namespace entente::cli {

namespace {

using Writer = std::string (*)(const std::vector<Event>&, const exporter::ExportContext&);

std::string to_jsonl(const std::vector<Event>& events, const exporter::ExportContext&) {
    std::string out;
    for (const Event& e : events) out += exporter::dump(exporter::to_json(e)) + "\n";
    return out;
}

const std::map<std::string, Writer>& writers() {
    static const std::map<std::string, Writer> table = {{"jsonl", to_jsonl},
                                                        {"ics", exporter::to_ics},
                                                        {"atom", exporter::to_atom},
                                                        {"graphml", exporter::to_graphml},
                                                        {"md", exporter::to_markdown},
                                                        {"diary", exporter::to_diary},
                                                        {"geojson", exporter::to_geojson},
                                                        {"plover", exporter::to_plover}};
    return table;
}

std::string names() {
    std::string out;
    for (const auto& [name, writer] : writers()) out += (out.empty() ? "" : ", ") + name;
    return out;
}

}  // namespace

int run_export(Invocation& inv) {
    CLI::App app(inv.say("Events in other people's formats: ", "Événements dans d'autres formats : ") + names() + ".",
                 "export");
    ReadingOptions options;
    std::string format, file;
    std::vector<std::string> known;
    for (const auto& [name, writer] : writers()) known.push_back(name);
    app.add_option("--format", format, names())->required()->check(CLI::IsMember(known));
    app.add_option(
        "--output,-o", file,
        inv.say("the file to write (default: standard output)", "le fichier à écrire (défaut : sortie standard)"));
    add_reading_options(app, options, inv);
    if (const auto code = parse(inv, app)) return *code;
    int code = kDone;
    const auto reading = open_reading(inv, "export", options, code);
    if (!reading) return code;
    const auto events = reading->store->events(reading->query);
    if (!events.ok()) return report_error(inv, events.error());
    const exporter::ExportContext with{*reading->world, inv.french, record::now_text()};
    const std::string text = writers().at(format)(*events, with);
    if (file.empty()) {
        inv.out << text;
        return inv.out ? kDone : kFailed;
    }
    std::ofstream out(file, std::ios::binary);
    out << text;
    out.close();
    if (!out) return report_error(inv, fail(ErrorCode::kIo, file + ": cannot be written"));
    return kDone;
}

}  // namespace entente::cli
