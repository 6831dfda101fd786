#!/usr/bin/env bash
# test.sh BUILD [long|asan]: runs every test and closes with "N passed, N failed, N skipped".
# A test is a doctest case, a case of tests/cases, or a check of tools/.
set -uo pipefail
cd "$(dirname "$0")/.."
build=$1 mode=${2:-short}
passed=0 failed=0 skipped=0 broken=()
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
export ENTENTE="$PWD/$build/entente" ENTENTE_BUILD="$PWD/$build" UBSAN_OPTIONS=print_stacktrace=1
# OpenVINO's TBB loads a library in a way that AddressSanitizer refuses, unless told so.
export TBB_ENABLE_SANITIZERS=1

# add FILE: takes the counts from the closing line "… N passed, N failed[, N skipped]" or doctest's.
add() {
  local line p f s
  line=$(grep -aE '[0-9]+ passed, [0-9]+ failed' "$1" | tail -n 1)
  if [ -n "$line" ]; then
    p=$(grep -oE '[0-9]+ passed' <<<"$line" | grep -oE '[0-9]+'); f=$(grep -oE '[0-9]+ failed' <<<"$line" | grep -oE '[0-9]+')
    s=$(grep -oE '[0-9]+ skipped' <<<"$line" | grep -oE '[0-9]+')
  else
    line=$(grep -aE '^\[doctest\] test cases:' "$1" | tail -n 1)
    [ -n "$line" ] || return 1
    p=$(grep -oE '[0-9]+ passed' <<<"$line" | grep -oE '[0-9]+'); f=$(grep -oE '[0-9]+ failed' <<<"$line" | grep -oE '[0-9]+')
    s=$(grep -oE '[0-9]+ skipped' <<<"$line" | grep -oE '[0-9]+')
  fi
  passed=$((passed + p)); failed=$((failed + f)); skipped=$((skipped + ${s:-0}))
}

# run NAME COMMAND…: its output is shown when it fails or skips.
run() {
  local name=$1; shift
  local t0=$SECONDS
  "$@" > "$log/$name" 2>&1
  local code=$?
  local f0=$failed
  if ! add "$log/$name"; then failed=$((failed + 1)); fi
  if [ $code -ne 0 ] && [ "$failed" = "$f0" ]; then failed=$((failed + 1)); fi
  printf '%-28s %3ss  %s\n' "$name" $((SECONDS - t0)) "$([ "$failed" = "$f0" ] && echo ok || echo FAILED)"
  grep -a -E 'SKIP|MESSAGE' "$log/$name" | head -5
  if [ "$failed" != "$f0" ]; then tail -n 60 "$log/$name"; broken+=("$name"); fi
}

for t in "$build"/*_test; do
  if [ "$mode" = long ]; then run "$(basename "$t")" "$t" --no-skip; else run "$(basename "$t")" "$t"; fi
done
if [ "$mode" != asan ]; then
  run layers python3 tools/check_layers.py
  run tidy python3 tools/tidy.py
fi
run cases python3 tests/cases/run.py
run codebook python3 tests/cases/codebook/run.py
run hostile python3 tests/hostile.py
run reading python3 tests/reading.py
run intake python3 tests/intake.py
run text-order python3 tests/text_order.py
run feeds python3 tests/feeds.py
run verbs python3 tests/verbs.py
run record python3 tests/record.py
[ "$mode" = asan ] || run install python3 tests/install.py
[ "$mode" != long ] || run fuzz tests/fuzz/run.sh 600
[ "$mode" = asan ] || run scores python3 tests/scores.py
[ ${#broken[@]} = 0 ] || echo "failed: ${broken[*]}"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
