#!/usr/bin/env python3
"""`entente read --gold-tokens` against the model run straight from Python, word for word.

    read_agreement.py ENTENTE CONLLU [MODEL_DIR]

Python (openvino, sentencepiece, numpy) cuts the same words into pieces, runs the same network in its own batches and
decodes with its own code, recursion and all; the program must give the same heads, relations, tags, lemmas, features
and names for at least 99.9 % of words. Then the program is run against itself: one thread, two threads, and each
sentence alone must be equal byte for byte. Where a package or a file is missing, says SKIPPED and ends with 0.
"""
import json
import os
import subprocess
import sys

LEAST = 99.9
CONTRACTED = {"au": ("à", "le"), "aux": ("à", "les"), "du": ("de", "le"), "des": ("de", "les")}


def skip(why):
    print("SKIPPED read_agreement:", why)
    sys.exit(0)


try:
    import numpy as np
    import openvino as ov
    import sentencepiece
except ImportError as e:
    skip(f"{e.name} is not installed for this Python")


def blocks(text):
    return [b for b in text.split("\n\n") if any(l[:1].isdigit() for l in b.split("\n"))]


def units(block):
    """[(form, space before, how many CoNLL-U words)]: what the model reads as one word."""
    rows = [l.split("\t") for l in block.split("\n") if l and l[0] != "#" and "." not in l.split("\t")[0]]
    out, until, joined_until, space, token_space = [], 0, 0, True, True
    for r in rows:
        a, _, b = r[0].partition("-")
        if b:
            until, token_space = int(b), "SpaceAfter=No" not in r[9]
            if r[1].lower() in CONTRACTED and int(b) == int(a) + 1:
                joined_until = int(b)
                out.append((r[1], space, 2))
                space = token_space
            continue
        if int(a) <= joined_until:
            continue
        out.append((r[1], space, 1))
        space = (int(a) == until and token_space) if int(a) <= until else "SpaceAfter=No" not in r[9]
    return out


def pieces(sp, words):
    ids, first = [0], [0]
    for i, (form, space, _) in enumerate(words):
        first.append(len(ids))
        ids += sp.encode((" " if space or i == 0 else "") + form) or [3]
    return ids + [2], first


def one_root_tree(score):
    score = score.astype(np.float64)
    np.fill_diagonal(score, -np.inf)

    def solve(s):
        n = len(s)
        heads = s.argmax(1)
        heads[0] = 0
        mark, cycle = [0] * n, None
        mark[0] = -1
        for i in range(1, n):
            j = i
            while mark[j] == 0:
                mark[j], j = i, heads[j]
            if mark[j] == i:
                cycle = [j]
                while heads[cycle[-1]] != j:
                    cycle.append(heads[cycle[-1]])
                break
        if not cycle:
            return heads
        c = np.array(cycle)
        rest = np.array([i for i in range(n) if i not in set(cycle)])
        m = len(rest)
        small = np.full((m + 1, m + 1), -np.inf)
        small[:m, :m] = s[np.ix_(rest, rest)]
        np.fill_diagonal(small, -np.inf)
        out = s[np.ix_(rest, c)]
        small[:m, m] = out.max(1)
        into = s[np.ix_(c, rest)] - s[c, heads[c]][:, None] + s[c, heads[c]].sum()
        small[m, :m] = into.max(0)
        sub = solve(small)
        for k in range(1, m):
            heads[rest[k]] = c[out[k].argmax()] if sub[k] == m else rest[sub[k]]
        heads[c[into[:, sub[m]].argmax()]] = rest[sub[m]]
        return heads

    heads = solve(score)
    if (heads[1:] == 0).sum() == 1:
        return heads
    best, found = -np.inf, heads
    for r in np.argsort(-score[1:, 0], kind="stable")[:5] + 1:
        s = score.copy()
        keep = s[r, 0]
        s[1:, 0] = -1e6
        s[r, 0] = keep
        h = solve(s)
        v = s[np.arange(1, len(s)), h[1:]].sum()
        if v > best:
            best, found = v, h
    return found


def lemma_of(form, rule):
    if rule == "_none":
        return form
    if rule[0] == "=":
        return rule[1:]
    f = form if rule[0] == "U" else form.lower()
    n = int(rule[1])
    return (f[:len(f) - n] if n else f) + rule[2:]


