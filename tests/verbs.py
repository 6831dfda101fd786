#!/usr/bin/env python3
"""The contract of the command line, held against every verb: exit codes, what goes to which stream, forms of lists, names of
JSON keys, spans as bytes, ids given back, and the laws of the record (twice is once, any order, no future). Every document here
is our own. Closes with "verbs: N passed, N failed". VERBS_LONG=1 adds the sample press page by page, in three orders."""
import csv
import glob
import io
import json
import os
import pty
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
BINARY = os.environ.get("ENTENTE", os.path.join(ROOT, "build", "entente"))
DATA = os.environ.get("ENTENTE_DATA", os.path.join(ROOT, "data"))
PAGES = sorted(glob.glob(os.path.join(DATA, "press", "demo", "**", "*.html"), recursive=True))
LONG = os.environ.get("VERBS_LONG") == "1"
ENV = {k: v for k, v in os.environ.items() if k not in ("ENTENTE_STORE", "ENTENTE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")}
ENV["LC_ALL"] = "C.UTF-8"
passed, failed = 0, 0

DOCUMENTS = [
    {"id": "fr-1", "language": "fr", "published": "2025-04-02", "url": "https://exemple.test/1", "source": "Exemple",
     "title": "Bamako : le chef de la diplomatie malienne attendu à Moscou",
     "text": "Le ministre malien des Affaires étrangères, Abdoulaye Diop, se rendra à Moscou jeudi 3 avril 2025. « Nous préparons l’avenir »,"
             " a-t-il déclaré à la presse.\nLe Niger et le Burkina Faso ont signé mardi à Niamey un accord de défense."},
    {"id": "en 2/ü", "language": "en", "published": "2025-03-05T09:30:00Z",
     "text": "Egypt’s foreign minister met his Qatari counterpart in Doha on Monday. The European Union will host talks between Serbia and"
             " Kosovo in Brussels next week. Türkiye condemned the attack – “a crime”, it said."},
    {"id": "fr-3", "text": "La CEDEAO a levé les sanctions contre le Niger. 🕊 L’Algérie a rappelé son ambassadeur à Paris le 30 juillet 2024."},
    {"id": "bare", "text": "Il pleut."},
]
JSONL = "".join(json.dumps(d, ensure_ascii=False) + "\n" for d in DOCUMENTS).encode()
TEXT = {(d["id"], "text"): d["text"].encode() for d in DOCUMENTS} | {(d["id"], "title"): d.get("title", "").encode() for d in DOCUMENTS}
NEEDS = {"search": ["x"], "changes": ["--since", "r0"], "diff": ["r0", "r0"], "review": ["ls"], "sql": ["SELECT 1"], "backup": ["x"], "export": ["--format", "jsonl"],
         "codebook": ["check"], "world": ["check"], "add": ["x"], "feed": ["ls"], "relation": ["A", "B"], "show": ["x"], "why": ["x"], "cite": ["x"]}  # arguments without which a verb complains
STATUS = "rumoured expected announced ongoing occurred postponed cancelled denied hypothetical historical".split()


def check(ok, name):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print("FAIL " + name[:600])


def run(args, data=b"", env=None, timeout=120, cwd=None):
    p = subprocess.run([BINARY] + args, input=data, capture_output=True, timeout=timeout, env={**ENV, **(env or {})}, cwd=cwd)
    return p.returncode, p.stdout.decode("utf8"), p.stderr.decode("utf8")


def on_terminal(args):
    """What a person sees: standard output is a terminal, standard error is caught apart."""
    master, slave = pty.openpty()
    p = subprocess.Popen([BINARY] + args, stdin=subprocess.DEVNULL, stdout=slave, stderr=subprocess.PIPE, env=ENV)
    os.close(slave)
    out = b""
    while True:
        try:
            more = os.read(master, 65536)
        except OSError:
            break
        if not more:
            break
        out += more
    err = p.stderr.read()
    os.close(master)
    return p.wait(), out.decode("utf8").replace("\r\n", "\n"), err.decode("utf8")


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def walk(value, path=""):
    """(path, value) of every leaf."""
    if isinstance(value, dict):
        for k, v in value.items():
            yield from walk(v, f"{path}.{k}")
    elif isinstance(value, list):
        for v in value:
            yield from walk(v, path + "[]")
    else:
        yield path, value


