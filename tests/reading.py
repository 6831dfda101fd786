#!/usr/bin/env python3
"""`entente read` on streams and on hostile text: memory does not grow with the stream, every byte is in a word or a gap, long
sentences are cut and none of their words is lost; `entente eval reader` reads an archive. Every document here is our own. Closes with "reading: N passed, N failed"."""
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import threading

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
BINARY = os.environ.get("ENTENTE", os.path.join(ROOT, "build", "entente"))
GAP = re.compile(r"[\s\u0000-\u0020\u007f-\u00a0\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u061c]*")
passed, failed = 0, 0


def check(ok, name):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print("FAIL " + name[:400])


def read(data, *args, timeout=300):
    p = subprocess.run([BINARY, "read", *args], input=data, capture_output=True, timeout=timeout)
    return p.returncode, p.stdout.decode("utf8"), p.stderr.decode("utf8", "replace")


def sentences(conllu):
    """[[(id, form, head, start, end)]] of the words; of a range line the words only."""
    out = []
    for block in conllu.split("\n\n"):
        words = []
        for line in block.splitlines():
            c = line.split("\t")
            span = re.search(r"TokenRange=(\d+):(\d+)", c[-1])
            if len(c) == 10 and "-" not in c[0] and span:
                words.append((int(c[0]), c[1], int(c[6]), int(span[1]), int(span[2])))
        if words:
            out.append(words)
    return out


def covers(text, read_sentences):
    """Whether words and gaps are the text, and each sentence has one root."""
    at = 0
    for words in read_sentences:
        if sum(head == 0 for _, _, head, _, _ in words) != 1:
            return False
        for _, _, _, start, end in words:
            if start >= at and not GAP.fullmatch(text[at:start].decode("utf8")):
                return False
            at = max(at, end)
    return GAP.fullmatch(text[at:].decode("utf8")) is not None


def check_hostile():
    long_sentence = ", ".join(f"le ministre numéro {i} a rencontré son homologue à Bamako" for i in range(110)) + "."
    bare = " ".join(f"mot{i}" for i in range(1000))
    cases = {
        "50 KB without a space": "a" * 50000,  # 1 MB: src/language/split_test.cpp, tests/hostile.py
        "20 KB of hyphens and letters": "ab-" * 6600,
        "10,000 combining marks": "Le Mali" + "\u0301" * 10000 + " a signé.",
        "emoji": "👩‍👩‍👧‍👦🇲🇱👍🏽 " * 100 + "Le Mali 🕊 signe.",
        "bidi controls": "Le \u202eilaM\u202c et \u2067le Niger\u2069 ont signé.\u200f Fin.",
        "zero-width and soft hyphens": "Le\u200b Ma\u00adli a\ufeff si\u200dgné.",
        "a sentence of 1,000 words": long_sentence,
        "1,000 words without a mark": bare,
        "quotes that never close": "« " * 500 + "fin",
        "full stops alone": ". " * 500,
    }
    for name, text in cases.items():
        code, out, err = read(text.encode(), "--language", "fr")
        check(code == 0, f"{name}: exit {code}: {err}")
        got = sentences(out)
        check(covers(text.encode(), got), f"{name}: every byte is in a word or a gap, and each sentence is a tree")
        if "1,000 words" in name:
            check(len(got) >= 2 and all(len(w) <= 440 for w in got), f"{name}: is cut: {[len(w) for w in got]}")
    code, out, err = read(b"Le Mali \xff\xfe a sign\xe9. \xc3", "--language", "fr")
    check(code in (0, 4) and (out or err), f"ill-formed UTF-8: exit {code}: {err}")
    code, out, err = read(b'{"id":"a","text":"Le \\ud83d Mali."}\n{"id":"b","text":"Il part."}\n')
    check("newdoc id = b" in out, f"half an emoji in JSON: the next document is read: exit {code}: {err}")


def peak_kb(process):
    with open(f"/proc/{process.pid}/status") as f:
        return int(re.search(r"VmHWM:\s+(\d+)", f.read())[1])


def check_memory(documents=1600, first=400, last=1400):
    """A stream of short documents through a pipe: what the program holds after the first ones is what it holds 1,000 later.

    The last block of a stream is shorter than the others, and the engine keeps what it made for a new shape: it is not asked."""
    p = subprocess.Popen([BINARY, "read"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def send():
        for i in range(documents):
            text = f"Le ministre a reçu {i} délégués à Niamey. Ils signeront l’accord numéro {i} demain."
            p.stdin.write(json.dumps({"id": f"d{i}", "language": "fr", "text": text}).encode() + b"\n")
        p.stdin.close()

    sender = threading.Thread(target=send, daemon=True)
    sender.start()
    seen, peaks = 0, []
    for line in p.stdout:
        if line.startswith(b"# newdoc"):
            seen += 1
            if seen in (first, last):
                peaks.append(peak_kb(p))
    code = p.wait(timeout=120)
    sender.join(timeout=10)
    check(code == 0 and seen == documents, f"the stream is read whole: {seen} of {documents} documents, exit {code}")
    grown = peaks[-1] - peaks[0]
    check(grown < 24 << 10, f"memory is bounded: {grown} kB more after {last} documents than after {first}")
    if os.environ.get("READING_FIGURES"):
        print("peaks in kB:", peaks)


GOLD = """# sent_id = a
# text = Le ministre part.
1\tLe\tle\tDET\t_\t_\t2\tdet\t_\t_
2\tministre\tministre\tNOUN\t_\t_\t3\tnsubj\t_\t_
3\tpart\tpartir\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_

"""


def check_eval():
    """The treebanks come from the archive where they are not unpacked; what is absent is said and skipped."""
    with tempfile.TemporaryDirectory() as folder:
        run = lambda *args: subprocess.run([BINARY, "eval", "reader", "--set", "dev", "--data", folder, "--json", *args], capture_output=True, text=True)
        p = run()
        check(p.returncode == 0 and "skipped" in p.stderr, f"eval reader without treebanks: exit {p.returncode}: {p.stderr}")
        with tarfile.open(os.path.join(folder, "train.tar.xz"), "w:xz") as tar:
            info = tarfile.TarInfo("train/ud-french-sequoia/fr_sequoia-ud-dev.conllu")
            info.size = len(GOLD.encode())
            tar.addfile(info, io.BytesIO(GOLD.encode()))
        p = run("--reader", "full")
        rows = json.loads(p.stdout) if p.returncode == 0 else []
        check([r["from"] for r in rows] == ["gold words", "raw text"], f"eval reader of an archive: exit {p.returncode}: {p.stdout[:300]} {p.stderr}")
        check(all(r["las"]["low"] <= r["las"]["f1"] <= r["las"]["high"] for r in rows), "each figure has its interval")
        check("en_ewt-ud-dev" in p.stderr, f"the treebank that is not there is named: {p.stderr}")
        p = run("--reader", "fast")
        check(p.returncode == 0, f"eval reader --reader fast is run or skipped: exit {p.returncode}: {p.stderr}")


check_eval()
check_hostile()
check_memory()
print(f"reading: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
