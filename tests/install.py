#!/usr/bin/env python3
"""The installed program stands alone: moved elsewhere, with an empty environment, it finds its data and its libraries under its
own prefix and nothing in the checkout. Closes with "install: N passed, N failed"."""
import glob
import os
import subprocess
import sys
import tempfile

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
BUILD = os.environ.get("ENTENTE_BUILD", os.path.join(ROOT, "build"))
passed, failed = 0, 0


def check(ok, name):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print("FAIL " + name)


def run(*args, cwd=None):
    p = subprocess.run(args, capture_output=True, text=True, timeout=120, env={}, cwd=cwd)
    return p.returncode, p.stdout, p.stderr


with tempfile.TemporaryDirectory() as folder:
    first, prefix = os.path.join(folder, "first"), os.path.join(folder, "moved here")
    done = subprocess.run(["cmake", "--install", BUILD, "--prefix", first], capture_output=True, text=True)
    check(done.returncode == 0, "cmake --install: " + done.stderr[-300:])
    os.rename(first, prefix)
    entente = os.path.join(prefix, "bin", "entente")
    code, out, err = run("/usr/bin/ldd", entente)
    check("not found" not in out, "every library is found: " + out)
    check(ROOT not in out and os.path.realpath(BUILD) not in out, "no library of the checkout is used: " + out)
    with open(entente, "rb") as f:
        check(ROOT.encode() + b"/data" not in f.read(), "the program names no folder of the checkout")
    pages = sorted(glob.glob(os.path.join(prefix, "share", "entente", "data", "press", "demo", "**", "*.html"), recursive=True))
    check(pages, "the sample press is installed")
    code, out, err = run(entente, "add", "--store", "s.db", pages[0], cwd=folder)
    check(code == 0 and "1 articles added" in err, f"add: exit {code} {err}")
    code, out, err = run(entente, "events", "--store", "s.db", cwd=folder)
    check(code == 0 and len(out.splitlines()) > 1, f"events: exit {code} {err}")
    compiled = os.path.join(prefix, "share", "entente", "data", "world", "world.compiled")
    check(os.path.getsize(compiled) > 100000, "the world is compiled at installation")
    code, whole, err = run(entente, "actors", "--jsonl", cwd=folder)
    with open(compiled, "r+b") as f:
        f.seek(os.path.getsize(compiled) // 2)
        f.write(b"damage")
    check(run(entente, "actors", "--jsonl", cwd=folder) == (0, whole, err) and whole, "a damaged one is not believed: the YAML is read")
    code, out, err = run(entente, "--version", cwd=folder)
    check(code == 0, "--version")

print(f"install: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
