#!/usr/bin/env python3
"""Containers through `entente page` and `entente add`: what each gives, what damage does to its neighbours, bombs, any number of
jobs, bounded memory, and going on where a run stopped. The files are made by tests/containers.py. INTAKE_LONG=1: a crawl of
20,000 pages. Closes with "intake: N passed, N failed"."""
import bz2
import gzip
import json
import lzma
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from containers import (ATOM, BOMB, INFO, JSON_FEED, MAIL, MBOX, PDF, PICTURE, PLAIN_MAIL, RDF, REQUEST, RSS, SAVED, SITEMAP,  # noqa: E402
                        arc, chunked, gz, http, page, pdf, record, response, tar_of, zip_of)

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
BINARY = os.environ.get("ENTENTE", os.path.join(ROOT, "build", "entente"))
LONG = os.environ.get("INTAKE_LONG") == "1"
passed, failed = 0, 0


def check(ok, name):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print("FAIL " + name[:600])


def run(args, data=None, timeout=300):
    p = subprocess.run([BINARY] + args, input=data, capture_output=True, timeout=timeout, env={**os.environ, "LC_ALL": "C.UTF-8", "ENTENTE_LANG": "en"})
    return p.returncode, p.stdout, p.stderr.decode("utf8", "replace")


def numbers(articles):
    """Pages of ours by their number, "Une visite à Lomé (7)"."""
    return [int(a["title"].split("(")[1][:-1]) if a["title"] and "(" in a["title"] else a["title"] for a in articles]


def put(folder, name, data):
    path = os.path.join(folder, name)
    with open(path, "wb") as f:
        f.write(data)
    return path


def zst(data):
    p = subprocess.run(["zstd", "-c"], input=data, capture_output=True)
    return p.stdout if p.returncode == 0 else None


