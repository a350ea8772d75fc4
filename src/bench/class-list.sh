#!/usr/bin/env bash
# Writes anew the list of the classes that a test run loads ahead (see mojo.ClassesAhead): those that it used after a
# change of the model, in their order. Run it when the list's test says that a class has gone, or the bench that a
# test run has become slower.
#
#   src/bench/class-list.sh
#
# The plugin must be installed: mvn -B install -DskipTests
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

list=$PWD/src/main/resources/io/hecktor/mojo/test-run.classes
work=$(mktemp -d "${TMPDIR:-/tmp}/hecktor-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work" # the container's user is another one than root

cp -r it/baseline "$work/project"
# With one processor nothing is loaded ahead, and what is no longer used drops out.
mvnq() { MAVEN_OPTS="-XX:ActiveProcessorCount=1 -Xlog:class+load:file=$work/loaded" mvn -B -ntp -q -f "$work/project" -DskipTests -Dhecktor.cache="$work/cache" -Dhecktor.base=host "$@" >&2; }
model() { head -c 1000000 /dev/urandom >"$work/project/Task2/resources/model.bin"; }

mvnq hecktor:test-run
model
mvnq hecktor:test-run
# What follows the reading of the profile, at which the goal is busy itself meanwhile; not what is spun at run time,
# comes out of the JDK's archive or is the JDK's own affair.
sed -n 's/^.*\] \([A-Za-z0-9_.$]*\) source: \(.*\)$/\1 \2/p' "$work/loaded" |
  awk '/^org\.snakeyaml\./ { at = NR } { line[NR] = $0 } END { for (i = at + 1; i <= NR; i++) print line[i] }' |
  awk '!/shared objects file/ && !/Lambda|LambdaForm|Proxy[0-9]|^(jdk|sun|com\.sun)\./ && !seen[$1]++ { print $1 }' >"$list"
printf '%s classes\n' "$(wc -l <"$list")"
