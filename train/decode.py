"""Heads from arc scores: the best tree with one root (Chu and Liu 1965, Edmonds 1967), and names from BIO scores."""

import numpy as np


def is_tree(heads):
    """heads[0] unused; true when every word reaches 0 and exactly one word has head 0."""
    if (heads[1:] == 0).sum() != 1:
        return False
    ok = np.zeros(len(heads), bool)
    ok[0] = True
    for i in range(1, len(heads)):
        path, j = [], i
        while not ok[j]:
            if j in path:
                return False
            path.append(j)
            j = heads[j]
        ok[path] = True
    return True


def arborescence(score):
    """score[i, j]: head j for word i; 0 is the root. The best tree, any number of words under the root."""
    n = len(score)
    score = score.copy()
    np.fill_diagonal(score, -np.inf)
    heads = score.argmax(1)
    heads[0] = 0
    cycle = None
    colour = np.zeros(n, int)
    colour[0] = 2
    for i in range(1, n):
        path, j = [], i
        while colour[j] == 0:
            colour[j] = 1
            path.append(j)
            j = heads[j]
        if colour[j] == 1 and j in path:
            cycle = path[path.index(j) :]
        colour[path] = 2
        if cycle:
            break
    if not cycle:
        return heads
    rest = [i for i in range(n) if i not in set(cycle)]
    c = np.array(cycle)
    base = score[c, heads[c]].sum()
    m = len(rest)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = score[np.ix_(rest, rest)]
    out_best = score[np.ix_(rest, c)]
    small[:m, m] = out_best.max(1)
    leave = c[out_best.argmax(1)]
    into = score[np.ix_(c, rest)] - score[c, heads[c]][:, None] + base
    small[m, :m] = into.max(0)
    enter = into.argmax(0)
    sub = arborescence(small)
    for k in range(1, m):
        heads[rest[k]] = leave[k] if sub[k] == m else rest[sub[k]]
    entered = rest[sub[m]]
    heads[c[enter[sub[m]]]] = entered
    return heads


def tree(score):
    """The best tree with exactly one word under the root."""
    score = score.astype(np.float64).copy()
    np.fill_diagonal(score, -np.inf)
    heads = score.argmax(1)
    heads[0] = 0
    if is_tree(heads):
        return heads
    heads = arborescence(score)
    if (heads[1:] == 0).sum() == 1:
        return heads
    best, found = -np.inf, heads
    for r in np.argsort(-score[1:, 0])[:5] + 1:
        s = score.copy()
        keep = s[r, 0]
        s[1:, 0] = -1e6
        s[r, 0] = keep
        h = arborescence(s)
        v = s[np.arange(1, len(s)), h[1:]].sum()
        if v > best:
            best, found = v, h
    return found


def entities(tags):
    """{(first word, last word, kind)}; an I- without its B- begins a name."""
    out, start, kind = set(), None, None
    for i, t in enumerate(list(tags) + ["O"]):
        if start is not None and (t[:2] != "I-" or t[2:] != kind):
            out.add((start, i - 1, kind))
            start = None
        if t != "O" and start is None:
            start, kind = i, t[2:]
    return out
