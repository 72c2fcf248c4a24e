#!/usr/bin/env bash
# How long the slowest of many repetitive texts takes: sweep.sh pieces | pairs | random COUNT SEED,
# or of answers of each kind that are as large as an answer may be: sweep.sh large
JVM_FLAGS="-Xmx2g -XX:+UseSerialGC ${JVM_FLAGS:-}" exec "$(dirname "$0")/java.sh" reason4j.verify.fuzz.Sweep "${@:-pieces}"
