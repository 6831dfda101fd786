// The table of all verbs, in the order that help lists them. A verb is a file <verb>.cpp with run_<verb>.
#include "cli/verb.h"

namespace entente::cli {

// clang-format off
#define ENTENTE_VERBS(V) \
    V(page,      "a page's bytes to Article (JSON)",                        "les octets d'une page vers Article (JSON)") \
    V(read,      "documents to sentences with their trees (CoNLL-U)",       "documents vers phrases avec leurs arbres (CoNLL-U)") \
    V(times,     "documents to their dates, hours, durations, resolved",    "documents vers leurs dates, heures, durées, résolues") \
    V(names,     "documents to the actors, offices, people, places they name", \
                 "documents vers les acteurs, fonctions, personnes, lieux nommés") \
    V(code,      "documents to reports: who does what to whom, and whether it has happened", \
                 "documents vers rapports : qui fait quoi à qui, et si cela a eu lieu") \
    V(codebook,  "checks the codebook; tries a sentence on it",              "vérifie le codebook ; l'essaie sur une phrase") \
    V(actors,    "actors of the world: names, members, offices, at a day", \
                 "acteurs du monde : noms, membres, fonctions, à un jour donné") \
    V(world,     "the facts about the world: checks the files, prints a sample with sources", \
                 "les faits du monde : vérifie les fichiers, imprime un échantillon avec ses sources") \
    V(init,      "makes an empty store",                                    "crée un registre vide") \
    V(demo,      "reads the bundled sample press and shows what one may ask", "lit la presse d'exemple et montre ce qu'on peut demander") \
    V(add,       "pages and documents into the store",                      "des pages et des documents vers le registre") \
    V(feed,      "feeds: add, ls, remove, poll",                            "les flux : add, ls, remove, poll") \
    V(articles,  "what was read, in order of publication",                  "ce qui a été lu, dans l'ordre de publication") \
    V(reports,   "single sentences' claims about acts",                     "ce que des phrases disent d'actes") \
    V(events,    "events with their status on a day",                       "les événements et leur statut à un jour donné") \
    V(calendar,  "an agenda by day: announced, held, moved, called off",    "un agenda par jour : annoncé, tenu, déplacé, annulé") \
    V(relation,  "two actors: contacts, announcements, every event",        "deux acteurs : contacts, annonces, tous les événements") \
    V(series,    "series of meetings and their next session",               "séries de rencontres et leur prochaine session") \
    V(claims,    "standing facts that the press states",                    "faits durables que la presse énonce") \
    V(show,      "one event or article",                                    "un événement ou un article") \
    V(why,       "the proof: quotes, rules, names, joins",                  "la preuve : citations, règles, noms, regroupements") \
    V(cite,      "a citation for a footnote",                               "une citation pour une note") \
    V(eval,      "how well a part of the program does on marked data",      "la qualité d'une partie du programme sur des données annotées")
// clang-format on

#define V(name, en, fr) int run_##name(Invocation&);
ENTENTE_VERBS(V)
#undef V

const std::vector<Verb>& verbs() {
    static const std::vector<Verb> table = {
#define V(name, en, fr) {#name, en, fr, run_##name},
        ENTENTE_VERBS(V)
#undef V
    };
    return table;
}

}  // namespace entente::cli
