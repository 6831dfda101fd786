#!/usr/bin/env python3
"""Agreement of two coders on the same texts (coding manual §8): the ceiling for what is measured against one of them.

agreement.py [FIRST… -- SECOND…]     default: tests/cases/coded-gold and data/examples against tests/cases/coded-gold/second

Two codings are one act when their triggers overlap, else when the same sentence has the same type. Printed: F1 of acts found by both
(any type; same type), Cohen's κ of type and status over the acts of both, F1 of actors and recipients (overlapping strings), F1 of
reports as `entente eval coding` counts them (type and a party on each side)."""
import collections
import glob
import json
import os
import re
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")


def load(files):
    return {o["id"]: o for f in files for o in map(json.loads, filter(str.strip, open(f, encoding="utf8")))}


def place(text, s):
    name, n = (s[:-2], int(s[-1])) if s[-2:-1] == "#" and s[-1].isdigit() else (s, 1)
    at = -1
    for _ in range(n):
        at = text.find(name, at + 1)
    return (at, at + len(name)) if at >= 0 else None


def overlap(a, b):
    return a and b and a[0] < b[1] and b[0] < a[1]


def sentence(text, at):
    return sum(1 for m in re.finditer(r"[.!?…»]\s|\n", text[: at[0]])) if at else -1


def pairs(text, a, b):
    """[(event of a, event of b)], each at most once: overlapping triggers first, then the same sentence and type."""
    where = lambda e: place(text, e["trigger"])
    left, right, out = list(range(len(a))), list(range(len(b))), []
    tests = [
        lambda x, y: overlap(where(x), where(y)) and x["type"] == y["type"] and x["status"] == y["status"],
        lambda x, y: overlap(where(x), where(y)) and x["type"] == y["type"],
        lambda x, y: overlap(where(x), where(y)),
        lambda x, y: x["type"] == y["type"] and sentence(text, where(x)) == sentence(text, where(y)),
    ]
    for test in tests:
        for i in list(left):
            j = next((j for j in right if test(a[i], b[j])), None)
            if j is not None:
                out.append((a[i], b[j]))
                left.remove(i)
                right.remove(j)
    return out


def kappa(said):
    n = len(said)
    seen = sum(x == y for x, y in said) / n
    first, second = collections.Counter(x for x, _ in said), collections.Counter(y for _, y in said)
    chance = sum(first[k] * second[k] for k in first) / n / n
    return (seen - chance) / (1 - chance), seen


def side(text, x, y, key):
    a, b = ([place(text, s) for s in e.get(key) or []] for e in (x, y))
    words = lambda e: [s.split("#")[0].lower() for s in e.get(key) or []]
    same = lambda i, p, j, q: overlap(p, q) or words(x)[i] in words(y)[j] or words(y)[j] in words(x)[i]
    hit = sum(any(same(i, p, j, q) for j, q in enumerate(b)) for i, p in enumerate(a))
    back = sum(any(same(i, p, j, q) for i, p in enumerate(a)) for j, q in enumerate(b))
    return hit, len(a), back, len(b)


def main(first, second):
    total, acts, roles, full = collections.Counter(), [], collections.defaultdict(lambda: [0, 0, 0, 0]), 0
    empty = [0, 0, 0]
    for ident, y in second.items():
        x = first.get(ident)
        if not x:
            continue
        text, a, b = x["text"], x["events"], y["events"]
        both = pairs(text, a, b)
        total.update(texts=1, a=len(a), b=len(b), both=len(both), type=sum(p["type"] == q["type"] for p, q in both))
        acts += both
        empty[0] += not a and not b
        empty[1] += not a
        empty[2] += not b
        for p, q in both:
            sides = {k: side(text, p, q, k) for k in ("actors", "recipients")}
            for k, v in sides.items():
                roles[k] = [m + n for m, n in zip(roles[k], v)]
            full += p["type"] == q["type"] and all(h or not n or not m for h, n, _, m in sides.values())
    f = lambda n: 2 * n / (total["a"] + total["b"])
    print(f"{total['texts']} texts, {total['a']} and {total['b']} acts; without any: both {empty[0]} of {empty[1]} and {empty[2]}")
    print(f"acts found by both F1 {f(total['both']):.3f}, of the same type {f(total['type']):.3f}, reports (type, a party on each side) {f(full):.3f}")
    for name in ("type", "status"):
        k, seen = kappa([(p[name], q[name]) for p, q in acts])
        print(f"{name}: kappa {k:.3f}, agreement {seen:.3f} on {len(acts)} acts of both")
    for k, (h, n, back, m) in roles.items():
        print(f"{k}: F1 {(h + back) / max(1, n + m):.3f}")


if __name__ == "__main__":
    args = sys.argv[1:]
    at = args.index("--") if "--" in args else 0
    gold = os.path.join(ROOT, "tests", "cases", "coded-gold")
    a = args[:at] or glob.glob(gold + "/*.jsonl") + glob.glob(os.path.join(ROOT, "data", "examples", "*.jsonl"))
    for name in (args[at + 1 :] or sorted(glob.glob(gold + "/second/*.jsonl"))):
        print(os.path.basename(name))
        main(load(a), load([name]))
