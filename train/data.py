"""Reads treebanks and names into words, cuts words into pieces, makes labels and batches.

A word here is what the reader sees: French contractions (du, des, au, aux = preposition + article) are ONE word with
UPOS `ADP+DET` and a joined relation (`case+det`), so raw text needs no guess before reading; `expand` opens them again.
Other multi-word tokens (don't, auquel) are opened before reading.
"""

import collections, random, re

CONTRACTED = {"au": ("à", "le"), "aux": ("à", "les"), "du": ("de", "le"), "des": ("de", "les")}
INVERSE = {v: k for k, v in CONTRACTED.items()}


class Word:
    __slots__ = ("form", "lemma", "upos", "feats", "head", "rel", "ner", "space", "span", "sure")

    def __init__(self, form, lemma=None, upos=None, feats=None, head=None, rel=None, ner=None, space=True, span=1):
        self.form, self.lemma, self.upos, self.feats, self.head, self.rel = form, lemma, upos, feats, head, rel
        self.ner, self.space, self.span, self.sure = ner, space, span, 1.0


def sentences(path):
    """[(meta, rows)] of a CoNLL-U file; rows keep ranges, lose empty nodes."""
    meta, rows = {}, []
    for line in open(path, encoding="utf8"):
        line = line.rstrip("\n")
        if line.startswith("#"):
            k, _, v = line[1:].partition("=")
            meta[k.strip()] = v.strip()
        elif not line.strip():
            if rows:
                yield meta, rows
            meta, rows = {}, []
        elif "." not in line.split("\t", 1)[0]:
            rows.append(line.split("\t"))
    if rows:
        yield meta, rows


def read_conllu(path, names=None, labels=True):
    """[[Word]] with contractions joined. names: {sent_id: [BIO of each CoNLL-U word]}."""
    return [to_words(m, r, names, labels) for m, r in sentences(path)]


def to_words(meta, rows, names=None, labels=True):
    ner = (names or {}).get(meta.get("sent_id"))
    plain = {int(r[0]): r for r in rows if "-" not in r[0]}
    if ner and len(ner) != len(plain):
        ner = None
    joined, spaces = {}, {}
    for r in rows:
        if "-" in r[0]:
            a, b = map(int, r[0].split("-"))
            if r[1].lower() in CONTRACTED and b == a + 1:
                joined[a] = r[1]
            for i in range(a, b + 1):
                spaces[i] = i == b and "SpaceAfter=No" not in r[9]
    new, at = {}, 0
    for i in sorted(plain):
        if i - 1 in joined:
            new[i] = new[i - 1]
            continue
        at += 1
        new[i] = at
    out, gap = [], True
    for i in sorted(plain):
        if i - 1 in joined:
            continue
        r, last = plain[i], i + 1 if i in joined else i
        w = Word(joined.get(i, r[1]), space=gap, span=last - i + 1)
        if labels:
            w.lemma, w.upos, w.feats, w.rel = r[2], r[3], r[5], r[7]
            w.head = new.get(int(r[6]), 0) if r[6] != "_" else None
            if i in joined:
                s = plain[last]
                w.upos, w.feats, w.lemma, w.rel = "ADP+DET", s[5], r[2] + " " + s[2], r[7] + "+" + s[7]
            if r[6] == "_":
                w.head = w.rel = None
        if ner:
            w.ner = ner[i - 1] if ner[i - 1] != "O" or last == i else ner[last - 1]
        gap = spaces.get(last, "SpaceAfter=No" not in plain[last][9])
        out.append(w)
    return out


def expand(words):
    """The words as CoNLL-U words: [(form, lemma, upos, feats, head, rel, ner)], heads 1-based over the opened words."""
    start, n = [], 1
    for w in words:
        start.append(n)
        n += w.span
    first = lambda h: 0 if not h else start[h - 1]
    out = []
    for k, w in enumerate(words):
        if w.span == 1:
            out.append(
                (
                    w.form,
                    w.lemma,
                    "DET" if w.upos == "ADP+DET" else w.upos,
                    w.feats,
                    first(w.head),
                    w.rel.split("+")[0],
                    w.ner,
                )
            )
            continue
        a, b = CONTRACTED[w.form.lower()]
        ra, rb = (w.rel.split("+") + ["det"])[:2]
        head = first(w.head)
        up = words[w.head - 1].head if w.head else 0
        second = (
            start[k] if rb == "fixed" and ra != "fixed" else first(up) if ra == "fixed" and rb == "det" else head
        ) or start[k]
        out.append((a, a, "ADP", "_", head, ra, w.ner))
        out.append((b, "le", "DET", w.feats, second, rb, w.ner))
    return out


def names_of(path):
    """{sent_id: BIO tags} from UNER iob2 or PARSEME-FR's column 11."""
    out, ident, tags = {}, None, []
    kinds, inside = {"PERS": "PER", "ORG": "ORG", "LOC": "LOC"}, {}
    for line in open(path, encoding="utf8"):
        if line.startswith("# sent_id"):
            ident, tags, inside = line.split("=", 1)[1].strip(), [], {}
        elif not line.strip():
            if ident and tags:
                out[ident] = tags
            tags = []
        elif line[0].isdigit():
            c = line.rstrip("\n").split("\t")
            if "-" in c[0] or "." in c[0]:
                continue
            if len(c) < 11:
                t = c[2]
                tags.append(t if t[2:] in ("PER", "ORG", "LOC") else "O")
                continue
            tag = "O"
            for part in c[10].split(";"):
                num, _, rest = part.partition(":")
                m = re.search(r"NE-(PERS|ORG|LOC)\.final", rest)
                if m:
                    inside[num] = kinds[m[1]]
                    tag = "B-" + inside[num]
                elif not rest and num in inside and tag == "O":
                    tag = "I-" + inside[num]
            tags.append(tag)
    if ident and tags:
        out[ident] = tags
    return out


