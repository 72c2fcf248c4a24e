#!/usr/bin/env bash
# Curates 100,000 and 1,000,000 generated rows with 2 GB of heap, each in a process of its own after a run over 5,000 rows
# that is not counted, and says what each step takes a row.
#   bench/curate/million.sh [ROWS…]     (mvn -q -pl curate -am test-compile first; needs 3 GB of free disk in TMPDIR)
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
java=${REASON4J_JDK:-${JAVA_HOME:-/usr}}/bin/java
flags=()
while read -r flag; do flags+=("$flag"); done <"$home/curate/jvm.flags"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
nproc; grep -m1 'model name' /proc/cpuinfo || true
[ $# -gt 0 ] || set -- 100000 1000000
for rows in "$@"; do
  mkdir "$folder/$rows"
  "$java" "${flags[@]}" -Xmx2g -Djava.io.tmpdir="$folder" -cp "$home/curate/target/test-classes:$home/curate/target/classes:$home/core/target/classes:$home/verify/target/classes:$(cat "$home/curate/target/classpath.txt")" \
    reason4j.curate.Million "$rows" "$folder/$rows" 2>/dev/null
done
