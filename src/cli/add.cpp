// entente add: pages and documents into the store.
#include "cli/adding.h"
#include "cli/reading.h"
#include "entente/date.h"

namespace entente::cli {

int run_add(Invocation& inv) {
    CLI::App app(
        inv.say(
            "Reads pages and documents (all that `entente page` reads, and http(s) addresses), codes them and keeps "
            "them. Adding the same again changes nothing; a WARC, ARC or mbox is read on where it was left.",
            "Lit des pages et des documents (tout ce que lit `entente page`, et des adresses http(s)), les code et les "
            "garde. Ajouter deux fois ne change rien ; un WARC, ARC ou mbox est repris où il avait été laissé."),
        "add");
    AddingOptions options;
    options.documents.plain_text = pipeline::PlainText::kIfPageLike;
    add_store_option(app, options.store, inv);
    app.add_option("PATH", options.documents.paths,
                   inv.say("files, folders, http(s) addresses, - for standard input",
                           "fichiers, dossiers, adresses http(s), - pour l'entrée standard"))
        ->required();
    app.add_option("--published", options.documents.published,
                   inv.say("publication date of all, YYYY-MM-DD", "date de publication de tous, AAAA-MM-JJ"));
    app.add_option("--language", options.documents.language,
                   inv.say("language of all: fr, en", "langue de tous : fr, en"));
    app.add_option("--jobs", options.jobs, inv.say("threads of the reader", "fils du lecteur"))
        ->check(CLI::Range(1, 256));
    app.add_flag("--again", options.again,
                 inv.say("read archives from their beginning, even where that was done",
                         "relire les archives depuis leur début, même si cela a été fait"));
    app.add_flag("--allow-private", options.allow_private,
                 inv.say("fetch from private networks and this machine too",
                         "aller aussi chercher sur les réseaux privés et cette machine"));
    add_reader_option(app, options.size, inv);
    if (const auto code = parse(inv, app)) return *code;
    if (!options.documents.published.empty() && !is_iso_date_or_time(options.documents.published)) {
        inv.err << "entente add: --published \"" << options.documents.published << "\" "
                << inv.say("is not a date (YYYY-MM-DD) or date-time", "n'est pas une date (AAAA-MM-JJ)") << "\n";
        return kUsage;
    }
    return add_to_store(inv, options);
}

}  // namespace entente::cli
