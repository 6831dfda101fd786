#!/usr/bin/env python3
"""Bad input through the command line: each bad item gives a clear error with its name and exit 4, its neighbours are kept,
and nothing crashes. Closes with "N passed, N failed"."""
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from containers import BOMB, PDF, RSS, chunked, gz, pdf, response, zip_of  # noqa: E402

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
BINARY = os.environ.get("ENTENTE", os.path.join(ROOT, "build", "entente"))
passed, failed = 0, 0


def check(ok, name):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print("FAIL " + name)


# Runs the program from a process of its own: what a child inherits of our memory would be counted as the program's.
LAUNCH = """import os, subprocess, sys, time
t0 = time.time()
p = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL)
_, status, usage = os.wait4(p.pid, 0)
open(sys.argv[1], "w").write(f"{os.waitstatus_to_exitcode(status)} {time.time() - t0} {usage.ru_maxrss / 1024}")"""


def measured(args):
    """Exit code, output, errors, seconds and the most memory in MB of one run."""
    with tempfile.NamedTemporaryFile("r") as told:
        p = subprocess.run([sys.executable, "-S", "-c", LAUNCH, told.name, BINARY] + args, capture_output=True)
        code, seconds, memory = told.read().split()
        return int(code), p.stdout, p.stderr.decode("utf8", "replace"), float(seconds), float(memory)


def run(args, data=None, timeout=120):
    p = subprocess.run([BINARY] + args, input=data, capture_output=True, timeout=timeout)
    return p.returncode, p.stdout, p.stderr.decode("utf8", "replace")


GOOD = "<html lang=fr><head><title>Le Togo reçoit le Bénin</title></head><body><article><h1>Le Togo reçoit le Bénin</h1>" \
       "<p>Le ministre béninois des Affaires étrangères s’est rendu lundi à Lomé pour y rencontrer son homologue togolais.</p>" \
       "<p>Les deux hommes ont parlé de la frontière commune et du commerce entre les deux pays, selon un communiqué.</p></article></body></html>"

