"""Trains the reader: train.py --data DIR --base DIR --out DIR --minutes N [--taught FILE] [--start CHECKPOINT]

Saves OUT/reader.pt every ten minutes (weights, averaged weights, optimiser, random states, place in the epoch) and goes
on from it exactly when started again. OUT/log holds the losses and, at each save, the scores of the averaged weights on
the dev sets. The schedule follows the minutes of wall time, so that a busy machine trains less but still ends well.
"""

import argparse
import json
import math
import os
import random
import time

import sentencepiece as spm
import torch
import torch.nn.functional as F

import evaluate
from augment import Names, hide, vary
from data import Labels, batches, cut, tensors
from net import Encoder, Reader, label_sizes
from sources import MARKS, epoch, load

WEIGHT = dict(upos=0.7, feats=0.5, lemma=0.5, ner=1.2, arcs=1.0, rel=0.7)
SMOOTH = dict(upos=0.03, feats=0.03, lemma=0.03, ner=0.02, arcs=0.0, rel=0.03)
BUDGET, LONGEST = 768, 256  # padded pieces in a batch, pieces in a sentence
WARM_UP, FLOOR, AVERAGE = 120, 0.01, 0.998
LEMMA = 2  # its place in Labels.of
SAVE_SECONDS = 600
DEV_SENTENCES = 500  # of each dev set, at each save


def options():
    p = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "base", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--minutes", type=float, required=True)
    p.add_argument("--taught", help="sentences with a teacher's trees")
    p.add_argument("--start", help="a checkpoint whose weights and labels to start from")
    p.add_argument("--world", help="places.yaml: more names to exchange")
    p.add_argument("--layers", type=int, default=8)
    p.add_argument("--encoder-rate", type=float, default=1.5e-4)
    p.add_argument("--head-rate", type=float, default=5e-4)
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--head-dropout", type=float, default=0.2)
    p.add_argument("--seed", type=int, default=1)
    return p.parse_args()


def loss_of(net, pieces, first, lab, words, source):
    """The weighted sum of the tasks' losses over the words whose class is known."""
    with torch.autocast("cpu", torch.bfloat16):
        out = net(pieces, first, source)
        upos, feats, lemma, rel, head, ner = lab
        known = rel >= 0
        relations = net.relations(out["rel_dep"], out["rel_head"], head.clamp(min=0)) if known.any() else None
    valid = torch.arange(first.shape[1])[None] < words[:, None]
    scores = dict(out, rel=relations, arcs=out["arcs"].float().masked_fill(~valid[:, None, :], -1e9))
    total, parts = 0.0, {}
    for task, y in dict(upos=upos, feats=feats, lemma=lemma, ner=ner, arcs=head, rel=rel).items():
        y = y.reshape(-1)
        on = y >= 0
        if on.any():
            x = scores[task]
            loss = F.cross_entropy(x.reshape(-1, x.shape[-1])[on].float(), y[on], label_smoothing=SMOOTH[task])
            total = total + WEIGHT[task] * loss
            parts[task] = loss.item()
    return total, parts


