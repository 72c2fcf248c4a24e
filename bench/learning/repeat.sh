#!/usr/bin/env bash
# Same seed, same bytes: the demo twice, and once more killed with -9 at random moments and resumed.
# usage: bench/learning/repeat.sh OUT [SEED] [KILLS]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=$here/../..
out=${1:?where the runs go}
seed=${2:-0}
kills=${3:-5}

"$home/reason4j" demo --out "$out/one" --seed "$seed" >/dev/null
"$home/reason4j" demo --out "$out/two" --seed "$seed" >/dev/null

resume=()
for ((k = 1; k <= kills; k++)); do
  setsid "$home/reason4j" demo --out "$out/killed" --seed "$seed" "${resume[@]}" >/dev/null &
  leader=$!
  sleep $((20 + RANDOM % 60))
  kill -9 -- "-$leader" 2>/dev/null || true
  wait "$leader" 2>/dev/null || true
  echo "kill $k: sft $(wc -l <"$out/killed/sft/metrics.jsonl" 2>/dev/null || echo 0) lines," \
    "rlvr $(wc -l <"$out/killed/rlvr/metrics.jsonl" 2>/dev/null || echo 0) lines"
  resume=(--resume)
done
"$home/reason4j" demo --out "$out/killed" --seed "$seed" --resume >/dev/null

timeless() { sed -E 's/,"(seconds|tokens_per_second)[a-z_]*":[^,}]*//g' "$1" | sha256sum | cut -c 1-16; }
printf '%-8s %-6s %-18s %-18s\n' run stage weights metrics
for run in one two killed; do
  for stage in sft rlvr; do
    printf '%-8s %-6s %-18s %-18s\n' "$run" "$stage" \
      "$(sha256sum "$out/$run/$stage/model/model.safetensors" | cut -c 1-16)" "$(timeless "$out/$run/$stage/metrics.jsonl")"
  done
done
for stage in sft rlvr; do
  for run in two killed; do
    cmp "$out/one/$stage/model/model.safetensors" "$out/$run/$stage/model/model.safetensors"
    [ "$(timeless "$out/one/$stage/metrics.jsonl")" = "$(timeless "$out/$run/$stage/metrics.jsonl")" ]
  done
done
echo "all equal"
