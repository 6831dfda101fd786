"""Sentence vectors of the untouched encoder, to copy: vectors.py BASE_DIR CODED.conllu OUT.pt

The mean of the last layer over all pieces, of length 1 (as the encoder's makers pool it, Wang et al. 2024), for each sentence by its text.
"""

import sys

import sentencepiece as spm
import torch
import torch.nn.functional as F

from data import batches, cut, tensors
from events import read_ranges
from net import Encoder


def main(base, coded, out, texts):
    torch.set_num_threads(1)
    sp, net, made = spm.SentencePieceProcessor(model_file=base + "/pieces.model"), Encoder.load(base).eval(), {}
    import json

    whole = {o["id"]: o["text"].encode() for f in texts for o in map(json.loads, open(f, encoding="utf8"))}
    sents = [(whole[d][s[0].sure[0] : s[-1].sure[1]].decode(), s) for d, ss in read_ranges(coded).items() if d in whole for s in ss]
    items = [(t, cut(sp, s, 256)) for t, s in sents]
    items = [(t, c) for t, c in items if c]
    for b in batches([(*c, None) for _, c in items], 4096):
        pieces, *_ = tensors([(*items[i][1], None) for i in b])
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            last = net(pieces)[-1].float()
        there = (pieces != net.pad).float()[..., None]
        for i, v in zip(b, F.normalize((last * there).sum(1) / there.sum(1), dim=-1)):
            made[items[i][0]] = v.half()
    torch.save(made, out)


if __name__ == "__main__":
    main(*sys.argv[1:4], sys.argv[4:])
