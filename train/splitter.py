"""Trains the splitter: which words of a line begin a sentence? splitter.py DATA_DIR BASE_DIR TAUGHT.jsonl OUT_DIR [MINUTES [FROM.pt]]

The rules of src/language/split.cpp see stops; what they cannot see are titles, items of lists and sentences that stand on one
line without any. The net looks at a word and some 36 words on each side of it: the encoder's embeddings of its first and last
piece, drawn down to 32 numbers; its shape (capitals, digits, which mark); whether a space stands before it. Six
separable convolutions, one score. OUT_DIR gets splitter.pt after each pass (FROM.pt is one to start from), at the end splitter.xml/.bin:

    first, last [b, n] int32: piece ids of words as `word_pieces` cuts them   shape [b, n] int32: 2 * shape_of + space; 0 is padding
    starts [b, n] float32: probability that the word begins a sentence

Trained on running text made of treebanks: Sequoia's sentences in their order with gaps, as in its dev set; French GSD, FQB and
the taught sentences in any order; English EWT by paragraph. Chosen on Sequoia dev, GSD's last 300 and EWT dev.
"""

import json
import os
import random
import sys
import time
import unicodedata

import numpy as np
import sentencepiece as spm
import torch
from torch import nn
import torch.nn.functional as F

from data import sentences, to_words
from net import Encoder
from teach import read_taught

SPACES = 2
MARKS = [".", "…", "!", "?", ",", ";", ":", "(", ")", "[", "]", "«", "»", '"', "“", "”", "'", "’", "-", "–", "—", "/", "•", "*"]
LETTERS = ["lower", "capital", "initial", "capitals", "mixed", "caseless"]
NUMBERS = ["one or two digits", "year", "number", "digits and letters"]
OTHER_MARK = 1 + 2 * len(LETTERS) + len(NUMBERS) + len(MARKS)
SHAPES = OTHER_MARK + 1
HELD_OUT = 300  # sentences of GSD
LENGTH = 192  # words of a training sequence
BATCH = 12  # sequences
WIDTH, CHANNELS, DILATIONS, KERNEL = 32, 96, (1, 2, 4, 8, 2, 1), 5


def shape_of(form):
    """A word's class, from 1 to SHAPES - 1. The same as in src/language/splitter.cpp."""
    kinds = [unicodedata.category(c)[:2] for c in form]
    letters = [k for k in kinds if k[0] == "L"]
    digits = kinds.count("Nd")
    if letters and not digits:
        stop = len(LETTERS) if form[-1] == "." else 0
        upper = sum(k in ("Lu", "Lt") for k in letters)
        if upper == 0:
            kind = "lower" if "Ll" in letters else "caseless"
        elif upper == len(letters):
            kind = "initial" if upper == 1 else "capitals"
        else:
            kind = "capital" if upper == 1 and letters[0] in ("Lu", "Lt") else "mixed"
        return 1 + LETTERS.index(kind) + stop
    if digits:
        kind = 3 if letters else 0 if len(form) <= 2 else 1 if len(form) == 4 and digits == 4 else 2
        return 1 + 2 * len(LETTERS) + kind
    mark = "…" if form.startswith("..") else form[:1]
    return 1 + 2 * len(LETTERS) + len(NUMBERS) + MARKS.index(mark) if mark in MARKS else OTHER_MARK


# ---- text: a sentence is [(form, space before)], a line is a list of sentences


def plain(words):
    return [(w.form, w.space) for w in words]


def lines_of(path):
    """The lines of a treebank, as its raw text has them."""
    out, gap = [], True
    for meta, rows in sentences(path):
        if not out or any(k.startswith(("newpar", "newdoc")) for k in meta):
            out.append([])
        s = plain(to_words(meta, rows))
        out[-1].append([(s[0][0], gap)] + s[1:])
        gap = "SpaceAfter=No" not in rows[-1][9]
    return out


