#!/usr/bin/env bash
# run.sh [SECONDS]: fuzzes each target for so long (600) with ASan and UBSan. Closes with "fuzz: N passed, N failed[, N skipped]".
# A finding is kept under build-fuzz/findings/ and named.
set -uo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-600} build=${FUZZ_BUILD:-build-fuzz} passed=0 failed=0
if ! command -v clang++-19 > /dev/null; then
  echo "fuzz: no clang++-19 here"; echo "fuzz: 0 passed, 0 failed, 7 skipped"; exit 0
fi
if [ ! -e "$build/build.ninja" ]; then
  CXX=clang++-19 CC=clang-19 cmake -S . -B "$build" -G Ninja -DENTENTE_FUZZ=ON -DENTENTE_SANITIZE=ON -DOpenVINO_DIR="$PWD/.deps/openvino/openvino/cmake" > /dev/null || exit 1
fi
ninja -C "$build" intake_fuzz press_fuzz > "$build/build.log" 2>&1 || { tail -20 "$build/build.log"; echo "fuzz: 0 passed, 1 failed"; exit 1; }
python3 tests/fuzz/seeds.py "$build/seeds"
mkdir -p "$build/findings"
for target in warc feed mail archive page date charset; do
  case $target in page | date | charset) program=press_fuzz ;; *) program=intake_fuzz ;; esac
  mkdir -p "$build/corpus/$target"
  if FUZZ_TARGET=$target UBSAN_OPTIONS=halt_on_error=1 "$build/$program" -max_total_time="$seconds" -max_len=65536 -timeout=20 -rss_limit_mb=1024 -print_final_stats=1 \
      -artifact_prefix="$build/findings/$target-" "$build/corpus/$target" "$build/seeds/$target" > "$build/$target.log" 2>&1; then
    passed=$((passed + 1)); echo "$target: $(grep -a number_of_executed_units "$build/$target.log" | grep -oE '[0-9]+') inputs in $seconds s, no finding"
  else
    failed=$((failed + 1)); echo "FAIL $target: see $build/$target.log"; grep -aE "ERROR|SUMMARY|Test unit written" "$build/$target.log" | head -5
  fi
done
echo "fuzz: $passed passed, $failed failed"
[ "$failed" = 0 ]