CHUNKS = ["Transfer-Encoding: chunked"]
# name → bytes, numbers of the pages that come out, words of the error (None: no error)
FORMS = {
    "plain.warc": (INFO + REQUEST + response(1) + PICTURE + response(2), [1, 2], None),
    "members.warc.gz": (gz([INFO, REQUEST, response(1), PICTURE, response(2)]), [1, 2], None),
    "one-member.warc.gz": (gzip.compress(INFO + response(1) + response(2)), [1, 2], None),
    "old.warc": (response(1, version="1.0") + response(2, version="0.18"), [1, 2], None),
    "chunks.warc": (response(1, chunked(page(1)), fields=CHUNKS) + response(2, page(2), fields=CHUNKS), [1, 2], None),
    "encodings.warc": (response(1, gzip.compress(page(1)), fields=["Content-Encoding: gzip"]) + response(2, zlib.compress(page(2)), fields=["Content-Encoding: deflate"])
                       + response(3, zlib.compress(page(3))[2:-4], fields=["Content-Encoding: deflate"]) + response(4, chunked(gzip.compress(page(4))), fields=CHUNKS + ["Content-Encoding: gzip"]),
                       [1, 2, 3, 4], None),
    "status.warc": (response(1, status="404 Not Found") + response(2, status="301 Moved") + response(3), [3], None),
    "resource.warc": (record("resource", "https://presse.test/1", page(1), ctype="text/html"), [1], None),
    "crawl.arc": (arc([page(1), page(2)]), [1, 2], None),
    "crawl.arc.gz": (gzip.compress(arc([page(1), page(2)])), [1, 2], None),
    "pages.zip": (zip_of([("a/1.html", page(1)), ("__MACOSX/._1.html", b"\0\1"), (".hidden", b"x"), ("a/2.html", page(2))]), [1, 2], None),
    "stored.zip": (zip_of([("1.html", page(1))], zipfile.ZIP_STORED), [1], None),
    "pages.tar": (tar_of([("1.html", page(1)), ("crawl.warc.gz", gz([response(2)]))]), [1, 2], None),
    "pages.tar.gz": (tar_of([("1.html", page(1)), ("../../2.html", page(2))], "w:gz"), [1, 2], None),
    "pages.tar.bz2": (tar_of([("1.html", page(1))], "w:bz2"), [1], None),
    "pages.tar.xz": (tar_of([("1.html", page(1))], "w:xz"), [1], None),
    "page.html.bz2": (bz2.compress(page(1)), [1], None),
    "page.html.xz": (lzma.compress(page(1)), [1], None),
    "zip-in-zip.zip": (zip_of([("in.zip", zip_of([("1.html", page(1))])), ("2.html", page(2))]), [1, 2], None),
    # Damage: the error names file and byte, and the neighbours come out.
    "cut.warc": (response(1) + response(2)[:-300], [1], f"cut.warc@{len(response(1))}: the record is cut off"),
    "cut-head.warc": (response(1) + response(2)[:60], [1], f"cut-head.warc@{len(response(1))}: the archive is cut off"),
    "short.warc": (response(1, length=100) + response(2), [2], "short.warc@0: the record's length is wrong"),
    "long.warc": (response(1, length=4000) + response(2) + response(3), [2, 3], "long.warc@0: "),
    "huge-length.warc": (response(1) + response(2, length=10 ** 15), [1], "the record is cut off"),
    "no-length.warc": (response(1).replace(b"Content-Length", b"Content-Laenge") + response(2), [2], "no-length.warc@0: "),
    "digest.warc": (response(1, digest="sha1:" + "A" * 32) + response(2), [2], "digest.warc@0: the digest"),
    "payload-digest.warc": (record("response", "https://presse.test/1", http(page(1)), fields=["WARC-Payload-Digest: sha1:" + "B" * 32]) + response(2), [2], "payload-digest.warc@0: the digest"),
    "garbage-between.warc": (response(1) + b"garbage\r\n\r\nmore garbage " * 50 + b"\r\n" + response(2), [1, 2], "no record begins here"),
    "broken-member.warc.gz": (gz([response(1)]) + gz([response(2)])[:80] + b"\x55" * 200 + gz([response(3)]), [1, 3], f"broken-member.warc.gz@{len(gz([response(1)]))}: gzip is broken"),
    "cut-member.warc.gz": (gz([response(1), response(2)])[:-40], [1], "gzip is truncated"),
    "wrong-crc.warc.gz": (gz([response(1)])[:-8] + b"\0" * 8 + gz([response(2)]), [2], "wrong-crc.warc.gz@0: gzip is broken"),
    "bad-http.warc": (record("response", "https://presse.test/1", b"no http here\r\n\r\n<html>") + response(2), [2], "bad-http.warc@0: no HTTP status line"),
    "garbage.arc": (arc([page(1)]) + b"garbage\n" * 20 + arc([page(2)]), [1, 2], "no record begins here"),
    "cut.zip": (zip_of([("1.html", page(1)), ("2.html", page(2, size=200))], zipfile.ZIP_STORED)[:-9000], [1], "cut.zip"),
    "cut.tar": (tar_of([("1.html", page(1)), ("2.html", page(2, size=200))])[:-14000], [1], "cut.tar"),
    "deep.zip": (zip_of([("5.zip", zip_of([("4.zip", zip_of([("3.zip", zip_of([("2.zip", zip_of([("1.html", page(1))]))]))]))])), ("2.html", page(2))]), [2], "an archive within"),
    "bomb.zip": (zip_of([("bomb.html", b" " * (300 << 20)), ("2.html", page(2))]), [2], "bomb.html: larger than 20 MB"),
    "bomb.jsonl.gz": (gzip.compress(b"\n" * (400 << 20)), [], "a decompression bomb"),
    "many-bombs.zip": (zip_of([(f"{i}.jsonl", b"\n" * (100 << 20)) for i in range(5)]), [], "a decompression bomb"),
    "office.docx": (zip_of([("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")]), [], "an office document"),
}


