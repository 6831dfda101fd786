"""Measures a reader on gold words: evaluate.py DATA_DIR BASE_DIR RUN_DIR_OR_IR_DIR [dev|test]. An IR folder is run by OpenVINO."""

import json, os, sys
import numpy as np, sentencepiece as spm, torch
from data import Labels, apply_rule, batches, cut, expand, names_of, read_conllu, sentences, tensors
from decode import entities, tree
from net import Encoder, Reader, label_sizes

SETS = {
    "dev": {
        "Sequoia": (
            "train/ud-french-sequoia/fr_sequoia-ud-dev.conllu",
            "train/sequoia-ne/sequoia-ud.parseme.frsemcor.dev",
        ),
        "EWT": ("train/ud-english-ewt/en_ewt-ud-dev.conllu", "train/uner/en_ewt-ud-dev.iob2"),
    },
    "test": {
        "Sequoia": (
            "test/ud-french-sequoia/fr_sequoia-ud-test.conllu",
            "test/sequoia-ne/sequoia-ud.parseme.frsemcor.test",
        ),
        "EWT": ("test/ud-english-ewt/en_ewt-ud-test.conllu", "test/uner/en_ewt-ud-test.iob2"),
    },
}


def torch_runner(base, run):
    from export import load

    net, labels = load(base, run)
    return net_runner(net, Labels(labels))


def net_runner(net, labels):
    def run_batch(pieces, first):
        with torch.no_grad():
            return {k: v.numpy() for k, v in net(pieces, first).items()}

    def relations(d, h, heads):
        with torch.no_grad():
            return net.relations(torch.from_numpy(d), torch.from_numpy(h), torch.from_numpy(heads)).numpy()

    return labels, run_batch, relations


def ov_runner(folder, threads=2, **config):
    import openvino as ov

    core = ov.Core()
    labels = Labels(json.load(open(folder + "/labels.json")))
    conf = {"INFERENCE_NUM_THREADS": threads, **config}
    m = core.compile_model(folder + "/reader.xml", "CPU", conf)
    r = core.compile_model(folder + "/relations.xml", "CPU", conf)
    names = [o.get_any_name() for o in m.outputs]
    vectors = None
    if any("embedded" in i.get_names() for i in m.inputs):  # a reader whose pieces are looked up outside
        from export import load_table

        vectors = load_table(folder + "/pieces.bin")

    def run_batch(pieces, first):
        given = [pieces.numpy().astype(np.int32), first.numpy().astype(np.int32)]
        res = m(given + ([vectors[pieces.numpy()]] if vectors is not None else []))
        return {n: res[i] for i, n in enumerate(names)}

    return labels, run_batch, lambda d, h, heads: r([d, h, heads.astype(np.int32)])[0]


def analyse(sents, sp, labels, run_batch, relations, budget=2048):
    """Fills lemma, upos, feats, head, rel, ner of every word, by the network alone."""
    items = [(*(cut(sp, s, 510) or cut(sp, s[:150], 510)), None) for s in sents]
    for b in batches(items, budget):
        pieces, first, _, words = tensors([items[i] for i in b])
        o = run_batch(pieces, first)
        heads = np.zeros(first.shape, np.int64)
        for k, i in enumerate(b):
            n = int(words[k])
            heads[k, :n] = tree(o["arcs"][k, :n, :n])
        scores = np.where(
            np.arange(first.shape[1])[None, None] < words.numpy()[:, None, None], o["arcs"].astype(np.float64), -1e9
        )
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        sure = np.take_along_axis(scores / scores.sum(-1, keepdims=True), heads[:, :, None], 2)[:, :, 0]
        rel = relations(o["rel_dep"], o["rel_head"], heads).argmax(-1)
        best = {k: o[k].argmax(-1) for k in ("upos", "feats", "lemma", "ner")}
        for k, i in enumerate(b):
            for j, w in enumerate(sents[i][: int(words[k]) - 1], 1):
                w.head, w.rel = int(heads[k, j]), labels.rel[rel[k, j]] if heads[k, j] else "root"
                w.upos, w.feats, w.ner = (
                    labels.upos[best["upos"][k, j]],
                    labels.feats[best["feats"][k, j]],
                    labels.ner[best["ner"][k, j]],
                )
                w.sure = float(sure[k, j])
                rule = labels.lemma[best["lemma"][k, j]]
                w.lemma = w.form if rule == "_none" else apply_rule(w.form, rule)
    return sents


def score(data, which, runner, sp, limit=None):
    """One line of figures for each set, by the CoNLL-2018 rules over gold words (relations without subtypes)."""
    out = []
    for name, (tb, ne) in SETS[which].items():
        path = f"{data}/{tb}"
        sents = analyse(read_conllu(path, labels=False)[:limit], sp, *runner)
        gold_names = names_of(f"{data}/{ne}")
        count = dict(n=0, las=0, uas=0, upos=0, lemma=0, feats=0)
        both = gold = said = 0
        for (meta, rows), s in zip(sentences(path), sents):
            g, o = [r for r in rows if "-" not in r[0]], expand(s)
            assert len(g) == len(o), meta.get("sent_id")
            for a, b in zip(g, o):
                u = a[6] == str(b[4])
                count["n"] += 1
                count["uas"] += u
                count["las"] += u and a[7].split(":")[0] == b[5].split(":")[0]
                count["upos"] += a[3] == b[2]
                count["lemma"] += a[2] == b[1]
                count["feats"] += a[5] == b[3]
            t = gold_names.get(meta.get("sent_id"))
            if t and len(t) == len(g):
                x, y = entities(t), entities([b[6] or "O" for b in o])
                both += len(x & y)
                gold += len(x)
                said += len(y)
        n = count.pop("n")
        out.append(
            f"{name} {which} words {n} "
            + " ".join(f"{k} {100 * v / n:.2f}" for k, v in count.items())
            + f" names P {100 * both / max(1, said):.1f} R {100 * both / max(1, gold):.1f} F {200 * both / max(1, said + gold):.1f}"
        )
    return out


def main(data, base, run, which="dev"):
    torch.set_num_threads(2)
    sp = spm.SentencePieceProcessor(model_file=base + "/pieces.model")
    print("\n".join(score(data, which, ov_runner(run) if os.path.isdir(run) else torch_runner(base, run), sp)))


if __name__ == "__main__":
    main(*sys.argv[1:])
