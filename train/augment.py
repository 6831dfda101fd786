"""Makes training sentences differ each time they are seen: other names, headlines, curly apostrophes, hidden words."""

import collections
import copy
import json
import re

from decode import entities

UNKNOWN = 3  # the piece of a hidden word
RATES = dict(names=0.3, stop=0.15, curly=0.08, capitals=0.02)
HIDE, SWAP = 0.05, 0.015  # words hidden, pieces exchanged


class Names:
    """Names by kind and shape (the UPOS of their words), from the training data and from the project's own lists."""

    def __init__(self, sources, world=None):
        self.pool = collections.defaultdict(list)
        for s in sources:
            self.learn(words for words in s.sentences if words and words[0].upos and words[0].ner)
        self.places = [n.split() for n in listed(world)] if world else []
        for name in self.places:
            self.pool["LOC", ("PROPN",) * len(name)].append(name)

    def learn(self, sentences):
        """Adds the names of these sentences."""
        for words in sentences:
            for a, b, kind in entities([w.ner or "O" for w in words]):
                self.pool[kind, tuple(w.upos for w in words[a : b + 1])].append([w.form for w in words[a : b + 1]])

    def exchange(self, words, rng, rate=RATES["names"]):
        """Puts other names of the same shape in the place of some of the sentence's names; the tree stays true."""
        out = None
        for a, b, kind in entities([w.ner or "O" for w in words]):
            if rng.random() >= rate or any(w.span != 1 for w in words[a : b + 1]):
                continue
            choice = self.pool.get((kind, tuple(w.upos for w in words[a : b + 1])))
            if not choice:
                continue
            out = out or [copy.copy(w) for w in words]
            for w, form in zip(out[a : b + 1], rng.choice(choice)):
                if form != w.form:
                    w.form, w.feats, w.lemma = form, None, form if w.upos == "PROPN" else None
        return out or words


def listed(world):
    """Names of larger places in places.yaml: the first two spellings of each."""
    out = []
    for line in open(world, encoding="utf8"):
        names, size = re.search(r"names: (\[.*?\])", line), re.search(r"population: (\d+)", line)
        if names and size and int(size[1]) > 300_000:
            out += [n for n in json.loads(names[1])[:2] if "-" not in n and "'" not in n]
    return out


def vary(words, rng):
    """Now and then a sentence loses its full stop, has curly apostrophes, or stands in capitals, as in the press."""
    if (
        len(words) > 3
        and words[-1].form == "."
        and rng.random() < RATES["stop"]
        and all(w.head != len(words) for w in words)
    ):
        words = words[:-1]
    if rng.random() < RATES["curly"] and any("'" in w.form for w in words):
        words = [copy.copy(w) for w in words]
        for w in words:
            w.form = w.form.replace("'", "’")
    if rng.random() < RATES["capitals"]:
        words = [copy.copy(w) for w in words]
        for w in words:
            w.form = w.form.upper()
            if w.lemma and w.lemma != w.lemma.lower():
                w.lemma = None
    return words


def hide(pieces, first, rng, vocabulary):
    """A copy of the pieces with some words hidden and some pieces exchanged for any other, and the hidden words."""
    out, ends, hidden = list(pieces), list(first[2:]) + [len(pieces) - 1], []
    for i, (a, b) in enumerate(zip(first[1:], ends)):
        if rng.random() < HIDE:
            out[a:b] = [UNKNOWN] * (b - a)
            hidden.append(i)
    last = len(out) - 1
    exchanged = [rng.randrange(4, vocabulary) if 0 < i < last and rng.random() < SWAP else p for i, p in enumerate(out)]
    return exchanged, hidden