def no_fillers(thing, name):
    """What is not known is absent or null. Zeros are facts only where a number counts from zero."""
    counted = re.compile(r"\.(span\[\]|sentence|head|confidence|score|lat|lon|revision|articles|independent)$")
    for path, v in walk(thing):
        check(v != "" or path == ".text", f"{name}{path} is an empty string")
        check(not (isinstance(v, str) and v.lower() in ("unknown", "n/a", "null", "none")), f"{name}{path} is {v!r}")
        check(not (v == 0 and not isinstance(v, bool)) or counted.search(path), f"{name}{path} is 0")
    def empties(v, path):
        check(v != {} or path.endswith(".provenance"), f"{name}{path} is an empty object")
        for k, w in (v.items() if isinstance(v, dict) else enumerate(v) if isinstance(v, list) else ()):
            empties(w, f"{path}.{k}")
    empties(thing, "")


def span_says(field, span, text, name):
    """The span is byte offsets of the text's own bytes, on code point borders."""
    try:
        found = field[span[0]:span[1]].decode("utf8")
    except UnicodeDecodeError:
        found = None
    check(0 <= span[0] < span[1] <= len(field) and found is not None, f"{name}: span {span} of {len(field)} bytes lies in the text on code point borders")
    if text is not None:
        check(found == text, f"{name}: span {span} reads {found!r}, not {text!r}")


def has_keys(thing, keys, name):
    missing = [k for k in keys.split() if k not in thing]
    check(not missing, f"{name} has {missing}")


# ---------------------------------------------------------------- documents in, JSON out
def check_page():
    code, out, err = run(["page"], JSONL)
    articles = lines(out)
    check(code == 0 and not err, f"page of documents: exit {code}, says {err!r}")
    check([a["id"] for a in articles] == [d["id"] for d in DOCUMENTS], "page gives the ids back, in order")
    for d, a in zip(DOCUMENTS, articles):
        has_keys(a, "id url title sections byline source published modified language kind text paragraphs related links text_key provenance notes", "Article")
        check(a["text"] == d["text"], f"page keeps the text of {d['id']}")
        for k in ("url", "source", "title", "published", "language"):
            check(a[k] == d[k] if k in d else a[k] is None or k == "language", f"page {d['id']}: {k} is {a[k]!r}")
        check(a["published"] or "why" in a.get("published_bounds", {}), f"page {d['id']}: without a date the bounds say why")
        no_fillers(a, f"page {d['id']}")
    check_pages_of_press()


def check_pages_of_press():
    code, out, err = run(["page"] + PAGES)
    articles = lines(out)
    check(code == 0 and len(articles) == len(PAGES) and not err, f"page of the sample press: exit {code}, {len(articles)} of {len(PAGES)}: {err[:200]}")
    check(run(["page", os.path.join(DATA, "press", "demo")])[1] == out, "page of a folder equals page of its files in order")
    for path, a in zip(PAGES, articles):
        text, name = a["text"].encode(), "page " + os.path.basename(path)
        at = 0
        for p in a["paragraphs"]:
            span_says(text, p["span"], None, name)
            check(p["span"][0] == at, f"{name}: paragraphs are parted by one newline ({at}, {p['span']})")
            at = p["span"][1] + 1
        check(at == len(text) + 1, f"{name}: the paragraphs cover the text")
        for link in a["links"]:
            span_says(text, link["span"], None, name)
        no_fillers(a, name)
    again = lines(run(["page"], out.encode())[1])
    known = lambda a: {k: v for k, v in a.items() if k != "provenance"}  # which now says "given"
    check([known(a) for a in again] == [known(a) for a in articles], "Articles given to page come back the same")


