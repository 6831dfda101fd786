"""Compares what `entente` says of a page with gold written by hand (tests/cases/*/*.yaml). Used by run.py and bench/."""
import json
import os
import re
import subprocess
import unicodedata

import yaml

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
SHARED = os.path.abspath(os.path.join(ROOT, "..", "shared"))
BINARY = os.environ.get("ENTENTE", os.path.join(ROOT, "build", "entente"))

TWO_SIDED = {"CONSULT", "AGREE", "SUPPORT", "COOPERATE", "AID", "SANCTION"}


def fold(s):
    s = unicodedata.normalize("NFKD", str(s)).lower().replace("’", "'").replace("–", "-").replace("\u00a0", " ")
    s = "".join(c for c in s if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", s).strip()


def run(args, data=None):
    """(exit code, stdout, stderr) of the binary."""
    p = subprocess.run([BINARY] + args, input=data, capture_output=True)
    return p.returncode, p.stdout.decode("utf8", "replace"), p.stderr.decode("utf8", "replace")


def lines(args, data=None):
    code, out, err = run(args, data)
    if code not in (0, 4):
        raise RuntimeError(f"entente {' '.join(args)}: exit {code}: {err.strip()}")
    return [json.loads(x) for x in out.splitlines() if x.strip()]


def load(path):
    with open(path, encoding="utf8") as f:
        return yaml.safe_load(f)


def day(s):
    return str(s) if s is not None else None


def interval(s):
    """"2025-04-03", "2025-04", "2025", "a/b" as a pair of ISO days."""
    s = str(s)
    a, _, b = s.partition("/")
    b = b or a
    ends = {4: ("-01-01", "-12-31"), 7: ("-01", "-31")}
    lo = a + ends[len(a)][0] if len(a) in ends else a[:10]
    hi = b + ends[len(b)][1] if len(b) in ends else b[:10]
    return lo, hi


def when_fits(report, gold, key="when"):
    """True, False, or None where neither says."""
    want, may = gold.get(key), gold.get(key + "_may")
    w = report.get("when") or {}
    got = (w.get("start") or w.get("end"), w.get("end") or w.get("start"))
    if not got[0]:
        return None if not want else False
    options = [want] if want else []
    options += may if isinstance(may, list) else [may] if may else []
    if not options:
        return None
    return any(lo <= got[1] and got[0] <= hi for lo, hi in map(interval, options))


def ids(parties):
    return {p["id"] for p in parties or []}


def gold_ids(items):
    return {i["actor"] if isinstance(i, dict) else i for i in items or []}


def side_fits(got, want, may):
    """At least one wanted party is there (all of the form of the report F1), or one that may be."""
    return not want or bool(got & (want | may))


def kinds(gold, key):
    many = gold.get(key + "_any_of")
    out = set(many) if many is not None else {gold.get(key)}
    if key == "mode" and many is not None and gold.get("mode"):
        out.add(gold["mode"])
    return out


def type_fits(report, gold):
    return report["type"] in kinds(gold, "type") | ({gold["type"]} if gold.get("type") else set())


def parties_fit(report, gold):
    """Type-independent: a party on each side that the gold names."""
    a, r = ids(report["actors"]), ids(report["recipients"])
    both = a | r
    may = gold_ids(gold.get("parties_may"))
    if gold.get("actors_all"):
        return set(gold["actors_all"]) <= both
    if gold.get("parties"):
        return bool(both & (gold_ids(gold["parties"]) | may))
    want_a, want_r = gold_ids(gold.get("actors")), gold_ids(gold.get("recipients"))
    may_a, may_r = gold_ids(gold.get("actors_may")) | may, gold_ids(gold.get("recipients_may")) | may
    mutual = not want_r and len(want_a) > 1
    if mutual:
        return len(both & (want_a | may_a)) >= min(2, len(want_a)) if len(want_a) == 2 else bool(both & (want_a | may_a))
    return side_fits(a, want_a, may_a) and side_fits(r, want_r, may_r)


def status_fits(report, gold):
    allowed = kinds(gold, "status") | ({gold["status"]} if gold.get("status") else set()) | set(gold.get("also_status") or [])
    return allowed == {None} or report["status"] in allowed


def field_fits(report, gold):
    related = report["in"].startswith("related")
    return related == (gold.get("source") == "related headline")


def quote_fits(report, gold):
    """Where the gold quotes, the report's sentence holds the quote or the other way round; not asked for."""
    q = gold.get("quote")
    return not q or fold(q) in fold(report["quote"]) or fold(report["quote"]) in fold(q)


def score(reports, gold_events, need_status=False, need_when=False):
    """(matched gold, asked gold, right reports, counted reports, gold missed, reports wrong)."""
    def fits(r, g):
        return (field_fits(r, g) and type_fits(r, g) and parties_fit(r, g) and (not need_status or status_fits(r, g))
                and (not need_when or when_fits(r, g) is not False))
    asked = [g for g in gold_events if not g.get("optional")]
    found = [g for g in asked if any(fits(r, g) for r in reports)]
    right, wrong = [], []
    for r in reports:
        match = [g for g in gold_events if fits(r, g)]
        if any(not g.get("optional") for g in match):
            right.append(r)
        elif not match:
            wrong.append(r)
    missed = [g for g in asked if g not in found]
    return len(found), len(asked), len(right), len(right) + len(wrong), missed, wrong


def f1(found, asked, right, counted):
    r = found / asked if asked else 1.0
    p = right / counted if counted else 1.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def must_not_hit(report, rule):
    keys = [k for k in rule if k not in ("note", "meaning", "why")]
    if not keys or "meaning" in rule:
        return False
    for k in keys:
        v = rule[k]
        if k == "type" and report["type"] != v: return False
        if k == "mode" and report.get("mode") != v: return False
        if k == "status" and report["status"] != v: return False
        if k == "actors" and not gold_ids(v) <= ids(report["actors"]): return False
        if k == "recipients" and not gold_ids(v) <= ids(report["recipients"]): return False
        if k == "when":
            w = report.get("when")
            if not w: return False
            lo, hi = interval(v)
            if not (lo <= (w.get("end") or w["start"]) and (w.get("start") or w["end"]) <= hi): return False
        if k in ("place", "speaker", "source", "recipient", "actor", "parties"): return False if k != "parties" else gold_ids(v) <= ids(report["actors"]) | ids(report["recipients"])
    return True
