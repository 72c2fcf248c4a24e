#!/usr/bin/env bash
# Is it RLVR that does it? For one seed, side by side: the demo, SFT alone for more than the compute of SFT and RLVR
# together, and RLVR with random rewards from the same SFT model.
# usage: bench/learning/controls.sh OUT [SEED]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
home=$here/../..
out=${1:?where the runs go}
seed=${2:-0}

"$home/reason4j" demo --out "$out/real" --seed "$seed" --set sft.evaluate_every=500 --set rlvr.evaluate_every=10

mkdir -p "$out/random"
cp -r "$out/real/sets" "$out/real/base" "$out/real/sft" "$out/random/"
"$home/reason4j" demo --out "$out/random" --seed "$seed" --set sft.evaluate_every=500 --set rlvr.evaluate_every=10 \
  --set 'rlvr.rewards=[{name: random, weight: 1.0, params: {}}]'

mkdir -p "$out/sft-alone"
cp -r "$out/real/sets" "$out/real/base" "$out/sft-alone/"
"$home/reason4j" demo --out "$out/sft-alone" --seed "$seed" --set sft.steps=4000 --set sft.evaluate_every=500 --set rlvr.steps=1

python3 "$here/controls_table.py" "$out" "$seed"