def check_times():
    code, out, err = run(["times"], JSONL)
    answers = lines(out)
    check(code == 0 and not err and [a["id"] for a in answers] == [d["id"] for d in DOCUMENTS], f"times gives the ids back: {code} {err}")
    for a in answers:
        for t in a["times"]:
            has_keys(t, "text span type", "Time")
            check(t["type"] in ("date", "time", "duration", "set"), f"times: type {t['type']}")
            check(t.get("anchor", "published") in ("published", "narrative", "explicit", "event"), f"times: anchor {t.get('anchor')}")
            span_says(TEXT[a["id"], t.get("in", "text")], t["span"], t["text"], f"times {a['id']}")
            no_fillers(t, f"times {a['id']}")
            if "start" in t and "end" in t:
                check(t["start"] <= t["end"], f"times: {t['start']} is not after {t['end']}")
    found = {(a["id"], t["text"]): t for a in answers for t in a["times"]}
    check(any(k[0] == "fr-1" and "3 avril 2025" in k[1] and v.get("start") == "2025-04-03" for k, v in found.items()), f"times finds jeudi 3 avril 2025: {list(found)}")
    check(found.get(("en 2/ü", "Monday"), {}).get("start") == "2025-03-03" or any("Monday" in k[1] and v.get("start") == "2025-03-03" for k, v in found.items()),
          f"times resolves Monday from the publication day: {list(found)}")
    plain = lines(run(["times", "--published", "2025-04-02"], "Le ministre malien part demain pour Moscou.".encode())[1])
    check(len(plain) == 1 and plain[0]["times"][0].get("start") == "2025-04-03", f"times of plain text takes --published: {plain}")


def check_read():
    code, out, err = run(["read"], JSONL)
    check(code == 0 and not err, f"read: exit {code}, says {err!r}")
    check(re.findall(r"^# newdoc id = (.*)$", out, re.M) == [d["id"] for d in DOCUMENTS], "read gives the ids back")
    document, words, ids, inside = None, 0, [], 0
    sentence = ""
    for line in out.splitlines():
        if line.startswith("# newdoc id = "):
            document = line[14:]
        elif line.startswith("# text = "):
            sentence = line[9:]
        elif line.startswith("# sent_id = "):
            ids.append(line[12:])
        elif line and not line.startswith("#"):
            cells = line.split("\t")
            check(len(cells) == 10, f"read: ten columns: {line!r}")
            ranged = re.search(r"TokenRange=(\d+):(\d+)", cells[9])
            if "-" in cells[0]:
                inside = int(cells[0].split("-")[1])  # its words are not in the text as they stand
            elif int(cells[0]) <= inside:
                continue
            if ranged:
                start, end = int(ranged[1]), int(ranged[2])
                if cells[1] in sentence and TEXT[document, "text"][start:end].decode("utf8", "replace") != cells[1]:
                    span_says(TEXT[document, "title"], [start, end], cells[1], f"read {document}")
                else:
                    span_says(TEXT[document, "text"], [start, end], cells[1], f"read {document}")
                words += 1
            entity = re.search(r"Entity=([^|]*)", cells[9])
            check(not entity or re.fullmatch(r"[BI]-(PER|ORG|LOC)", entity[1]), f"read: entity {entity and entity[1]}")
    check(words > 60 and len(ids) == len(set(ids)), f"read: {words} words have TokenRange, sentence ids are unique")
    check(run(["read", "--gold-tokens"], out.encode())[1].count("\n\n") == out.count("\n\n"), "read --gold-tokens gives the same sentences")
    return out.encode()


def check_names(conllu):
    code, out, err = run(["names"], JSONL)
    answers = lines(out)
    check(code == 0 and not err and [a["id"] for a in answers] == [d["id"] for d in DOCUMENTS], f"names gives the ids back: {code} {err}")
    for a in answers:
        for n in a["names"]:
            has_keys(n, "text span in kind id score", "Name")
            check(n["kind"] in ("actor", "place", "person", "office"), f"names: kind {n['kind']}")
            check(n["id"] is None or re.fullmatch(r"[A-Z][A-Za-z0-9_-]*|(geonames|wikidata|person|text|place|office):.+", n["id"]), f"names: id {n['id']}")
            check(n.get("country") is None or re.fullmatch(r"[A-Z]{3}", n["country"]), f"names: country {n.get('country')}")
            span_says(TEXT[a["id"], n["in"]], n["span"], n["text"], f"names {a['id']}")
            no_fillers(n, f"names {a['id']}")
    ids = {n["id"] for a in answers for n in a["names"]}
    check({"MLI", "NER", "BFA", "ECOWAS", "DZA", "EU"} <= ids, f"names finds states and organisations: {sorted(map(str, ids))}")
    check(run(["names"], conllu)[1] == run(["names", "--published", "2025-04-02"], conllu)[1] and lines(run(["names"], conllu)[1]) == answers,
          "read | names equals names")


