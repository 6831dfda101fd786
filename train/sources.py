"""What the reader is trained on: each source with its weight in an epoch and its mark.

Treebanks do not agree in everything (features of FQB, tags of GSD, what a name is). Every source but the two that set
our convention has a mark; the network learns a small correction for each mark, and reads new text without any.
"""

import dataclasses

from data import Word, names_of, read_conllu, sentences
from teach import read_taught

MARKS = ["reference", "gsd", "fqb", "speech", "taught", "bosque", "newseye"]


@dataclasses.dataclass
class Source:
    mark: str
    share: float  # how often each sentence is used in an epoch
    sentences: list


def load(folder, taught):
    """The sources, read from the unpacked data and from the taught sentences where there are some."""
    u = lambda p: f"{folder}/train/{p}"
    uner = names_of(u("uner/en_ewt-ud-train-2022-12.iob2"))
    sequoia = names_of(u("sequoia-ne/sequoia-ud.parseme.frsemcor.train"))
    bosque = tags_by_words(u("uner/pt_bosque-ud-train.iob2"))
    hipe = u("newseye-fr/HIPE-2022-v2.1-newseye-{}-fr.tsv")
    return [
        Source("reference", 2.0, read_conllu(u("ud-french-sequoia/fr_sequoia-ud-train.conllu"), sequoia)),
        Source("reference", 1.0, read_conllu(u("ud-english-ewt/en_ewt-ud-train.conllu"), uner)),
        Source("gsd", 1.5, read_conllu(u("ud-french-gsd/fr_gsd-ud-dev.conllu"))),
        Source("fqb", 0.4, read_conllu(u("ud-french-fqb/fr_fqb-ud-test.conllu"))),
        Source("speech", 0.1, read_conllu(u("ud-french-rhapsodie/fr_rhapsodie-ud-train.conllu"))),
        Source("speech", 0.1, read_conllu(u("ud-french-parisstories/fr_parisstories-ud-train.conllu"))),
        *([Source("taught", 0.5, read_taught(taught))] if taught else []),
        Source("bosque", 0.15, read_surface(u("ud-portuguese-bosque/pt_bosque-ud-train.conllu"), bosque)),
        Source("newseye", 0.3, [s for part in ("dev", "dev2") for s in read_hipe(hipe.format(part))]),
    ]


def tags_by_words(path):
    """{(the words of a sentence): its BIO tags} of a UNER file, for releases whose sentence names differ."""
    out, words, tags = {}, [], []
    for line in open(path, encoding="utf8"):
        c = line.rstrip("\n").split("\t")
        if c[0].isdigit():
            words.append(c[1])
            tags.append(c[2] if c[2][2:] in ("PER", "ORG", "LOC") else "O")
        elif not line.strip() and words:
            out[tuple(words)] = tags
            words, tags = [], []
    return out


def read_surface(path, names):
    """Names only, over the words as written (a contraction is one word); for languages whose trees are not learnt."""
    out = []
    for _, rows in sentences(path):
        tags = names.get(tuple(r[1] for r in rows if "-" not in r[0]))
        if not tags:
            continue
        words, covered, gap = [], 0, True
        for r in rows:
            first, _, last = r[0].partition("-")
            first, last = int(first), int(last or first)
            if first <= covered:
                continue
            covered = last
            tag = next((t for t in tags[first - 1 : last] if t != "O"), "O")
            words.append(Word(r[1], ner=tag, space=gap))
            gap = "SpaceAfter=No" not in r[9]
        out.append(words)
    return out


def read_hipe(path, longest=60):
    """Old newspapers (OCR) with names: stretches that end at a full stop or at `longest` words."""
    out, words, gap = [], [], True
    for line in open(path, encoding="utf8"):
        c = line.rstrip("\n").split("\t")
        if len(c) < 10 or c[0] == "TOKEN":
            continue
        tag = c[1] if c[1][2:].upper() in ("PER", "ORG", "LOC") else "O"
        if tag.startswith("I-") and not (words and words[-1].ner[2:] == tag[2:]):
            tag = "B" + tag[1:]
        words.append(Word(c[0], ner=tag, space=gap))
        gap = "NoSpaceAfter" not in c[9]
        if (c[0] in ".!?" and len(words) > 7 and tag == "O") or (len(words) >= longest and tag == "O"):
            out.append(words)
            words, gap = [], True
    return out + [words] if words else out


def epoch(sources, rng):
    """[(source, sentence)] of one pass, each source by its share."""
    out = []
    for s in sources:
        whole = int(s.share)
        take = s.sentences * whole + rng.sample(s.sentences, int(len(s.sentences) * (s.share - whole)))
        out += [(s, words) for words in take]
    return out
