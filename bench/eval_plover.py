#!/usr/bin/env python3
"""Scores `entente code` on the PLOVER gold records (../shared/data/test.tar.xz, test/plover-gsr-dev): a record is found when one
report has its type (2016 names read as today's, future and hypothetical folded as PLOVER folds them), one of its actors and
one of its recipients; country parts of the codes are compared (IGO, NGO, IMG: any party that is no state). A mutual report
may have both among its actors.
Even records (by their place in the file, from 0) are for development, odd ones are only measured.

Also of the one report of each record that fits best: shares with its type, one of its actors, one of its recipients, and
how many reports a record gets.

eval_plover.py [-v] [--by both|codebook|head]     -v lists what is missed and wrong among the even ones"""
import collections
import json
import os
import sys
import tarfile

import yaml

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "cases"))
import gold as g

ARCHIVE = os.path.join(g.SHARED, "data", "test.tar.xz")
RECORDS = "test/plover-gsr-dev/plover_gsr_dev.json"
OLD = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
CODES = {"JAP": "JPN"}
BODIES = {"IGO", "NGO", "IMG", "ISM", "MNC"}
FUTURE = {"announced", "expected", "postponed"}
if not os.path.exists(ARCHIVE):
    print("SKIP: ../shared/data/test.tar.xz is not here")
    sys.exit(0)
fold = {(r["type"], r["aux"]): r["becomes"] for r in g.load(os.path.join(g.SHARED, "plover.yaml"))["auxiliary_folding"]}
with tarfile.open(ARCHIVE) as t:
    records = json.load(t.extractfile(RECORDS))


def country(code):
    code = code.split(":")[-1] if code.startswith("text:") else code
    return CODES.get(code[:3].upper(), code[:3].upper())


def side(x):
    return {country(a["code"]) for a in x or [] if a.get("code")}


def said(parties):
    """Codes of a report's parties; a party that is no state is also PLOVER's kinds of body."""
    out = {country(i) for i in g.ids(parties)}
    out |= {p["country"] for p in parties or [] if p["id"].startswith("text:") and p.get("country")}  # a state's people
    return out | (BODIES if any(p["id"] != p.get("country") for p in parties) else set())


def folded(r):
    aux = "future" if r["status"] in FUTURE else "hypothetical" if r["status"] == "hypothetical" else ""
    return fold.get((r["type"], aux), r["type"])


kept = [(i, r) for i, r in enumerate(records) if r.get("text") and r["event"] != "DOCUMENT"]
docs = "\n".join(json.dumps({"id": r["id"], "language": "en", "published": r.get("date", "2000-01-01"), "text": r["text"]}) for _, r in kept)
by = collections.defaultdict(list)
by_whom = sys.argv[sys.argv.index("--by") + 1] if "--by" in sys.argv else "both"
for r in g.lines(["code", "--by", by_whom], docs.encode()):
    by[r["article"]].append(r)


def fits(r, x, level):
    if folded(r) != OLD.get(x["event"], x["event"]):
        return False
    actors, recipients = said(r["actors"]), said(r["recipients"])
    source, target = side(x.get("source")), side(x.get("target"))
    if level != "type" and source and not source & actors:
        return False
    return level != "+recipient" or not target or bool(target & (recipients or actors))


def marks(r, x):
    """Whether a report has the record's type, one of its actors, one of its recipients."""
    actors, recipients = said(r["actors"]), said(r["recipients"])
    source, target = side(x.get("source")), side(x.get("target"))
    return (
        folded(r) == OLD.get(x["event"], x["event"]),
        not source or bool(source & actors),
        not target or bool(target & (recipients or actors)),
    )


for half in (0, 1):
    some = [(i, x) for i, x in kept if i % 2 == half]
    for level in ("type", "+actor", "+recipient"):
        found = sum(any(fits(r, x, level) for r in by[x["id"]]) for _, x in some)
        reports = [(r, x) for _, x in some for r in by[x["id"]]]
        right = sum(fits(r, x, level) for r, x in reports)
        p, r, f = g.f1(found, len(some), right, len(reports))
        print(f"plover-gsr {'odd' if half else 'even':4} {level:10} P {p:.3f} R {r:.3f} F1 {f:.3f}  ({found}/{len(some)} found, {right}/{len(reports)} right)")
    best = [max((marks(r, x) for r in by[x["id"]]), key=lambda m: (sum(m), m), default=(False,) * 3) for _, x in some]
    shares = " / ".join(f"{sum(m[k] for m in best) / len(best):.3f}" for k in range(3))
    print(f"plover-gsr {'odd' if half else 'even':4} best report of each record: type / actor / recipient {shares}; "
          f"{sum(len(by[x['id']]) for _, x in some) / len(some):.2f} reports a record")
    if half == 0 and "-v" in sys.argv:
        for i, x in some:
            if not any(fits(r, x, "+recipient") for r in by[x["id"]]):
                print(f"MISSED {i} {x['event']} [{x.get('eventText')}] {sorted(side(x.get('source')))} → {sorted(side(x.get('target')))}: {x['text']}")
                for r in by[x["id"]]:
                    print(f"   got {r['type']} {r['status']} [{r['trigger']['text']}] {g.ids(r['actors'])} → {g.ids(r['recipients'])}")
