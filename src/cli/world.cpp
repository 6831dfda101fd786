// entente world check | audit | build: what one who writes facts asks, one who reads them again, one who installs them.
#include "world/world.h"

#include <map>

#include "cli/output.h"
#include "cli/verb.h"
#include "export/json.h"
#include "pipeline/load_world.h"
#include "world/audit.h"

namespace entente::cli {

namespace {

// The shipped files and then the given ones.
Result<std::vector<world::DataFile>> files_to_check(const std::vector<std::string>& own) {
    TRY(const std::filesystem::path data, pipeline::find_data());
    TRY(std::vector<world::DataFile> files, pipeline::read_folder(data / "world", ".yaml"));
    for (const std::string& path : own) {
        TRY(std::string bytes, pipeline::read_file(path));
        files.push_back({path, std::move(bytes)});
    }
    return files;
}

int check(Invocation& inv, const std::vector<std::string>& own) {
    const auto files = files_to_check(own);
    if (!files.ok()) return report_error(inv, files.error());
    const auto world = world::World::open(*files);
    if (!world.ok()) return report_error(inv, world.error());
    std::map<std::string, std::pair<int, int>> counts;  // kind → all, with an address
    for (const world::AuditLine& line : world::audit_lines(**world)) {
        ++counts[line.kind].first;
        counts[line.kind].second += world::has_address(line.source);
    }
    inv.out << files->size() << inv.say(" files, no mistake\n", " fichiers, aucune faute\n");
    for (const auto& [kind, n] : counts)
        inv.out << kind << "\t" << n.first << "\t" << n.second << inv.say(" with an address\n", " avec une adresse\n");
    inv.out << "name\t" << (*world)->names().size() << "\nplace\t" << (*world)->places().size() << "\n";
    return kDone;
}

struct AuditOptions {
    std::size_t count = 50;
    std::uint64_t seed = 1;
    std::string kind;
    OutputOptions output;
};

int audit(Invocation& inv, const AuditOptions& options) {
    auto resources = open_resources();
    if (!resources.ok()) return report_error(inv, resources.error());
    const auto world = resources.value()->world();
    if (!world.ok()) return report_error(inv, world.error());
    std::vector<world::AuditLine> lines = world::audit_lines(**world);
    if (!options.kind.empty()) std::erase_if(lines, [&](const auto& line) { return line.kind != options.kind; });
    Listing listing(inv, options.output,
                    {"kind", inv.say("fact", "fait"), inv.say("days", "jours"), inv.say("source", "source")});
    for (const world::AuditLine& line : world::sample(std::move(lines), options.count, options.seed))
        listing.add(
            {line.kind, line.fact, line.days, line.source},
            exporter::Json{{"kind", line.kind}, {"fact", line.fact}, {"days", line.days}, {"source", line.source}});
    return listing.finish();
}

// Beside the YAML files, where every later start finds it.
int build(Invocation& inv, const std::string& to) {
    const auto data = pipeline::find_data();
    if (!data.ok()) return report_error(inv, data.error());
    const std::filesystem::path path =
        to.empty() ? *data / "world" / pipeline::kCompiledWorld : std::filesystem::path(to);
    if (const Status done = pipeline::build_world(*data, path); !done.ok()) return report_error(inv, done.error());
    inv.out << path.string() << "\n";
    return kDone;
}

}  // namespace

int run_world(Invocation& inv) {
    CLI::App app(
        inv.say("The facts about the world: checks the files; prints facts with their sources; compiles them.",
                "Les faits du monde : vérifie les fichiers ; imprime des faits avec leurs sources ; les compile."),
        "world");
    app.require_subcommand(1);
    std::vector<std::string> own;
    auto* checking = app.add_subcommand("check", inv.say("reads all data files; names file and line of a mistake",
                                                         "lit tous les fichiers ; nomme fichier et ligne d'une faute"));
    checking->add_option(
        "FILE", own,
        inv.say("YAML files of your own, read with the shipped ones", "fichiers YAML à vous, lus avec ceux livrés"));
    AuditOptions options;
    auto* auditing = app.add_subcommand("audit", inv.say("a sample of facts with the addresses that state them",
                                                         "un échantillon de faits avec les adresses qui les énoncent"));
    auditing->add_option("--sample", options.count, inv.say("how many (50)", "combien (50)"));
    auditing->add_option("--seed", options.seed, inv.say("another sample (1)", "un autre échantillon (1)"));
    auditing->add_option("--kind", options.kind, "actor, membership, tenure")
        ->check(CLI::IsMember({"actor", "membership", "tenure"}));
    add_output_options(*auditing, options.output, inv, false);
    std::string to;
    auto* building =
        app.add_subcommand("build", inv.say("compiles the files, for a quick start where the user's cache is no use",
                                            "compile les fichiers, pour démarrer vite là où le cache ne sert pas"));
    building->add_option(
        "--output", to,
        inv.say("the file to write (data/world/world.compiled)", "le fichier à écrire (data/world/world.compiled)"));
    if (const auto code = parse(inv, app)) return *code;
    if (building->parsed()) return build(inv, to);
    return checking->parsed() ? check(inv, own) : audit(inv, options);
}

}  // namespace entente::cli
