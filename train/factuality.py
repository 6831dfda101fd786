"""How well the factuality head does on UDS-IH2: factuality.py DATA BASE CHECKPOINT [dev|test]. Pearson's r and mean absolute error."""

import sys

import sentencepiece as spm
import torch

from data import batches, tensors
from events import load_factuality
from export import load


def main(data, base, checkpoint, which="dev"):
    torch.set_num_threads(2)
    net, _, _ = load(base, checkpoint, with_modes=True)
    folder = {"dev": "train", "test": "test"}[which]
    items = load_factuality(f"{data}/{folder}/factuality/{which}.jsonl", spm.SentencePieceProcessor(model_file=base + "/pieces.model"))
    said, gold = [], []
    for b in batches([(*i[:2], None) for i in items], 4096):
        pieces, first, _, _ = tensors([(*items[i][:2], None) for i in b])
        with torch.no_grad():
            out = net(pieces, first)["factuality"].float()
        for k, i in enumerate(b):
            for word, label in items[i][2]:
                said.append(float(out[k, word].clamp(-3, 3)))
                gold.append(label)
    x, y = torch.tensor(said), torch.tensor(gold)
    r = torch.corrcoef(torch.stack([x, y]))[0, 1]
    print(f"factuality {which}: {len(gold)} predicates, Pearson r {r:.3f}, mean absolute error {(x - y).abs().mean():.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