def forms(folder):
    good = put(folder, "0.html", page(90)), put(folder, "zz.html", page(91))
    for name, (data, expected, error) in FORMS.items():
        path = put(folder, name, data)
        code, out, err = run(["page", good[0], path, good[1]])
        got = numbers([json.loads(line) for line in out.splitlines()])
        check(got == [90] + expected + [91], f"{name}: gives {got}: {err.strip()}")
        check(code == (4 if error else 0), f"{name}: exit {code}: {err.strip()}")
        if error:
            check(error in err and name in err, f"{name}: the error is {err.strip()!r}")
        code, many, _ = run(["page", "--jobs", "4", good[0], path, good[1]])
        check(many == out, f"{name}: four jobs give the same")
        os.remove(path)
    if zst(b"x"):
        path = put(folder, "members.warc.zst", zst(response(1)) + zst(response(2)))
        code, out, err = run(["page", path])
        check(code == 0 and numbers([json.loads(x) for x in out.splitlines()]) == [1, 2], f"zstd members: {err}")


def one(folder, name, data, **expected):
    code, out, err = run(["page", put(folder, name, data)])
    articles = [json.loads(line) for line in out.splitlines()]
    check(code == 0 and articles, f"{name}: exit {code}: {err}")
    for key, value in expected.items():
        got = articles[0].get(key) if articles else None
        check(value in got if key == "text" and got else got == value, f"{name}: {key} is {got!r}, not {value!r}")
    return articles


