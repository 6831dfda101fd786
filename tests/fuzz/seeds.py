#!/usr/bin/env python3
"""seeds.py FOLDER: writes our own small files as seeds, a folder a target: warc, feed, mail, archive."""
import gzip
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from containers import ATOM, BOMB, INFO, JSON_FEED, MAIL, MBOX, PLAIN_MAIL, RDF, RSS, SITEMAP, arc, chunked, gz, page, response, tar_of, zip_of  # noqa: E402

PLAIN = [response(1, digest=False), response(2, chunked(page(2)), fields=["Transfer-Encoding: chunked"], digest=False)]
SEEDS = {
    "warc": [INFO + b"".join(PLAIN), gz(PLAIN), arc([page(1), page(2)]), response(1, gzip.compress(page(1)), fields=["Content-Encoding: gzip"], digest=False), response(1)[:-80] + response(2)],
    "feed": [RSS, RDF, ATOM, JSON_FEED, SITEMAP, BOMB],
    "mail": [MAIL, PLAIN_MAIL, MBOX],
    "archive": [zip_of([("1.html", page(1)), ("2.rss", RSS)]), tar_of([("1.html", page(1))]), gzip.compress(page(1))],
}
for target, seeds in SEEDS.items():
    folder = os.path.join(sys.argv[1], target)
    os.makedirs(folder, exist_ok=True)
    for i, data in enumerate(seeds):
        open(os.path.join(folder, f"seed{i}"), "wb").write(data)
