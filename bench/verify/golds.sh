#!/usr/bin/env bash
# The laws over the gold answers of the data: counts first, then each miss: golds.sh
home=$(cd "$(dirname "$0")/../.." && pwd)
exec "$home/bench/verify/java.sh" reason4j.verify.bench.GoldAnswers "${DATA:-$home/../shared/data}"
