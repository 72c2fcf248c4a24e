#!/usr/bin/env bash
# The JMH benchmark of the verifier, on one thread: jmh.sh [JMH arguments].
exec "$(dirname "$0")/java.sh" org.openjdk.jmh.Main VerifierBenchmark -jvmArgs "-Xmx2g" "$@"
