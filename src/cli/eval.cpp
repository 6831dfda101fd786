// entente eval: how well a part of the program does on marked data. One file a subject; the table of all is here.
#include "cli/eval.h"

#include <algorithm>

#include "cli/eval_record.h"

namespace entente::cli {

namespace {

struct Subject {
    const char* name;
    const char* en;
    const char* fr;
    int (*run)(Invocation&);
};

constexpr Subject kSubjects[] = {
    {"pages", "pages to text, title, author, date", "pages vers texte, titre, auteur, date", eval_pages},
    {"reader", "tags, lemmas, trees, names, words and sentences", "étiquettes, lemmes, arbres, noms, mots et phrases",
     eval_reader},
    {"times", "spans and values of dates, hours, durations", "empans et valeurs des dates, heures, durées", eval_times},
    {"names", "actors, offices, people: id exact, and wrong", "acteurs, fonctions, personnes : id exact, et faux",
     eval_names},
    {"places", "places found within 161 km", "lieux trouvés à moins de 161 km", eval_places},
    {"record", "chains: events, final status, verdicts of commitments", "chaînes : événements, statut final, verdicts",
     eval_record},
    {"coding", "reports: type, parties, status, false ones", "rapports : type, parties, statut, faux", eval_coding},
};

}  // namespace

int run_eval(Invocation& inv) {
    const std::string asked = inv.args.empty() ? "--help" : inv.args.front();
    const auto* subject =
        std::find_if(std::begin(kSubjects), std::end(kSubjects), [&](const Subject& s) { return asked == s.name; });
    if (subject != std::end(kSubjects)) {
        inv.args.erase(inv.args.begin());
        return subject->run(inv);
    }
    const bool help = asked == "--help" || asked == "-h";
    std::ostream& to = help ? inv.out : inv.err;
    if (!help) to << "entente eval: " << inv.say("no subject named ", "aucun sujet nommé ") << asked << "\n";
    to << inv.say("entente eval SUBJECT [--data DIR] [--json]: measures on marked data; the subjects:\n",
                  "entente eval SUJET [--data DOSSIER] [--json] : mesure sur des données annotées ; les sujets :\n");
    for (const Subject& s : kSubjects) to << "  " << s.name << "  " << inv.say(s.en, s.fr) << "\n";
    return help ? kDone : kUsage;
}

}  // namespace entente::cli
