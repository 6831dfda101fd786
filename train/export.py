"""Exports a trained reader to OpenVINO: export.py DATA_DIR BASE_DIR CHECKPOINT OUT_DIR. Writes float and 8-bit models.

OUT_DIR/f32 and OUT_DIR/int8 each hold reader.xml/.bin, relations.xml/.bin, labels.json, pieces.model.
The ranges of the 8-bit activations are taken from training sentences of both languages.
"""

import json
import os
import shutil
import sys

import nncf
import numpy as np
import openvino as ov
import sentencepiece as spm
import torch
from torch import nn

from data import batches, cut, read_conllu, tensors
from net import Encoder, Reader, label_sizes, rows

OUTPUTS = ["upos", "feats", "lemma", "ner", "arcs", "rel_dep", "rel_head"]
CALIBRATION_BATCHES = 60
RANK = 16


class Words(nn.Module):
    """All that is said of the words themselves."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, pieces, first):
        out = self.net(pieces.long(), first.long())
        return tuple(out[k] for k in OUTPUTS)


class Relations(nn.Module):
    """The relations of given heads: each relation's matrix by its `RANK` largest singular values.

    What all relations share does not change which one is best, so their mean is taken off first.
    """

    def __init__(self, net):
        super().__init__()
        u, s, v = torch.linalg.svd((net.rel - net.rel.mean(0)).double())
        s = s[:, None, :RANK].sqrt()
        flat = lambda m: nn.Parameter((m * s).permute(1, 0, 2).reshape(m.shape[1], -1).float())
        self.dep, self.head = flat(u[:, :, :RANK]), flat(v.transpose(1, 2)[:, :, :RANK])

    def forward(self, rel_dep, rel_head, heads):
        h = rows(rel_head, heads.long())
        d = rel_dep @ self.dep[:-1] + self.dep[-1]
        h = h @ self.head[:-1] + self.head[-1]
        b, w, n = d.shape
        return (d * h).view(b, w, n // RANK, RANK).sum(-1)


def load(base, path):
    """The network of a checkpoint (its averaged weights where it has them) and its labels."""
    s = torch.load(path, weights_only=False)
    net = Reader(Encoder.load(base, s["layers"]), label_sizes(s["labels"]))
    net.load_state_dict({k: v for k, v in (s.get("average") or s["net"]).items() if k != "mark"}, strict=False)
    return net.eval(), s["labels"]


def calibration(data, pieces):
    """Batches of training sentences as tensors."""
    sents = read_conllu(f"{data}/train/ud-french-sequoia/fr_sequoia-ud-train.conllu")[::8]
    sents += read_conllu(f"{data}/train/ud-english-ewt/en_ewt-ud-train.conllu")[::50]
    items = [(*c, None) for c in (cut(pieces, s, 200) for s in sents) if c]
    return [tensors([items[i] for i in b]) for b in batches(items, 1024)]


def named(model, inputs, outputs):
    for port, name in zip(model.inputs, inputs):
        port.get_tensor().set_names({name})
    for port, name in zip(model.outputs, outputs):
        port.get_tensor().set_names({name})
    return model


def convert(net, example):
    """The two float models."""
    any2 = ov.PartialShape([-1, -1])
    pieces, first = example[0].int(), example[1].int()
    words = ov.convert_model(
        Words(net), example_input=(pieces, first), input=[("pieces", any2, ov.Type.i32), ("first", any2, ov.Type.i32)]
    )
    size = net.rel_dep.out_features
    any3 = ov.PartialShape([-1, -1, size])
    vectors = torch.zeros(2, 5, size)
    relations = ov.convert_model(
        Relations(net),
        example_input=(vectors, vectors, torch.zeros(2, 5, dtype=torch.int32)),
        input=[("rel_dep", any3, ov.Type.f32), ("rel_head", any3, ov.Type.f32), ("heads", any2, ov.Type.i32)],
    )
    return named(words, ["pieces", "first"], OUTPUTS), named(relations, ["rel_dep", "rel_head", "heads"], ["relations"])


def main(data, base, checkpoint, out):
    torch.set_num_threads(2)
    net, labels = load(base, checkpoint)
    feed = calibration(data, spm.SentencePieceProcessor(model_file=base + "/pieces.model"))
    words, relations = convert(net, feed[len(feed) // 2])
    as_input = lambda x: {"pieces": x[0].numpy().astype(np.int32), "first": x[1].numpy().astype(np.int32)}
    some = nncf.Dataset(feed[:: max(1, len(feed) // CALIBRATION_BATCHES)], as_input)
    small = nncf.quantize(
        words,
        some,
        model_type=nncf.ModelType.TRANSFORMER,
        preset=nncf.QuantizationPreset.MIXED,
        subset_size=CALIBRATION_BATCHES,
    )
    for sub, model in (("f32", words), ("int8", small)):
        os.makedirs(f"{out}/{sub}", exist_ok=True)
        ov.save_model(model, f"{out}/{sub}/reader.xml", compress_to_fp16=True)
        ov.save_model(relations, f"{out}/{sub}/relations.xml", compress_to_fp16=True)
        json.dump(labels, open(f"{out}/{sub}/labels.json", "w", encoding="utf8"), ensure_ascii=False, indent=0)
        shutil.copy(base + "/pieces.model", f"{out}/{sub}/")


if __name__ == "__main__":
    main(*sys.argv[1:])
