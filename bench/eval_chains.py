#!/usr/bin/env python3
"""One event once: the chains of the sample press (tests/cases/demo/chains.yaml) against the record. For each chain: how many
of its pages' reports stand in one event, into how many events they fall, and the status on each asked day.
-v prints each chain."""
import json
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "cases"))
import gold as g

verbose = "-v" in sys.argv
chains = [c for c in g.load(os.path.join(g.ROOT, "tests", "cases", "demo", "chains.yaml")) if not c.get("optional")]
pages = sorted({p for c in chains for p in c.get("pages", [])})
article = {p: g.lines(["page", os.path.join(g.ROOT, p)])[0]["id"] for p in pages}
with tempfile.TemporaryDirectory() as d:
    store = os.path.join(d, "s.db")
    g.run(["add", "--store", store, os.path.join(g.ROOT, "data", "press", "demo")])

    def events(day):
        code, out, _ = g.run(["events", "--store", store, "--as-of", day, "--limit", "all", "--jsonl"])
        return [json.loads(l) for l in out.splitlines() if l.strip()]

    code, out, _ = g.run(["reports", "--store", store, "--limit", "all", "--jsonl"])
    article_of = {r["id"]: r["article"] for r in map(json.loads, out.splitlines())}
    last = events("2026-01-01")
    told = in_one = scattered = days = days_right = 0
    for c in chains:
        def fits(e):
            return g.type_fits(e, c) and g.parties_fit(e, c) and (not c.get("when") or g.when_fits(e, c) is not False or not e.get("when"))
        mine = [e for e in last if fits(e)]
        where = {p: {i for i, e in enumerate(mine) if any(article_of.get(r) == article[p] for r in e["reports"])} for p in c.get("pages", [])}
        found = [p for p in where if where[p]]
        best = max(range(len(mine)), key=lambda i: sum(i in where[p] for p in found), default=None)
        covered = sum(best in where[p] for p in found) if best is not None else 0
        told += len(found)
        in_one += covered
        scattered += covered < len(found)
        verdicts = []
        for day, want in (c.get("status_as_of") or {}).items():
            days += 1
            want = want if isinstance(want, list) else [want]
            got = [e["status"] for e in events(str(day)) if best is not None and set(e["reports"]) & set(mine[best]["reports"])]
            days_right += bool(set(got) & set(want))
            verdicts.append(f"{day} {'/'.join(got) or '–'} (want {'/'.join(want)})")
        if verbose:
            print(f"{c['id']}: {covered} of {len(found)} told pages in one event ({len(c.get('pages', []))} in the gold); {'; '.join(verdicts)}")
    print(f"chains: {len(chains)}; pages that tell them {told} of {sum(len(c.get('pages', [])) for c in chains)}; in one event {in_one} of {told}; "
          f"chains in more than one event {scattered}; status right on {days_right} of {days} asked days")