# name → bytes; whether the item must fail (True), must be read (False), or may do either (None)
BAD = {
    "empty.html": (b"", True),
    "blank.html": (b" \n\t \n", True),
    "fifty-mb.html": (b"<p>" + b"a" * (50 << 20), True),
    "three-bytes.html": (b"<!!", None),
    "one-byte.html": (b"<", None),
    "picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, True),
    "paper.pdf": (b"%PDF-1.7\n" + bytes(range(256)) * 20, True),
    "archive.zip": (b"PK\x03\x04" + bytes(range(256)) * 20, True),
    "zeros.bin": (b"\0" * 5000, True),
    "cut.html.gz": (gzip.compress(GOOD.encode() * 50)[:-200], True),
    "no-gzip.gz": (b"\x1f\x8b\x08\x00garbage garbage garbage", True),
    "wrong-charset.html": (GOOD.replace("<head>", "<head><meta charset=utf-8>").encode("cp1252"), False),
    "nested.html": (b"<html><body>" + b"<div>" * 10000 + b"<p>Le Mali et le Niger se sont rencontr\xc3\xa9s.</p>" + b"</div>" * 10000, None),
    "nested-100k.html": (b"<html><body>" + b"<b><i>" * 100000 + b"texte", None),
    "nul.html": (GOOD.replace("lundi", "lun\0di").encode(), None),
    "lone-surrogate.jsonl": (b'{"id":"s","text":"Le Mali \\ud800 a rompu ses relations."}\n', None),
    "bad-date.jsonl": (b'{"id":"d","text":"Le Mali a parl\xc3\xa9.","published":"31 f\xc3\xa9vrier 2025"}\n', True),
    "not-json.jsonl": (b'{"id":"n","text":\n', True),
    "deep.jsonl": (b'{"id":"x","text":"a","y":' + b"[" * 100000 + b"]" * 100000 + b"}\n", None),
    "no-text.jsonl": (b'{"id":"t"}\n', True),
    "bidi.html": (GOOD.replace("Togo", "\u202eogoT\u202c").encode(), False),
    "combining.html": (("<p>" + "a" + "\u0301" * 10000 + " Le Mali a quitté la salle.</p>").encode(), None),
    "nineteen-mb-line.html": (GOOD.replace("<p>", "<p>" + "mot " * (19 << 18)).encode()[:19 << 20] + b"</p></article>", None),
    "nested-tables.html": (b"<html><body>" + b"<table><tr><td>" * 100000 + b"texte", None),
    "many-attributes.html": (b"<p " + b"a=b " * 1000000 + b">texte</p>", None),
    "one-word.txt": (b"x" * 1000000, None),
    "fifty-mb-line.jsonl": (b'{"id":"l","text":"' + b"a" * (50 << 20) + b'"}\n', True),
    "zero-date.jsonl": (b'{"id":"z","text":"Le Mali a parl\xc3\xa9.","published":"0000-00-00"}\n', True),
    "cut.warc": (response(8)[:-250], True),
    "wrong-length.warc": (response(8, length=120), True),
    "bad-digest.warc": (response(8, digest="sha1:" + "A" * 32), True),
    "no-members.warc.gz": (gzip.compress(response(8) + response(9)), None),
    "broken-member.warc.gz": (gz([response(8)])[:90] + b"\x55" * 300, True),
    "chunk-garbage.warc": (response(8, b"zzzz\r\ngarbage without chunks", fields=["Transfer-Encoding: chunked"]), None),
    "fake-encoding.warc": (response(8, zlib.compress(b"<p>x")[:-3], fields=["Content-Encoding: deflate"]), None),
    "laughs.rss": (BOMB, True),
    "nested.rss": (b"<?xml version='1.0'?><rss><channel><item>" + b"<a>" * 100000, True),
    "cut.rss": (RSS[:400], True),
    "many-parts.eml": (b"Subject: x\nFrom: a@b\nDate: x\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 5000, True),
    "bomb.zip": (zip_of([("b.html", b" " * (300 << 20))]), True),
    "bomb.jsonl.gz": (gzip.compress(b"\n" * (300 << 20)), True),
    "locked.pdf": (pdf([(12, "x")], encrypt=True), True),
    "cut.pdf": (PDF[:350], True),
}


# Whose time and memory are printed.
COSTS = ("fifty-mb.html", "fifty-mb-line.jsonl", "nineteen-mb-line.html", "nested-100k.html", "nested-tables.html", "laughs.rss", "bomb.zip", "bomb.jsonl.gz")


def crashed(code):
    return code < 0 or code in (134, 139)


with tempfile.TemporaryDirectory() as folder:
    for n, name in (("0-good.html", GOOD), ("zz-good.html", GOOD.replace("Togo", "Ghana"))):
        open(os.path.join(folder, n), "w", encoding="utf8").write(name)
    paths = {}
    for name, (data, _) in BAD.items():
        paths[name] = os.path.join(folder, name)
        open(paths[name], "wb").write(data)

    for name, (_, must_fail) in BAD.items():
        code, out, err, seconds, memory = measured(["page", os.path.join(folder, "0-good.html"), paths[name], os.path.join(folder, "zz-good.html")])
        check(memory <= 512, f"page {name}: takes {memory:.0f} MB")
        check(seconds <= 60, f"page {name}: takes {seconds:.0f} s")
        if name in COSTS:
            print(f"{name}: {seconds:.1f} s, {memory:.0f} MB, exit {code}")
        check(not crashed(code), f"page {name}: crashed with {code}: {err[-300:]}")
        articles = [json.loads(line) for line in out.decode("utf8").splitlines()]
        good = [a for a in articles if (a["title"] or "").startswith("Le ") and "reçoit" in a["title"]]
        check(len(good) >= 2, f"page {name}: its neighbours are kept ({len(good)} of 2)")
        if must_fail:
            check(code == 4, f"page {name}: exit {code}, not 4")
            check(name in err, f"page {name}: the error names it: {err.strip()[:200]!r}")
        if must_fail is False:
            check(code == 0 and len(articles) == 3, f"page {name}: is read: exit {code}, {err.strip()[:200]!r}")
        for a in articles:
            check("\x00" not in json.dumps(a), f"page {name}: no NUL comes out")

    # The whole folder through every room into a store.
    for name in ("fifty-mb.html", "nineteen-mb-line.html"):
        os.remove(paths[name])
    store = os.path.join(folder, "s.db")
    code, out, err = run(["add", "--store", store, folder], timeout=300)
    check(code == 4, f"add of the folder: exit {code}: {err[-300:]}")
    for name, (_, must_fail) in BAD.items():
        if must_fail and name in paths and os.path.exists(paths[name]):
            check(name in err, f"add: the error names {name}")
    code, out, err = run(["articles", "--store", store, "--json"])
    titles = [a.get("title") for a in json.loads(out)]
    check(code == 0 and "Le Togo reçoit le Bénin" in titles and "Le Ghana reçoit le Bénin" in titles, f"add: the good pages are in the store: {titles} {err}")

for verb in ("page", "read", "times", "names", "code"):
    for label, data in {"empty": b"", "binary": bytes(range(256)) * 30, "invalid UTF-8 JSON": b'{"id":"u","text":"\xff\xfe Mali"}\n',
                        "bad conllu": b"# sent_id = 1\n1\tLe\tle\n\n", "10,000 names": b"Mali, Niger, Togo, " * 3500}.items():
        code, out, err = run([verb], data)
        check(not crashed(code) and code in (0, 1, 4), f"{verb} of {label}: exit {code}: {err[-200:]}")
        check(code == 0 or err.strip(), f"{verb} of {label}: an error says why")
    code, out, err = run([verb, "--published", "31 février"], b"Le Mali.")
    check(code == 2, f"{verb} --published of no date: exit {code}, not 2")
    code, out, err = run([verb, "/nonexistent/file"])
    check(code == 4 and "/nonexistent/file" in err, f"{verb} of a missing file: exit {code}, {err.strip()!r}")

print(f"hostile: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
