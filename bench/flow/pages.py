#!/usr/bin/env python3
"""Pages a second of `page` and articles a second of `add`, whole process, on the sample press repeated. Checks that every
page came out, and that the store holds every article, before a time counts. Prints median and range of three runs."""
import glob
import json
import os
import shutil
import statistics
import subprocess
import tempfile
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
BINARY = os.environ.get("ENTENTE", os.path.join(ROOT, "build", "entente"))
COPIES_PAGE, COPIES_ADD, RUNS = 40, 6, 3
pages = sorted(glob.glob(os.path.join(ROOT, "data", "press", "demo", "**", "*.html"), recursive=True))


def copies(folder, n):
    """n copies of each page that differ in their canonical URL and date line, so that each is an article of its own."""
    for i in range(n):
        for j, p in enumerate(pages):
            data = open(p, "rb").read()
            marker = f"<link rel=canonical href=https://bench.example/{i}/{j}>".encode()
            cut = data.lower().find(b"<head")
            cut = data.find(b">", cut) + 1 if cut >= 0 else 0
            data = data.replace(b'rel="canonical"', b'rel="old"').replace(b"og:url", b"og:old")
            open(os.path.join(folder, f"{i:03}-{j:02}.html"), "wb").write(data[:cut] + marker + data[cut:])
    return n * len(pages)


def timed(args):
    t = time.perf_counter()
    out = subprocess.run([BINARY] + args, capture_output=True, check=True)
    return time.perf_counter() - t, out.stdout


def show(what, n, times):
    rates = sorted(n / t for t in times)
    print(f"{what}: {statistics.median(rates):.1f}/s ({rates[0]:.1f}–{rates[-1]:.1f}; {n} in a run, {len(times)} runs)")


with tempfile.TemporaryDirectory() as d:
    n = copies(d, COPIES_PAGE)
    times = []
    for _ in range(RUNS):
        t, out = timed(["page", d])
        assert len(out.splitlines()) == n, "a page is missing"
        times.append(t)
    show("page, pages", n, times)
with tempfile.TemporaryDirectory() as d:
    n = copies(d, COPIES_ADD)
    times = []
    for r in range(RUNS):
        store = os.path.join(d, f"s{r}.db")
        t, _ = timed(["add", "--store", store, *sorted(glob.glob(os.path.join(d, "*.html")))])
        held = json.loads(subprocess.run([BINARY, "articles", "--store", store, "--json", "--limit", "all"], capture_output=True, check=True).stdout)
        assert len(held) == n, f"{len(held)} articles in the store, not {n}"
        times.append(t)
    show("add, articles", n, times)
