#!/bin/bash
# Rebuilds the reader from the base to the 8-bit files: rebuild.sh DATA BASE WORK MINUTES [FIRST]. See README.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
data=$1 base=$2 work=$3 minutes=$4 first=${5:-}
export OMP_WAIT_POLICY=PASSIVE GOMP_SPINCOUNT=0
run() { "${PYTHON:-python3}" "$here/$1.py" "${@:2}"; }
mkdir -p "$work/first" "$work/run"

# 1. A first reader: recovered from earlier files, or trained from the base on the gold sentences alone.
if [ ! -f "$work/first.pt" ]; then
  if [ -n "$first" ]; then
    run recover "$first" "$base" "$work/first.pt"
  else
    run train --data "$data" --base "$base" --out "$work/first" --minutes "$minutes" --encoder-rate 3e-4 --head-rate 2e-3
    cp "$work/first/reader.pt" "$work/first.pt"
  fi
fi

# 2. It teaches the sentences that have only tags, and is made teachable itself.
[ -f "$work/taught.jsonl" ] || run teach "$data" "$base" "$work/first.pt" "$work/taught.jsonl"
[ -f "$work/start.pt" ] || run soften "$work/first.pt" "$base" "$work/start.pt"

# 3. The run that counts; then the blend that dev likes best, and the files to ship.
run train --data "$data" --base "$base" --taught "$work/taught.jsonl" --out "$work/run" --minutes "$minutes" \
  --start "$work/start.pt" --world "$here/../data/world/places.yaml"
run blend "$data" "$base" "$work/run/reader.pt" "$work/start.pt" "$work/final.pt"
run export "$data" "$base" "$work/final.pt" "$work/model"
run lemmas "$data" "$work/model/lemmas.tsv" "$base" "$work/model/int8" dev
for model in f32 int8; do run evaluate "$data" "$base" "$work/model/$model" dev; done
if [ -d "$data/test" ]; then run evaluate "$data" "$base" "$work/model/int8" test; fi
