"""Coded texts (data/examples, coding.md §8) as training items of the event head; factuality; sentence vectors to copy."""

import glob
import hashlib
import json
import re

import torch
import torch.nn.functional as F

from augment import hide, vary
from data import Word, cut, sentences, to_words
from net import ROLES, STATUS, TYPES

MODES = dict(  # PLOVER's
    CONSULT="visit third-party multilateral phone",
    RETREAT="withdraw release disarm ceasefire access resign",
    REQUEST="assist change yield meet",
    ACCUSE="disapprove investigate allege",
    REJECT="assist change yield meet",
    THREATEN="restrict arrest relations expel territory violence",
    PROTEST="demo riot strike hunger boycott obstruct vandalize",
    SANCTION="convict expel withdraw discontinue",
    MOBILIZE="troops weapons police militia",
    COERCE="seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    ASSAULT="abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons crowd-control unconventional",
)
DEV_SHARE = 10  # every tenth text, by a hash of its name, is held out
FIELDS = dict(actor="actors", recipient="recipients", place="place", when="when", speaker="speaker", occasion="occasion")


def load_examples(paths):
    """The coded texts of the files or folders, in order."""
    files = [f for p in paths for f in (sorted(glob.glob(p + "/*.jsonl")) if not p.endswith(".jsonl") else [p])]
    return [json.loads(line) for f in files for line in open(f, encoding="utf8") if line.strip()]


def held_out(ident):
    return int(hashlib.md5(ident.encode()).hexdigest(), 16) % DEV_SHARE == 0


def mode_names():
    return ["_none"] + [f"{t}/{m}" for t, modes in MODES.items() for m in modes.split()]


def read_ranges(path):
    """{document: [[Word]]} of `entente read`'s CoNLL-U; each word has its range in the text, in bytes."""
    out, doc = {}, None
    for meta, rows in sentences(path):
        doc = meta.get("newdoc id", doc)
        words, at = to_words(meta, rows), 0
        joined = {int(r[0].split("-")[0]) for r in rows if "-" in r[0]}
        ranges = {int(r[0]): r[9] for r in rows if "-" not in r[0]}
        i = 1
        for w in words:
            a, b = map(int, re.search(r"TokenRange=(\d+):(\d+)", ranges[i]).groups())
            w.sure = (a, b)
            i += w.span
        out.setdefault(doc, []).append(words)
    return out


def place_of(text, string):
    """The range of a literal string in a text's bytes, `string#2` its second occurrence."""
    name, n = (string[:-2], int(string[-1])) if string[-2:-1] == "#" else (string, 1)
    at, name = -1, name.encode()
    for _ in range(n):
        at = text.find(name, at + 1)
    return (at, at + len(name)) if at >= 0 else None


def head_word(sents, span):
    """(sentence, word) of the head of a range of bytes: the word whose own head lies outside; None when no word is in it."""
    for k, words in enumerate(sents):
        inside = [i for i, w in enumerate(words) if w.sure[0] < span[1] and span[0] < w.sure[1]]
        if not inside:
            continue
        at = set(inside)
        tops = [i for i in inside if (words[i].head or 0) - 1 not in at and words[i].upos != "PUNCT"]
        return k, (tops or inside)[0]
    return None


def names_in(text, sents, names):
    """BIO tags of each sentence from the list of names in order of occurrence."""
    tags, cursor = [["O"] * len(s) for s in sents], 0
    for kind, name in names:
        name = name.encode()
        at = text.find(name, cursor)
        at = at if at >= 0 else text.find(name)
        if at < 0 or kind not in ("PER", "ORG", "LOC"):
            continue
        cursor = at + len(name)
        for k, words in enumerate(sents):
            inside = [i for i, w in enumerate(words) if w.sure[0] < cursor and at < w.sure[1]]
            for i in inside:
                tags[k][i] = ("B-" if i == inside[0] else "I-") + kind
    return tags


