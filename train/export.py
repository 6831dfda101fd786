"""Exports a trained reader to OpenVINO: export.py DATA_DIR BASE_DIR CHECKPOINT OUT_DIR. Writes float and 8-bit models.

OUT_DIR/f32 and OUT_DIR/int8 each hold reader.xml/.bin, relations.xml/.bin, labels.json, pieces.model, pieces.bin, and
events.xml/.bin with events.json where the reader has an event head. pieces.bin holds the vectors of the pieces, which
no training changes and so all readers share: "EPV1", rows and columns (32-bit), a scale for each row (float), rows of
8-bit numbers; all little-endian.
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
from net import ROLES, STATUS, TYPES, Encoder, Reader, label_sizes, rows, with_spaces

OUTPUTS = ["upos", "feats", "lemma", "ner", "arcs", "rel_dep", "rel_head"]
MORE = ["hidden", "factuality", "vector"]  # of a reader with events
ACTS = ["types", "modes", "status", "negative", "says", "hears"]
CALIBRATION_BATCHES = 60
RANK = 16


def outputs_of(net):
    return OUTPUTS + (MORE if hasattr(net, "events") else [])


def table(net):
    """The vectors of the pieces in 8 bits: rows of integers, and a scale for each."""
    w = net.encoder.word.weight.detach().numpy()
    scale = np.maximum(np.abs(w).max(1), 1e-9) / 127
    return np.clip(np.round(w / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


def save_table(path, rows8, scale):
    with open(path, "wb") as f:
        f.write(b"EPV1" + np.array(rows8.shape, "<u4").tobytes() + scale.astype("<f4").tobytes() + rows8.tobytes())


def load_table(path):
    """float [pieces, hidden]"""
    b = open(path, "rb").read()
    n, h = np.frombuffer(b, "<u4", 2, 4)
    scale = np.frombuffer(b, "<f4", n, 12)
    return np.frombuffer(b, np.int8, n * h, 12 + 4 * n).reshape(n, h) * scale[:, None]


class Words(nn.Module):
    """All that is said of the words themselves."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, pieces, first, embedded):
        out = self.net(pieces.long(), first.long(), embedded=embedded)
        return tuple(out[k] for k in outputs_of(self.net))


class Acts(nn.Module):
    """The event head, with probabilities for scores. Statuses and types are sharpened or softened as dev asks (`heat`)."""

    def __init__(self, events, heat):
        super().__init__()
        self.events, self.heat = events, heat

    def forward(self, hidden, pieces, first):
        out = self.events(hidden, pieces.long(), first.long())
        flat = lambda x: x.flatten(2)
        return (
            (out["types"] / self.heat.get("types", 1.0)).softmax(-1),
            out["modes"].softmax(-1),
            (out["status"] / self.heat.get("status", 1.0)).softmax(-1),
            out["negative"].sigmoid(),
            flat(out["says"]),
            flat(out["hears"]),
        )


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


def load(base, path, with_modes=False):
    """The network of a checkpoint (its averaged weights where it has them), its labels, and on request its modes."""
    s = torch.load(path, weights_only=False)
    modes, below = s.get("modes", []), s.get("below", 4)
    net = Reader(Encoder.load(base, s["layers"]), label_sizes(s["labels"]), modes=len(modes), below=below)
    weights = with_spaces(s.get("average") or s["net"], below if modes else None)
    net.load_state_dict({k: v for k, v in weights.items() if k != "mark"}, strict=False)
    return (net.eval(), s["labels"], s.get("modes", [])) if with_modes else (net.eval(), s["labels"])


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


