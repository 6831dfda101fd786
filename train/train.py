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
import re
import time

import sentencepiece as spm
import torch
import torch.nn.functional as F

import evaluate
import events
import export
from augment import Names, hide, vary
from data import Labels, batches, cut, tensors
from net import Encoder, Reader, label_sizes, with_spaces
from sources import MARKS, epoch, load

WEIGHT = dict(upos=0.7, feats=0.5, lemma=0.5, ner=1.2, arcs=1.0, rel=0.7)
GOLD = 0.5  # the weight of the gold beside a teacher
SMOOTH = dict(upos=0.03, feats=0.03, lemma=0.03, ner=0.02, arcs=0.0, rel=0.03)
BUDGET, LONGEST = 768, 256  # padded pieces in a batch, pieces in a sentence
WARM_UP, FLOOR, AVERAGE = 120, 0.01, 0.998
LEMMA = 2  # its place in Labels.of
EVENT_WEIGHT, VECTOR_WEIGHT, FACT_WEIGHT, FACT_SHARE = 1.0, 1.0, 0.3, 0.3
CODED_NAMES = 0.5  # share of the names that are exchanged in coded texts
NEW = ("events", "fact", "vector", "mark")  # what a reader without events has not
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
    p.add_argument("--teacher", help="a checkpoint whose distributions and word vectors are learnt beside the gold")
    p.add_argument("--pick", help="layers of --start to begin with, as 0,2,4,7: a smaller reader")
    p.add_argument("--examples", nargs="*", default=[], help="coded texts: JSONL files or folders of them; makes the event head")
    p.add_argument("--coded", help="the same texts as `entente read` cuts them, CoNLL-U")
    p.add_argument("--vectors", help="the untouched encoder's sentence vectors (vectors.py)")
    p.add_argument("--reading", type=float, default=1.0, help="share of the reading sentences in an epoch")
    p.add_argument("--freeze", type=int, default=0, help="so many lower layers stay as they are")
    p.add_argument("--only-events", action="store_true", help="train the event head and its own layers alone")
    p.add_argument("--below", type=int, default=4, help="so many layers the event head shares with the reader")
    p.add_argument("--layers", type=int, default=8)
    p.add_argument("--encoder-rate", type=float, default=1.5e-4)
    p.add_argument("--head-rate", type=float, default=5e-4)
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--head-dropout", type=float, default=0.2)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--threads", type=int, default=2)
    return p.parse_args()


def loss_of(net, pieces, first, lab, words, source, teacher=None):
    """The weighted sum of the tasks' losses over the words whose class is known, and of the distance to the teacher.

    Gives the sum, its parts, and what the network said."""
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
    if teacher is not None:
        given = {k for k in ("ner",) if (lab[5] >= 0).any() and not known.any()}
        far = distance(net, teacher, scores, pieces, first, valid, given)
        parts["teacher"] = far.item()
        total = GOLD * total + far
    return total, parts, out


def distance(net, teacher, scores, pieces, first, valid, given=()):
    """How far the student is from the teacher (Hinton et al. 2015): divergence of each task's classes, and of the word vectors."""
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        said = teacher(pieces, first)
        arcs = said["arcs"].float().masked_fill(~valid[:, None, :], -1e9)
        heads = arcs.argmax(-1)
        said = dict(said, arcs=arcs, rel=teacher.relations(said["rel_dep"], said["rel_head"], heads))
    with torch.autocast("cpu", torch.bfloat16):
        scores = dict(scores, rel=net.relations(scores["rel_dep"], scores["rel_head"], heads))
    on = valid.clone()
    on[:, 0] = False  # the root is no word
    total = 0.0
    for task, weight in ((k, w) for k, w in WEIGHT.items() if k not in given):
        x, y = scores[task][on].float().log_softmax(-1), said[task][on].float().softmax(-1)
        total = total + weight * F.kl_div(x, y, reduction="batchmean")
    x, y = scores["spaces"][:, on].float(), said["spaces"][:, on].float()
    return total + (x - y).square().mean() / y.var()


