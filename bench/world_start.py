#!/usr/bin/env python3
"""What the world costs at the start of the program: wall and CPU time, memory, disk, with a kept world and without.

world_start.py [ENTENTE]. The answer is compared first: a world read from its YAML files, one compiled just now and one read back from
the cache must say the same of every actor. Times are medians of 21 starts; "alone" is the same program asked for its version.
Fails when the kept world adds more than 50 ms, or more than 80 MB are resident, or data and kept world take more than 60 MB.
"""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
ENTENTE = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("ENTENTE", os.path.join(ROOT, "build", "entente"))
ASK = ["actors", "--jsonl"]


def run(args, cache):
    """(wall ms, CPU ms, peak MB, output) of one start."""
    env = dict(os.environ, XDG_CACHE_HOME=cache)
    start = time.perf_counter()
    process = subprocess.Popen([ENTENTE] + args, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env)
    out = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    return wall * 1e3, (used.ru_utime + used.ru_stime) * 1e3, used.ru_maxrss / 1024, out if process.returncode == 0 else b""


def median(args, cache, prepare=None):
    runs = []
    for _ in range(21):
        if prepare:
            prepare()
        runs.append(run(args, cache))
    return [statistics.median(r[i] for r in runs) for i in range(3)]


def size(path):
    if os.path.isfile(path):
        return os.path.getsize(path)
    return sum(os.path.getsize(os.path.join(folder, f)) for folder, _, files in os.walk(path) for f in files)


def main():
    kept, nowhere = tempfile.mkdtemp(), os.path.join(tempfile.mkdtemp(), "file")
    open(nowhere, "w").close()  # a cache that cannot be written: the YAML is read at every start
    first, again, never = run(ASK, kept)[3], run(ASK, kept)[3], run(ASK, nowhere)[3]
    if not first or first != again or first != never:
        print("the compiled world answers otherwise than its files")
        return 1
    one = ["actors", "AES"]
    alone, warm = median(["--version"], kept), median(one, kept)
    cold = median(one, nowhere)
    disk = (size(kept) + size(os.path.join(ROOT, "data", "world"))) / 2**20
    print("%-34s %8s %8s %9s" % ("", "wall ms", "CPU ms", "peak MB"))
    for name, row in (("the program alone", alone), ("with the kept world", warm), ("from the YAML files", cold)):
        print("%-34s %8.1f %8.1f %9.1f" % ((name,) + tuple(row)))
    added = warm[0] - alone[0]
    print("the kept world adds %.1f ms wall, %.1f ms CPU; %.1f MB on disk with its sources" % (added, warm[1] - alone[1], disk))
    shutil.rmtree(kept)
    return 0 if added <= 50 and warm[2] <= 80 and disk <= 60 else 1


if __name__ == "__main__":
    sys.exit(main())
