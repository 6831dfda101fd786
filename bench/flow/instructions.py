#!/usr/bin/env python3
"""What a page costs in instructions, which hang on nothing that else runs on the machine, beside processor time.

    instructions.py [ENTENTE] [DIR|FILE …]

Pages: those given, else the sample press and our own cases. `entente page` is counted twice by callgrind, with the pages once and three times:
half of the difference is the pages' own, without start and loading. Without valgrind, `perf stat` counts; without both only time is printed.
Checks that every page came out before a figure counts. PAGES (default 60) bounds how many are taken.
"""
import glob
import os
import re
import resource
import shutil
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))


def pages_of(args):
    if not args:
        args = [os.path.join(ROOT, "data/press/demo"), os.path.join(ROOT, "tests/cases/press")]
    found = []
    for a in args:
        found += sorted(glob.glob(os.path.join(a, "**", "*.html"), recursive=True)) if os.path.isdir(a) else [a]
    return found[:int(os.environ.get("PAGES", "60"))]


def counter():
    """A command to put before the program, and what reads the count from its messages."""
    if shutil.which("valgrind"):
        return ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"], r"Collected\s*:\s*(\d+)"
    if shutil.which("perf") and subprocess.run(["perf", "stat", "-e", "instructions:u", "true"], capture_output=True).returncode == 0:
        return ["perf", "stat", "-x", ",", "-e", "instructions:u"], r"^(\d+),"
    return None, None


def articles(command):
    p = subprocess.run(command, capture_output=True, text=True)
    return p.stdout.count("\n"), p.stderr


def seconds(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    articles(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    entente = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "build", "entente")
    pages = pages_of(sys.argv[2:])
    size = sum(os.path.getsize(p) for p in pages)
    once, thrice = [entente, "page", *pages], [entente, "page", *pages * 3]
    given, _ = articles(once)
    assert pages and given >= len(pages), f"{given} articles of {len(pages)} pages"
    cpu = (seconds(thrice) - seconds(once)) / 2
    print(f"{len(pages)} pages, {size / 1024:.0f} KB: {cpu / len(pages) * 1000:.2f} ms of processor time a page, {len(pages) / max(cpu, 1e-9):.0f} pages/s")
    before, pattern = counter()
    if not before:
        print("SKIPPED: neither valgrind nor perf counts instructions here")
        return
    counts = []
    for command in (once, thrice):
        n, err = articles(before + command)
        assert n >= given, "a page is missing under the counter"
        counts.append(int(re.search(pattern, err, re.M).group(1)))
    own = (counts[1] - counts[0]) / 2
    print(f"{before[0]}: {own / len(pages) / 1e6:.2f} million instructions a page, {own / size:.0f} a byte; {(counts[0] - own) / 1e6:.0f} million to start and load")


main()
