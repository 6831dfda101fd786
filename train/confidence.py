"""Fits how sure a report is: confidence.py GOLD OUT.yaml LIST.jsonl [LIST.jsonl ...]

LIST: what `entente eval coding --by both --list` prints of coded texts that the event head has not learnt from, with low
thresholds in joining.yaml (so that what is doubtful is there to be learnt from) and without confidence.yaml. GOLD: the number
of reports that these texts hold. OUT: data/codebook/confidence.yaml.

A logistic model (Platt 1999) with a weight for each signal and, held closer to zero, one for each concept; ten folds by text
choose how close, and the least confidence that a report needs: the one with the best F1.
"""

import hashlib
import json
import sys

import numpy as np

FOLDS = 10
PRIOR = 0.3  # of the signals' weights
CONCEPT_PRIORS = [1.0, 2.0, 4.0, 8.0, 16.0]


def design(rows, names, concepts):
    x = np.zeros((len(rows), 1 + len(names) + len(concepts)))
    x[:, 0] = 1
    for r, row in zip(x, rows):
        for k, v in row["signals"].items():
            if k in names:
                r[1 + names[k]] = v
        if row["concept"] in concepts:
            r[1 + len(names) + concepts[row["concept"]]] = 1
    return x


def fit(x, y, prior, steps=40):
    """Newton's method on the penalised likelihood."""
    w = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (p - y) + prior * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(prior)
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return w


def best_floor(p, y, gold):
    """(F1, floor): reports below the floor are left out."""
    order = np.argsort(-p)
    right, said = np.cumsum(y[order]), np.arange(1, len(y) + 1)
    f = 2 * right / (gold + said)
    k = int(f.argmax())
    return f[k], p[order][k]


def main(gold, out, *lists):
    rows = [json.loads(line) for path in lists for line in open(path, encoding="utf8")]
    y = np.array([r["right"] for r in rows], float)
    names = {k: i for i, k in enumerate(sorted({k for r in rows for k in r["signals"]}))}
    concepts = {k: i for i, k in enumerate(sorted({r["concept"] for r in rows}))}
    x = design(rows, names, concepts)
    fold = np.array([int(hashlib.md5(r["text"].encode()).hexdigest(), 16) % FOLDS for r in rows])
    tried = []
    for held in CONCEPT_PRIORS:
        prior = np.array([1e-6] + [PRIOR] * len(names) + [held] * len(concepts))
        p = np.zeros(len(rows))
        for k in range(FOLDS):
            p[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ fit(x[fold != k], y[fold != k], prior)))
        loss = -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()
        tried.append((loss, held, *best_floor(p, y, int(gold))))
        print(f"prior {held}: log loss {loss:.4f}, F1 {tried[-1][2]:.4f} from {tried[-1][3]:.2f} on")
    plain = 2 * y.sum() / (int(gold) + len(y))
    _, held, f1, floor = min(tried)
    print(f"{len(rows)} reports of {len(set(r['text'] for r in rows))} texts; F1 of all {plain:.4f}, of those from {floor:.2f} on {f1:.4f}")
    w = fit(x, y, np.array([1e-6] + [PRIOR] * len(names) + [held] * len(concepts)))
    with open(out, "w", encoding="utf8") as f:
        print("# How sure a report is: a logistic model, fitted by train/confidence.py. Made anew with each event head; not written by hand.", file=f)
        print(f"least: {floor:.2f}     # a report that is less likely is left out", file=f)
        print(f"bias: {w[0]:.3f}\nweights:", file=f)
        for k, i in names.items():
            print(f"  {k}: {w[1 + i]:.3f}", file=f)
        print("concepts:", file=f)
        for k, i in concepts.items():
            if abs(w[1 + len(names) + i]) >= 0.02:
                print(f"  {k}: {w[1 + len(names) + i]:.2f}", file=f)


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
