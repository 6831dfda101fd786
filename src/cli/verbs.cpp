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
    V(frames,    "documents that acts rest on: roadmaps, treaties, resolutions", \
                 "documents sur lesquels des actes s'appuient") \
    V(commitments, "what was promised, when it is due, what became of it", \
                 "ce qui a été promis, l'échéance, ce qu'il en est advenu") \
    V(search,    "articles that hold words",                                "articles qui contiennent des mots") \
    V(aggregate, "events, reports, sources by actor or pair and by day … year", \
                 "événements, rapports, sources par acteur ou paire et par période") \
    V(coverage,  "sources by days, with gaps",                              "sources par jours, avec les lacunes") \
    V(changes,   "what changed since a revision or a day",                  "ce qui a changé depuis une révision ou un jour") \
    V(diff,      "what differs between two revisions",                      "ce qui diffère entre deux révisions") \
    V(review,    "a person's decisions: confirm, correct, merge, split, reject", \
                 "décisions d'une personne : confirmer, corriger, réunir, scinder, rejeter") \
    V(export,    "events in other formats: jsonl, ics, atom, geojson, graphml, plover, md, diary", \
                 "événements dans d'autres formats : jsonl, ics, atom, geojson, graphml, plover, md, diary") \
    V(sql,       "one SQL statement that reads",                            "une requête SQL de lecture") \
    V(doctor,    "verifies a store",                                        "vérifie un registre") \
    V(backup,    "copies a store",                                          "copie un registre") \
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
