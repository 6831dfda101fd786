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

# 4. With coded texts: factuality and sentence vectors beside reading, then the event head's own layers, reading fixed.
coded=("$here"/../data/examples/*.jsonl "$here"/../../shared/data/examples/*.jsonl)
model_of() { mkdir -p "$work/$2" && run export "$data" "$base" "$1" "$work/$2" && run lemmas "$data" "$work/$2/lemmas.tsv" "$base" "$work/$2/int8" dev; }
if [ -n "${ENTENTE:-}" ]; then
  cat "${coded[@]}" > "$work/coded.jsonl"
  [ -f "$work/coded.conllu" ] || "$ENTENTE" read --no-title "$work/coded.jsonl" > "$work/coded.conllu"
  [ -f "$work/vectors.pt" ] || run vectors "$base" "$work/coded.conllu" "$work/vectors.pt" "$work/coded.jsonl"
  texts=(--examples "$work/coded.jsonl" --coded "$work/coded.conllu" --world "$here/../data/world/places.yaml")
  mkdir -p "$work/joint" "$work/events"
  run train --data "$data" --base "$base" --taught "$work/taught.jsonl" --out "$work/joint" --minutes "$minutes" \
    --start "$work/final.pt" --teacher "$work/final.pt" --vectors "$work/vectors.pt" --freeze 2 "${texts[@]}"
  run blend "$data" "$base" "$work/joint/reader.pt" "$work/final.pt" "$work/blended.pt"
  run copy_vector "$base" "$work/blended.pt" "$work/coded.conllu" "$work/coded.jsonl" "$work/vectors.pt"
  run train --data "$data" --base "$base" --out "$work/events" --minutes "$minutes" --start "$work/blended.pt" --only-events "${texts[@]}"
  model_of "$work/events/reader.pt" model
else
  echo "ENTENTE is not set (a built program, which cuts coded texts into words): a reader without an event head is made"
  model_of "$work/final.pt" model
fi
for model in f32 int8; do run evaluate "$data" "$base" "$work/model/$model" dev; done
if [ -d "$data/test" ]; then run evaluate "$data" "$base" "$work/model/int8" test; fi
