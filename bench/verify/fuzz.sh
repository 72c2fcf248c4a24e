#!/usr/bin/env bash
# The long run of the fuzzer, one thread: fuzz.sh [INPUTS] [SEED] [NUMBER…], where numbers are single inputs to look at.
home=$(cd "$(dirname "$0")/../.." && pwd)
JVM_FLAGS="-Xmx1g -XX:+UseSerialGC ${JVM_FLAGS:-}" exec nice -n 19 "$home/bench/verify/java.sh" reason4j.verify.fuzz.LongRun "${DATA:-$home/../shared/data}" "${1:-10000000}" "${2:-1}" "${@:3}"
