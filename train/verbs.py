"""Forms of irregular verbs, from the lists of data/language/verbs/: verbs.py prints `form lemma` of all.

French by models: each gives the stems of an infinitive, and the endings do the rest. Of -er verbs only forms whose spelling
changes are made (exerçait, relève); their infinitives are given so that they are known. A form that two verbs of the
lists share (vis, peignait) is left out.
"""

import os
import re
import sys

LISTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../data/language/verbs")

# Endings that are the same for all: imperfect, future, conditional, subjunctive.
IMPERFECT = "ais ait ions iez aient".split()
FUTURE = "ai as a ons ez ont ais ait ions iez aient".split()
SUBJUNCTIVE = "e es ent".split()
PAST = {
    "i": "is it îmes îtes irent ît isse issent".split(),
    "u": "us ut ûmes ûtes urent ût usse ussent".split(),
    "in": "ins int înmes întes inrent înt".split(),
    "ï": "ïs ït ïmes ïtes ïrent".split(),
    "a": "ai as a âmes âtes èrent ât asse assent".split(),
}

# model: what the infinitive ends in; for what stays before it: present (1s 3s 1p 2p 3p), future, past (stem:kind),
# subjunctive singular, participles.
MODELS = {
    "venir": "venir|viens vient venons venez viennent|viendr|v:in|vienn|venu",
    "tenir": "tenir|tiens tient tenons tenez tiennent|tiendr|t:in|tienn|tenu",
    "mettre": "mettre|mets met mettons mettez mettent|mettr|m:i|mett|mis",
    "prendre": "prendre|prends prend prenons prenez prennent|prendr|pr:i|prenn|pris",
    "indre": "ndre|ns nt gnons gnez gnent|ndr|gn:i|gn|nt",
    "dre": "dre|ds d dons dez dent|dr|d:i|d|du",
    "tre": "tre|s  tons tez tent|tr|t:i|t|tu",
    "pre": "pre|ps pt pons pez pent|pr|p:i|p|pu",
    "aître": "aître|ais aît aissons aissez aissent|aîtr|:u|aiss|u",
    "croître": "croître|crois croît croissons croissez croissent|croîtr|cr:u|croiss|cru",
    "voir": "voir|vois voit voyons voyez voient|verr|v:i|voi|vu",
    "prévoir": "voir|vois voit voyons voyez voient|voir|v:i|voi|vu",
    "pourvoir": "voir|vois voit voyons voyez voient|voir|v:u|voi|vu",
    "cevoir": "cevoir|çois çoit cevons cevez çoivent|cevr|ç:u|çoiv|çu",
    "devoir": "devoir|dois doit devons devez doivent|devr|d:u|doiv|dû",
    "savoir": "savoir|sais sait savons savez savent|saur|s:u|sach|su",
    "pouvoir": "pouvoir|peux peut pouvons pouvez peuvent|pourr|p:u|puiss|pu",
    "vouloir": "vouloir|veux veut voulons voulez veulent|voudr|voul:u|veuill|voulu",
    "valoir": "valoir|vaux vaut valons valez valent|vaudr|val:u|vaill|valu",
    "mouvoir": "mouvoir|meus meut mouvons mouvez meuvent|mouvr|m:u|meuv|mu",
    "asseoir": "seoir|sieds sied seyons seyez seyent|siér|s:i|sey|sis",
    "surseoir": "seoir|sois soit soyons soyez soient|seoir|s:i|soi|sis",
    "échoir": "oir|ois oit oyons oyez oient|oir|:u|oi|u",
    "falloir": "falloir|faut faut|faudr|fall:u|faill|fallu",
    "pleuvoir": "pleuvoir|pleut pleut|pleuvr|pl:u|pleuv|plu",
    "uire": "uire|uis uit uisons uisez uisent|uir|uis:i|uis|uit",
    "nuire": "uire|uis uit uisons uisez uisent|uir|uis:i|uis|ui",
    "dire": "dire|dis dit disons dites disent|dir|d:i|dis|dit",
    "édire": "dire|dis dit disons disez disent|dir|d:i|dis|dit",
    "maudire": "dire|dis dit dissons dissez dissent|dir|d:i|diss|dit",
    "crire": "crire|cris crit crivons crivez crivent|crir|criv:i|criv|crit",
    "lire": "lire|lis lit lisons lisez lisent|lir|l:u|lis|lu",
    "rire": "rire|ris rit rions riez rient|rir|r:i|ri|ri",
    "suffire": "suffire|suffis suffit suffisons suffisez suffisent|suffir|suff:i|suffis|suffi",
    "suivre": "suivre|suis suit suivons suivez suivent|suivr|suiv:i|suiv|suivi",
    "vivre": "vivre|vis vit vivons vivez vivent|vivr|véc:u|viv|vécu",
    "boire": "boire|bois boit buvons buvez boivent|boir|b:u|boiv|bu",
    "croire": "croire|crois croit croyons croyez croient|croir|cr:u|croi|cru",
    "clore": "clore|clos clôt closons closez closent|clor||clos|clos",
    "clure": "clure|clus clut cluons cluez cluent|clur|cl:u|clu|clu",
    "inclure": "clure|clus clut cluons cluez cluent|clur|cl:u|clu|clus",
    "plaire": "plaire|plais plaît plaisons plaisez plaisent|plair|pl:u|plais|plu",
    "taire": "taire|tais tait taisons taisez taisent|tair|t:u|tais|tu",
    "faire": "faire|fais fait faisons faites font|fer|f:i|fass|fait",
    "traire": "traire|trais trait trayons trayez traient|trair||trai|trait",
    "soudre": "soudre|sous sout solvons solvez solvent|soudr||solv|sous",
    "résoudre": "soudre|sous sout solvons solvez solvent|soudr|sol:u|solv|solu",
    "coudre": "coudre|couds coud cousons cousez cousent|coudr|cous:i|cous|cousu",
    "moudre": "moudre|mouds moud moulons moulez moulent|moudr|moul:u|moul|moulu",
    "courir": "courir|cours court courons courez courent|courr|cour:u|cour|couru",
    "mourir": "mourir|meurs meurt mourons mourez meurent|mourr|mour:u|meur|mort",
    "quérir": "quérir|quiers quiert quérons quérez quièrent|querr|qu:i|quièr|quis",
    "vrir": "rir|re re rons rez rent|rir|r:i|r|ert",
    "cueillir": "cueillir|cueille cueille cueillons cueillez cueillent|cueiller|cueill:i|cueill|cueilli",
    "saillir": "aillir|aille aille aillons aillez aillent|aillir|aill:i|aill|ailli",
    "bouillir": "bouillir|bous bout bouillons bouillez bouillent|bouillir|bouill:i|bouill|bouilli",
    "fuir": "fuir|fuis fuit fuyons fuyez fuient|fuir|fu:i|fui|fui",
    "vêtir": "vêtir|vêts vêt vêtons vêtez vêtent|vêtir|vêt:i|vêt|vêtu",
    "tir": "tir|s t tons tez tent|tir|t:i|t|ti",
    "mir": "mir|s t mons mez ment|mir|m:i|m|mi",
    "vir": "vir|s t vons vez vent|vir|v:i|v|vi",
    "vaincre": "vaincre|vaincs vainc vainquons vainquez vainquent|vaincr|vainqu:i|vainqu|vaincu",
    "naître": "naître|nais naît naissons naissez naissent|naîtr|naqu:i|naiss|né",
    "haïr": "haïr|hais hait haïssons haïssez haïssent|haïr|ha:ï|haïss|haï",
    "aller": "aller|vais va allons allez vont|ir|all:a|aill|allé",
    "envoyer": "voyer|voie voie voyons voyez voient|verr|voy:a|voi|voyé",
    "ir": "ir|is it issons issez issent|ir|:i|iss|i",
}
MORE = {"assieds": "asseoir", "vas": "aller", "peuvent": "pouvoir", "puis": "pouvoir", "sachant": "savoir", "sachez": "savoir",
        "sachons": "savoir", "veuillez": "vouloir", "absoute": "absoudre", "dissoute": "dissoudre", "absoutes": "absoudre",
        "dissoutes": "dissoudre", "due": "devoir", "dus": "devoir", "dues": "devoir"}