def coded_sentences(example, sents, modes):
    """[(words, acts)] of a text: acts = {word: dict(types, mode, status, negative, roles=[(role, word)])}."""
    text = example["text"].encode()
    acts = [{} for _ in sents]
    for e in example["events"]:
        at = place_of(text, e["trigger"])
        at = at and head_word(sents, at)
        if not at:
            continue
        k, i = at
        act = acts[k].setdefault(i, dict(types=[], modes=[], status=[], negative=False, roles=set()))
        act["types"].append(TYPES.index(e["type"]))
        act["modes"].append(modes.get(f"{e['type']}/{e.get('mode')}", 0))
        act["status"].append(STATUS.index(e["status"]))
        act["negative"] = act["negative"] or e.get("polarity") == "negative"
        for role, field in FIELDS.items():
            values = e.get(field) or []
            for value in values if isinstance(values, list) else [values]:
                p = isinstance(value, str) and value and place_of(text, value)
                p = p and head_word(sents, p)
                if p and p[0] == k:
                    act["roles"].add((ROLES.index(role), p[1]))
    return list(zip(sents, acts))


class Coded:
    """The sentences of one set of coded texts. `items`: (pieces, first, ner tags or None, acts) of each; `texts`: its own text,
    which is the key of its vector."""

    LONGEST = 256

    def __init__(self, examples, conllu, modes, sp, ner):
        index = {m: i for i, m in enumerate(modes)}
        docs = read_ranges(conllu)
        self.sp, self.ner, self.read, self.texts = sp, ner, [], []
        for x in examples:
            sents = docs.get(x["id"])
            if not sents:
                continue
            text = x["text"].encode()
            tags = names_in(text, sents, x["names"]) if "names" in x else [None] * len(sents)
            for (words, acts), t in zip(coded_sentences(x, sents, index), tags):
                for w, tag in zip(words, t or []):
                    w.ner = tag
                if cut(sp, words, self.LONGEST):
                    self.read.append((words, bool(t), acts))
                    self.texts.append(text[words[0].sure[0] : words[-1].sure[1]].decode())
        self.items = [self.item(words, *cut(sp, words, self.LONGEST), known, acts) for words, known, acts in self.read]

    def item(self, words, pieces, first, known, acts):
        return pieces, first, [self.ner.get(w.ner, 0) for w in words] if known else None, acts

    def vary(self, exchange, rate, rng):
        """New items: so many other names of the same shape, now and then curly apostrophes or no stop, hidden words."""
        self.items = []
        for words, known, acts in self.read:
            fresh = exchange.exchange(words, rng, rate) if known else words
            shorter = vary(fresh, rng)
            if len(shorter) == len(words):
                fresh = shorter
            c = cut(self.sp, fresh, self.LONGEST) or cut(self.sp, words, self.LONGEST)
            pieces, _ = hide(*c, rng, self.sp.get_piece_size())
            self.items.append(self.item(words, pieces, c[1], known, acts))


def tensors_of(items, batch):
    """The labels of a batch: types [b, w] and so on by lists of (sentence, word) and values."""
    where, types, modes, status, negative, roles = [], [], [], [], [], []
    for k, i in enumerate(batch):
        for word, act in items[i][3].items():
            n = len(where)
            where.append((k, word + 1))  # 0 is the root
            types.append(act["types"])
            modes.append(act["modes"][0])
            status.append(act["status"][0])
            negative.append(float(act["negative"]))
            roles += [(n, r, j + 1) for r, j in act["roles"]]
    return where, types, modes, status, negative, roles


