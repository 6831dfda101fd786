#!/usr/bin/env python3
"""A sanity test of the parser of pages: on our own pages, the paragraphs of `entente page` stand in the same order in the text that libxml2's
parser gives. libxml2 is called through ctypes (intake links it); without it the test is skipped. Captions, which an Article puts after the
body, and pages whose text does not come from their markup (JSON-LD) are left out. Closes with "N passed, N failed"."""
import ctypes
import ctypes.util
import glob
import json
import os
import subprocess
import sys
import unicodedata

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
BINARY = os.environ.get("ENTENTE", os.path.join(ROOT, "build", "entente"))
QUIET = 1 | 32 | 64 | 2048  # recover, no errors, no warnings, no network


def library():
    name = ctypes.util.find_library("xml2")
    if not name:
        print("text order: no libxml2 here\ntext order: 0 passed, 0 failed, 1 skipped")
        sys.exit(0)
    xml = ctypes.CDLL(name)
    xml.htmlReadMemory.restype = xml.xmlDocGetRootElement.restype = xml.xmlNodeGetContent.restype = ctypes.c_void_p
    xml.htmlReadMemory.argtypes = [ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_int]
    for f in (xml.xmlDocGetRootElement, xml.xmlNodeGetContent, xml.xmlFreeDoc):
        f.argtypes = [ctypes.c_void_p]
    return xml


def text_of(xml, html):
    doc = xml.htmlReadMemory(html, len(html), None, None, QUIET)
    if not doc:
        return ""
    root = xml.xmlDocGetRootElement(doc)
    content = xml.xmlNodeGetContent(root) if root else None
    text = ctypes.string_at(content).decode("utf8", "replace") if content else ""
    xml.xmlFreeDoc(doc)
    return text


def bare(text):
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def main():
    xml, passed, failed, paragraphs, missing = library(), 0, 0, 0, 0
    pages = sorted(glob.glob(os.path.join(ROOT, "tests/cases/press/*.html")) + glob.glob(os.path.join(ROOT, "data/press/demo/**/*.html"), recursive=True))
    for path in pages:
        out = subprocess.run([BINARY, "page", path], capture_output=True).stdout.splitlines()
        if not out:
            continue
        article = json.loads(out[0])
        if article["provenance"].get("text") or article["kind"] == "live":
            continue
        whole, at, right = bare(text_of(xml, open(path, "rb").read())), 0, True
        raw = article["text"].encode()
        for p in article["paragraphs"]:
            if p["kind"] == "caption":
                continue
            words = bare(raw[slice(*p["span"])].decode())
            paragraphs += 1
            found = whole.find(words, at)
            if found >= 0:
                at = found + len(words)
            elif whole.find(words) >= 0:
                right = False
                print(f"FAIL {os.path.basename(path)}: stands earlier for libxml2: {raw[slice(*p['span'])].decode()[:80]}")
            else:
                missing += 1  # charset told otherwise, or a paragraph that the parsers cut differently
        passed, failed = passed + right, failed + (not right)
    if missing > 0.05 * max(paragraphs, 1):
        failed += 1
        print(f"FAIL {missing} of {paragraphs} paragraphs do not stand in libxml2's text")
    print(f"{paragraphs} paragraphs of {passed + failed} pages, {missing} not in libxml2's text as a whole")
    print(f"text order: {passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
