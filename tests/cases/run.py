#!/usr/bin/env python3
"""Runs the case tests: gold written by hand against what the binary says. Prints each failure and a line of counts.

run.py [seed] [retellings] [demo]      (default: all)
"""
import glob
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import gold as g

HERE = os.path.dirname(os.path.abspath(__file__))
passed, failed, skipped = 0, 0, 0


def check(ok, name):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
        print(f"WRONG {name}")


def article_checks(name, a, gold):
    if gold.get("title"):
        check(g.fold(a["title"]) == g.fold(gold["title"]), f"{name}: title is {a['title']!r}")
    if gold.get("sections"):
        check([g.fold(s) for s in a["sections"]][:len(gold["sections"])] == [g.fold(s) for s in gold["sections"]],
              f"{name}: sections are {a['sections']}")
    if gold.get("byline"):
        check(g.fold(gold["byline"]) in [g.fold(b) for b in a["byline"]], f"{name}: byline is {a['byline']}")
    if gold.get("signature"):
        check(g.fold(a.get("signature") or "") == g.fold(gold["signature"]), f"{name}: signature is {a.get('signature')!r}")
    if gold.get("language"):
        check(a["language"] == gold["language"], f"{name}: language is {a['language']}")
    if gold.get("published"):
        check((a.get("published") or "")[:10] == str(gold["published"])[:10], f"{name}: published is {a.get('published')}")
    for s in gold.get("not_in_body") or []:
        check(g.fold(s) not in g.fold(a["text"]), f"{name}: the body holds {s!r}")
    got = [g.fold(r["title"]) for r in a["related"]]
    for r in gold.get("related") or []:
        check(g.fold(r["title"]) in got, f"{name}: related lacks {r['title']!r}")
    data = a["text"].encode("utf8")
    if gold.get("paragraphs") is not None:
        n = sum(1 for p in a["paragraphs"] if p["kind"] != "heading")
        check(n == gold["paragraphs"], f"{name}: {n} paragraphs, not {gold['paragraphs']}")
    if gold.get("headings") is not None:
        h = [g.fold(data[p["span"][0]:p["span"][1]].decode("utf8")) for p in a["paragraphs"] if p["kind"] == "heading"]
        check(h == [g.fold(x) for x in gold["headings"]], f"{name}: headings are {h}")


def event_checks(name, reports, gold):
    """Each event of the gold is there with all that its line asks, taken over the reports of one event."""
    events = {}
    for r in reports:
        events.setdefault(r.get("event") or r["id"], []).append(r)
    ids_of = {}
    for line in gold["events"]:
        if line.get("optional"):
            continue
        label = f"{name}: {line['id']}"
        match = [r for r in reports if g.field_fits(r, line) and g.type_fits(r, line) and g.parties_fit(r, line)]
        check(bool(match), f"{label}: no such report")
        if not match:
            continue
        good = [r for r in match if g.status_fits(r, line)]
        check(bool(good), f"{label}: status is {sorted({r['status'] for r in match})}")
        r = (good or match)[0]
        ids_of[line["id"]] = r.get("event")
        group = [x for m in match for x in events[m.get("event") or m["id"]]]
        details(label, group, line)


def details(label, group, line):
    if line.get("mode"):
        check(any(r.get("mode") == line["mode"] for r in group), f"{label}: mode is {sorted({str(r.get('mode')) for r in group})}")
    if line.get("when"):
        check(any(g.when_fits(r, line) for r in group), f"{label}: when is {[r.get('when') for r in group]}")
    place = line.get("place")
    if place:
        found = [r["place"] for r in group if r.get("place")]
        check(any(g.fold(p["name"]) == g.fold(place["name"]) or p.get("country") == place.get("country") for p in found), f"{label}: place is {found}")
        if place.get("geonames"):
            check(any(p["id"] == f"geonames:{place['geonames']}" for p in found), f"{label}: place id is {[p['id'] for p in found]}")
    contexts = {c for r in group for c in r["contexts"]}
    if line.get("contexts_all_of"):
        check(set(line["contexts_all_of"]) <= contexts, f"{label}: contexts are {sorted(contexts)}")
    if line.get("contexts_any_of"):
        check(bool(set(line["contexts_any_of"]) & contexts), f"{label}: contexts are {sorted(contexts)}")
    if line.get("series"):
        got = [r["series"] for r in group if r.get("series")]
        words = set(g.fold(line["series"]["name"]).replace("-", " ").split())
        check(any(s.get("ordinal") == line["series"]["ordinal"] and words <= set(g.fold(s["name"]).replace("-", " ").split()) for s in got),
              f"{label}: series is {got}")
    if line.get("frame"):
        got = [(r.get("frame") or {}).get("name") for r in group]
        check(any(f and g.fold(line["frame"]["name"]) in g.fold(f) for f in got), f"{label}: frame is {got}")
    if line.get("outcome_of"):
        check(any(r.get("outcome_of") for r in group), f"{label}: it is the outcome of nothing")
    for a in line.get("actors") or []:
        if isinstance(a, dict) and a.get("role"):
            check(any(p["id"] == a["actor"] and p.get("role") == a["role"] for r in group for p in r["actors"]), f"{label}: {a['actor']} has not role {a['role']}")
        if isinstance(a, dict) and a.get("office"):
            want = a["office"].rstrip("s").replace("ministers", "minister")
            check(any(p["id"] == a["actor"] and want in (p.get("office") or "") for r in group for p in r["actors"]), f"{label}: {a['actor']} has not office {a['office']}")