def details(folder):
    a = one(folder, "d.warc", response(1), url="https://presse.test/1")
    check(a[0]["published_bounds"]["to"] == "2025-04-02T10:11:12Z", f"a page's fetch time bounds its publication: {a[0]['published_bounds']}")
    latin = page(1).decode().replace("<meta charset=utf-8>", "").encode("cp1252")
    one(folder, "latin.warc", response(1, latin, ctype="text/html; charset=windows-1252"), text="béninois")
    cut = one(folder, "cut-chunks.warc", response(1, chunked(page(1, 5))[:-400], fields=CHUNKS), url="https://presse.test/1")
    check(any("chunked" in n["text"] for n in cut[0]["notes"]), f"a broken chunk is a note: {cut[0]['notes']}")
    kept = one(folder, "kept.warc", response(1, fields=["X: y"]).replace(b"WARC-Type", b"WARC-Truncated: length\r\nWARC-Type"))
    check(any(n["kind"] == "truncated" for n in kept[0]["notes"]), f"a record that says it is truncated has a note: {kept[0]['notes']}")
    rss = one(folder, "f.rss", RSS, title="L'entretien de Lomé", url="https://presse.test/r1?a=1&b=2", published="2025-04-02T10:00:00+02:00", byline=["Ama Mensah"],
              source="Presse d’essai", language="fr", text="Le président togolais a reçu jeudi à Lomé une délégation du Ghana.\nLes échanges ont porté sur la frontière & le port")
    check(len(rss) == 2 and rss[1]["title"] == "Le résumé & la suite" and rss[1]["published"] is None and rss[1]["byline"] == ["Kofi Doe"]
          and rss[1]["text"] == rss[0]["text"] and "31 Feb" in json.dumps(rss[1]["notes"]), f"the second entry: {rss[1:]}")
    bounds = rss[1]["published_bounds"]
    check(bounds["to"] == "2025-04-02T10:00:00+02:00" and "before its neighbour in the feed" in bounds["why"], f"the entry before bounds one without a date: {bounds}")
    one(folder, "f.rdf", RDF, title="Un sommet à Niamey", url="https://presse.test/d1", published="2025-04-03T08:00:00Z", text="Le président togolais")
    one(folder, "f.atom", ATOM, title="Une médiation à Doha", url="https://presse.test/t1", published="2025-04-04T09:30:00+01:00", byline=["Awa Diop"], text="réunis à Doha vendredi matin.\nUn second tour")
    feed = one(folder, "f.json", JSON_FEED, title="Un accord signé", url="https://presse.test/j1", byline=["Ibrahim Sani"], text="Le Niger et le Bénin")
    check(len(feed) == 2 and feed[1]["published"] is None, "a JSON Feed's second item has no date that exists")
    one(folder, "sitemap.xml", SITEMAP, title="Une visite d’État à Abuja", url="https://presse.test/s1", published="2025-04-07T10:00:00+00:00", source="Presse")
    one(folder, "wide.rss", RSS.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').replace("& la", "&amp; la").replace("&b=2", "&amp;b=2").encode("utf-16"), title="L'entretien de Lomé")
    one(folder, "m.eml", MAIL, title="Communiqué : visite à Lomé", published="2025-04-02T10:00:00+02:00", source="Ministère des Affaires étrangères", text="Le président togolais a reçu")
    plain = one(folder, "p.eml", PLAIN_MAIL, title="Breve de Bamako", source="Kofi Doe", text="Le gouvernement malien a rappelé jeudi")
    check("citation" not in plain[0]["text"] and "Signature" not in plain[0]["text"], f"quoted lines and the signature are left out: {plain[0]['text']}")
    box = one(folder, "m.mbox", MBOX)
    check([b["title"] for b in box] == ["Communiqué : visite à Lomé", "Breve de Bamako", "Breve de Bamako"] and box[1]["text"].startswith("From Bamako"), f"an mbox's messages: {[b['title'] for b in box]}")
    check(box[1]["id"] == plain[0]["id"] != box[2]["id"], "a message's id is made of its Message-ID")
    saved = one(folder, "s.mhtml", SAVED, title="Accord sur le fleuve", url="https://presse.test/fleuve", published="2025-05-06", byline=["Awa Diop"], text="Le Sénégal et la Gambie")
    check([x["url"] for x in saved[0]["links"]] == ["https://presse.test/dakar"], f"a saved page's links are absolute: {saved[0]['links']}")
    comment = page(4).replace(b"<html", b"<!-- saved from url=(0021)https://presse.test/4 -->\n<html", 1)
    one(folder, "saved.html", comment, url="https://presse.test/4")
    paper = one(folder, "c.pdf", PDF, title="Communiqué conjoint de Lomé", text="2 avril 2025 pour examiner la coopération transfrontalière et la gestion")
    check(len(paper[0]["paragraphs"]) == 2, f"a PDF's lines are joined to paragraphs: {paper[0]['text']!r}")
    inside = one(folder, "pdf.warc", response(1, PDF, ctype="application/pdf"), title="Communiqué conjoint de Lomé", url="https://presse.test/1")
    check(len(inside) == 1, "a PDF in a WARC is read")


def bad_documents(folder):
    nested = b"<?xml version='1.0'?><rss><channel><item>" + b"<a>" * 100000 + b"x" + b"</a>" * 100000 + b"</item></channel></rss>"
    external = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><item><title>&x;</title></item></channel></rss>'
    parts = b"Subject: x\nFrom: a@b\nDate: Wed, 02 Apr 2025 10:00:00 +0200\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: text/plain\n\nx\n" * 5000 + b"--b--\n"
    deep = b"Subject: x\nFrom: a@b\nDate: Wed, 02 Apr 2025 10:00:00 +0200\n" + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(3000))
    for name, data, reason in (("bomb.rss", BOMB, "entities"), ("external.rss", external, "entities"), ("nested.rss", nested, "nested"), ("none.rss", b"<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>", "without entries"),
                               ("cut.rss", RSS[:300], "feed"), ("json.feed", JSON_FEED[:200], "JSON Feed"), ("parts.eml", parts, "parts"), ("deep.eml", deep, ""), ("empty.eml", b"Subject: x\nFrom: a@b\nDate: x\n\n", "without text"),
                               ("locked.pdf", pdf([(12, "x")], encrypt=True), "locked with a password"), ("broken.pdf", PDF[:300], "broken"), ("blank.pdf", pdf([]), "without text")):
        path = put(folder, name, data)
        t0 = time.time()
        code, out, err = run(["page", path])
        check(code == 4 and name in err and reason in err, f"{name}: exit {code}, {err.strip()!r}, {out[:200]!r}")
        check(time.time() - t0 < 20, f"{name}: took {time.time() - t0:.0f} s")
        check(b"root:" not in out, f"{name}: reads no other file")
    lines = b'{"id":"a","text":"Le Mali a parl\xc3\xa9."}\n{"id":"b","text":\nplain words\n{"id":"c","text":"Le Niger a parl\xc3\xa9."}\n'
    code, out, err = run(["page"], lines)
    check(code == 4 and [json.loads(x)["id"] for x in out.splitlines()] == ["a", "c"] and "-:2: " in err and "-:3: " in err, f"a broken JSON line on stdin is an error of that line: {code} {err!r} {out!r}")
    half = RSS.replace(b"</rss>", b"")[:-60]
    code, out, err = run(["page", put(folder, "half.rss", half)])
    check(code == 4 and len(out.splitlines()) >= 1 and "half.rss" in err, f"a feed cut off gives its whole entries and an error: {code} {err!r}")


