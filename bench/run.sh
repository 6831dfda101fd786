#!/usr/bin/env bash
# run.sh BUILD: what is measured, each with its own check of the answer. Parts whose data or peers are absent say so.
set -uo pipefail
cd "$(dirname "$0")/.."
build=${1:-build}
export ENTENTE="$PWD/$build/entente"
python3 bench/flow/pages.py
python3 bench/flow/read.py "$ENTENTE" ../shared/data || echo "SKIP read beside spaCy: run bench/peers.sh first, and unpack ../shared/data/test.tar.xz"
python3 bench/flow/extract.py "$ENTENTE"
for what in demo "press-gold even" "press-gold odd"; do python3 bench/eval_events.py $what; done
python3 bench/eval_chains.py
python3 bench/eval_examples.py
python3 bench/eval_plover.py || true
python3 bench/eval_times.py || true
python3 bench/eval_names.py "$ENTENTE"
python3 bench/world_start.py "$ENTENTE"