class Texts:
    """Everything that is trained on; `epoch` makes new running text of it each time."""

    def __init__(self, data, taught):
        path = lambda name: f"{data}/train/{name}.conllu"
        self.sequoia = lines_of(path("ud-french-sequoia/fr_sequoia-ud-train"))[0]
        self.english = lines_of(path("ud-english-ewt/en_ewt-ud-train"))
        gsd = lines_of(path("ud-french-gsd/fr_gsd-ud-dev"))[0]
        questions = lines_of(path("ud-french-fqb/fr_fqb-ud-test"))[0]
        self.french = gsd[:-HELD_OUT] * 3 + [plain(s) for s in read_taught(taught)] + questions[::4]
        self.dev = {
            "Sequoia": lines_of(path("ud-french-sequoia/fr_sequoia-ud-dev")),
            "GSD": [gsd[-HELD_OUT:]],
            "EWT": lines_of(path("ud-english-ewt/en_ewt-ud-dev")),
        }

    def epoch(self, rng):
        """Lines of about LENGTH words, changed a little, in random order."""
        lines = []
        for keep in (1.0, 0.6, 0.35, 0.2, 0.2):
            lines.append([s for s in self.sequoia if rng.random() < keep])
        for _ in range(2):
            lines.append(rng.sample(self.sequoia, len(self.sequoia)))
        french = rng.sample(self.french, len(self.french) // 5)
        lines += [french, *rng.sample(self.english, len(self.english) // 3)]
        out = [change(piece, rng) for line in lines for piece in pieces_of(line, rng)]
        rng.shuffle(out)
        return out


def pieces_of(line, rng):
    """A line in stretches of about LENGTH words."""
    out, words, wanted = [[]], 0, rng.randint(20, LENGTH)
    for s in line:
        if words and words + len(s) > wanted:
            out.append([])
            words, wanted = 0, rng.randint(20, LENGTH)
        out[-1].append(s)
        words += len(s)
    return out


def change(line, rng):
    """Other apostrophes and quotes, a stop or a capital less, a title in capitals."""
    curly, quotes = rng.random() < 0.4, rng.choice([None, "«»", "“”"])
    careless = rng.random() < 0.15  # writes some sentences without stops or capitals
    out = []
    for s in line:
        s = list(s)
        short = len(s) <= 16
        if len(s) > 3 and s[-1][0] == "." and rng.random() < (0.3 if careless else 0.1 if short else 0.02):
            s.pop()
        if rng.random() < (0.3 if careless else 0.01):
            s[0] = (s[0][0][:1].lower() + s[0][0][1:], s[0][1])
        if short and s[-1][0] not in ".!?" and rng.random() < 0.15:
            s = [(form.upper(), space) for form, space in s]
        out.append([(dressed(form, space, curly, quotes), space) for form, space in s])
    return out


def dressed(form, space, curly, quotes):
    if form == '"' and quotes:
        return quotes[0] if space else quotes[1]
    return form.replace("'", "’") if curly else form


class Numbers:
    """Lines to arrays: first piece, last piece, shape, whether a sentence begins."""

    def __init__(self, pieces):
        self.pieces, self.known = pieces, {}

    def word(self, form, space):
        key = (form, space)
        if key not in self.known:
            ids = self.pieces.encode((" " if space else "") + form) or [3]
            self.known[key] = ids[0], ids[-1], SPACES * shape_of(form) + space
        return self.known[key]

    def line(self, line):
        rows = [(*self.word(form, space), k == 0) for s in line for k, (form, space) in enumerate(s)]
        rows[0] = (*self.word(line[0][0][0], True), True)
        return np.array(rows, dtype=np.int64)


class Splitter(nn.Module):
    def __init__(self, embeddings):
        super().__init__()
        self.register_buffer("words", embeddings, persistent=False)
        self.draw = nn.Linear(embeddings.shape[1], WIDTH, bias=False)
        with torch.no_grad():  # begins as principal components
            sample = embeddings - embeddings.mean(0)
            _, v = torch.linalg.eigh(sample.T @ sample)
            self.draw.weight.copy_(v[:, -WIDTH:].T / (sample @ v[:, -WIDTH:]).std())
        self.shape = nn.Embedding(SPACES * SHAPES, 32)
        self.inside = nn.Linear(2 * WIDTH + 32, CHANNELS)
        self.near, self.mix = nn.ModuleList(), nn.ModuleList()
        for d in DILATIONS:
            deep = nn.Conv1d(CHANNELS, CHANNELS, KERNEL, padding=d * (KERNEL // 2), dilation=d, groups=CHANNELS, bias=False)
            self.near.append(nn.Sequential(deep, nn.BatchNorm1d(CHANNELS), nn.ReLU()))
            self.mix.append(nn.Sequential(nn.Conv1d(CHANNELS, CHANNELS, 1, bias=False), nn.BatchNorm1d(CHANNELS)))
        self.out = nn.Linear(CHANNELS, 1)
        self.drop = nn.Dropout(0.2)

    def table(self):
        return self.draw(self.words)

    def forward(self, first, last, shape):
        return self.scores(self.draw(self.words[first]), self.draw(self.words[last]), shape)

    def scores(self, first, last, shape):
        mask = (shape > 0).float()[:, None]
        x = torch.cat([first, last, self.shape(shape)], -1)
        x = self.inside(self.drop(x)).transpose(1, 2) * mask
        for near, mix in zip(self.near, self.mix):
            x = (x + F.relu(self.drop(mix(near(x))))) * mask
        return self.out(x.transpose(1, 2))[..., 0]


class Shipped(nn.Module):
    """The splitter with its table in 8 bits, a scale for each column."""

    def __init__(self, net):
        super().__init__()
        table = net.table().detach()
        scale = table.abs().max(0).values / 127
        self.register_buffer("bytes", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)
        self.net = net

    def forward(self, first, last, shape):
        vector = lambda ids: self.bytes[ids.long()].float() * self.scale
        return torch.sigmoid(self.net.scores(vector(first), vector(last), shape.long()))


# ---- training


def batch(rows):
    """Arrays of lines, padded: first, last, shape, starts."""
    n = max(map(len, rows))
    out = np.zeros((len(rows), n, 4), dtype=np.int64)
    for k, r in enumerate(rows):
        out[k, : len(r)] = r
    return torch.from_numpy(out).unbind(-1)


def hide(first, last, shape, rng):
    """Some words lose their pieces, some all but their being there."""
    hidden = torch.rand(first.shape, generator=rng) < 0.12
    return torch.where(hidden, 3, first), torch.where(hidden, 3, last), shape


def f1(gold, said):
    """Sentences F1 of two lists of starts; a sentence is right when it and the next start where they should."""
    spans = lambda starts: set(sorted_pairs(starts))
    same = sum(len(spans(g) & spans(s)) for g, s in zip(gold, said))
    return 200.0 * same / (sum(len(spans(g)) for g in gold) + sum(len(spans(s)) for s in said))


def sorted_pairs(starts):
    at = np.flatnonzero(starts).tolist()
    return list(zip(at, at[1:] + [len(starts)]))


@torch.no_grad()
def measure(net, dev):
    """{set: (best F1, its threshold, F1 at .5)}."""
    net.eval()
    out = {}
    for name, lines in dev.items():
        said = [torch.sigmoid(net(*batch([r])[:3]))[0].numpy() for r in lines]
        gold = [r[:, 3] for r in lines]
        at = {}
        for t in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
            starts = [np.concatenate([[True], s[1:] > t]) for s in said]
            at[t] = f1(gold, starts)
        best = max(at, key=at.get)
        out[name] = round(at[best], 2), best, round(at[0.5], 2)
    net.train()
    return out


def train(texts, numbers, embeddings, minutes, out, start_from):
    """Trains for so many minutes and gives the averaged weights."""
    rng, hiding = random.Random(1), torch.Generator().manual_seed(1)
    torch.manual_seed(1)
    net = Splitter(embeddings)
    if start_from:
        net.load_state_dict(torch.load(start_from), strict=False)
    average = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995), use_buffers=True)
    optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.02)
    dev = {k: [numbers.line(line) for line in v] for k, v in texts.dev.items()}
    start, words, passes = time.monotonic(), 0, 0
    done = lambda: (time.monotonic() - start) / (60 * minutes)
    while done() < 1:
        lines = sorted((numbers.line(line) for line in texts.epoch(rng)), key=lambda r: len(r) + rng.random() * 20)
        groups = [lines[i : i + BATCH] for i in range(0, len(lines), BATCH)]
        rng.shuffle(groups)
        for group in groups:
            first, last, shape, starts = batch(group)
            rate = 2e-3 * min(1.0, words / 3e5 + 0.02) * (0.5 + 0.5 * np.cos(np.pi * min(1.0, done())))
            for g in optimizer.param_groups:
                g["lr"] = rate
            known = (shape > 0).float()
            known[:, 0] = 0
            loss = F.binary_cross_entropy_with_logits(net(*hide(first, last, shape, hiding)), starts.float(), reduction="none")
            loss = (loss * known).sum() / known.sum()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            average.update_parameters(net)
            words += int(known.sum())
            if done() >= 1:
                break
        passes += 1
        torch.save(average.module.state_dict(), f"{out}/splitter.pt")
        if passes % 3 == 0 or done() >= 1:
            line = f"pass {passes} done {done():.2f} words {words} loss {loss.item():.4f} dev {measure(average.module, dev)}"
            with open(f"{out}/splitter.log", "a", encoding="utf8") as log:
                print(line, file=log)
    return average.module.eval()


def export(net, out):
    import openvino as ov

    example = tuple(torch.ones(1, 64, dtype=torch.int32) for _ in range(3))
    any2 = ov.PartialShape([-1, -1])
    names = ["first", "last", "shape"]
    model = ov.convert_model(Shipped(net), example_input=example, input=[(n, any2, ov.Type.i32) for n in names])
    for port, name in zip(model.inputs, names):
        port.get_tensor().set_names({name})
    model.outputs[0].get_tensor().set_names({"starts"})
    ov.save_model(model, f"{out}/splitter.xml", compress_to_fp16=True)


def main(data, base, taught, out, minutes="15", start_from=None):
    torch.set_num_threads(1)
    os.makedirs(out, exist_ok=True)
    encoder = Encoder.load(base)
    embeddings = encoder.word.weight.detach().clone()
    numbers = Numbers(spm.SentencePieceProcessor(model_file=base + "/pieces.model"))
    texts = Texts(data, taught)
    export(train(texts, numbers, embeddings, float(minutes), out, start_from), out)


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    main(*sys.argv[1:7])
