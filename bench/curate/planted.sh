#!/usr/bin/env bash
# A pool of 5,971 rows with 970 planted copies, curated by this project's rule and by two published ones: what each finds by
# kind, and what it flags falsely. `show` lists each missed copy and each false flag.
#   bench/curate/planted.sh DATA SEED BENCHMARK… [show]   (benchmarks by file name in DATA, such as aime24 aime25 amc23)
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
data=$(cd "$1" && pwd)
seed=$2
shift 2
show=()
[ "${!#}" != show ] || { show=(show); set -- "${@:1:$#-1}"; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 "$home/bench/curate/planted.py" make "$data" "$seed" "$folder" "$@"
benchmarks=$(printf ",$data/%s.jsonl" "$@")
for rule in same-problem 8-gram indel-95; do
  "$home/reason4j" curate "$home/recipes/deepscaler-clean.yaml" --set "data.dir=$data" --set "pool=[$folder/pool.jsonl]" \
    --set "benchmarks=[${benchmarks:1}]" --set "decontaminate.rule=$rule" --out "$folder/$rule" >"$folder/log" 2>&1 ||
    { cat "$folder/log"; exit 1; }
  echo "== $rule"
  python3 "$home/bench/curate/planted.py" score "$folder" "$folder/$rule" "${show[@]}"
done