class Run:
    """A training run: what is saved and loaded together."""

    def __init__(self, o):
        self.o = o
        self.sources = load(o.data, o.taught)
        start = torch.load(o.start, weights_only=False) if o.start else None
        made = Labels.build([w for s in self.sources if s.mark not in ("bosque", "newseye") for w in s.sentences])
        self.names = {
            k: start["labels"][k] if start else made.__dict__[k] for k in ("upos", "feats", "lemma", "rel", "ner")
        }
        self.labels = Labels(self.names)
        self.pieces = spm.SentencePieceProcessor(model_file=o.base + "/pieces.model")
        self.exchange = Names(self.sources, o.world)
        torch.manual_seed(o.seed)
        self.rng = random.Random(o.seed)
        self.net = Reader(
            Encoder.load(o.base, o.layers, o.dropout), label_sizes(self.names), dropout=o.head_dropout, marks=len(MARKS)
        )
        if start:
            missing = self.net.load_state_dict({k: v for k, v in start["net"].items() if k != "mark"}, strict=False)
            assert missing.missing_keys == ["mark"] and not missing.unexpected_keys, missing
        self.net.encoder.word.weight.requires_grad_(False)
        self.trained = {k: p for k, p in self.net.named_parameters() if p.requires_grad}
        enc = [p for k, p in self.trained.items() if k.startswith("encoder.")]
        heads = [p for k, p in self.trained.items() if not k.startswith("encoder.")]
        self.opt = torch.optim.AdamW(
            [dict(params=enc, lr=o.encoder_rate), dict(params=heads, lr=o.head_rate)],
            betas=(0.9, 0.98),
            weight_decay=0.01,
            fused=True,
        )
        self.peak = [o.encoder_rate, o.head_rate]
        self.average = {k: p.detach().clone() for k, p in self.trained.items()}
        self.spent = 0.0
        self.step = self.seen = self.epoch = self.place = 0
        self.epoch_state = None
        self.path = o.out + "/reader.pt"
        if os.path.exists(self.path):
            self.resume()
        self.began = self.saved = time.time()

    def minutes(self):
        return (self.spent + time.time() - self.began) / 60

    def resume(self):
        s = torch.load(self.path, weights_only=False)
        self.net.load_state_dict(s["net"])
        self.opt.load_state_dict(s["opt"])
        self.average = {k: s["average"][k] for k in self.average}
        self.spent, self.step, self.seen, self.epoch, self.place = (
            s[k] for k in ("spent", "step", "seen", "epoch", "place")
        )
        self.rng.setstate(s["epoch_state"])
        torch.set_rng_state(s["torch_state"])

    def save(self):
        whole = dict(self.net.state_dict(), **self.average)
        torch.save(
            dict(
                net=self.net.state_dict(),
                average=whole,
                opt=self.opt.state_dict(),
                spent=self.spent + time.time() - self.began,
                step=self.step,
                seen=self.seen,
                epoch=self.epoch,
                place=self.place,
                epoch_state=self.epoch_state,
                torch_state=torch.get_rng_state(),
                layers=self.o.layers,
                labels=self.names,
            ),
            self.path + ".part",
        )
        os.replace(self.path + ".part", self.path)
        self.saved = time.time()

    def items(self):
        """The sentences of one epoch, varied and cut: (pieces, first, labels, source)."""
        out = []
        for source, words in epoch(self.sources, self.rng):
            words = vary(self.exchange.exchange(words, self.rng), self.rng)
            c = cut(self.pieces, words, LONGEST)
            if c:
                pieces, hidden = hide(*c, self.rng, self.pieces.get_piece_size())
                labels = [self.labels.of(w) for w in words]
                for i in hidden:  # the tree around a hidden word can be guessed, its spelling cannot
                    labels[i] = labels[i][:LEMMA] + (-100,) + labels[i][LEMMA + 1 :]
                out.append((pieces, c[1], labels, MARKS.index(source.mark)))
        return out

    def rates(self):
        """Warm-up, then half a cosine over the minutes; the share of the peak."""
        progress = min(1.0, self.minutes() / self.o.minutes)
        share = min(1.0, (self.step + 1) / WARM_UP) * (FLOOR + (1 - FLOOR) * 0.5 * (1 + math.cos(math.pi * progress)))
        for group, peak in zip(self.opt.param_groups, self.peak):
            group["lr"] = peak * share
        return progress

    def learn(self, items):
        pieces, first, lab, words = tensors(items)
        self.net.train()
        self.opt.zero_grad(set_to_none=True)
        loss, parts = loss_of(self.net, pieces, first, lab, words, torch.tensor([i[3] for i in items]))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.trained.values(), 1.0)
        self.opt.step()
        self.step += 1
        self.seen += int((pieces != 1).sum())
        keep = min(AVERAGE, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.values()), [p.detach() for p in self.trained.values()], 1 - keep)
        return parts

    def dev(self, log):
        """Scores the averaged weights on the dev sets."""
        own = {k: p.detach().clone() for k, p in self.trained.items()}
        with torch.no_grad():
            for k, p in self.trained.items():
                p.copy_(self.average[k])
            self.net.eval()
            for line in evaluate.score(
                self.o.data, "dev", evaluate.net_runner(self.net, self.labels), self.pieces, DEV_SENTENCES
            ):
                print(f"{self.minutes():.1f} min step {self.step} {line}", file=log, flush=True)
            for k, p in self.trained.items():
                p.copy_(own[k])


def main():
    o = options()
    os.makedirs(o.out, exist_ok=True)
    torch.set_num_threads(2)
    run = Run(o)
    log = open(o.out + "/log", "a", encoding="utf8")
    print(json.dumps(vars(o)), "sentences", {s.mark: len(s.sentences) for s in run.sources}, file=log, flush=True)
    mean, done = {}, False
    while not done:
        run.epoch_state = run.rng.getstate()
        order = random.Random(run.o.seed * 1000 + run.epoch)
        items = run.items()
        plan = batches(items, BUDGET, order)
        print(
            f"{run.minutes():.1f} min epoch {run.epoch} sentences {len(items)} batches {len(plan)}",
            file=log,
            flush=True,
        )
        for batch in plan[run.place :]:
            if run.rates() >= 1:
                done = True
                break
            for k, v in run.learn([items[i] for i in batch]).items():
                mean[k] = 0.98 * mean.get(k, v) + 0.02 * v
            run.place += 1
            if run.step % 50 == 0:
                print(
                    f"{run.minutes():.1f} min step {run.step} pieces {run.seen / 1e6:.2f}M",
                    " ".join(f"{k} {v:.3f}" for k, v in mean.items()),
                    file=log,
                    flush=True,
                )
            if time.time() - run.saved > SAVE_SECONDS:
                run.dev(log)
                run.save()
        if not done:
            run.epoch, run.place = run.epoch + 1, 0
    run.dev(log)
    run.save()
    print("done", file=log, flush=True)


if __name__ == "__main__":
    main()
