#!/usr/bin/env bash
# Runs a class of the verifier's test sources: java.sh CLASS ARGUMENTS…; JVM_FLAGS are the JVM's.
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
java=${REASON4J_JDK:-${JAVA_HOME:?set it to a JDK 25}}/bin/java
cd "$home"
if [ "${BUILT:-}" != 1 ]; then
  mvn -q -B -pl verify -am test-compile dependency:build-classpath -DincludeScope=test -Dmdep.outputFile=target/test-classpath.txt >&2
fi
exec "$java" ${JVM_FLAGS:-} -cp "verify/target/test-classes:verify/target/classes:core/target/classes:$(cat verify/target/test-classpath.txt)" "$@"
