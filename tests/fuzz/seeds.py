#!/usr/bin/env python3
"""seeds.py FOLDER: writes our own small files as seeds, a folder a target: warc, feed, mail, archive, page, date,
charset."""
import glob
import gzip
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from containers import ATOM, BOMB, INFO, JSON_FEED, MAIL, MBOX, PLAIN_MAIL, RDF, RSS, SAVED, SITEMAP, arc, chunked, gz, page, response, tar_of, zip_of  # noqa: E402

PLAIN = [response(1, digest=False), response(2, chunked(page(2)), fields=["Transfer-Encoding: chunked"], digest=False)]
SEEDS = {
    "warc": [INFO + b"".join(PLAIN), gz(PLAIN), arc([page(1), page(2)]), response(1, gzip.compress(page(1)), fields=["Content-Encoding: gzip"], digest=False), response(1)[:-80] + response(2)],
    "feed": [RSS, RDF, ATOM, JSON_FEED, SITEMAP, BOMB],
    "mail": [MAIL, PLAIN_MAIL, MBOX, SAVED],
    "archive": [zip_of([("1.html", page(1)), ("2.rss", RSS)]), tar_of([("1.html", page(1))]), gzip.compress(page(1))],
}
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SEEDS["page"] = [open(p, "rb").read() for p in sorted(glob.glob(os.path.join(ROOT, "tests/cases/press/*.html")))]
SEEDS["date"] = [s.encode() for s in ("Publié le mardi 1er avril 2025 à 14h30", "April 3, 2025 10:00 pm GMT", "03/04/2025", "3 | 4 | 2025", "20250403", "Thu, 03 Apr 2025 10:00:00 +0200",
                                      "2025-02-31T25:61", "il y a 3 heures", "31 février 0000", "vor 5 Minuten", "0000-00-00", "5 de mayo de 2024, 23:59", "1743672000000",
                                      "8 avril 2025 à 14h33.3333333333333333")]
SEEDS["charset"] = [head + b"\n" + page(1).decode().encode(code, "replace") for head, code in ((b"utf-8", "utf-8"), (b"latin1", "cp1252"), (b"", "utf-16"), (b"shift_jis", "cp932"), (b"x-user", "koi8-r"))]
for target, seeds in SEEDS.items():
    folder = os.path.join(sys.argv[1], target)
    os.makedirs(folder, exist_ok=True)
    for i, data in enumerate(seeds):
        open(os.path.join(folder, f"seed{i}"), "wb").write(data)