def picked(weights, layers):
    """The weights of a reader that has only some of the layers."""
    out = {}
    for k, v in weights.items():
        at = re.match(r"encoder\.layers\.(\d+)\.", k)
        if not at:
            out[k] = v[:, layers] if k == "mix" else v
        elif int(at[1]) in layers:
            out[k.replace(at[0], f"encoder.layers.{layers.index(int(at[1]))}.", 1)] = v
    return out


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
        self.examples = events.load_examples(o.examples)
        self.modes = ((start or {}).get("modes") or events.mode_names()) if o.examples else []
        self.read_examples()
        torch.manual_seed(o.seed)
        self.rng = random.Random(o.seed)
        self.net = Reader(
            Encoder.load(o.base, o.layers, o.dropout), label_sizes(self.names), dropout=o.head_dropout, marks=len(MARKS), modes=len(self.modes),
            below=o.below,
        )
        if start:
            weights = start.get("average") or start["net"]
            weights = picked(weights, [int(i) for i in o.pick.split(",")]) if o.pick else weights
            weights = {k: v for k, v in with_spaces(weights, o.below if self.modes else None).items() if k != "mark"}
            missing = self.net.load_state_dict(weights, strict=False)
            new = [k for k in missing.missing_keys if k.split(".")[0] not in NEW]
            assert not new and not missing.unexpected_keys, missing
        self.teacher = export.load(o.base, o.teacher)[0] if o.teacher else None
        self.net.encoder.word.weight.requires_grad_(False)
        for layer in self.net.encoder.layers[: o.freeze]:
            layer.requires_grad_(False)
        if o.freeze:
            self.net.encoder.ln.requires_grad_(False)
            self.net.encoder.pos.requires_grad_(False)
        if o.only_events:
            for k, p in self.net.named_parameters():
                p.requires_grad_(k.startswith("events."))
        self.trained = {k: p for k, p in self.net.named_parameters() if p.requires_grad}
        enc = [p for k, p in self.trained.items() if k.startswith("encoder.")]
        heads = [p for k, p in self.trained.items() if not k.startswith("encoder.")]
        self.opt = torch.optim.AdamW(
            [g for g in (dict(params=enc, lr=o.encoder_rate), dict(params=heads, lr=o.head_rate)) if g["params"]],
            betas=(0.9, 0.98),
            weight_decay=0.01,
            fused=True,
        )
        self.peak = [g["lr"] for g in self.opt.param_groups]
        self.average = {k: p.detach().clone() for k, p in self.trained.items()}
        self.spent = 0.0
        self.step = self.seen = self.epoch = self.place = 0
        self.epoch_state = None
        self.path = o.out + "/reader.pt"
        if os.path.exists(self.path):
            self.resume()
        self.began = self.saved = time.time()

    def read_examples(self):
        """The coded texts apart for learning and for dev; factuality; the vectors to copy."""
        o, self.coded, self.coded_dev, self.fact, self.copied = self.o, None, None, [], {}
        if not self.examples:
            return
        ner = {t: i for i, t in enumerate(self.names["ner"])}
        apart = lambda dev: [x for x in self.examples if events.held_out(x["id"]) == dev]
        self.coded, self.coded_dev = (events.Coded(apart(d), o.coded, self.modes, self.pieces, ner) for d in (False, True))
        self.exchange.learn(words for words, known, _ in self.coded.read if known)
        self.fact = events.load_factuality(o.data + "/train/factuality/train.jsonl", self.pieces)
        self.copied = torch.load(o.vectors) if o.vectors else {}

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
                modes=self.modes,
                below=self.o.below,
            ),
            self.path + ".part",
        )
        os.replace(self.path + ".part", self.path)
        self.saved = time.time()

    def items(self):
        """The sentences of one epoch, varied and cut: (pieces, first, labels, source); the coded ones are varied in their place."""
        out = []
        if self.coded:
            self.coded.vary(self.exchange, CODED_NAMES, self.rng)
        if self.o.only_events:
            return out
        for source, words in epoch(self.sources, self.rng):
            if self.rng.random() >= self.o.reading:
                continue
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

    def plan(self, order, items):
        """The batches of an epoch, of all kinds: ("read", [item]), ("events", [item]), ("fact", [item])."""
        out = [("read", b) for b in batches(items, BUDGET, order)] if not self.o.only_events else []
        if self.coded:
            out += [("events", b) for b in batches(self.coded.items, BUDGET, order)]
        if self.coded and not self.o.only_events:
            some = list(range(len(self.fact)))
            order.shuffle(some)
            some = some[: int(len(some) * FACT_SHARE)]
            out += [("fact", [some[i] for i in b]) for b in batches([self.fact[i] for i in some], BUDGET, order)]
        order.shuffle(out)
        return out

    def loss_of_batch(self, kind, batch, items):
        if kind == "read":
            some = [items[i] for i in batch]
            pieces, first, lab, words = tensors(some)
            source = torch.tensor([i[3] for i in some])
            return loss_of(self.net, pieces, first, lab, words, source, self.teacher)[:2]
        if kind == "fact":
            pieces, first, _, _ = tensors([(*self.fact[i][:2], None) for i in batch])
            with torch.autocast("cpu", torch.bfloat16):
                said = self.net(pieces, first)["factuality"]
            loss = events.factuality_loss(said, self.fact, batch)
            return FACT_WEIGHT * loss, dict(fact=loss.item())
        return self.event_loss(batch)

    def event_loss(self, batch):
        """The acts of coded sentences; their names where they are given; the teacher's trees; the untouched encoder's vectors."""
        some = [self.coded.items[i] for i in batch]
        pieces, first, lab, words = tensors([(p, f, None) for p, f, *_ in some])
        for k, item in enumerate(some):
            if item[2]:
                lab[5, k, 1 : len(item[2]) + 1] = torch.tensor(item[2])
        labels = events.tensors_of(self.coded.items, batch)
        if self.o.only_events:
            with torch.autocast("cpu", torch.bfloat16):
                return events.event_loss(self.net.events, self.net.acts(pieces, first), words, labels)
        loss, parts, out = loss_of(self.net, pieces, first, lab, words, None, self.teacher)
        with torch.autocast("cpu", torch.bfloat16):
            said = self.net.events(out["hidden"], pieces, first)
        acts, more = events.event_loss(self.net.events, said, words, labels)
        wanted = [self.copied.get(self.coded.texts[i]) for i in batch]
        known = [k for k, v in enumerate(wanted) if v is not None]
        if known:
            like = (out["vector"].float()[known] * torch.stack([wanted[k].float() for k in known])).sum(-1)
            loss, more = loss + VECTOR_WEIGHT * (1 - like).mean(), dict(more, vector=like.mean().item())
        return loss + EVENT_WEIGHT * acts, dict(parts, **more)

    def learn(self, kind, batch, items):
        self.net.train()
        if self.o.only_events:
            self.net.encoder.eval()
        self.opt.zero_grad(set_to_none=True)
        loss, parts = self.loss_of_batch(kind, batch, items)
        loss.backward()
        pieces = sum(len((items if kind == "read" else self.coded.items if kind == "events" else self.fact)[i][0]) for i in batch)
        torch.nn.utils.clip_grad_norm_(self.trained.values(), 1.0)
        self.opt.step()
        self.step += 1
        self.seen += pieces
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
            lines = []
            if not self.o.only_events:
                runner = evaluate.net_runner(self.net, self.labels)
                lines += evaluate.score(self.o.data, "dev", runner, self.pieces, DEV_SENTENCES)
            if self.coded_dev:
                lines += [events.score_events(self.net, self.coded_dev)]
            for line in lines:
                print(f"{self.minutes():.1f} min step {self.step} {line}", file=log, flush=True)
            for k, p in self.trained.items():
                p.copy_(own[k])


def main():
    o = options()
    os.makedirs(o.out, exist_ok=True)
    torch.set_num_threads(o.threads)
    run = Run(o)
    log = open(o.out + "/log", "a", encoding="utf8")
    print(json.dumps(vars(o)), "sentences", {s.mark: len(s.sentences) for s in run.sources}, file=log, flush=True)
    mean, done = {}, False
    while not done:
        run.epoch_state = run.rng.getstate()
        order = random.Random(run.o.seed * 1000 + run.epoch)
        items = run.items()
        plan = run.plan(order, items)
        print(
            f"{run.minutes():.1f} min epoch {run.epoch} sentences {len(items)} batches {len(plan)}",
            file=log,
            flush=True,
        )
        for batch in plan[run.place :]:
            if run.rates() >= 1:
                done = True
                break
            for k, v in run.learn(*batch, items).items():
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
