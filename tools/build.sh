#!/usr/bin/env bash
# build.sh PRESET DIR: configures once, builds what changed. Quiet unless something fails.
set -euo pipefail
cd "$(dirname "$0")/.."
preset=$1 dir=$2
if [ ! -e "$dir/build.ninja" ]; then
  echo "configuring $dir" >&2
  cmake --preset "$preset" -B "$dir" > /dev/null
fi
echo "building $dir" >&2
cmake --build "$dir" -- -v > "$dir/build.log" 2>&1 || { grep -E "error:|^FAILED|undefined reference" "$dir/build.log" | head -50 >&2; echo "see $dir/build.log" >&2; exit 1; }