def check_report(r, document):
    has_keys(r, "id article in published language event type contexts actors recipients status polarity trigger quote span confidence why", "Report")
    check(r["article"] == document, f"code: article {r['article']!r} is {document!r}")
    check(r["status"] in STATUS and r["polarity"] in ("positive", "negative"), f"code: status {r['status']}, polarity {r['polarity']}")
    check(0 < r["confidence"] <= 1, f"code: confidence {r['confidence']}")
    field = TEXT[document, r["in"]]
    span_says(field, r["span"], r["quote"], f"code {r['id']} quote")
    span_says(field, r["trigger"]["span"], r["trigger"]["text"], f"code {r['id']} trigger")
    check(r["span"][0] <= r["trigger"]["span"][0] and r["trigger"]["span"][1] <= r["span"][1], f"code {r['id']}: the trigger stands in the quote")
    for p in r["actors"] + r["recipients"] + ([r["speaker"]] if r.get("speaker") else []):
        has_keys(p, "id inferred", "a party")
        if p.get("span"):
            span_says(field, p["span"], p.get("text"), f"code {r['id']} party")
    for key in ("place", "when"):
        if r.get(key) and r[key].get("span"):
            span_says(field, r[key]["span"], None, f"code {r['id']} {key}")
    no_fillers(r, f"code {r['id']}")


def check_code(conllu):
    code, out, err = run(["code"], JSONL)
    reports = lines(out)
    check(code == 0 and not err and reports, f"code: exit {code}, {len(reports)} reports, {err!r}")
    order = [d["id"] for d in DOCUMENTS]
    for r in reports:
        check_report(r, next((d for d in order if d == r["article"]), None))
    check([order.index(r["article"]) for r in reports] == sorted(order.index(r["article"]) for r in reports), "code answers in the order of documents")
    check(len({r["id"] for r in reports}) == len(reports), "code: report ids are unique")
    check({r["event"] for r in reports} <= {r["id"] for r in reports}, "code: an event's id is that of one of its reports")
    articles = run(["page"], JSONL)[1].encode()
    check(lines(run(["code"], articles)[1]) == reports, "page | code equals code")
    piped = lines(run(["code"], conllu)[1])
    check(piped == reports, f"read | code equals code: {first_difference(reports, piped)}")
    grouped = lines(run(["code", "--group", "--claims"], JSONL)[1])
    check({r["id"] for r in reports} <= {g["id"] for g in grouped}, "code --group gives the same reports")


def first_difference(a, b):
    for x, y in zip(a, b):
        for k in x:
            if x[k] != y.get(k):
                return f"{x['id']} {k}: {x[k]!r} against {y.get(k)!r}"
    return f"{len(a)} against {len(b)}"