LIVE = """<!doctype html><html lang=fr><head><meta charset=utf-8><title>Sommet de Lomé : suivez en direct</title><link rel=canonical href=https://presse.test/direct>
<meta property="article:published_time" content="2025-04-02T07:00:00+00:00"></head><body><article><h1>Sommet de Lomé : suivez en direct</h1>
<p>Les chefs d’État de la sous-région se retrouvent mercredi à Lomé pour deux jours de travaux à huis clos.</p>%s</article></body></html>"""
ENTRIES = """<h3>11h20 – Le Ghana arrive</h3><p>Le président ghanéen est arrivé mercredi à Lomé, où il a été reçu par son homologue togolais.</p>
<h3>09h05 – Les ministres en séance</h3><p>Les ministres des Affaires étrangères du Togo et du Bénin se sont réunis mercredi à Lomé.</p>"""
LISTING = "<!doctype html><html lang=fr><head><title>Actualités</title></head><body><main>" + "".join(
    f"<article><h2><a href=/a{i}>Le Togo et le Bénin signent un accord sur le commerce numéro {i}</a></h2><p><a href=/a{i}>Lire la suite</a></p></article>" for i in range(14)) + "</main></body></html>"


def live_and_listings(folder):
    a = one(folder, "live.html", (LIVE % ENTRIES).encode(), kind="live", url="https://presse.test/direct", text="Les chefs d’État")
    check([e["title"] for e in a[1:]] == ["Le Ghana arrive", "Les ministres en séance"], f"each entry is an article: {[e['title'] for e in a]}")
    check([e["published"] for e in a[1:]] == ["2025-04-02T11:20", "2025-04-02T09:05"] and all(e["kind"] == "article" for e in a[1:]), f"with its hour: {[(e['published'], e['kind']) for e in a]}")
    check("ghanéen" not in a[0]["text"] and [n["text"].split()[1] for n in a[0]["notes"] if n["kind"] == "entry"] == [e["id"] for e in a[1:]], f"the page keeps the rest and names them: {a[0]}")
    path = os.path.join(folder, "live.html")
    code, two, _ = run(["page", "--jobs", "3", path, put(folder, "p.html", page(3)), path])
    check(code == 0 and [json.loads(x)["id"] for x in two.splitlines()][:3] == [e["id"] for e in a] and len(two.splitlines()) == 7, "several jobs give the same, in order")
    store = os.path.join(folder, "live.db")
    code, _, err = run(["add", path, "--store", store])
    check(code == 0 and err.startswith("3 articles added"), f"add keeps page and entries: {err}")
    put(folder, "live.html", (LIVE % ("<h3>15h40 – Clôture</h3><p>Les chefs d’État ont signé mercredi à Lomé la déclaration finale du sommet.</p>" + ENTRIES)).encode())
    code, _, err = run(["add", path, "--store", store])
    check(code == 0 and "1 articles added, 1 updated, 2 unchanged" in err, f"a later version adds its new entry: {err}")
    code, out, _ = run(["articles", "--store", store, "--json"])
    check(len(json.loads(out)) == 4, "four articles are in the store")
    listing = one(folder, "listing.html", LISTING.encode(), kind="listing")
    code, out, err = run(["code", "--claims", os.path.join(folder, "listing.html")])
    check(code == 0 and not out.strip() and listing, f"a listing is not coded: {out[:300]!r} {err}")


