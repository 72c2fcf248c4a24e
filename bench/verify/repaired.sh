#!/usr/bin/env bash
# Re-paired cases: what is called correct goes to the file given, and audit.py looks at it: repaired.sh OUT [PAIRS] [SEED]
home=$(cd "$(dirname "$0")/../.." && pwd)
"$home/bench/verify/java.sh" reason4j.verify.bench.Repaired "${DATA:-$home/../shared/data}" "${2:-50000}" "${3:-42}" >"$1"
