#!/usr/bin/env python3
"""How good and how fast is the reader of pages, beside trafilatura 2.2.0 on the same pages with the same scoring?

    extract.py ENTENTE [DATA_DIR]

Pages: web-pages-dev (DATA_DIR/test/…, or ../shared/data/test.tar.xz beside the project). Prints the table of `entente eval
pages`, then trafilatura's, scored by the same program, with its processor time per page. Checks first that every page was
answered. trafilatura comes from bench/peers.sh; without it only our own table is printed. Pages a second are of processor
time: they hang less on what else the machine does.
"""
import json
import os
import subprocess
import sys
import tarfile
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, "..", ".."))
NAME = "test/web-pages-dev"
PEER = """
import json, os, sys, time
import trafilatura
folder, out = sys.argv[1:]
with open(out, "w", encoding="utf8") as f:
    for name in sorted(os.listdir(os.path.join(folder, "html"))):
        data = open(os.path.join(folder, "html", name), "rb").read()
        start = time.process_time()
        found = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False)
        cpu = time.process_time() - start
        d = found.as_dict() if found else {}
        f.write(json.dumps({"file": name, "cpu": cpu, **{k: d.get(k) for k in ("text", "title", "author", "date")}}) + "\\n")
print("trafilatura", trafilatura.__version__)
"""


def pages(data, scratch):
    folder = os.path.join(data, NAME) if data else ""
    if data and os.path.exists(os.path.join(folder, "evaldata.json")):
        return folder
    archive = os.path.join(ROOT, "..", "shared", "data", "test.tar.xz")
    if not os.path.exists(archive):
        sys.exit("SKIPPED: no web-pages-dev (give DATA_DIR)")
    with tarfile.open(archive) as tar:
        tar.extractall(scratch, [m for m in tar if m.name.startswith(NAME)])
    return os.path.join(scratch, NAME)


def table(entente, folder, *more):
    command = [entente, "eval", "pages", "--data", folder, *more]
    rows = json.loads(subprocess.run(command + ["--json"], capture_output=True, check=True).stdout)
    both = next(r for r in rows if r["half"] == "both" and r["language"] == "all")
    assert both["pages"] == len(os.listdir(os.path.join(folder, "html"))), "a page has no mark, or a mark no page"
    print(subprocess.run(command, capture_output=True, check=True, text=True).stdout, flush=True)
    return both


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="entente-bench-") as scratch:
        folder = pages(sys.argv[2] if len(sys.argv) == 3 else "", scratch)
        print("entente")
        ours = table(sys.argv[1], folder)
        python = os.path.join(ROOT, "build", "peers", "bin", "python")
        if subprocess.run([python, "-c", "import trafilatura"], capture_output=True).returncode if os.path.exists(python) else True:
            print("trafilatura is not here: bench/peers.sh installs it")
            return
        answers = os.path.join(scratch, "answers.jsonl")
        name = subprocess.run([python, "-W", "ignore", "-c", PEER, folder, answers], capture_output=True, check=True, text=True).stdout
        assert len(open(answers, encoding="utf8").readlines()) == ours["pages"], "the peer left a page out"
        print(name.strip())
        theirs = table(sys.argv[1], folder, "--answers", answers)
        print(f"F1 {ours['f1']:.3f} : {theirs['f1']:.3f}, pages a second {ours['pages_per_second']:.0f} : "
              f"{theirs['pages_per_second']:.0f} ({ours['pages_per_second'] / theirs['pages_per_second']:.1f} times)")


main()
