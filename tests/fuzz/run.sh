#!/usr/bin/env bash
# run.sh [SECONDS [TARGET…]]: fuzzes each target for so many seconds of processor time (600) with ASan and UBSan; targets: page feed
# warc mail date charset archive. Closes with "fuzz: N passed, N failed[, N skipped]". A finding is kept under build-fuzz/findings/ and
# named; what was found worth keeping grows in build-fuzz/corpus/. FUZZ_BUILD: another folder; FUZZ_NO_BUILD=1: the programs as they are.
set -uo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-600} build=${FUZZ_BUILD:-build-fuzz} passed=0 failed=0
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(page feed warc mail date charset archive)
if ! command -v clang++-19 > /dev/null; then
  echo "fuzz: no clang++-19 here"; echo "fuzz: 0 passed, 0 failed, ${#targets[@]} skipped"; exit 0
fi
mkdir -p "$build/findings"
if [ -z "${FUZZ_NO_BUILD:-}" ]; then
  if [ ! -e "$build/build.ninja" ]; then
    CXX=clang++-19 CC=clang-19 cmake -S . -B "$build" -G Ninja -DENTENTE_FUZZ=ON -DENTENTE_SANITIZE=ON -DOpenVINO_DIR="$PWD/.deps/openvino/openvino/cmake" > /dev/null || exit 1
  fi
  ninja -C "$build" intake_fuzz press_fuzz > "$build/build.log" 2>&1 || { tail -20 "$build/build.log"; echo "fuzz: 0 passed, 1 failed"; exit 1; }
fi
python3 tests/fuzz/seeds.py "$build/seeds"

# fuzz TARGET SECONDS: libFuzzer counts hours of the wall; its log says what it did.
fuzz() {
  local program=intake_fuzz
  case $1 in page | date | charset) program=press_fuzz ;; esac
  mkdir -p "$build/corpus/$1"
  FUZZ_TARGET=$1 UBSAN_OPTIONS=halt_on_error=1 "$build/$program" -max_total_time="$2" -max_len=65536 -timeout=20 -rss_limit_mb=1024 -print_final_stats=1 \
    -artifact_prefix="$build/findings/$1-" "$build/corpus/$1" "$build/seeds/$1" >> "$build/$1.log" 2>&1
}

# cpu COMMAND…: runs it; the processor seconds that it took are in $spent.
cpu() {
  local before after code
  before=$(times | tail -1 | sed -E 's/[^0-9]*([0-9]+)m([0-9]+).*/\1 \2/')
  "$@"; code=$?
  after=$(times | tail -1 | sed -E 's/[^0-9]*([0-9]+)m([0-9]+).*/\1 \2/')
  spent=$((${after% *} * 60 + ${after#* } - ${before% *} * 60 - ${before#* }))
  return $code
}

for target in "${targets[@]}"; do
  : > "$build/$target.log"
  left=$seconds ok=1 rounds=0
  while [ "$left" -gt 2 ] && [ $ok = 1 ] && [ $((rounds++)) -lt 12 ]; do  # on a busy machine the processor has less time than the wall
    cpu fuzz "$target" "$left" || ok=0
    left=$((left - (spent > 0 ? spent : 1)))
  done
  inputs=$(grep -a number_of_executed_units "$build/$target.log" | grep -oE '[0-9]+' | awk '{n += $1} END {print n + 0}')
  if [ $ok = 1 ]; then
    passed=$((passed + 1)); echo "$target: $inputs inputs in $((seconds - left)) s of processor time, no finding"
  else
    failed=$((failed + 1)); echo "FAIL $target: see $build/$target.log"; grep -aE "ERROR|SUMMARY|Test unit written" "$build/$target.log" | head -5
  fi
done
echo "fuzz: $passed passed, $failed failed"
[ "$failed" = 0 ]
