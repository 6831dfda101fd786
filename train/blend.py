"""Blends a trained reader with where it came from, as dev likes it: blend.py DATA BASE CHECKPOINT START OUT.pt

Weights on the line between a model and its start often read new text better than either end. The encoder and the heads move
together towards START, the encoder alone towards the base; the best sum of dev LAS, UPOS and half of names F1 over both sets wins.
"""

import re
import sys

import sentencepiece as spm
import torch

import evaluate
from data import Labels
from net import SHARED_SPACES, Encoder, Reader, label_sizes, with_spaces

SHARES = [(1.0, 0.0), (0.75, 0.0), (0.5, 0.0), (0.25, 0.0)]  # of CHECKPOINT against START; of the base in the encoder


def blended(last, start, base, keep, back):
    """keep * last + (1 - keep) * start, then the encoder (1 - back) of that and `back` of the base."""
    out = {}
    for k, v in last.items():
        out[k] = keep * v + (1 - keep) * start[k] if k in start and start[k].shape == v.shape else v
        if k.startswith("encoder.") and back:
            out[k] = (1 - back) * out[k] + back * base[k[len("encoder.") :]]
    return out


def merit(lines):
    """One number for dev figures."""
    return sum(
        float(re.search(rf"{k} ([\d.]+)", line)[1]) * w
        for line in lines
        for k, w in (("las", 1), ("upos", 1), ("F", 0.5))
    )


def main(data, base, path, start, out):
    torch.set_num_threads(2)
    pieces = spm.SentencePieceProcessor(model_file=base + "/pieces.model")
    last, first = torch.load(path, weights_only=False), torch.load(start, weights_only=False)
    encoder = Encoder.load(base, last["layers"])
    untouched = {k: v.clone() for k, v in encoder.state_dict().items()}
    modes, below = last.get("modes", []), last.get("below", 4)
    net = Reader(encoder, label_sizes(last["labels"]), modes=len(modes), below=below).eval()
    start_weights = with_spaces(first["net"])
    own = {k: v for k, v in last["average"].items() if k != "mark"}
    best = None
    for keep, back in SHARES:
        weights = blended(
            own, start_weights, untouched, keep, back
        )
        weights["mix"][SHARED_SPACES:] = own["mix"][SHARED_SPACES:]  # factuality and vector were not in the start
        net.load_state_dict(weights, strict=False)
        lines = evaluate.score(data, "dev", evaluate.net_runner(net, Labels(last["labels"])), pieces)
        print(keep, back, round(merit(lines), 2), *lines, sep="\n  ", flush=True)
        if best is None or merit(lines) > best[0]:
            best = merit(lines), keep, back, weights
    print("best", best[:3])
    kept = dict(layers=last["layers"], labels=last["labels"], modes=modes, below=below)
    torch.save(dict(net=best[3], blend=best[1:3], **kept), out)


if __name__ == "__main__":
    main(*sys.argv[1:])