def check_actors():
    code, out, err = run(["actors", "AES", "--json"])
    a = json.loads(out)
    has_keys(a, "id kind names xref members member_of offices", "Actor")
    check(code == 0 and {m["id"] for m in a["members"]} >= {"MLI", "BFA", "NER"}, f"actors AES has its members: {out[:200]}")
    no_fillers(a, "actors AES")
    members = {m["id"] for m in json.loads(run(["actors", "EU", "--json", "--at", "2019-01-01"])[1])["members"]}
    later = {m["id"] for m in json.loads(run(["actors", "EU", "--json", "--at", "2021-01-01"])[1])["members"]}
    check("GBR" in members and "GBR" not in later, "actors --at gives what is in force that day")
    bloc = run(["actors", "ECOWAS", "--at", "2024-06-01"])[1]
    check("exit_announced\tMLI" in bloc and "suspended\tGIN" in bloc, f"actors tells suspensions and announced exits: {bloc[:200]}")
    mali = next(m for m in json.loads(run(["actors", "ECOWAS", "--json"])[1])["members"] if m["id"] == "MLI")
    check(mali["notice"] == "2024-01-28" and mali["suspended"], f"actors --json tells suspensions and announced exits: {mali}")
    every = json.loads(run(["actors", "--json"])[1])
    check(isinstance(every, list) and len(every) > 150, "actors --json is an array")
    check("RUS" in run(["actors", "--resolve", "Moscou"])[1], "actors --resolve knows a capital")
    code, out, err = run(["actors", "Guinea-Nowhere"])
    check(code == 1 and not out and "Guinea-Nowhere" in err, f"actors of no actor: exit {code}, {err!r}")
    code, out, err = run(["actors", "Congo"])
    check(code == 2 and not out and "COD" in err and "COG" in err, f"an ambiguous name gives exit 2 and its candidates: {code} {err!r}")
    check(run(["actors", "AES", "--at", "soon"])[0] == 2, "actors --at of no day gives exit 2")


# ---------------------------------------------------------------- the record
def events_of(store, *args):
    code, out, err = run(["events", "--store", store, "--as-of", "2026-01-01", "--jsonl", *args])
    check(code == 0, f"events {args}: exit {code} {err}")
    return lines(out)


def without_revision(events):
    return [{k: v for k, v in e.items() if k != "revision"} for e in events]


def tables(store):
    c = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    dump = "\n".join(c.iterdump())
    c.close()
    return dump


def check_store(folder):
    store = os.path.join(folder, "demo.db")
    code, out, err = run(["add", "--store", store, os.path.join(DATA, "press", "demo")])
    check(code == 0 and not out and f"{len(PAGES)} articles" in err, f"add of the sample press: exit {code}, {out!r} {err!r}")
    before, dump = events_of(store), tables(store)
    code, out, err = run(["add", "--store", store, os.path.join(DATA, "press", "demo")])
    check(code == 0 and f"{len(PAGES)} unchanged" in err, f"add twice: exit {code} {err!r}")
    check(events_of(store) == before, "add twice: the events are the same, revisions too")
    check(tables(store) == dump, "add twice: no row of the store changes")
    check_lists(store)
    check_events(store, before)
    check_as_of(store, before)
    check_orders(folder, before)
    check_trouble(folder, store)
    return store


LISTS = {"articles": [], "reports": [], "events": [], "calendar": ["--from", "2024-01-01", "--to", "2025-12-31"], "claims": [], "series": [], "relation": ["AES", "RUS"]}


