"""Gives trees, features, lemmas and names to sentences that have only gold UPOS: teach.py DATA_DIR BASE_DIR TEACHER OUT.jsonl

TEACHER is a checkpoint or a folder of OpenVINO files. Each word keeps its gold UPOS. What the teacher says is kept only where there is a
reason to trust it: a sentence keeps its tree when the teacher finds at least nine of ten gold tags in it, an arc when it
has at least `SURE` of the probability, features and lemma where the teacher's UPOS is the gold one, names where they
agree with the gold tags (a name holds a proper noun; a proper noun outside of every name is left open).
"""

import json
import os
import sys

import numpy as np
import sentencepiece as spm
import torch

from data import Word, read_tags
from decode import entities
from evaluate import analyse, ov_runner, torch_runner

SURE = 0.6
AGREEMENT = 0.9


def keep_trusted(gold, said):
    """The gold words with the teacher's layers, None where they are not trusted."""
    same = [a.upos == b.upos for a, b in zip(gold, said)]
    tree = np.mean(same) >= AGREEMENT
    names = entities([w.ner for w in said])
    inside = {i for a, b, _ in names for i in range(a, b + 1)}
    hollow = {
        i for a, b, _ in names if not any(gold[j].upos == "PROPN" for j in range(a, b + 1)) for i in range(a, b + 1)
    }
    out = []
    for i, (g, s) in enumerate(zip(gold, said)):
        w = Word(g.form, upos=g.upos, space=g.space, span=g.span)
        if same[i]:
            w.lemma, w.feats = s.lemma, s.feats
        if tree and same[i] and s.sure >= SURE:
            w.head, w.rel = s.head, s.rel
        if i not in hollow and (i in inside or g.upos != "PROPN"):
            w.ner = s.ner
        out.append(w)
    return out


def main(data, base, teacher, out):
    torch.set_num_threads(2)
    sp = spm.SentencePieceProcessor(model_file=base + "/pieces.model")
    gold = [s for s in read_tags(f"{data}/train/upos-transfer/train.txt") if len(s) <= 100]
    said = read_tags(f"{data}/train/upos-transfer/train.txt")
    said = [s for s in said if len(s) <= 100]
    analyse(said, sp, *(ov_runner(teacher) if os.path.isdir(teacher) else torch_runner(base, teacher)))
    arcs = 0
    with open(out + ".part", "w", encoding="utf8") as f:
        for g, s in zip(gold, said):
            words = keep_trusted(g, s)
            arcs += sum(w.head is not None for w in words)
            f.write(
                json.dumps(
                    [[w.form, w.lemma, w.upos, w.feats, w.head, w.rel, w.ner, w.space, w.span] for w in words],
                    ensure_ascii=False,
                )
                + "\n"
            )
    os.replace(out + ".part", out)
    print("sentences", len(gold), "words", sum(map(len, gold)), "arcs kept", arcs)


def read_taught(path):
    return [[Word(*w) for w in json.loads(line)] for line in open(path, encoding="utf8")]


if __name__ == "__main__":
    main(*sys.argv[1:])
