"""Makes the lemma table from the words of the training sets, and measures it: lemmas.py DATA_DIR OUT.tsv [BASE_DIR MODEL_DIR [SET]]

OUT.tsv holds `form UPOS lemma language`, one a line, split by tabs: the form as written for proper nouns, else in lower
case; only where at least nine of ten of its uses with this UPOS in this language have the same lemma (Sequoia's alone, where
it has the form: its convention is ours). The language stands where the other language does not have the same line.
Forms of irregular verbs (verbs.py) stand where the training sets say nothing. Using it after the network:
1. a form and UPOS in the table takes its lemma from there, its sentence's language first; another language's line counts
   for proper nouns only;
2. else, of the six best rules that score at most `MARGIN` below the best, the first whose lemma is one of the table's
   lemmas of this UPOS; else the best rule. Proper nouns keep the best rule. (src/language/lemmas.h knows more guards.)
"""

import collections
import sys

import numpy as np

from data import apply_rule, batches, cut, read_conllu
from verbs import entries as verb_forms

TREEBANKS = {
    "fr": ["ud-french-sequoia/fr_sequoia-ud-train", "ud-french-gsd/fr_gsd-ud-dev", "ud-french-fqb/fr_fqb-ud-test"],
    "en": ["ud-english-ewt/en_ewt-ud-train"],
}
AGREED, MARGIN, RULES = 0.9, 4.0, 6


def key(form, upos):
    return (form if upos == "PROPN" else form.lower()), upos


def agreed(count):
    """The lemma that nearly all uses have, if one does."""
    lemma, n = count.most_common(1)[0]
    return lemma if n >= AGREED * sum(count.values()) else None


def table_of(data, language):
    """{(form, UPOS): lemma} where the training sets of a language agree; forms of irregular verbs where they are silent."""
    all_of, ours = (collections.defaultdict(collections.Counter) for _ in range(2))
    for name in TREEBANKS[language]:
        for words in read_conllu(f"{data}/train/{name}.conllu"):
            for w in words:
                if w.span == 1 and w.lemma and w.lemma != "_":
                    all_of[key(w.form, w.upos)][w.lemma] += 1
                    if "sequoia" in name:
                        ours[key(w.form, w.upos)][w.lemma] += 1
    out = {(form, "VERB"): lemma for form, lemma in verb_forms(language).items() if (form, "VERB") not in all_of}
    for k, count in all_of.items():
        lemma = agreed(ours[k]) if ours[k] else agreed(count)
        if lemma:
            out[k] = lemma
    return out


def table(data):
    """{(form, UPOS, language or ""): lemma}."""
    french, english = (table_of(data, language) for language in ("fr", "en"))
    out = {}
    for k in french.keys() | english.keys():
        if french.get(k) == english.get(k):
            out[(*k, "")] = french[k]
            continue
        out.update({(*k, language): t[k] for language, t in (("fr", french), ("en", english)) if k in t})
    return out


def known_lemmas(entries):
    out = collections.defaultdict(set)
    for (_, upos, _), lemma in entries.items():
        out[upos].add(lemma)
    return out


def choose(word, scores, rules, entries, known, language):
    """The lemma of a word whose UPOS is read, by the table and the scores of the rules."""
    for where in (language, "", *(["fr", "en"] if word.upos == "PROPN" else [])):
        if (*key(word.form, word.upos), where) in entries:
            return entries[(*key(word.form, word.upos), where)]
    order = np.argsort(-scores)[:RULES]
    if word.upos != "PROPN":
        for r in order:
            if scores[order[0]] - scores[r] <= MARGIN and rules[r] != "_none":
                lemma = apply_rule(word.form, rules[r])
                if lemma in known[word.upos]:
                    return lemma
    return word.lemma


def measure(data, base, model, entries, which):
    """Lemma accuracy without and with the table, on each set."""
    import sentencepiece as spm
    import evaluate

    pieces = spm.SentencePieceProcessor(model_file=base + "/pieces.model")
    labels, run, relations = evaluate.ov_runner(model)
    known, log = known_lemmas(entries), []

    def keep(*inputs):
        out = run(*inputs)
        log.append(out["lemma"])
        return out

    for name, (treebank, _) in evaluate.SETS[which].items():
        gold, said = (read_conllu(f"{data}/{treebank}", labels=k) for k in (True, False))
        log.clear()
        evaluate.analyse(said, pieces, labels, keep, relations)
        right = dict(without=0, table=0)
        n = 0
        for batch, scores in zip(batches([(*cut(pieces, s), None) for s in said], 2048), log):
            for k, i in enumerate(batch):
                for j, (g, w) in enumerate(zip(gold[i], said[i])):
                    n += g.span
                    lemma = choose(w, scores[k, j + 1], labels.lemma, entries, known, "en" if "english" in treebank else "fr")
                    right["without"] += g.span if g.span > 1 else w.lemma == g.lemma
                    right["table"] += g.span if g.span > 1 else lemma == g.lemma
        print(name, which, "lemma", {k: round(100 * v / n, 2) for k, v in right.items()})


def main(data, out, base=None, model=None, which="dev"):
    entries = table(data)
    with open(out, "w", encoding="utf8") as f:
        for (form, upos, language), lemma in sorted(entries.items()):
            f.write("\t".join([form, upos, lemma] + [language] * bool(language)) + "\n")
    print("entries", len(entries))
    if model:
        measure(data, base, model, entries, which)


if __name__ == "__main__":
    main(*sys.argv[1:])
