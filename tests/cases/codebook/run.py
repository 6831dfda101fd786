#!/usr/bin/env python3
"""Runs the sentences of the codebook: what each wording must find and what it must leave alone. Prints what fails.

run.py [fr] [en] [-v]      (default: both; -v shows what was found)

fr.jsonl, en.jsonl: one sentence a line, written for these tests:
{"wording-concept": "sanction.visa", "text": …, "published": …, "expect": [{"type", "mode", "status"}]}.
Every expected report is found and none beside; a key that is left out is not looked at. Where something is expected, one
report carries the concept of the line ("*": any). `[]`: no report at all.
"""
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import gold as g


def load(language):
    path = os.path.join(HERE, f"{language}.jsonl")
    with open(path, encoding="utf8") as f:
        return [dict(json.loads(x), id=f"{language}-{n}", language=language) for n, x in enumerate(f, 1) if x.strip()]


def fits(report, want):
    return all(report.get(key) == want[key] for key in ("type", "mode", "status") if key in want)


def wrong(case, reports):
    """What is wrong with the reports of one sentence; empty where nothing is."""
    left = list(reports)
    for want in case["expect"]:
        hit = next((r for r in left if fits(r, want)), None)
        if hit is None:
            return f"lacks {want}"
        left.remove(hit)
    if left:
        return "should not be there: " + ", ".join(shown(r) for r in left)
    concept = case.get("wording-concept", "*")
    if case["expect"] and concept != "*" and concept not in {r["concept"] for r in reports}:
        return f"not {concept}"
    return ""


def shown(r):
    return f"{r['type']}/{r['mode']} {r['status']} by {r['why']['wording']}"


def main(arguments):
    languages = [a for a in arguments if a in ("fr", "en")] or ["fr", "en"]
    cases = [c for language in languages for c in load(language)]
    documents = "".join(json.dumps({k: c[k] for k in ("id", "language", "published", "text")}, ensure_ascii=False) + "\n"
                        for c in cases)
    found = {}
    for r in g.lines(["code", "--by", "codebook", "-"], documents.encode("utf8")):
        found.setdefault(r["article"], []).append(r)
    failed = 0
    for c in cases:
        reports = found.get(c["id"], [])
        why = wrong(c, reports)
        failed += bool(why)
        if why or "-v" in arguments:
            print(f"{'WRONG' if why else 'ok   '} {c['id']} {c.get('wording-concept')}: {c['text']}\n      {why or 'as wanted'}"
                  f" | found: {'; '.join(shown(r) for r in reports) or 'nothing'}")
    print(f"codebook sentences: {len(cases) - failed} passed, {failed} failed"
          f" ({sum(bool(c['expect']) for c in cases)} must match, {sum(not c['expect'] for c in cases)} must not)")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