class Model:
    def __init__(self, folder):
        self.labels = json.load(open(f"{folder}/labels.json"))
        self.sp = sentencepiece.SentencePieceProcessor(model_file=f"{folder}/pieces.model")
        conf = {"INFERENCE_NUM_THREADS": 2, "INFERENCE_PRECISION_HINT": "f32"}
        core = ov.Core()
        self.net = core.compile_model(f"{folder}/reader.xml", "CPU", conf)
        self.rel = core.compile_model(f"{folder}/relations.xml", "CPU", conf)
        self.names = [o.get_any_name() for o in self.net.outputs]

    def read(self, sentences):
        """Per sentence: [(form, lemma, upos, feats, head, rel, name)] of the opened words."""
        items = [pieces(self.sp, s) for s in sentences]
        order = sorted(range(len(items)), key=lambda i: len(items[i][0]))
        out = [None] * len(items)
        for at in range(0, len(order), 24):
            ids = order[at:at + 24]
            t, w = (max(len(items[i][k]) for i in ids) for k in (0, 1))
            p, f = np.ones((len(ids), t), np.int32), np.zeros((len(ids), w), np.int32)
            for k, i in enumerate(ids):
                p[k, :len(items[i][0])], f[k, :len(items[i][1])] = items[i]
            r = self.net([p, f])
            o = {n: r[k] for k, n in enumerate(self.names)}
            heads = np.zeros((len(ids), w), np.int32)
            for k, i in enumerate(ids):
                n = len(items[i][1])
                heads[k, :n] = one_root_tree(o["arcs"][k, :n, :n])
            rel = self.rel([o["rel_dep"], o["rel_head"], heads])[0].argmax(-1)
            best = {k: o[k].argmax(-1) for k in ("upos", "feats", "lemma", "ner")}
            for k, i in enumerate(ids):
                out[i] = self.open(sentences[i], heads[k], rel[k], {n: v[k] for n, v in best.items()})
        return out

    def open(self, words, heads, rel, best):
        L = self.labels
        start, n = [], 1
        for _, _, span in words:
            start.append(n)
            n += span
        first = lambda h: 0 if not h else start[h - 1]
        out = []
        for j, (form, _, span) in enumerate(words, 1):
            h = int(heads[j])
            r = L["rel"][rel[j]] if h else "root"
            u, fe, ne = L["upos"][best["upos"][j]], L["feats"][best["feats"][j]], L["ner"][best["ner"][j]]
            if span == 1:
                out.append((form, lemma_of(form, L["lemma"][best["lemma"][j]]), "DET" if u == "ADP+DET" else u, fe, first(h), r.split("+")[0], ne))
                continue
            a, b = CONTRACTED[form.lower()]
            ra, rb = (r.split("+") + ["det"])[:2]
            up = int(heads[h]) if h else 0
            second = (start[j - 1] if rb == "fixed" and ra != "fixed" else first(up) if ra == "fixed" and rb == "det" else first(h)) or start[j - 1]
            out.append((a, a, "ADP", "_", first(h), ra, ne))
            out.append((b, "le", "DET", fe, second, rb, ne))
        return out


def run(entente, path, threads=2, text=None):
    args = [entente, "read", "--gold-tokens", "--threads", str(threads)] + ([] if text else [path])
    return subprocess.run(args, input=text, stdout=subprocess.PIPE, check=True, text=True, encoding="utf8").stdout


def valid_names(tags):
    out, before = [], "O"
    for t in tags:
        if t[:2] == "I-" and before[2:] != t[2:]:
            t = "B-" + t[2:]
        out.append(t)
        before = t
    return out


def main(entente, path, folder):
    if not os.path.exists(path):
        skip(f"{path} is not here")
    given = blocks(open(path, encoding="utf8").read())
    wanted = Model(folder).read([units(b) for b in given])
    two = run(entente, path)
    ours = blocks(two)
    assert len(given) == len(ours), f"{len(given)} sentences in, {len(ours)} out"
    fields = ["lemma", "upos", "feats", "head", "relation", "name"]
    equal, words = dict.fromkeys(fields, 0), 0
    for block, want in zip(ours, wanted):
        rows = [l.split("\t") for l in block.split("\n") if l[:1].isdigit() and "-" not in l.split("\t")[0]]
        assert len(rows) == len(want), block
        tags = valid_names([w[6] for w in want])
        for r, w, tag in zip(rows, want, tags):
            words += 1
            name = next((m[7:] for m in r[9].split("|") if m.startswith("Entity=")), "O")
            got = [r[2], r[3], r[5], r[6], r[7], name]
            for k, a, b in zip(fields, got, [w[1], w[2], w[3], str(w[4]), w[5], tag]):
                equal[k] += a == b
    shares = {k: 100 * v / words for k, v in equal.items()}
    print(f"{words} words; equal to Python:", " ".join(f"{k} {v:.3f}%" for k, v in shares.items()))
    failed = [k for k, v in shares.items() if v < LEAST]
    if run(entente, path, threads=1) != two:
        failed.append("one thread")
    alone = "".join(run(entente, path, text=b + "\n\n") for b in given[:20])
    if alone != "".join(b + "\n\n" for b in ours[:20]):
        failed.append("alone")
    backwards = blocks(run(entente, path, text="\n\n".join(reversed(given)) + "\n\n"))
    if list(reversed(backwards)) != ours:
        failed.append("other neighbours")
    print("one thread, alone (20 sentences), other neighbours:", "differ: " + ", ".join(failed) if failed else "equal, byte for byte")
    return 1 if failed else 0


if __name__ == "__main__":
    here = os.path.dirname(os.path.abspath(__file__))
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else f"{here}/../../data/model"))
