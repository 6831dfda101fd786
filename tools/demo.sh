#!/usr/bin/env bash
# demo.sh BUILD STORE: reads the bundled press into a new store and shows what an analyst asks of it.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$1 store=$2
entente="$build/entente"
say() { printf '\n\033[1m%s\033[0m\n' "$*"; }

rm -f "$store" "$store-wal" "$store-shm"
say "entente add data/press/demo        (18 sample pages, French and English)"
"$entente" add --store "$store" data/press/demo

say "entente calendar --as-of 2025-04-02        (what is coming up, on that day's knowledge)"
"$entente" calendar --store "$store" --as-of 2025-04-02 --from 2025-04-01 --to 2025-04-30

say "entente calendar --as-of 2025-02-19 --from 2025-02-15 --to 2025-03-15        (a summit put off)"
"$entente" calendar --store "$store" --as-of 2025-02-19 --from 2025-02-15 --to 2025-03-15

say "entente relation AES Russie"
"$entente" relation AES Russie --store "$store"

id=$("$entente" events --store "$store" --between AES RUS --type CONSULT --limit 1 --jsonl | python3 -c 'import json, sys; print(json.loads(sys.stdin.readline())["id"])')
say "entente why $id        (the proof)"
"$entente" why "$id" --store "$store"

printf '\nThe record is in %s. Try: %s events --store %s\n' "$store" "$entente" "$store"
