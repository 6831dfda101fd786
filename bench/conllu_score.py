"""Scores CoNLL-U against gold CoNLL-U as the CoNLL 2018 shared task does (words may differ: they are aligned by characters).

    conllu_score.py GOLD SYSTEM        prints F1 of tokens, words, sentences; UPOS, lemma, feats, UAS, LAS (F1), names

LAS and UAS compare heads of aligned words, relations without subtypes; `feats` is the whole string equal. Names are those
of MISC Entity (BIO), compared as stretches of words, where the gold has any.
"""
import sys
import unicodedata


class Word:
    __slots__ = ("span", "cols", "multi", "entity", "head")

    def __init__(self, span, cols, multi):
        self.span, self.cols, self.multi = span, cols, multi
        misc = dict(m.split("=", 1) for m in cols[9].split("|") if "=" in m)
        self.entity = misc.get("Entity", "O")
        self.head = None


def no_space(text):
    return "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) not in ("Zs", "Cc", "Cf") or c == "\u00ad")


class Text:
    """Characters (without spaces), tokens and sentences as spans of them, words."""

    def __init__(self, path):
        self.chars, self.tokens, self.sentences, self.words = [], [], [], []
        self.length = 0
        rows = []
        for line in open(path, encoding="utf8"):
            line = line.rstrip("\n")
            if not line.strip():
                self.sentence(rows)
                rows = []
            elif not line.startswith("#"):
                rows.append(line.split("\t"))
        self.sentence(rows)
        self.chars = "".join(self.chars)

    def sentence(self, rows):
        if not rows:
            return
        begin, until, span, first = self.length, 0, None, len(self.words)
        for r in rows:
            if "." in r[0]:
                continue
            a, _, b = r[0].partition("-")
            if b or int(a) > until:
                form = no_space(r[1])
                span = (self.length, self.length + len(form))
                self.length = span[1]
                self.chars.append(form)
                self.tokens.append(span)
                until = int(b or a)
            if not b:
                self.words.append(Word(span, r, until > int(a) or (self.words and self.words[-1].span == span)))
        for w in self.words[first:]:
            h = w.cols[6]
            w.head = None if h in ("_", "0") else self.words[first + int(h) - 1] if first + int(h) - 1 < len(self.words) else None
        self.sentences.append((begin, self.length))


def lcs(a, b):
    """Pairs of a longest common subsequence of two short lists."""
    n, m = len(a), len(b)
    best = [[0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            best[i][j] = best[i + 1][j + 1] + 1 if a[i] == b[j] else max(best[i + 1][j], best[i][j + 1])
    i = j = 0
    out = []
    while i < n and j < m:
        if a[i] == b[j]:
            out.append((i, j)); i += 1; j += 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return out


def align(gold, system):
    """[(gold word, system word)]: equal spans, and by form inside stretches with a token of several words."""
    out, i, j = [], 0, 0
    g, s = gold.words, system.words
    while i < len(g) and j < len(s):
        if g[i].multi or s[j].multi:
            # the stretch of words that overlap, on both sides, with the tokens of several words
            end = max(g[i].span[1] if g[i].multi else -1, s[j].span[1] if s[j].multi else -1)
            if not (g[i].multi and g[i].span[0] <= s[j].span[0]) and not (s[j].multi and s[j].span[0] <= g[i].span[0]):
                if g[i].span[0] < s[j].span[0]: i += 1
                else: j += 1
                continue
            a, b = i, j
            while True:
                moved = False
                while a < len(g) and g[a].span[0] < end:
                    if g[a].multi: end = max(end, g[a].span[1])
                    a += 1; moved = True
                while b < len(s) and s[b].span[0] < end:
                    if s[b].multi: end = max(end, s[b].span[1])
                    b += 1; moved = True
                if not moved: break
            for x, y in lcs([w.cols[1].lower() for w in g[i:a]], [w.cols[1].lower() for w in s[j:b]]):
                out.append((g[i + x], s[j + y]))
            i, j = a, b
        elif g[i].span == s[j].span:
            out.append((g[i], s[j])); i += 1; j += 1
        elif g[i].span[0] <= s[j].span[0]:
            i += 1
        else:
            j += 1
    return out


def f1(correct, a, b):
    return 200.0 * correct / (a + b) if a + b else 0.0


def names(text):
    out, start, kind = set(), None, None
    for i, w in enumerate(text.words + [None]):
        tag = w.entity if w else "O"
        if start is not None and (tag[:2] != "I-" or tag[2:] != kind):
            out.add((text.words[start].span[0], text.words[i - 1].span[1], kind)); start = None
        if tag != "O" and start is None:
            start, kind = i, tag[2:]
    return out


def score(gold_path, system_path):
    gold, system = Text(gold_path), Text(system_path)
    if gold.chars != system.chars:
        at = next((i for i, (a, b) in enumerate(zip(gold.chars, system.chars)) if a != b), min(len(gold.chars), len(system.chars)))
        raise SystemExit(f"the texts differ at character {at}: gold …{gold.chars[max(0, at - 20):at + 20]!r}, system …{system.chars[max(0, at - 20):at + 20]!r}")
    pairs = align(gold, system)
    partner = {id(g): s for g, s in pairs}
    n, m = len(gold.words), len(system.words)
    hits = dict(upos=0, lemma=0, feats=0, uas=0, las=0)
    for g, s in pairs:
        hits["upos"] += g.cols[3] == s.cols[3]
        hits["lemma"] += g.cols[2] == s.cols[2] or g.cols[2] == "_"
        hits["feats"] += g.cols[5] == s.cols[5]
        same = (g.head is None and s.head is None) or (g.head is not None and partner.get(id(g.head)) is s.head)
        hits["uas"] += same
        hits["las"] += same and g.cols[7].split(":")[0] == s.cols[7].split(":")[0]
    out = dict(tokens=f1(len(set(gold.tokens) & set(system.tokens)), len(gold.tokens), len(system.tokens)),
               words=f1(len(pairs), n, m),
               sentences=f1(len(set(gold.sentences) & set(system.sentences)), len(gold.sentences), len(system.sentences)))
    out.update({k: f1(v, n, m) for k, v in hits.items()})
    a, b = names(gold), names(system)
    if a:
        out["names"] = f1(len(a & b), len(a), len(b))
    return out


if __name__ == "__main__":
    print(" ".join(f"{k} {v:.2f}" for k, v in score(*sys.argv[1:3]).items()))
