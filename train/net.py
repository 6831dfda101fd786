"""The reader's network: a small encoder, and heads over the first piece of each word."""

import json, math, os, re
import torch
from torch import nn
import torch.nn.functional as F


def label_sizes(labels):
    """The number of classes of each task."""
    return {k: len(labels[k]) for k in ("upos", "feats", "lemma", "rel", "ner")}


TYPES = [
    "_none",
    *("AGREE SUPPORT CONCEDE COOPERATE AID CONSULT RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()),
]
STATUS = "rumoured expected announced ongoing occurred postponed cancelled denied hypothetical historical".split()
ROLES = ["actor", "recipient", "place", "when", "speaker", "occasion"]
SHARED_SPACES = 3  # of them, those of every reader
SPACES = 5  # mixes of the layers: tree, morphology, names, factuality, sentence vector


def rows(x, index):
    """x [b, t, h], index [b, w] -> [b, w, h]: whole rows, which OpenVINO copies four times as fast as single elements."""
    b, t, h = x.shape
    flat = index + torch.arange(b, device=index.device)[:, None] * t
    return F.embedding(flat, x.reshape(b * t, h))


def with_spaces(weights, below=None):
    """Weights of an earlier reader in today's form. One without factuality: its mix of layers begins as that of the trees, the
    vector's as that of the names. With `below`: the event head's own layers begin as the reader's above those."""
    mix = weights["mix"]
    out = dict(weights, mix=torch.cat([mix, mix[[0, 2]]])) if len(mix) == 3 else dict(weights)
    if below is None or "events.mix" in out:
        return out
    out = {k: v for k, v in out.items() if not k.startswith("events.layers.")}
    out["events.mix"] = out["mix"][3, below:].clone()
    for k, v in weights.items():
        at = re.match(r"encoder\.layers\.(\d+)\.(.*)", k)
        if at and int(at[1]) >= below:
            out[f"events.own.{int(at[1]) - below}.{at[2]}"] = v.clone()
    return out


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, h, heads, ffn, eps, dropout=0.0):
        super().__init__()
        self.heads, self.drop = heads, nn.Dropout(dropout)
        self.qkv, self.ao = nn.Linear(h, 3 * h), nn.Linear(h, h)
        self.fi, self.fo = nn.Linear(h, ffn), nn.Linear(ffn, h)
        self.aln, self.oln = nn.LayerNorm(h, eps=eps), nn.LayerNorm(h, eps=eps)

    def forward(self, x, mask):
        b, t, h = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4)
        if self.training:  # in bfloat16 on the CPU seven times as fast as the fused kernel
            a = ((q @ k.transpose(-1, -2)).float() / math.sqrt(h // self.heads) + mask).softmax(-1).to(v.dtype) @ v
        else:
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.aln(x + self.drop(self.ao(a.transpose(1, 2).reshape(b, t, h))))
        return self.oln(x + self.drop(self.fo(F.gelu(self.fi(x)))))


def padding(pieces, pad):
    """What attention adds to the score of each piece [b, 1, 1, t]."""
    return torch.zeros(pieces.shape, dtype=torch.float32).masked_fill(pieces == pad, -1e9)[:, None, None, :]


class Encoder(nn.Module):
    """pieces [b, t] -> the outputs of the embedding and of every layer, each [b, t, hidden]."""

    def __init__(self, s, layers, dropout=0.0):
        super().__init__()
        self.drop = nn.Dropout(dropout)
        h = s["hidden"]
        self.pad = s["pad"]
        self.word, self.pos = nn.Embedding(s["vocab"], h), nn.Embedding(s["positions"], h)
        self.ln = nn.LayerNorm(h, eps=s["eps"])
        self.layers = nn.ModuleList(Layer(h, s["heads"], s["ffn"], s["eps"], dropout) for _ in range(layers))

    def forward(self, pieces, mark=None, embedded=None, layers=None):
        """embedded [b, t, hidden]: the rows of `word` for the pieces, when they are looked up elsewhere. layers: only so many."""
        t = pieces.shape[1]
        bias = padding(pieces, self.pad)
        x = (self.word(pieces) if embedded is None else embedded) + self.pos.weight[:t]
        x = self.drop(self.ln(x if mark is None else x + mark[:, None]))
        out = [x]
        for layer in self.layers[:layers]:
            x = layer(x, bias)
            out.append(x)
        return out

    @staticmethod
    def load(folder, layers=None, dropout=0.0):
        from safetensors.torch import load_file

        s = json.load(open(os.path.join(folder, "encoder.json")))
        t = {k: v.float() for k, v in load_file(os.path.join(folder, "encoder.safetensors")).items()}
        e = Encoder(s, layers or s["layers"], dropout)
        with torch.no_grad():
            e.word.weight.copy_(t["emb.word"] + t["emb.type"][: s["hidden"]])
            e.pos.weight.copy_(t["emb.pos"])
            e.ln.weight.copy_(t["emb.ln.w"])
            e.ln.bias.copy_(t["emb.ln.b"])
            for i, l in enumerate(e.layers):
                g = lambda n: t[f"l{i}.{n}"]
                l.qkv.weight.copy_(torch.cat([g("q.w"), g("k.w"), g("v.w")]))
                l.qkv.bias.copy_(torch.cat([g("q.b"), g("k.b"), g("v.b")]))
                l.ao.weight.copy_(g("ao.w"))
                l.ao.bias.copy_(g("ao.b"))
                l.fi.weight.copy_(g("fi.w"))
                l.fi.bias.copy_(g("fi.b"))
                l.fo.weight.copy_(g("fo.w"))
                l.fo.bias.copy_(g("fo.b"))
                l.aln.weight.copy_(g("aln.w"))
                l.aln.bias.copy_(g("aln.b"))
                l.oln.weight.copy_(g("oln.w"))
                l.oln.bias.copy_(g("oln.b"))
        return e


class Events(nn.Module):
    """What each word says of an act, and who hangs on it: hidden [b, t, h] (the pieces after the reader's lower layers),
    pieces [b, t] and first [b, w] as Reader's -> scores for each word.

    `own`: the layers above those, which the acts have for themselves: what they learn costs the trees nothing.
    types, modes, status: classes of each word; negative: log-odds that the act is told not to be so. The log-odds that
    word j is in role r of the act of word i is the product of `says`[i, r] and `hears`[j, r], both [b, w, roles, ROLE].
    """

    ROLE = 48

    def __init__(self, h, modes, own, pad, size=256, dropout=0.2):
        super().__init__()
        self.pad = pad
        self.own, self.mix = nn.ModuleList(own), nn.Parameter(torch.zeros(len(own)))
        self.enter, self.ln, self.drop = nn.Linear(h, size), nn.LayerNorm(size), nn.Dropout(dropout)
        self.types, self.modes, self.status = nn.Linear(size, len(TYPES)), nn.Linear(size, modes), nn.Linear(size, len(STATUS))
        self.negative = nn.Linear(size, 1)
        self.says, self.hears = nn.Linear(size, len(ROLES) * self.ROLE), nn.Linear(size, len(ROLES) * self.ROLE)
        self.rarity = nn.Parameter(torch.full((len(ROLES),), -3.0))

    def forward(self, hidden, pieces, first):
        x, bias, w = hidden, padding(pieces, self.pad), self.mix.softmax(-1)
        words = 0.0
        for k, layer in enumerate(self.own):
            x = layer(x, bias)
            words = words + w[k] * rows(x, first)
        x = self.drop(F.gelu(self.ln(self.enter(self.drop(words)))))
        b, n, _ = x.shape
        says = self.says(x).view(b, n, len(ROLES), self.ROLE)
        hears = self.hears(x).view(b, n, len(ROLES), self.ROLE)
        return dict(types=self.types(x), modes=self.modes(x), status=self.status(x), negative=self.negative(x), says=says, hears=hears)

    def roles(self, says, hears):
        """[b, w, w, roles]: log-odds of word j for the act of word i."""
        return torch.einsum("birk,bjrk->bijr", says, hears) + self.rarity


class Reader(nn.Module):
    """pieces [b, t], first [b, w] (index of each word's first piece; 0 is the root's) -> logits of each task.

    arcs [b, w, w]: score of head j for word i, j = 0 the root. Relations are scored for given heads by `relations`.
    """

    def __init__(self, encoder, sizes, arc=256, rel=128, dropout=0.2, marks=1, modes=0, below=4):
        """modes: the number of classes of mode; 0 makes a reader without events, factuality and sentence vectors.
        below: the layers that the event head shares; those above it has a second time."""
        super().__init__()
        h = encoder.word.weight.shape[1]
        self.encoder, self.drop = encoder, nn.Dropout(dropout)
        self.mix = nn.Parameter(torch.zeros(SPACES, len(encoder.layers)))
        self.tag = nn.ModuleDict({k: nn.Linear(h, n) for k, n in sizes.items() if k != "rel"})
        self.mid = nn.ModuleDict({k: nn.Linear(h, h) for k in ("morph", "name")})
        self.arc_dep, self.arc_head = nn.Linear(h, arc), nn.Linear(h, arc)
        self.rel_dep, self.rel_head = nn.Linear(h, rel), nn.Linear(h, rel)
        self.arc = nn.Parameter(torch.zeros(arc + 1, arc))
        self.rel = nn.Parameter(torch.zeros(sizes["rel"], rel + 1, rel + 1))
        # What differs between the sources of training; row 0 is our convention and stays zero. Not exported.
        self.mark = nn.Parameter(torch.zeros(marks, 4, h))
        if modes:
            first = encoder.layers[0]
            own = [
                Layer(h, first.heads, first.fi.out_features, first.oln.eps, encoder.drop.p)
                for _ in encoder.layers[below:]
            ]
            self.below, self.events = below, Events(h, modes, own, encoder.pad)
            self.fact = nn.Sequential(nn.Linear(h, h), nn.GELU(), nn.Linear(h, 1))
            self.vector = nn.Linear(h, h)
        nn.init.normal_(self.arc, std=0.02)
        nn.init.normal_(self.rel, std=0.02)

    def words(self, pieces, first, mark=None, embedded=None):
        layers = self.encoder(pieces, None if mark is None else mark[:, 3], embedded)
        hidden, layers = layers[self.below] if hasattr(self, "events") else None, layers[1:]
        w = self.mix.softmax(-1)
        n = len(layers)
        at = [rows(l, first) for l in layers]
        return hidden, [sum(w[k, i] * at[i] for i in range(n)) * 1.0 for k in range(SPACES)]

    def acts(self, pieces, first):
        """The event head alone, and no more of the encoder than it needs."""
        return self.events(self.encoder(pieces, layers=self.below)[-1], pieces, first)

    def forward(self, pieces, first, source=None, embedded=None):
        """source [b]: the index of each sentence's mark while training; None reads by our convention."""
        mark = None if source is None else self.mark[source] * (source > 0)[:, None, None]
        hidden, (*spaces, facts, whole) = self.words(pieces, first, mark, embedded)
        if mark is not None:
            spaces = [x + mark[:, k, None] for k, x in enumerate(spaces)]
        tree, morph, name = (self.drop(x) for x in spaces)
        act = F.gelu
        d, hd = self.drop(act(self.arc_dep(tree))), self.drop(act(self.arc_head(tree)))
        one = torch.ones_like(d[..., :1])
        arcs = torch.cat([d, one], -1) @ self.arc @ hd.transpose(1, 2)
        rd, rh = self.drop(act(self.rel_dep(tree))), self.drop(act(self.rel_head(tree)))
        m, n = self.drop(act(self.mid["morph"](morph))), self.drop(act(self.mid["name"](name)))
        out = {k: self.tag[k](n if k == "ner" else m) for k in self.tag}
        out = dict(out, arcs=arcs, rel_dep=rd, rel_head=rh, spaces=torch.stack(spaces))
        if hasattr(self, "events"):
            out.update(hidden=hidden, factuality=self.fact(facts)[..., 0], vector=self.sentence(whole, first))
        return out

    def sentence(self, whole, first):
        """[b, hidden], of length 1: the mean of the words' vectors, turned to where the untouched encoder's is."""
        there = (first > 0).to(whole.dtype)[..., None]
        return F.normalize(self.vector((whole * there).sum(1) / there.sum(1).clamp(min=1)), dim=-1)

    def relations(self, rel_dep, rel_head, heads):
        """rel_dep, rel_head [b, w, r], heads [b, w] -> [b, w, relations]"""
        h = rows(rel_head, heads)
        one = torch.ones_like(rel_dep[..., :1])
        d, h = torch.cat([rel_dep, one], -1), torch.cat([h, one], -1)
        b, w, r = d.shape
        left = (d.reshape(b * w, r) @ self.rel.permute(1, 0, 2).reshape(r, -1)).view(b * w, -1, r)
        return (left * h.reshape(b * w, 1, r)).sum(-1).view(b, w, -1)
