#!/usr/bin/env python3
"""Accuracy of `entente read` on treebanks: which accuracy do words and trees have, from gold words and from raw text?

    eval_reader.py ENTENTE DATA_DIR [dev|test]

DATA_DIR holds train/ and test/ as unpacked from ../shared/data. Measures only. Prints the CoNLL-2018 scores of
conllu_score.py for French Sequoia and English EWT.
"""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import conllu_score  # noqa: E402

SETS = {("fr", "dev"): "train/ud-french-sequoia/fr_sequoia-ud-dev.conllu",
        ("fr", "test"): "test/ud-french-sequoia/fr_sequoia-ud-test.conllu",
        ("en", "dev"): "train/ud-english-ewt/en_ewt-ud-dev.conllu",
        ("en", "test"): "test/ud-english-ewt/en_ewt-ud-test.conllu"}


def raw_text(path):
    """The text that a CoNLL-U file came from: paragraphs by line, sentences after one another."""
    out, space, newline = [], "", False
    for line in open(path, encoding="utf8"):
        if line.startswith(("# newpar", "# newdoc")):
            newline = True
        elif line.startswith("# text = "):
            out.append(("\n" if newline and out else space) + line[9:].rstrip("\n"))
            newline = False
        elif line[:1].isdigit():
            c = line.rstrip("\n").split("\t")
            if "-" in c[0]:
                until, token = int(c[0].split("-")[1]), c[9]
                space = "" if "SpaceAfter=No" in token else " "
            elif "." not in c[0] and not ("until" in locals() and int(c[0]) <= until):
                space = "" if "SpaceAfter=No" in c[9] else " "
        elif not line.strip():
            until = 0
    return "".join(out) + "\n"


def main(entente, data, which="test"):
    for language in ("fr", "en"):
        gold = os.path.join(data, SETS[language, which])
        if not os.path.exists(gold):
            print(f"SKIPPED: {gold} is not here")
            continue
        raw = raw_text(gold)
        for name, args, text in (("gold words", ["--gold-tokens", gold], None), ("raw text", ["--language", language], raw)):
            with tempfile.NamedTemporaryFile("w", suffix=".conllu", encoding="utf8") as f:
                subprocess.run([entente, "read"] + args, input=text, stdout=f, check=True, text=True, encoding="utf8")
                s = conllu_score.score(gold, f.name)
            print(f"{os.path.basename(gold)[:-7]}, {name}:", " ".join(f"{k} {v:.2f}" for k, v in s.items()))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:4])
