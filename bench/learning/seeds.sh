#!/usr/bin/env bash
# The demo on several seeds. usage: bench/learning/seeds.sh OUT SEED…
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
out=${1:?where the runs go}
shift
for seed in "$@"; do
  "$home/reason4j" demo --out "$out/seed-$seed" --seed "$seed" >"$out-seed-$seed.txt"
  echo "seed $seed"
  cat "$out-seed-$seed.txt"
done
