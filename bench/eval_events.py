#!/usr/bin/env python3
"""Precision, recall and F1 of coded reports against gold written by hand.

eval_events.py demo                 the sample press (tests/cases/demo)
eval_events.py press-gold [even|odd] whole short articles (tests/cases/press-gold); even files are for development,
                                    odd ones only for closing figures
Options: -v lists what is missed and what is wrong.
A report is right when type and a party on each side agree; then also status; then also the date.
"""
import collections
import glob
import json
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "cases"))
import gold as g

CASES = os.path.join(g.ROOT, "tests", "cases")


def cases(what, half):
    """[(name, gold, reports)]"""
    out = []
    if what == "demo":
        files = [p for p in sorted(glob.glob(os.path.join(CASES, "demo", "*.yaml"))) if not p.endswith("chains.yaml")]
        for p in files:
            gold = g.load(p)
            out.append((os.path.basename(p)[:-5], gold, g.lines(["code", os.path.join(g.ROOT, gold["page"])])))
        return out
    files = sorted(glob.glob(os.path.join(CASES, "press-gold", "*.yaml")))
    files = [p for p in files if not half or int(os.path.basename(p)[3:6]) % 2 == (half == "odd")]
    docs = []
    for p in files:
        gold = g.load(p)
        docs.append({"id": os.path.basename(p)[:-5], "language": gold["language"], "published": str(gold["published"]),
                     "title": gold["title"], "text": gold["text"]})
    data = "\n".join(json.dumps(d, ensure_ascii=False) for d in docs).encode()
    by = collections.defaultdict(list)
    for r in g.lines(["code"], data):
        by[r["article"]].append(r)
    return [(os.path.basename(p)[:-5], g.load(p), by[os.path.basename(p)[:-5]]) for p in files]


def main():
    args = [a for a in sys.argv[1:] if a != "-v"]
    verbose = "-v" in sys.argv
    what, half = (args + ["demo", ""])[:2] if args else ("demo", "")
    if what == "demo":
        half = ""
    todo = cases(what, half)
    for level, (status, when) in {"type+parties": (False, False), "+status": (True, False), "+date": (True, True)}.items():
        total = [0, 0, 0, 0]
        by_type = collections.defaultdict(lambda: [0, 0])
        by_language = collections.defaultdict(lambda: [0, 0, 0, 0])
        for name, gold, reports in todo:
            found, asked, right, counted, missed, wrong = g.score(reports, gold["events"], status, when)
            language = gold.get("language") or gold["article"]["language"]
            for i, v in enumerate((found, asked, right, counted)):
                total[i] += v
                by_language[language][i] += v
            for e in gold["events"]:
                if not e.get("optional"):
                    by_type[e["type"]][1] += 1
                    by_type[e["type"]][0] += e not in missed
            if verbose and level == "+status":
                for e in missed:
                    print(f"MISSED {name}: {e.get('type')} {e.get('status')} {g.gold_ids(e.get('actors') or e.get('parties'))} → {g.gold_ids(e.get('recipients'))}: {e.get('quote')}")
                for r in wrong:
                    print(f"WRONG  {name}: {r['type']}/{r['mode']} {r['status']} {g.ids(r['actors'])} → {g.ids(r['recipients'])} [{r['trigger']['text']}] {r['in']}: {r['quote'][:160]}")
        p, r, f = g.f1(*total)
        print(f"{what} {half or 'all'} {level:13} P {p:.3f} R {r:.3f} F1 {f:.3f}   ({total[0]}/{total[1]} found, {total[2]}/{total[3]} right)   "
              + "  ".join("{}: F1 {:.3f}".format(l, g.f1(*v)[2]) for l, v in sorted(by_language.items())))
        if level == "type+parties":
            print("   found by type: " + ", ".join(f"{t} {a}/{n}" for t, (a, n) in sorted(by_type.items(), key=lambda x: -x[1][1])))


main()
