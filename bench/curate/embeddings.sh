#!/usr/bin/env bash
# What rests on embeddings, measured. mvn -q -pl curate package first.
#   bench/curate/embeddings.sh rate DATA PYTHON [ROWS]   rows a second; tokens and vectors beside Python's, see embeddings.py
#   bench/curate/embeddings.sh translations DATA CACHE   the Chinese OlymMATH against the English, by formulas and embedding
#   bench/curate/embeddings.sh likeness DATA CACHE       near-duplicates beside all pairs compared, and SemDeDup
# CACHE is a folder for vectors; a second run reads them.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
what=$1
data=$2
class_path=$(cat "$home/curate/target/classpath.txt")
flags=()
while read -r flag; do flags+=("$flag"); done <"$home/curate/jvm.flags"
measure() {
  "${REASON4J_JDK:-${JAVA_HOME:-/usr}}/bin/java" "${flags[@]}" \
    -cp "$home/curate/target/test-classes:$home/curate/target/classes:$class_path" "$@"
}
nproc; grep -m1 'model name' /proc/cpuinfo || true
case $what in
  rate)
    lines=$(mktemp)
    trap 'rm -f "$lines"' EXIT
    measure reason4j.curate.embed.EmbeddingBench "${4:-1000}" "$lines" \
      "$data"/deepscaler_L{1,2,3,4,5}.jsonl "$data"/olymmath_{en,zh}.jsonl
    "$3" "$home/bench/curate/embeddings.py" "$lines" "$(tr ':' '\n' <<<"$class_path" | grep all-minilm-l6-v2)"
    ;;
  translations) measure reason4j.curate.decontaminate.TranslationBench "$data" "$3" ;;
  likeness) measure reason4j.curate.dedup.LikenessBench "$3" "$data/deepscaler_L1.jsonl" ;;
  *) sed -n 2,6p "${BASH_SOURCE[0]}"; exit 2 ;;
esac