def convert(net, example, embedded):
    """The float models by name."""
    any2 = ov.PartialShape([-1, -1])
    hidden = net.encoder.word.weight.shape[1]
    whole = ov.PartialShape([-1, -1, hidden])
    pieces, first = example[0].int(), example[1].int()
    words = ov.convert_model(
        Words(net),
        example_input=(pieces, first, embedded),
        input=[("pieces", any2, ov.Type.i32), ("first", any2, ov.Type.i32), ("embedded", whole, ov.Type.f32)],
    )
    size = net.rel_dep.out_features
    any3 = ov.PartialShape([-1, -1, size])
    vectors = torch.zeros(2, 5, size)
    relations = ov.convert_model(
        Relations(net),
        example_input=(vectors, vectors, torch.zeros(2, 5, dtype=torch.int32)),
        input=[("rel_dep", any3, ov.Type.f32), ("rel_head", any3, ov.Type.f32), ("heads", any2, ov.Type.i32)],
    )
    return (
        named(words, ["pieces", "first", "embedded"], outputs_of(net)),
        named(relations, ["rel_dep", "rel_head", "heads"], ["relations"]),
    )


def convert_acts(net, heat):
    hidden = net.encoder.word.weight.shape[1]
    any2 = ov.PartialShape([-1, -1])
    model = ov.convert_model(
        Acts(net.events, heat),
        example_input=(torch.zeros(2, 5, hidden), torch.full((2, 5), 9, dtype=torch.int32), torch.tensor([[0, 1, 3], [0, 2, 0]], dtype=torch.int32)),
        input=[
            ("hidden", ov.PartialShape([-1, -1, hidden]), ov.Type.f32), ("pieces", any2, ov.Type.i32), ("first", any2, ov.Type.i32)
        ],
    )
    return named(model, ["hidden", "pieces", "first"], ACTS)


def quantized(model, examples):
    return nncf.quantize(
        model,
        nncf.Dataset(examples),
        model_type=nncf.ModelType.TRANSFORMER,
        preset=nncf.QuantizationPreset.MIXED,
        subset_size=CALIBRATION_BATCHES,
    )


def classes(net, modes):
    """events.json"""
    return dict(
        types=TYPES, modes=modes, status=STATUS, roles=ROLES, role_size=net.events.ROLE, rarity=net.events.rarity.tolist()
    )


def main(data, base, checkpoint, out, heat="{}"):
    torch.set_num_threads(2)
    net, labels, modes = load(base, checkpoint, with_modes=True)
    rows8, scale = table(net)
    vectors = torch.from_numpy(rows8 * scale[:, None])
    feed = calibration(data, spm.SentencePieceProcessor(model_file=base + "/pieces.model"))
    feed = feed[:: max(1, len(feed) // CALIBRATION_BATCHES)]
    words, relations = convert(net, feed[len(feed) // 2], vectors[feed[len(feed) // 2][0]])
    inputs = [
        {"pieces": x[0].numpy().astype(np.int32), "first": x[1].numpy().astype(np.int32), "embedded": vectors[x[0]].numpy()}
        for x in feed
    ]
    models = {"f32": {"reader": words, "relations": relations}}
    models["int8"] = {"reader": quantized(words, inputs), "relations": relations}
    if modes:
        acts = convert_acts(net, json.loads(heat))
        models["f32"]["events"] = acts
        with torch.no_grad():
            said = [
                dict(i, hidden=net(x[0], x[1])["hidden"].numpy()) for x, i in zip(feed, inputs)
            ]
        for s in said:
            del s["embedded"]
        models["int8"]["events"] = quantized(acts, said)
    for sub, parts in models.items():
        os.makedirs(f"{out}/{sub}", exist_ok=True)
        for name, model in parts.items():
            ov.save_model(model, f"{out}/{sub}/{name}.xml", compress_to_fp16=True)
        json.dump(labels, open(f"{out}/{sub}/labels.json", "w", encoding="utf8"), ensure_ascii=False, indent=0)
        if modes:
            json.dump(classes(net, modes), open(f"{out}/{sub}/events.json", "w", encoding="utf8"), indent=0)
        shutil.copy(base + "/pieces.model", f"{out}/{sub}/")
        save_table(f"{out}/{sub}/pieces.bin", rows8, scale)


if __name__ == "__main__":
    main(*sys.argv[1:])