def read_tags(path):
    """[[Word]] with UPOS only from `word TAG` lines; de + le(s), à + le(s) are joined as in text."""
    out, cur = [], []
    for line in open(path, encoding="utf8"):
        p = line.split()
        if len(p) < 2:
            if cur:
                out.append(cur)
            cur = []
            continue
        form, tag = p[0], p[1]
        key = (cur[-1].form.lower(), form.lower()) if cur else None
        if key in INVERSE and cur[-1].upos == "ADP" and tag == "DET":
            c = INVERSE[key]
            cur[-1].form, cur[-1].upos, cur[-1].span = (c.title() if cur[-1].form[0].isupper() else c), "ADP+DET", 2
            continue
        space = not cur or not (cur[-1].form.endswith(("'", "’", "(", "«")) or form in ",.)»")
        cur.append(Word(form, upos=tag, space=space))
    if cur:
        out.append(cur)
    return out


def lemma_rule(form, lemma):
    """How to make the lemma: 'U' (keep case) or 'L' (lower case), letters cut at the end, letters added; or '=lemma'."""
    case = "U" if lemma != lemma.lower() else "L"
    f = form if case == "U" else form.lower()
    n = 0
    while n < min(len(f), len(lemma)) and f[n] == lemma[n]:
        n += 1
    if n == 0 or len(f) - n > 8:
        return "=" + lemma
    return f"{case}{len(f) - n}{lemma[n:]}"


def apply_rule(form, rule):
    if rule[0] == "=":
        return rule[1:]
    f = form if rule[0] == "U" else form.lower()
    n = int(rule[1])
    return (f[: len(f) - n] if n else f) + rule[2:]


class Labels:
    """The classes of each task, in a fixed order; index 0 of `rel` and `upos` is unknown."""

    def __init__(self, d):
        self.__dict__.update(d)
        self.index = {k: {v: i for i, v in enumerate(d[k])} for k in d}

    @staticmethod
    def build(data):
        count = collections.defaultdict(collections.Counter)
        for s in data:
            for w in s:
                if w.upos:
                    count["upos"][w.upos] += 1
                if w.feats is not None:
                    count["feats"][w.feats] += 1
                if w.rel:
                    count["rel"][w.rel] += 1
                if w.lemma and w.span == 1:
                    count["lemma"][lemma_rule(w.form, w.lemma)] += 1
        least = dict(upos=3, feats=3, rel=3, lemma=3)
        d = {k: ["_none"] + [v for v, n in count[k].most_common() if n >= least[k]] for k in least}
        d["ner"] = ["O"] + [p + k for k in ("PER", "ORG", "LOC") for p in ("B-", "I-")]
        return Labels(d)

    def of(self, w):
        """The class of each task for a word, -100 where it is not known: the losses skip it."""
        g = lambda k, v: -100 if v is None else self.index[k].get(v, -100)
        return (
            g("upos", w.upos),
            g("feats", w.feats),
            g("lemma", lemma_rule(w.form, w.lemma) if w.lemma and w.span == 1 else None),
            g("rel", w.rel),
            -100 if w.head is None else w.head,
            g("ner", w.ner),
        )


def cut(sp, words, limit=510):
    """pieces with <s> and </s>, and the index of each word's first piece (0 first: the root); None when too long."""
    pieces, first = [0], [0]
    if not words:
        return None
    for i, w in enumerate(words):
        first.append(len(pieces))
        pieces += sp.encode((" " if w.space or i == 0 else "") + w.form) or [3]
    return (pieces + [2], first) if len(pieces) < limit else None


def batches(items, budget, rng=None):
    """Items (pieces, first, labels) by length into batches of at most `budget` padded pieces; shuffled when rng."""
    order = list(range(len(items)))
    if rng:
        rng.shuffle(order)
    order.sort(key=lambda i: len(items[i][0]) + (rng.random() * 4 if rng else 0))
    out, cur = [], []
    for i in order:
        longest = max(len(items[i][0]), max((len(items[j][0]) for j in cur), default=0))
        if cur and longest * (len(cur) + 1) > budget:
            out.append(cur)
            cur = []
        cur.append(i)
    if cur:
        out.append(cur)
    if rng:
        rng.shuffle(out)
    return out


def tensors(items, pad=1):
    import torch

    t, w = max(len(p) for p, *_ in items), max(len(f) for _, f, *_ in items)
    pieces = torch.full((len(items), t), pad)
    first = torch.zeros((len(items), w), dtype=torch.long)
    lab = torch.full((6, len(items), w), -100)
    for i, (p, f, l, *_) in enumerate(items):
        pieces[i, : len(p)] = torch.tensor(p)
        first[i, : len(f)] = torch.tensor(f)
        if l:
            lab[:, i, 1 : len(f)] = torch.tensor(l).T
    words = torch.tensor([len(f) for _, f, *_ in items])
    return pieces, first, lab, words
