#!/usr/bin/env bash
# The stage by spark-submit on a standalone cluster of this machine, and the same bytes as by local[*]. The Spark home is
# nothing but Spark's jars from Maven; ours go by --jars, as docs/data.md says.
#   bench/curate/submit.sh RECIPE [--set …]     (needs ./reason4j --version once, which builds)
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
java=${REASON4J_JDK:-${JAVA_HOME:-/usr}}/bin/java
folder=$(mktemp -d)
pids=()
trap 'for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; wait; sleep 1; rm -rf "$folder"' EXIT

ours='/(picocli|jackson-(core|databind|dataformat-yaml)-3|snakeyaml-engine|jspecify)'
mkdir -p "$folder/spark/jars" "$folder/logs"
tr ':' '\n' <"$home/curate/target/classpath.txt" | grep '\.jar$' | grep -vE "$ours|reason4j-" | while read -r jar; do
  ln -sf "$jar" "$folder/spark/jars/"
done
echo "Spark from its Maven jars" >"$folder/spark/RELEASE"
jars=$(echo "$home"/*/target/reason4j-*-SNAPSHOT.jar \
  $(for room in app curate; do tr ':' '\n' <"$home/$room/target/classpath.txt"; echo; done | grep -E "$ours" | sort -u) | tr ' ' ',')
flags=$(grep -v '^-X' "$home/curate/jvm.flags" | tr '\n' ' ')

export SPARK_HOME="$folder/spark" SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1
export JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$java")")")
spark() { "$java" $flags -Xmx1g -cp "$SPARK_HOME/jars/*" "$@"; }
port=17077
spark org.apache.spark.deploy.master.Master --host 127.0.0.1 --port $port --webui-port 0 >"$folder/logs/master" 2>&1 &
pids+=($!)
sleep 4
for worker in one two; do
  spark org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores 1 --memory 1g --webui-port 0 \
    --work-dir "$folder/$worker" spark://127.0.0.1:$port >"$folder/logs/$worker" 2>&1 &
  pids+=($!)
done
recipe=$1
shift
# what bin/spark-submit of a Spark distribution starts
time spark org.apache.spark.deploy.SparkSubmit --master spark://127.0.0.1:$port --class reason4j.app.Main --jars "$jars" \
  --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1 --conf spark.executor.memory=800m \
  --conf "spark.executor.extraJavaOptions=$flags" \
  "$home"/app/target/reason4j-app-*-SNAPSHOT.jar curate "$recipe" "$@" --out "$folder/cluster"
"$home/reason4j" curate "$recipe" "$@" --out "$folder/alone"
ls "$folder/one" "$folder/two" | grep -q app- || { echo "no worker ran anything"; exit 1; }
for file in train heldout rejected; do
  cmp "$folder/cluster/$file.jsonl" "$folder/alone/$file.jsonl" && sha256sum <"$folder/cluster/$file.jsonl"
done
echo "the same bytes"
