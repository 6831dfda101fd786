"""Prepares a trained reader for more training: soften.py CHECKPOINT BASE_DIR OUT.pt [SHARE]

A reader that knows its trees by heart is hard to teach. Its encoder is drawn back towards the base (SHARE of its own
weights stays, .8 unless said; dev EWT LAS rises by .5 from this alone), and the scores of its heads are scaled down to
what smoothed labels ask for, which changes no decision.
"""

import sys

import torch

from net import Encoder

SCALE = {"tag.upos": 0.3, "tag.feats": 0.25, "tag.lemma": 0.25, "tag.ner": 0.3, "rel": 0.22, "arc": 0.5}


def soften(checkpoint, base, share):
    net = {k: v.clone() for k, v in (checkpoint.get("average") or checkpoint["net"]).items() if k != "mark"}
    for k, v in Encoder.load(base, checkpoint["layers"]).state_dict().items():
        net["encoder." + k] = share * net["encoder." + k] + (1 - share) * v
    for name, scale in SCALE.items():
        for k in (name, name + ".weight", name + ".bias"):
            if k in net:
                net[k] *= scale
    return dict(net=net, layers=checkpoint["layers"], labels=checkpoint["labels"])


if __name__ == "__main__":
    share = float(sys.argv[4]) if len(sys.argv) > 4 else 0.8
    torch.save(soften(torch.load(sys.argv[1], weights_only=False), sys.argv[2], share), sys.argv[3])
