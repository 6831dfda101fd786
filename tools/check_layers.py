#!/usr/bin/env python3
"""Checks that the rooms of src/ include only rooms above them, that CMake's links say the same, and that pure rooms
include nothing that does I/O. Closes with "N passed, N failed"; exit 1 on failures."""
import os
import re
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
# From the top of the house down. A room may include what stands before it in its row's list.
ABOVE = {
    "base": [],
    "world": ["base"],
    "intake": ["base"],
    "press": ["base", "world"],
    "language": ["base", "press"],
    "engine": ["base", "language"],  # implements language's interface Inference
    "grounding": ["base", "world", "press", "language"],
    "coding": ["base", "world", "press", "language", "grounding"],
    "record": ["base", "world", "press", "language", "grounding", "coding"],
    "export": ["base", "world", "press", "language", "grounding", "coding", "record"],
    "pipeline": ["base", "world", "intake", "press", "engine", "language", "grounding", "coding", "record", "export"],
    "serve": ["base", "world", "press", "language", "grounding", "coding", "record", "export", "pipeline"],
    "cli": ["base", "world", "intake", "press", "engine", "language", "grounding", "coding", "record", "export", "pipeline", "serve"],
}
PURE = {"base", "press", "language", "world", "grounding", "coding"}
BANNED = {"fstream", "filesystem", "iostream", "thread", "mutex", "future", "chrono", "random", "sys/socket.h", "unistd.h", "fcntl.h", "sys/stat.h", "ctime", "time.h"}

passed, failed = 0, 0


def check(ok, message):
    global passed, failed
    passed, failed = passed + ok, failed + (not ok)
    if not ok:
        print("FAIL " + message)


def sources(room):
    for folder, _, names in os.walk(os.path.join(ROOT, "src", room)):
        for n in sorted(names):
            if n.endswith((".h", ".cpp")):
                yield os.path.join(folder, n)


for room in sorted(os.listdir(os.path.join(ROOT, "src"))):
    if not os.path.isdir(os.path.join(ROOT, "src", room)) or not os.listdir(os.path.join(ROOT, "src", room)):
        continue
    if room not in ABOVE:
        check(False, f"src/{room} is no room of the house (tools/check_layers.py lists them)")
        continue
    used = set()
    for path in sources(room):
        test = re.search(r"(_test\.cpp|/test\w*\.h)$", path) is not None
        rel = os.path.relpath(path, ROOT)
        for n, line in enumerate(open(path, encoding="utf8"), 1):
            m = re.match(r'\s*#\s*include\s+([<"])([^>"]+)', line)
            if not m:
                continue
            other = m[2].split("/")[0]
            if m[1] == '"' and other in ABOVE and other != room:
                used.add(other)
                check(other in ABOVE[room] or test, f"{rel}:{n}: {room} includes {m[2]}, a room below it")
            if room in PURE and not test and m[1] == "<":
                check(m[2] not in BANNED, f"{rel}:{n}: {room} is pure and includes <{m[2]}>")
    cmake = os.path.join(ROOT, "src", room, "CMakeLists.txt")
    text = open(cmake, encoding="utf8").read() if os.path.exists(cmake) else ""
    links = set(re.findall(r"entente_(\w+)", text)) & set(ABOVE)
    check(links - {room} <= set(ABOVE[room]), f"src/{room}/CMakeLists.txt links {sorted(links - set(ABOVE[room]) - {room})}, below it")
    for listed in re.findall(r"[\w/]+\.cpp", text):
        check(os.path.exists(os.path.join(ROOT, "src", room, listed)) or listed.startswith("/"), f"src/{room}/CMakeLists.txt lists {listed}, which is not there")
    for path in sources(room):
        if path.endswith(".cpp"):
            check(os.path.basename(path) in text, f"{os.path.relpath(path, ROOT)} is in no CMakeLists.txt")
headers = os.listdir(os.path.join(ROOT, "include", "entente"))
check(len(headers) <= 15, f"include/entente has {len(headers)} headers, at most 15")
print(f"layers: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
