#!/usr/bin/env python3
"""The record's verbs on the sample press: series, commitments, decisions, ids that stay, two axes of time, SQL, doctor, backup, and each export read
back by somebody else's reader (Python's csv, json, xml and sqlite3; networkx and icalendar where they are installed). Closes with "N passed, N failed"."""
import glob
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
BINARY = os.environ.get("ENTENTE", os.path.join(ROOT, "build", "entente"))
DATA = os.environ.get("ENTENTE_DATA", os.path.join(ROOT, "data"))
PAGES = sorted(glob.glob(os.path.join(DATA, "press", "demo", "**", "*.html"), recursive=True))
FOLDER = tempfile.TemporaryDirectory()
STORE = os.path.join(FOLDER.name, "record.db")
ENV = {k: v for k, v in os.environ.items() if k not in ("ENTENTE_STORE", "ENTENTE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")} | {"LC_ALL": "C.UTF-8"}
DAY = ["--as-of", "2026-12-31"]
passed, failed, skipped = 0, 0, 0


def check(ok, name):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print("FAIL " + name[:400])


def run(*args, data=b"", store=STORE):
    p = subprocess.run([BINARY, args[0], "--store", store, *args[1:]], input=data, capture_output=True, env=ENV, timeout=300)
    return p.returncode, p.stdout.decode("utf8"), p.stderr.decode("utf8")


def objects(*args):
    code, out, err = run(*args, "--json")
    check(code == 0, f"{args}: exit {code}: {err}")
    return json.loads(out) if code == 0 else []


def face(e):
    return e["id"], e["status"], sorted(e["reports"])


code, out, err = run("init")
check(code == 0, "init: " + err)
code, out, err = run("add", *PAGES)
check(code == 0, "add: " + err)
events = objects("events", *DAY)
check(len(events) > 10, f"{len(events)} events")
by_id = {e["id"]: e for e in events}

# Views of events.
for s in objects("series", *DAY):
    check(set("id name parties events next".split()) <= set(s), f"series has {list(s)}")
    check(all(x["id"] in by_id for x in s["events"]), "a series' sessions are events")
for f in objects("frames", *DAY):
    check(set("id name kind of since events".split()) <= set(f), f"frame has {list(f)}")
verdicts = set("pending kept partly late broken superseded no_report".split())
promises = objects("commitments", *DAY)
for c in promises:
    check(c["verdict"] in verdicts and c["event"] in by_id and c["reports"]["promise"], f"commitment {c}")
    check(c["verdict"] != "broken" or c["reports"]["against"], "nothing is broken without a sentence that says so")
    check(c["coverage"]["mentioning"] <= c["coverage"]["sources_since_due"], "who mentions it covered the pair")
for c in objects("claims", "--against-world", *DAY):
    check(c["agrees_with_world"] is False, "only claims that the world contradicts")
sources = objects("coverage", *DAY)
check(sum(s["articles"] for s in sources) <= len(PAGES), "coverage counts articles")
rows = objects("aggregate", "--unit", "actor", "--by", "month", *DAY)
periods = {r["period"] for r in rows}
check(all(len({r["period"] for r in rows if r["a"] == a}) == len(periods) for a in {r["a"] for r in rows}), "months without events are there as zeros")
check(len(objects("search", "ministre*")) > 0 and objects("search", "zzzz") == [], "search finds words that are there")

# Decisions, ids, two axes.
before = int(sqlite3.connect(STORE).execute("SELECT revision FROM store").fetchone()[0])
a, b = events[0], events[1]
check(run("review", "merge", a["id"], b["id"])[0] == 2, "a decision without a name is refused")
check(run("review", "merge", a["id"], b["id"], "--by", "A. Analyst")[0] == 0, "merge")
now = {e["id"]: e for e in objects("events", *DAY)}
check(len(now) == len(events) - 1, "two events are one")
merged = json.loads(run("show", b["id"], *DAY, "--json")[1])
check(sorted(merged["reports"]) == sorted(a["reports"] + b["reports"]) and merged["reviews"][0]["by"] == "A. Analyst", "both ids answer with the merged event")
check([face(e) for e in objects("events", "--known-at", f"r{before}", *DAY)] == [face(e) for e in events], "what was known before is still known")
check([o["change"] for o in objects("changes", "--since", f"r{before}", *DAY)] == ["changed"], "changes: the merged event alone")
check({o["change"] for o in objects("diff", f"r{before}", f"r{before + 1}", *DAY)} == {"changed", "gone"}, "diff: one changed, one gone")
run("review", "split", merged["id"], *b["reports"], "--by", "B. Analyst", "--note", "two after all")
check([face(e) for e in objects("events", *DAY)] == [face(e) for e in events], "a split undoes a merge")
check(len(objects("review", "ls")) == 2, "decisions are kept")
check(run("review", "correct", a["id"], "--field", "status", "--value", "done", "--by", "X")[0] == 2, "a status that is none is refused")

