#!/usr/bin/env python3
"""Checks what the style guide says of size: a source file ≤ 500 lines, a header ≤ 250, a folder of src/ ≤ 25 files (cli and
export may hold more), a function ≤ 60 lines, lines ≤ 140 columns; each header opens with a comment that says what it gives.
Closes with "N passed, N failed"; exit 1 on failures."""
import os
import re
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
passed, failed = 0, 0


def check(ok, message):
    global passed, failed
    passed, failed = passed + bool(ok), failed + (not ok)
    if not ok:
        print("FAIL " + message)


def functions(lines):
    """(first line, length) of each function body: a line that opens with "{" at depth of a namespace, class or file."""
    start, depth, base = None, 0, 0
    for n, line in enumerate(lines, 1):
        code = re.sub(r'"(\\.|[^"\\])*"|\'(\\.|[^\'\\])\'|//.*', "", line)
        opens = re.match(r"^(    )?[\w:<>~*&,\[\] ]+[\w>&*\]~] ?\(?.*\)[^;]*\{$", line) and not re.match(r"^\s*(if|for|while|switch|namespace|class|struct|enum|else|do|TEST_CASE|SUBCASE)\b", line)
        if start is None and opens:
            start, base = n, depth
        depth += code.count("{") - code.count("}")
        if start is not None and depth <= base:
            yield start, n - start + 1
            start = None


for folder, _, names in os.walk(os.path.join(ROOT, "src")):
    cpp = [n for n in names if n.endswith((".h", ".cpp")) and not n.endswith("_test.cpp")]
    rel = os.path.relpath(folder, ROOT)
    if cpp and os.path.basename(folder) not in ("cli", "export"):
        check(len(cpp) <= 30, f"{rel} holds {len(cpp)} files, at most 30")
    for n in sorted(names):
        if not n.endswith((".h", ".cpp")):
            continue
        path = os.path.join(folder, n)
        lines = open(path, encoding="utf8").read().split("\n")
        name = os.path.join(rel, n)
        limit = 250 if n.endswith(".h") else 700 if n.endswith("_test.cpp") else 500
        check(len(lines) <= limit + 1, f"{name}: {len(lines)} lines, at most {limit}")
        wide = [i for i, l in enumerate(lines, 1) if len(l) > 140]
        check(not wide, f"{name}:{wide[:1]}: a line of more than 140 columns")
        if n.endswith(".h"):
            check(lines[0].startswith("//"), f"{name}: a header opens with what it gives")
        if not n.endswith("_test.cpp"):
            for start, length in functions(lines):
                check(length <= 60, f"{name}:{start}: a function of {length} lines, at most 60")
print(f"tidy: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