def event_loss(head, out, count, labels, smooth=0.05):
    """Sum of the head's losses over a batch, per sentence; and its parts."""
    where, types, modes, status, negative, roles = labels
    b, w = out["types"].shape[:2]
    inside = torch.arange(w)[None] < count[:, None]
    inside[:, 0] = False
    target = torch.zeros(b, w, len(TYPES))
    target[..., 0] = 1
    for (k, i), t in zip(where, types):
        target[k, i] = 0
        for v in t:
            target[k, i, v] += 1 / len(t)
    logs = out["types"].float().log_softmax(-1)
    per = b + len(where)
    parts = dict(type=-(target * logs).sum(-1)[inside].sum() / per)
    if where:
        k, i = torch.tensor(where).T
        ce = lambda x, y: F.cross_entropy(x[k, i].float(), torch.tensor(y), label_smoothing=smooth)
        parts.update(mode=ce(out["modes"], modes), status=ce(out["status"], status))
        parts["negative"] = F.binary_cross_entropy_with_logits(out["negative"][k, i, 0].float(), torch.tensor(negative))
        score = torch.einsum("nrk,njrk->njr", out["says"].float()[k, i], out["hears"].float()[k]) + head.rarity
        gold = torch.zeros_like(score)
        for n, r, j in roles:
            gold[n, j, r] = 1
        loss = F.binary_cross_entropy_with_logits(score, gold, reduction="none")
        parts["role"] = loss[inside[k]].sum() / len(where) / 3
    return sum(parts.values()), {n: v.item() for n, v in parts.items()}


def load_factuality(path, sp, longest=200):
    """[(pieces, first, [(word, label)])] of UDS-IH2: −3 surely not … 3 surely so."""
    out = []
    for line in open(path, encoding="utf8"):
        o = json.loads(line)
        tokens = o["text"].split()
        glue = lambda t: t in ".,;:!?)]'s" or t.startswith("'") or t == "n't"
        c = cut(sp, [Word(t, space=not glue(t)) for t in tokens], longest)
        if c:
            out.append((*c, [(t["span1"][0] + 1, t["label"]) for t in o["targets"] if t["span1"][0] < len(tokens)]))
    return out


def factuality_loss(said, items, batch):
    at = [(k, i, y) for k, n in enumerate(batch) for i, y in items[n][2]]
    k, i, y = zip(*at)
    return F.smooth_l1_loss(said.float()[torch.tensor(k), torch.tensor(i)], torch.tensor(y))


def guesses(head, out, count, floor=0.5):
    """What the head says of a batch, for scoring: a list of (word, type, status, {role: words}) for each sentence."""
    p = out["types"].float().softmax(-1)
    roles = head.roles(out["says"].float(), out["hears"].float()).sigmoid()
    result = []
    for k, n in enumerate(count.tolist()):
        found = []
        for i in range(1, n):
            if 1 - p[k, i, 0] < floor:
                continue
            links = {r: [j for j in range(1, n) if roles[k, i, j, x] > 0.5] for x, r in enumerate(ROLES)}
            found.append((i, int(p[k, i, 1:].argmax()) + 1, int(out["status"][k, i].argmax()), links))
        result.append(found)
    return result


def score_events(net, coded, floor=0.5):
    """One line: F1 of act + type, share of right status, F1 of actors and recipients on the acts found."""
    from data import batches, tensors

    c = dict(gold=0, said=0, both=0, status=0)
    role = {r: [0, 0, 0] for r in ("actor", "recipient")}
    for b in batches([(i[0], i[1], None) for i in coded.items], 2048):
        pieces, first, _, words = tensors([(coded.items[i][0], coded.items[i][1], None) for i in b])
        with torch.no_grad():
            out = net.acts(pieces, first)
        for i, found in zip(b, guesses(net.events, out, words, floor)):
            acts = coded.items[i][3]
            c["gold"] += len(acts)
            c["said"] += len(found)
            for word, kind, status, links in found:
                act = acts.get(word - 1)
                if not act or kind not in act["types"]:
                    continue
                c["both"] += 1
                c["status"] += status in act["status"]
                for x, r in enumerate(ROLES):
                    if r in role:
                        gold = {j + 1 for q, j in act["roles"] if q == x}
                        role[r][0] += len(gold & set(links[r]))
                        role[r][1] += len(gold)
                        role[r][2] += len(links[r])
    f = lambda b, g, s: 200 * b / max(1, g + s)
    return (
        f"events {c['gold']} P {100 * c['both'] / max(1, c['said']):.1f} R {100 * c['both'] / max(1, c['gold']):.1f} "
        f"F {f(c['both'], c['gold'], c['said']):.1f} status {100 * c['status'] / max(1, c['both']):.1f} "
        + " ".join(f"{r} F {f(*v):.1f}" for r, v in role.items())
    )