# Looking after the file.
code, out, err = run("doctor")
check(code == 0, "doctor: " + out + err)
copy = os.path.join(FOLDER.name, "copy.db")
check(run("backup", copy)[0] == 0 and run("backup", copy)[0] == 1, "backup makes a file and replaces none")
check([face(e) for e in json.loads(run("events", *DAY, "--json", store=copy)[1])] == [face(e) for e in events], "the copy is the record")
check(run("sql", "SELECT count(*) FROM v_events", "--csv")[1].split() == ["count(*)", str(len(events))], "sql counts events")
for bad in ("DELETE FROM reports", "ATTACH 'x' AS y", "PRAGMA user_version = 9", "SELECT 1; SELECT 2", "nonsense"):
    check(run("sql", bad)[0] == 1, "sql refuses " + bad)
check(run("sql", "WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t) SELECT max(x) FROM t", "--time", "0.3")[0] == 6, "sql stops at the time limit")
db = sqlite3.connect(f"file:{STORE}?mode=ro", uri=True)
for view in "v_events v_reports v_participants v_actors v_memberships v_commitments v_series v_claims v_dyad_month v_coverage".split():
    names = [c[0] for c in db.execute(f"SELECT * FROM {view} LIMIT 1").description]
    doc = open(os.path.join(ROOT, "docs", "formats", "store.md"), encoding="utf8").read()
    check(len(names) > 3 or view == "v_coverage", f"{view} has {names}")
    check(f"`{view}`" in doc, f"{view} is documented")
check(db.execute("SELECT count(*) FROM v_memberships WHERE member = 'MLI'").fetchone()[0] > 0, "memberships of the world are in the store")

# Exports.
def export(form):
    code, out, err = run("export", "--format", form, *DAY)
    check(code == 0, f"export {form}: {err}")
    return out


if "export" in run("--help")[1] or subprocess.run([BINARY, "--help"], capture_output=True, text=True, env=ENV).stdout.find("  export") >= 0:
    dated = [e for e in events if e["when"]]
    check([json.loads(line)["id"] for line in export("jsonl").splitlines()] == [e["id"] for e in events], "JSONL")
    ics = export("ics")
    check(ics.count("BEGIN:VEVENT") == len(dated) and all(len(x.encode()) <= 75 for x in ics.split("\r\n")), "ICS: an event a dated event, lines of 75 bytes")
    feed = ET.fromstring(export("atom"))
    check(len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == len(events), "Atom")
    points = json.loads(export("geojson"))["features"]
    check(len(points) == sum(1 for e in events if (e["place"] or {}).get("lat") is not None), "GeoJSON")
    check(all({"id", "date", "actor", "event"} <= set(json.loads(x)) for x in export("plover").splitlines()), "PLOVER has its required fields")
    md = export("md")
    check(len(re.findall(r"^\[\^\d+\]: ", md, re.M)) == len(events), "Markdown: a footnote an event")
    check(export("diary").count(" (") >= len(dated), "diary")
    graph = export("graphml")
    try:
        import networkx
        check(networkx.parse_graphml(graph).number_of_nodes() > 2, "networkx reads the graph")
    except ImportError:
        skipped += 1
    try:
        import icalendar
        check(len(list(icalendar.Calendar.from_ical(ics).walk("VEVENT"))) == len(dated), "icalendar reads the calendar")
    except ImportError:
        skipped += 1
print(f"record: {passed} passed, {failed} failed, {skipped} skipped")
sys.exit(1 if failed else 0)