def participles(pp):
    if not pp.endswith("s"):
        yield pp + "s"
    yield from (pp.replace("û", "u"), pp, pp.replace("û", "u") + "e", pp.replace("û", "u") + "es")


def french(infinitive, model):
    """The simple forms of a verb by its model."""
    ending, present, future, past, subjunctive, pp = MODELS[model].split("|")
    assert infinitive.endswith(ending), (infinitive, model)
    root = infinitive[: -len(ending)]
    parts = present.split(" ")
    out = [root + p for p in parts if p or model == "tre"]
    if len(parts) == 5:
        plural = parts[2][:-3]
        out += [root + plural + e for e in IMPERFECT + ["ant", "ante", "antes", "ants"]]
        if parts[1].endswith("e") and model != "dre":
            out.append(root + parts[0] + "s")
    out += [root + future + e for e in FUTURE] + [root + subjunctive + e for e in SUBJUNCTIVE]
    if past:
        stem, kind = past.split(":")
        out += [root + stem + e for e in PAST[kind]]
    return [infinitive, *out, *(root + p for p in participles(pp))]


def changed_er(infinitive):
    """The forms of an -er verb that are not its stem and an ending."""
    stem, soft = infinitive[:-2], ["ons", "ant", "ais", "ait", "aient", "a", "as", "ai", "âmes", "ât"]
    silent = ["e", "es", "ent"] + ["er" + e for e in FUTURE]
    if stem[-1] == "c":
        return [stem[:-1] + "ç" + e for e in soft]
    if stem[-1] == "g":
        return [stem + "e" + e for e in soft] + (grave(stem, ["e", "es", "ent"]) if len(stem) > 2 and stem[-2] == "é" else [])
    if stem.endswith(("oy", "uy", "ay")):
        return [stem[:-1] + "i" + e for e in silent]
    if re.search("[eé](?:[bcdfgjlmnprstvz]|ch|gn|gu|qu|tr|br|cr|gr|vr|gl|bl)$", stem):
        if stem.endswith(("el", "et")) and not re.search("(?:g|p|c|s|m|d|art|mart|harc)el$|achet$", stem) or stem.endswith("appel"):
            return [stem + stem[-1] + e for e in silent]
        return grave(stem, ["e", "es", "ent"] if "é" in stem[-3:] else silent)
    return []