def check_lists(store):
    for verb, more in LISTS.items():
        args = [verb, *more, "--store", store, "--as-of", "2026-01-01"]
        code, out, err = run(args)
        check(code == 0 and not err, f"{verb}: exit {code} {err!r}")
        if verb == "relation":
            code, out, err = run(args + ["--json"])
            check(code == 0 and json.loads(out), f"{verb} --json parses")
            continue
        rows = out.splitlines()
        check(rows and all(r.count("\t") == rows[0].count("\t") > 0 for r in rows), f"{verb} in a pipe is TSV with one head")
        array = json.loads(run(args + ["--json"])[1])
        each = lines(run(args + ["--jsonl"])[1])
        check(isinstance(array, list) and array == each, f"{verb} --json is the array of --jsonl")
        raw = run(args + ["--csv"])[1]
        table = list(csv.reader(io.StringIO(raw, newline=""), strict=True))
        check(len(table) == len(rows) and all(len(r) == len(table[0]) for r in table), f"{verb} --csv parses: {len(table)} rows")
        check(len(array) <= len(rows) - 1 and array, f"{verb}: {len(array)} objects, {len(rows) - 1} rows")
        for thing in array:
            no_fillers(thing, f"{verb} {thing.get('id')}")
        code, seen, said = on_terminal(args)
        check(code == 0 and "\t" not in seen and seen.splitlines() and not said.strip().startswith("entente"), f"{verb} on a terminal is a table: {seen[:80]!r} {said!r}")
        check(len(json.loads(run(args + ["--json", "--limit", "1"])[1])) == 1, f"{verb} --limit 1 gives one")
        check(len(json.loads(run(args + ["--json", "--limit", "all"])[1])) == len(array), f"{verb} --limit all gives all")
    nothing = ["--store", store, "--with", "TUV"]
    check(run(["events", *nothing])[0] == 0 and run(["events", *nothing, "--fail-empty"])[0] == 3, "--fail-empty gives exit 3, without it 0")
    check(run(["events", *nothing, "--json"])[1].strip() == "[]" and run(["events", *nothing, "--jsonl"])[1] == "", "nothing found is an empty array, no line")
    for wrong in (["--limit", "many"], ["--status", "finished"], ["--as-of", "someday"], ["--known-at", "rX"], ["--between", "MLI"], ["--json", "--csv"], ["--nonsense"]):
        code, out, err = run(["events", "--store", store, *wrong])
        check(code == 2 and not out and err, f"events {wrong}: exit {code}, {err!r}")
    code, out, err = run(["events", "--store", store, "--with", "Congo"])
    check(code == 2 and "COD" in err and "COG" in err, f"events --with an ambiguous name: exit {code} {err!r}")
    french, english = on_terminal(["events", "--store", store, "--lang", "fr"])[1], on_terminal(["events", "--store", store, "--lang", "en"])[1]
    check(french != english and "Accord" in french, "--lang fr speaks French on a terminal")
    check(run(["events", "--store", store, "--lang", "fr", "--json"])[1] == run(["events", "--store", store, "--json"])[1], "JSON is the same in every language")


def check_events(store, events):
    reports = {r["id"]: r for r in lines(run(["reports", "--store", store, "--as-of", "2026-01-01", "--jsonl"])[1])}
    articles = {a["id"]: a for a in lines(run(["page"] + PAGES)[1])}
    check(reports and events, "the sample press gives reports and events")
    for r in reports.values():
        field = articles[r["article"]]["text"] if r["in"] == "text" else articles[r["article"]]["title"] if r["in"] == "title" else None
        if field is not None:
            span_says(field.encode(), r["span"], r["quote"], f"reports {r['id']}")
            span_says(field.encode(), r["trigger"]["span"], r["trigger"]["text"], f"reports {r['id']} trigger")
        check(r["id"].startswith(r["article"]), f"report {r['id']} is named by its article")
    of_event = {}
    for e in events:
        has_keys(e, "id title type status contexts actors recipients ladder sources reports outcomes conflicts revision", "Event")
        check(e["title"]["fr"] and e["title"]["en"], f"event {e['id']} has titles")
        check(e["status"] in STATUS and e["ladder"] and e["id"] in e["reports"], f"event {e['id']}: status {e['status']}, its id is one of its reports")
        check(0 < e["sources"]["independent"] <= e["sources"]["articles"], f"event {e['id']}: sources {e['sources']}")
        keys = [(rung["published"] or "") for rung in e["ladder"] if rung["published"]]
        check(keys == sorted(keys), f"event {e['id']}: the ladder goes by publication")
        for rung in e["ladder"]:
            has_keys(rung, "status published report party", "a rung")
            check(rung["status"] in STATUS and rung["report"] in e["reports"], f"event {e['id']}: rung of {rung['report']}")
        of_event.update({r: e["id"] for r in e["reports"]})
    check(set(of_event) == set(reports) and all(reports[r]["event"] == of_event[r] for r in of_event), "each report is of one event, and says which")
    ids = sorted(reports) if LONG else random.Random(1).sample(sorted(reports), min(12, len(reports)))
    for r in ids:
        code, out, err = run(["show", r, "--store", store, "--as-of", "2026-01-01", "--json"])
        check(code == 0 and json.loads(out)["id"] == of_event[r], f"show {r} answers with its event: exit {code} {err}")
    some = ids[0]
    for verb in ("show", "why", "cite"):
        code, out, err = run([verb, some, "--store", store])
        check(code == 0 and out and not err, f"{verb} {some}: exit {code} {err}")
        json.loads(run([verb, some, "--store", store, "--json"])[1])
        code, out, err = run([verb, "no-such-id", "--store", store])
        check(code == 1 and not out and "no-such-id" in err, f"{verb} of no id: exit {code} {out!r} {err!r}")
    cited = json.loads(run(["cite", some, "--store", store, "--json"])[1])
    check(cited["quote"] == reports[some]["quote"], "cite gives the report's own quote")
    no_fillers(cited, "cite")
    article = reports[some]["article"]
    check(json.loads(run(["show", article, "--store", store, "--json"])[1])["id"] == article, "show of an article's id gives the article")