def fact_checks(name, claims, facts):
    def has(relation, subject, obj):
        return any(c["relation"] == relation and c["subject"] == subject and g.fold(obj) in g.fold(c["object"]) for c in claims)
    for f in facts or []:
        if f.get("membership"):
            for m in f["members"]:
                check(has("has_member", f["membership"], m), f"{name}: no claim that {m} is in {f['membership']}")
        if f.get("chair"):
            check(has("chair_of", f["held_by"], f["chair"]), f"{name}: no claim that {f['held_by']} chairs {f['chair']}")
        if f.get("kind"):
            check(has("is_a", f["kind"], f["is"]), f"{name}: no claim that {f['kind']} is a {f['is']}")
        for other in (f.get("same_as") or [])[1:]:
            check(has("same_as", f["same_as"][0], other), f"{name}: no claim that {f['same_as'][0]} is {other!r}")


def whole_page(name, page, gold):
    published = gold.get("published")
    options = ["--published", str(published)] if published else []
    article_checks(name, g.lines(["page"] + options + [page])[0], gold["article"])
    answers = g.lines(["code", "--claims"] + options + [page])
    reports = [r for r in answers if "type" in r]
    event_checks(name, reports, gold)
    for rule in gold.get("must_not") or []:
        for r in reports:
            check(not g.must_not_hit(r, rule), f"{name}: must not be: {rule}: {r['quote']!r}")
        passed_rule(name, rule)
    fact_checks(name, [c for c in answers if "relation" in c], gold.get("facts"))


def passed_rule(name, rule):
    check(True, f"{name}: {rule}")


def seed():
    global skipped
    page = glob.glob(os.path.join(g.SHARED, "seed", "*.txt"))
    if not page:
        print("SKIP seed: ../shared/seed is not here")
        skipped += 1
        return
    gold = g.load(os.path.join(g.SHARED, "gold", "seed.yaml"))
    whole_page("seed", page[0], gold)
    gold["published"] = "2025-04-02"
    whole_page("seed, published 2025-04-02", page[0], gold)


def retellings():
    for path in sorted(glob.glob(os.path.join(HERE, "retellings", "*.yaml"))):
        whole_page("retelling " + os.path.basename(path)[0], path[:-5] + ".txt", g.load(path))


def demo():
    """The fields of the sample press's articles: each wrong one is named, and at most one in twenty may be wrong."""
    global passed, failed
    before = (passed, failed)
    for path in sorted(glob.glob(os.path.join(HERE, "demo", "*.yaml"))):
        if path.endswith("chains.yaml"):
            continue
        gold = g.load(path)
        name = "demo " + os.path.basename(path)[:-5]
        article_checks(name, g.lines(["page", os.path.join(g.ROOT, gold["page"])])[0], gold["article"])
    right, wrong = passed - before[0], failed - before[1]
    print(f"demo articles: {right} of {right + wrong} fields right")
    passed, failed = before
    check(wrong * 20 <= right + wrong, f"demo articles: {wrong} fields wrong, more than one in twenty")


if __name__ == "__main__":
    for what in sys.argv[1:] or ["seed", "retellings", "demo"]:
        {"seed": seed, "retellings": retellings, "demo": demo}[what]()
    print(f"cases: {passed} passed, {failed} failed, {skipped} skipped")
    sys.exit(1 if failed else 0)