def grave(stem, endings):
    at = max(stem.rfind("e"), stem.rfind("é"))
    return [stem[:at] + "è" + stem[at + 1 :] + e for e in endings]


def english(base, past, participle):
    doubled = ("set", "get", "let", "bet", "beset", "forget", "upset", "offset", "quit")
    last = re.fullmatch(r".*[^aeiou][aeiou][bdgmnprt]", base) and not base.endswith(("en", "er", "et")) or base in doubled
    ing = (base[:-1] if base.endswith("e") and not base.endswith("ee") else base + base[-1] if last else base) + "ing"
    third = base[:-1] + "ies" if re.search("[^aeiou]y$", base) else base + ("es" if re.search("(?:s|sh|ch|x|o)$", base) else "s")
    return [base, third, ing, *past.split("/"), *participle.split("/")]


def entries(language):
    """[(form, lemma)] of a language's list, without those that two verbs share."""
    text = "\n".join(l for l in open(f"{LISTS}/{language}.txt", encoding="utf8").read().splitlines() if l[:1] != "#")
    out = {}
    if language == "en":
        verbs = [(c[0], english(*c)) for c in (line.split() for line in text.splitlines()) if len(c) == 3]
    else:
        verbs = []
        for model, words in re.findall(r"^(\w+): ((?:.|\n  )*)", text, re.M):
            for word in words.split():
                verbs.append((word, [word] + changed_er(word) if model == "er" else french(word, model)))
    for lemma, forms in verbs:
        for form in set(forms):
            out.setdefault(form, set()).add(lemma)
    out.update({form: {lemma} for form, lemma in MORE.items()} if language == "fr" else {})
    return {form: min(lemmas) for form, lemmas in out.items() if len(lemmas) == 1}


if __name__ == "__main__":
    for which in sys.argv[1:] or ["fr", "en"]:
        for form, lemma in sorted(entries(which).items()):
            print(form, lemma)
