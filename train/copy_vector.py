"""Fits the sentence-vector head of a trained reader to the untouched encoder's vectors: copy_vector.py BASE CHECKPOINT CODED.conllu EXAMPLES.jsonl VECTORS.pt

The encoder stays as it is; the mix of layers and the linear map of the head are fitted by Adam on the cosine. Held-out
texts (events.held_out) give the figure, by language. The checkpoint is written back.
"""

import json
import sys

import sentencepiece as spm
import torch

from data import batches, cut, tensors
from events import held_out, read_ranges
from export import load
from net import rows as net_rows

STEPS, RATE = 1500, 3e-3


def pooled(net, items):
    """[n, layers, hidden]: the mean over words of every layer, a row a sentence."""
    out = [None] * len(items)
    for b in batches([(*c, None) for c in items], 4096):
        pieces, first, _, _ = tensors([(*items[i], None) for i in b])
        there = (first > 0).float()[..., None]
        with torch.no_grad():
            layers = net.encoder(pieces)[1:]
            at = torch.stack([net_rows(l, first) for l in layers], 1)
            mean = (at * there[:, None]).sum(2) / there.sum(1).clamp(min=1)[:, None]
        for i, v in zip(b, mean):
            out[i] = v
    return torch.stack(out)


def main(base, checkpoint, coded, examples, vectors):
    torch.set_num_threads(2)
    net, _, _ = load(base, checkpoint, with_modes=True)
    sp, copied = spm.SentencePieceProcessor(model_file=base + "/pieces.model"), torch.load(vectors)
    whole = {o["id"]: (o["text"].encode(), o["language"]) for o in map(json.loads, open(examples, encoding="utf8"))}
    rows = []
    for doc, sents in read_ranges(coded).items():
        text, language = whole.get(doc, (None, None))
        for s in sents if text else []:
            c, wanted = cut(sp, s, 256), copied.get(text[s[0].sure[0] : s[-1].sure[1]].decode())
            if c and wanted is not None:
                rows.append((c, wanted.float(), language, held_out(doc)))
    x, y = pooled(net, [r[0] for r in rows]), torch.stack([r[1] for r in rows])
    dev = torch.tensor([r[3] for r in rows])
    mix = torch.nn.Parameter(net.mix[-1].detach().clone())
    head = net.vector
    opt = torch.optim.Adam([mix, *head.parameters()], lr=RATE)
    train = (~dev).nonzero()[:, 0]
    cosine = lambda i: torch.nn.functional.cosine_similarity(head((x[i] * mix.softmax(-1)[:, None]).sum(1)), y[i])
    for step in range(STEPS):
        for g in opt.param_groups:
            g["lr"] = RATE * (1 - step / STEPS)
        opt.zero_grad()
        loss = (1 - cosine(train[torch.randint(len(train), (256,))])).mean()
        loss.backward()
        opt.step()
    with torch.no_grad():
        for language in ("fr", "en"):
            at = torch.tensor([d and r[2] == language for d, r in zip(dev.tolist(), rows)]).nonzero()[:, 0]
            print(f"sentence vectors, held out, {language}: mean cosine {cosine(at).mean():.4f} on {len(at)}")
    s = torch.load(checkpoint, weights_only=False)
    for part in ("net", "average"):
        if part in s:
            s[part]["mix"][-1] = mix.detach()
            s[part].update({f"vector.{k}": v.detach() for k, v in head.state_dict().items()})
    torch.save(s, checkpoint)


if __name__ == "__main__":
    main(*sys.argv[1:])