def resuming(folder):
    store = os.path.join(folder, "r.db")
    members = [response(i) for i in range(40)]
    path = put(folder, "r.warc.gz", gz(members[:25]))
    code, out, err = run(["add", path, "--store", store])
    check(code == 0 and err.startswith("25 articles added"), f"the first run: {err}")
    code, out, err = run(["add", path, "--store", store])
    check(code == 0 and "0 articles added, 0 unchanged" in err and "nothing new" in err, f"adding again reads nothing: {err}")
    put(folder, "r.warc.gz", gz(members[:30]))
    code, out, err = run(["add", path, "--store", store])
    check(code == 0 and err.startswith("5 articles added, 0 unchanged"), f"an archive that has grown is read on: {err}")
    code, out, err = run(["add", path, "--store", store, "--again"])
    check(code == 0 and "0 articles added, 30 unchanged" in err, f"--again reads from the beginning: {err}")
    os.remove(path)
    put(folder, "r.warc.gz", gz(members[35:38]))
    code, out, err = run(["add", path, "--store", store])
    check(code == 0 and err.startswith("3 articles added"), f"another archive of that name is read whole: {err}")
    # Stopped in the middle: what comes after goes on where it was.
    big = put(folder, "big.warc.gz", gz([response(i + 100, page(i + 100, 30)) for i in range(150)]))
    p = subprocess.Popen([BINARY, "add", big, "--store", store], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(400):
        time.sleep(0.1)
        code, out, _ = run(["articles", "--store", store, "--json", "--limit", "all"])
        if p.poll() is not None or (code == 0 and len(json.loads(out)) > 60):
            break
    p.kill()
    p.wait()
    code, out, _ = run(["articles", "--store", store, "--json", "--limit", "all"])
    before = len(json.loads(out)) - 33
    code, out, err = run(["add", big, "--store", store])
    words = err.split()
    added, again = int(words[0]), int(words[3])
    check(code == 0 and added + before == 150, f"nothing is lost between runs: {before} before, {err}")
    check(before < 20 or again <= 17, f"what was done is not read again: {before} before, {err}")
    put(folder, "r.mbox", MBOX)
    code, out, err = run(["add", os.path.join(folder, "r.mbox"), "--store", store])
    check(code == 0 and "3 articles added" in err, f"an mbox: {err}")
    code, out, err = run(["add", os.path.join(folder, "r.mbox"), "--store", store])
    check("nothing new" in err, f"an mbox again: {err}")


def memory(folder):
    n = 20000 if LONG else 3000
    path = put(folder, "m.warc.gz", b"")
    members = [gzip.compress(response(i, page(i, 40)), 1) for i in range(50)]
    with open(path, "wb") as f:
        for i in range(n):
            f.write(members[i % 50])
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    for jobs in (1, 2):
        t0 = time.time()
        p = subprocess.run(["/usr/bin/env", "bash", "-c", f"ulimit -v 1500000; exec '{BINARY}' page --jobs {jobs} '{path}' | wc -l"], capture_output=True)
        seconds = time.time() - t0
        check(int(p.stdout or b"0") == n, f"{n} pages with {jobs} jobs: {p.stdout} {p.stderr[-300:]}")
        print(f"{n} pages from a WARC of {os.path.getsize(path) >> 10} KB, {jobs} jobs: {n / seconds:.0f} pages/s")
    del before


with tempfile.TemporaryDirectory() as folder:
    forms(folder)
    details(folder)
    live_and_listings(folder)
    bad_documents(folder)
    memory(folder)
    resuming(folder)
print(f"intake: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
