#!/usr/bin/env python3
"""Prints how many concepts and wordings the codebook holds, by type and language.

codebook_count.py [DATA]      (default: data/ of this tree, or ENTENTE_DATA)

A wording is one word of a `verb:`, `noun:` or `adj:` list; vetoes are counted apart.
"""
import collections
import glob
import os
import sys

import yaml

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
CLASSES = ("verb", "noun", "adj")


def entries(pattern):
    for path in sorted(glob.glob(pattern)):
        with open(path, encoding="utf8") as f:
            yield from yaml.safe_load(f) or []


def words(entry, cls):
    value = entry.get(cls) or []
    return value if isinstance(value, list) else [value]


def main(data):
    book = os.path.join(data, "codebook")
    concepts = {c["id"]: c for c in entries(os.path.join(book, "concepts", "*.yaml"))}
    types = list(dict.fromkeys(c["type"] for c in concepts.values()))
    languages = sorted(os.listdir(os.path.join(book, "wordings")))
    count, vetoes, used = collections.Counter(), collections.Counter(), collections.defaultdict(set)
    for language in languages:
        for e in entries(os.path.join(book, "wordings", language, "*.yaml")):
            for cls in CLASSES:
                n = len(words(e, cls))
                if e.get("veto"):
                    vetoes[language] += n
                    continue
                count[concepts[e["concept"]]["type"], language, cls] += n
                if n:
                    used[e["concept"]].add(language)
    head = f"{'type':<10} {'concepts':>8}" + "".join(f"  {lang + ' ' + c:>8}" for lang in languages for c in CLASSES)
    print(head + "".join(f"  {lang + ' all':>7}" for lang in languages))
    total = collections.Counter()
    for t in types:
        n = sum(c["type"] == t for c in concepts.values())
        row, sums = f"{t:<10} {n:>8}", ""
        for lang in languages:
            row += "".join(f"  {count[t, lang, c]:>8}" for c in CLASSES)
            all_of = sum(count[t, lang, c] for c in CLASSES)
            sums += f"  {all_of:>7}"
            total[lang] += all_of
        print(row + sums)
    print(f"{'all':<10} {len(concepts):>8}" + " " * 10 * len(CLASSES) * len(languages) +
          "".join(f"  {total[lang]:>7}" for lang in languages))
    print("wordings in all: " + str(sum(total.values())) + "; vetoes: " +
          ", ".join(f"{lang} {vetoes[lang]}" for lang in languages))
    modes = {(c["type"], c["mode"]) for c in concepts.values() if c.get("mode")}
    print(f"modes with a concept: {len(modes)}")
    for lang in languages:
        bare = [c for c in concepts if lang not in used[c] and not c.startswith("head.")]
        if bare:
            print(f"concepts without a wording in {lang}: {', '.join(bare)}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("ENTENTE_DATA", os.path.join(ROOT, "data")))
