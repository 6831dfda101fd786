#!/usr/bin/env python3
"""Scores `entente code` on coded examples (../shared/data/examples, form of the coding manual §8): a report is right when
its type agrees and its parties overlap the gold strings on each side; then status. Training material: for development.

eval_examples.py [-v] FILE…"""
import collections
import glob
import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "cases"))
import gold as g

verbose = "-v" in sys.argv
files = [a for a in sys.argv[1:] if a != "-v"] or sorted(glob.glob(os.path.join(g.SHARED, "data", "examples", "*.jsonl")))
if not files:
    print("SKIP: ../shared/data/examples is not here")
    sys.exit(0)
examples = [json.loads(l) for f in files for l in open(f, encoding="utf8") if l.strip()]
docs = "\n".join(json.dumps({k: e[k] for k in ("id", "language", "published", "text")}, ensure_ascii=False) for e in examples)
by = collections.defaultdict(list)
for r in g.lines(["code"], docs.encode()):
    by[r["article"]].append(r)


def span(text, s):
    """Byte span of a string, `string#2` for its second occurrence."""
    name, n = (s[:-2], int(s[-1])) if s[-2:-1] == "#" else (s, 1)
    at = -1
    for _ in range(n):
        at = text.find(name, at + 1)
    a = len(text[:at].encode())
    return a, a + len(name.encode())


def touches(parties, strings, text):
    if not strings:
        return True
    spans = [span(text, s) for s in strings]
    return any(p.get("span") and p["span"][0] < b and a < p["span"][1] for p in parties for a, b in spans)


tot, st = [0, 0, 0, 0], [0, 0, 0, 0]
types, empty, false_reports = collections.defaultdict(lambda: [0, 0, 0]), 0, 0
for e in examples:
    reports, text = by[e["id"]], e["text"]
    if not e["events"]:
        empty += 1
        false_reports += len(reports)
    def fits(r, x):
        parties = r["actors"] + r["recipients"]
        return r["type"] == x["type"] and touches(parties, x["actors"], text) and touches(parties, x["recipients"], text)
    for n, test in ((tot, fits), (st, lambda r, x: fits(r, x) and r["status"] == x["status"])):
        n[0] += sum(any(test(r, x) for r in reports) for x in e["events"])
        n[1] += len(e["events"])
        n[2] += sum(any(test(r, x) for x in e["events"]) for r in reports)
        n[3] += len(reports)
    for x in e["events"]:
        types[x["type"]][1] += 1
        types[x["type"]][0] += any(fits(r, x) for r in reports)
        if verbose and not any(fits(r, x) and r["status"] == x["status"] for r in reports):
            print(f"MISSED {e['id']} {x['type']}/{x.get('mode')} {x['status']} [{x['trigger']}] {x['actors']} → {x['recipients']}: {text}")
    for r in reports:
        if not any(fits(r, x) for x in e["events"]):
            types[r["type"]][2] += 1
            if verbose:
                print(f"WRONG  {e['id']} {r['type']}/{r['mode']} {r['status']} [{r['trigger']['text']}] {g.ids(r['actors'])} → {g.ids(r['recipients'])}: {r['quote']}")
for label, n in (("type+parties", tot), ("+status", st)):
    p, r, f = g.f1(*n)
    print(f"examples {label:13} P {p:.3f} R {r:.3f} F1 {f:.3f}  ({n[0]}/{n[1]} found, {n[2]}/{n[3]} right)")
print("found/gold/false by type: " + ", ".join(f"{t} {a}/{n}/{w}" for t, (a, n, w) in sorted(types.items(), key=lambda x: -x[1][1])))
print(f"{false_reports} reports in {empty} texts without any")