def check_as_of(store, events):
    day = "2025-02-28"
    cut = lines(run(["events", "--store", store, "--as-of", day, "--jsonl"])[1])
    check(0 < len(cut) < len(events), f"--as-of cuts: {len(cut)} of {len(events)} events")
    for e in cut:
        late = [r["published"] for r in e["ladder"] if (r["published"] or "")[:10] > day]
        check(not late, f"--as-of {day}: event {e['id']} knows of {late}")
    for verb in ("reports", "articles"):
        got = lines(run([verb, "--store", store, "--as-of", day, "--jsonl"])[1])
        check(got and all((x["published"] or "")[:10] <= day for x in got), f"{verb} --as-of {day} knows nothing later")
    first = min(int(e["revision"]) for e in events)
    known = lines(run(["events", "--store", store, "--as-of", "2026-01-01", "--known-at", f"r{first}", "--jsonl"])[1])
    check(len(known) < len(events) and all(e["revision"] <= first for e in known), f"--known-at r{first}: {len(known)} events, none of a later revision")
    latest = max(int(e["revision"]) for e in events)
    check(lines(run(["events", "--store", store, "--as-of", "2026-01-01", "--known-at", f"r{latest}", "--jsonl"])[1]) == events, f"--known-at r{latest}, the latest, is now")


def check_orders(folder, before):
    """Any order of pages makes the same record; one page an `add` costs a start of the reader each, so by default one order is of few `add`s."""
    for seed in (1, 2, 3):
        pages = PAGES[:]
        random.Random(seed).shuffle(pages)
        store = os.path.join(folder, f"order{seed}.db")
        steps = [[p] for p in pages] if LONG else [pages[:1], pages[1:7], pages[7:]] if seed == 1 else [pages]
        for step in steps:
            code, out, err = run(["add", "--store", store, *step])
            check(code == 0, f"add in order {seed}: exit {code} {err}")
        after = events_of(store)
        key = lambda e: e["id"]
        a, b = sorted(without_revision(before), key=key), sorted(without_revision(after), key=key)
        check(without_revision(before) == without_revision(after) or a == b, f"order {seed} of pages gives the same events: {first_difference(a, b)}")
        check([e["id"] for e in before] == [e["id"] for e in after], f"order {seed} of pages lists the events in the same order")


def check_trouble(folder, store):
    code, out, err = run(["events", "--store", os.path.join(folder, "absent.db")])
    check(code == 1 and not out and "absent.db" in err, f"no store: exit {code} {err!r}")
    check(not os.path.exists(os.path.join(folder, "absent.db")), "reading makes no store")
    newer = os.path.join(folder, "newer.db")
    shutil.copy(store, newer)
    c = sqlite3.connect(newer)
    c.execute("PRAGMA user_version = 9999")
    c.close()
    for args in (["events"], ["add", PAGES[0]]):
        code, out, err = run([*args, "--store", newer])
        check(code == 5 and "newer" in err, f"{args[0]} on a store of a newer format: exit {code} {err!r}")
    locked = os.path.join(folder, "locked.db")
    shutil.copy(store, locked)
    c = sqlite3.connect(locked, isolation_level=None)
    c.execute("BEGIN IMMEDIATE")
    document = json.dumps({"id": "lock", "text": "Le Togo et le Bénin ont signé un accord.", "published": "2025-05-01"}).encode()
    code, out, err = run(["add", "-", "--store", locked], document)
    check(code == 5 and err, f"add to a locked store: exit {code} {err!r}")
    check(run(["events", "--store", locked])[0] == 0, "a locked store can be read")
    c.execute("ROLLBACK")
    c.close()
    other = os.path.join(folder, "other.db")
    c = sqlite3.connect(other)
    c.execute("CREATE TABLE t (x)")
    c.commit()
    c.close()
    code, out, err = run(["events", "--store", other])
    check(code == 1 and "other.db" in err, f"a database of another program: exit {code} {err!r}")
    code, out, err = run(["init", "--store", os.path.join(folder, "new.db")])
    check(code == 0 and run(["events", "--store", os.path.join(folder, "new.db"), "--json"])[1].strip() == "[]", f"init makes an empty store: {code} {err!r}")
    check(run(["events", "--json"], env={"ENTENTE_STORE": os.path.join(folder, "new.db")})[1].strip() == "[]", "ENTENTE_STORE names the store")
    shutil.copy(store, os.path.join(folder, "entente.db"))
    check(len(json.loads(run(["events", "--json"], cwd=folder, env={"ENTENTE_DATA": DATA})[1])) > 1, "the store is entente.db here when none is named")


