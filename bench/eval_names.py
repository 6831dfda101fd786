#!/usr/bin/env python3
"""Measures `entente names` after reading, `entente times`, and what the world costs: the table of names, places and times.

eval_names.py [ENTENTE]. Asks whether names are found at 50,000 words/s a core and times at 400,000: both as `entente eval` tells
them, which times the finding alone on sentences already read. The answers are checked first: the share of right ids, of places
within 161 km and the value F1 must stand above the least that issue 7 sets; medians of five runs, with the spread.
Fails when a figure of the half that may be read, or a speed, is below it.
"""
import json
import os
import statistics
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
ENTENTE = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("ENTENTE", os.path.join(ROOT, "build", "entente"))
RUNS = 5
# subject, the row that is judged, its column, least; the column of speed, least words a second
ASKED = [
    ("names", {"half": "both", "language": "all"}, "id_exact", 0.90, 50_000),
    ("places", {"half": "both", "language": "all"}, "within_161_km", 0.90, 50_000),
    ("times", {"set": "French TimeBank", "half": "both"}, "value_f1", 0.82, 400_000),
    ("times", {"set": "English sentences", "half": "both"}, "value_f1", 0.85, 400_000),
]


def rows(subject):
    done = subprocess.run([ENTENTE, "eval", subject, "--jsonl"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return [json.loads(line) for line in done.stdout.splitlines()] if done.returncode == 0 else []


def main():
    found = {subject: [rows(subject) for _ in range(RUNS)] for subject in ("names", "places", "times")}
    short = 0
    print(f"{'what':32} {'right':>6} {'least':>6} {'words/s':>10} {'spread':>21} {'least':>8}")
    for subject, where, column, least, speed_least in ASKED:
        judged = [r for run in found[subject] for r in run if all(r.get(k) == v for k, v in where.items())]
        if not judged:
            print(f"{subject:32} not measured: its data are absent")
            continue
        right = float(judged[0][column])
        speeds = sorted(float(r["words_per_second"]) for r in judged if r.get("words_per_second"))
        speed = statistics.median(speeds) if speeds else 0
        name = subject + (" " + where["set"] if "set" in where else "")
        print(f"{name:32} {right:6.3f} {least:6.2f} {speed:10,.0f} {speeds[0]:10,.0f}…{speeds[-1]:10,.0f} {speed_least:8,}")
        short += right < least or speed < speed_least
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
