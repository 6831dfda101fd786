#!/usr/bin/env python3
"""A gate on loss: the scores on gold stay at or above what they were (floors below, raised when the scores rise).
Closes with "N passed, N failed"."""
import os
import re
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
# score → least F1
FLOORS = {
    ("demo", "type+parties"): 0.68,
    ("demo", "+status"): 0.61,
}

passed = failed = 0
out = subprocess.run([sys.executable, os.path.join(ROOT, "bench", "eval_events.py"), "demo"], capture_output=True, text=True)
print(out.stdout, out.stderr)
for (what, level), floor in FLOORS.items():
    m = re.search(rf"^{what} all {re.escape(level)}\s+P [\d.]+ R [\d.]+ F1 ([\d.]+)", out.stdout, re.M)
    ok = bool(m) and float(m[1]) >= floor
    passed, failed = passed + ok, failed + (not ok)
    if not ok:
        print(f"FAIL {what} {level}: F1 {m[1] if m else 'not printed'} is under {floor}")
print(f"scores: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