def check_program(folder):
    code, out, err = run([])
    check(code == 2 and not out and "usage" in err, f"no verb: exit {code}")
    code, out, err = run(["--help"])
    check(code == 0 and not err and all(f"  {v} " in out for v in "page read times names code actors add events show why".split()), "--help lists the verbs on stdout")
    check("registre" in run(["--help", "--lang", "fr"])[1] and "registre" in run(["--help"], env={"LC_ALL": "fr_FR.UTF-8"})[1], "--help speaks French when asked, or by the locale")
    check(re.match(r"entente \d+\.\d+", run(["--version"])[1]), "--version")
    code, out, err = run(["frobnicate"])
    check(code == 2 and not out and "frobnicate" in err, f"no such verb: exit {code} {err!r}")
    for verb in re.findall(r"^  (\w+) ", run(["--help"])[1], re.M):
        code, out, err = run([verb, "--help"])
        check(code == 0 and out and not err, f"{verb} --help: exit {code}")
        code, out, err = run([verb, *NEEDS.get(verb, []), "--no-such-option"])
        check(code == 2 and not out and "--no-such-option" in err, f"{verb} --no-such-option: exit {code} {err!r}")
        check(re.search("[éèà]|langue", run([verb, "--help", "--lang", "fr"])[1]), f"{verb} --help --lang fr is French")
    copy = os.path.join(folder, "data")
    shutil.copytree(DATA, copy, ignore=shutil.ignore_patterns("model", "demo"))
    with open(os.path.join(copy, "world", "states.yaml"), encoding="utf8") as f:
        world = f.read()
    with open(os.path.join(copy, "world", "states.yaml"), "w", encoding="utf8") as f:
        f.write(world.replace("Tuvalu", "Tuvalia"))
    check("Tuvalia" in run(["actors", "TUV"], env={"ENTENTE_DATA": copy})[1], "ENTENTE_DATA decides where the data are")
    code, out, err = run(["actors", "TUV"], env={"ENTENTE_DATA": os.path.join(folder, "nowhere")})
    check(code == 1 and "nowhere" in err, f"ENTENTE_DATA of no folder: exit {code} {err!r}")
    code, out, err = run(["times", os.path.join(folder, "missing.txt"), "-"], "Il part le 3 mai 2025.".encode())
    check(code == 4 and "missing.txt" in err and "2025-05-03" in out, f"a missing file gives exit 4, the rest is done: {code} {err!r}")


def timed(name, part, *args):
    start = os.times().elapsed
    answer = part(*args)
    if os.environ.get("VERBS_TIMES"):
        print(f"  {name:10} {os.times().elapsed - start:5.1f} s")
    return answer


with tempfile.TemporaryDirectory() as folder:
    timed("program", check_program, folder)
    timed("page", check_page)
    timed("times", check_times)
    trees = timed("read", check_read)
    timed("names", check_names, trees)
    timed("code", check_code, trees)
    timed("actors", check_actors)
    timed("store", check_store, folder)

print(f"verbs: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
