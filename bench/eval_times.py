#!/usr/bin/env python3
"""Measures `entente times` on the French TimeBank: strict and relaxed span F1, value F1, words a second.

The documents are sorted by file name and counted from 0. The even ones may be read while building; the odd ones are
only measured. A time found is matched to a gold TIMEX3 of the text (not the document's creation time): strict when
both ends are equal, relaxed when they overlap; the value counts when the match is relaxed and the values are equal.
--errors lists what is wrong in the even half, and nothing of the odd one.
"""
import argparse
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import time
import xml.etree.ElementTree as ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ARCHIVE = os.path.join(ROOT, "..", "shared", "data", "test.tar.xz")
FOLDER = "test/french-timebank-dev/"


def documents(archive):
    """(name, creation day, text, [(start, end, value)]) of each document, offsets in characters."""
    found = []
    with tarfile.open(archive) as tar:
        for member in sorted(tar.getmembers(), key=lambda m: m.name):
            if member.name.startswith(FOLDER) and member.name.endswith(".tml"):
                found.append(read(os.path.basename(member.name), tar.extractfile(member).read()))
    return found


def read(name, data):
    root = ElementTree.fromstring(data)
    published = root.find("DCT/TIMEX3").get("value")
    parts, gold = [], []

    def walk(node):
        start = sum(map(len, parts))
        parts.append(node.text or "")
        for child in node:
            walk(child)
            parts.append(child.tail or "")
        if node.tag == "TIMEX3":
            gold.append((start, sum(map(len, parts)), node.get("value")))

    walk(root.find("TEXT"))
    return name, published, "".join(parts), sorted(gold)


def run(binary, docs):
    lines = [json.dumps({"id": n, "text": t, "language": "fr", "published": p}, ensure_ascii=False) for n, p, t, _ in docs]
    done = subprocess.run([binary, "times"], input="\n".join(lines).encode(), stdout=subprocess.PIPE, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [a["id"] for a in answers] == [d[0] for d in docs], "documents come back in order"
    out = []
    for (_, _, text, _), answer in zip(docs, answers):
        data = text.encode()
        out.append([(len(data[: t["span"][0]].decode()), len(data[: t["span"][1]].decode()), t.get("value") or "")
                    for t in answer["times"] if t["in"] == "text"])
    return out


def score(pairs):
    gold_n = found_n = strict = relaxed = value = strict_value = 0
    for gold, found in pairs:
        gold_n += len(gold)
        found_n += len(found)
        free = list(found)
        for g in gold:
            over = [f for f in free if f[0] < g[1] and g[0] < f[1]]
            if not over:
                continue
            best = max(over, key=lambda f: (f[:2] == g[:2], min(f[1], g[1]) - max(f[0], g[0])))
            free.remove(best)
            relaxed += 1
            strict += best[:2] == g[:2]
            value += best[2] == g[2]
            strict_value += best[:2] == g[:2] and best[2] == g[2]
    f1 = lambda hits: 2 * hits / max(gold_n + found_n, 1)
    return gold_n, found_n, f1(strict), f1(relaxed), f1(value), f1(strict_value)


def list_errors(docs, found):
    for (name, _, text, gold), times in list(zip(docs, found))[0::2]:
        wrong = [(a, b, "missed " + v) for a, b, v in gold if (a, b) not in [t[:2] for t in times]]
        wrong += [(a, b, "extra " + v) for a, b, v in times if (a, b) not in [g[:2] for g in gold]]
        values = {(a, b): v for a, b, v in gold}
        wrong += [(a, b, "value %s, gold %s" % (v, values[a, b])) for a, b, v in times if values.get((a, b), v) != v]
        for a, b, what in sorted(wrong):
            print("%s: %s: …%s[[%s]]%s…" % (name, what, text[max(0, a - 30):a], text[a:b], text[b:b + 20]))


def speed(binary, docs):
    text = "\n".join(d[2] for d in docs)
    repeat = max(1, 4_000_000 // len(text))
    words = len(text.split()) * repeat
    lines = [json.dumps({"id": str(i), "text": text, "language": "fr", "published": "2002-05-01"}) for i in range(repeat)]
    empty = json.dumps({"id": "0", "text": "x", "language": "fr", "published": "2002-05-01"})
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as full, tempfile.NamedTemporaryFile("w", suffix=".jsonl") as none:
        full.write("\n".join(lines))
        full.flush()
        none.write("\n".join([empty] * repeat))
        none.flush()

        def once(path):
            start = time.perf_counter()
            subprocess.run([binary, "times", path], stdout=subprocess.DEVNULL, check=True)
            return time.perf_counter() - start

        runs = sorted(once(full.name) for _ in range(5))
        base = sorted(once(none.name) for _ in range(5))[2]
    print("speed: %.0f words/s a core, median of 5 (spread %.2f–%.2f s for %d words; start-up %.2f s counted)"
          % (words / runs[2], runs[0], runs[-1], words, base))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=os.path.join(ROOT, "build", "entente"))
    parser.add_argument("--archive", default=ARCHIVE)
    parser.add_argument("--errors", action="store_true", help="list what is wrong in the even half")
    args = parser.parse_args()
    if not os.path.exists(args.archive):
        print("skipped: no French TimeBank at %s" % args.archive)
        return 0
    docs = documents(args.archive)
    found = run(args.binary, docs)
    pairs = [(d[3], f) for d, f in zip(docs, found)]
    print("%-6s %5s %5s  %6s %7s %6s %12s" % ("half", "gold", "found", "strict", "relaxed", "value", "strict+value"))
    for name, part in (("even", pairs[0::2]), ("odd", pairs[1::2]), ("all", pairs)):
        print("%-6s %5d %5d  %6.3f %7.3f %6.3f %12.3f" % ((name,) + score(part)))
    print("HeidelTime, all 108 documents: strict .860, relaxed .910, value .736")
    if args.errors:
        list_errors(docs, found)
    speed(args.binary, docs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
