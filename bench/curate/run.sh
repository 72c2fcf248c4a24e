#!/usr/bin/env bash
# Near-duplicates on the DeepScaleR pool, ours beside the peers, one after another on this machine.
#   bench/curate/run.sh DATA_DIR [PYTHON]     (mvn -q package first; PYTHON has rensa 0.5, datasketch 2.0, datatrove[processing] 0.10.1 from PyPI)
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
data=$1
python=${2:-}
java=${REASON4J_JDK:-${JAVA_HOME:-/usr}}/bin/java
files=("$data"/deepscaler_L{1,2,3,4,5}.jsonl)
nproc; grep -m1 'model name' /proc/cpuinfo || true
flags=()
while read -r flag; do flags+=("$flag"); done <"$home/curate/jvm.flags"
"$java" "${flags[@]}" -cp "$home/curate/target/test-classes:$home/curate/target/classes:$home/core/target/classes:$home/verify/target/classes:$(cat "$home/curate/target/classpath.txt")" \
  reason4j.curate.dedup.NearDuplicateBench "${files[@]}" 2>/dev/null
[ -n "$python" ] && "$python" "$home/bench/curate/peers.py" "${files[@]}"
