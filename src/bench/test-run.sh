#!/usr/bin/env bash
# Times what `hecktor:test-run` adds to the program that it runs, in one run: a second test run after a change of the
# model, less the container's own time and Maven's own start; and an array program with and without observation.
#
#   src/bench/test-run.sh [MODEL_MEGABYTES] [RUNS]        default: 1024 5
#
# Needs no root; without strace the second part is left out and said so.
# The plugin must be installed: mvn -B install -DskipTests
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

megabytes=${1:-1024}
runs=${2:-5}
work=$(mktemp -d "${TMPDIR:-/tmp}/hecktor-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
# The container's user is another one than root, and has to come by.
chmod 755 "$work"
project=$work/project
report=$project/target/hecktor/task2/test-run/report.json

log() { printf '%s\n' "$*" >&2; }
calc() { awk "BEGIN { printf \"%.3f\", $1 }"; }
median() { sort -n | sed -n "$((runs / 2 + 1))p"; }
mvnq() { mvn -B -ntp -q -f "$project" -Dhecktor.cache="$work/cache" -Dhecktor.base=host "$@" >>"$work/log" 2>&1 || { tail -20 "$work/log" >&2; return 1; }; }
seconds() {
  local start end
  start=$(date +%s.%N)
  "$@"
  end=$(date +%s.%N)
  calc "$end - $start"
}
own() { sed -n 's/.*"durationSeconds" *: *\([0-9.]*\).*/\1/p' "$report" | head -1; }

log "making a project whose program asks a model for its size, or works on arrays"
mkdir -p "$project/src/main/java/org/example" "$project/Task2/resources" "$project/Task2/test/input"
cp it/readme-example/pom.xml "$project/pom.xml"
cp -r it/readme-example/.mvn "$project/.mvn"
cat >"$project/src/main/java/org/example/Predict.java" <<'JAVA'
package org.example;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

public final class Predict {

  public static void main(String[] args) throws Exception {
    Path resources = Path.of(System.getenv("HECKTOR_RESOURCES"));
    double risk = Files.size(resources.resolve("model.bin"));
    int rounds = Integer.parseInt(Files.readString(Path.of(System.getenv("HECKTOR_INPUT"), "rounds.txt")).trim());
    for (int i = 0; i < rounds; i++) {
      risk += multiply(400);
    }
    Files.writeString(Path.of(System.getenv("HECKTOR_OUTPUT"), "rfs.json"), Double.toString(risk));
  }

  /** Matrices as a network's layers are: arrays made, filled and forgotten, on all processors. */
  private static double multiply(int n) {
    float[] a = new float[n * n], b = new float[n * n], c = new float[n * n];
    java.util.Arrays.fill(a, 1.5f);
    java.util.Arrays.fill(b, 0.5f);
    IntStream.range(0, n).parallel().forEach(i -> {
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < n; j++) {
          c[i * n + j] += a[i * n + k] * b[k * n + j];
        }
      }
    });
    return c[n] / n;
  }
}
JAVA
model() { head -c "$1" /dev/urandom >"$project/Task2/resources/model.bin"; }

# Prints the median of what a test run after a change of the model adds, for models of so many bytes.
added() {
  local i total maven
  echo 0 >"$project/Task2/test/input/rounds.txt"
  model "$1"
  mvnq hecktor:test-run
  for ((i = 0; i < runs; i++)); do
    model "$1"
    sync
    maven=$(seconds mvnq package)
    total=$(seconds mvnq hecktor:test-run)
    log "  test-run $total s, container $(own) s, mvn package $maven s"
    calc "$total - $(own) - $maven"
    echo
  done | median
}

log "a small model"
small=$(added 1000000)
log "a model of $megabytes MB"
large=$(added "${megabytes}M")
printf '\nmedians of %s runs, seconds that a test run after a change of the model adds to the container and to mvn package\n' "$runs"
printf '%-40s %6.2f   (asked: at most 1)\n' "a model of 1 MB" "$small"
printf '%-40s %6.2f\n' "a model of $megabytes MB" "$large"

if ! command -v strace >/dev/null; then
  log "no strace: nothing to compare"
  exit
fi

# The same programs without strace.
mkdir "$work/unseen"
IFS=: read -ra folders <<<"$PATH"
for folder in "${folders[@]}"; do
  ln -s "$folder"/* "$work/unseen/" 2>/dev/null || true # the first of a name counts
done
rm -f "$work/unseen/strace"
model 1000000
echo 150 >"$project/Task2/test/input/rounds.txt"
mvnq hecktor:test-run
log "an array program with and without observation, in pairs"
for ((i = 0; i < runs; i++)); do
  mvnq hecktor:test-run
  with=$(own)
  PATH=$work/unseen mvnq hecktor:test-run
  without=$(own)
  log "  with $with s, without $without s"
  echo "$(calc "100 * ($with / $without - 1)") $with $without"
done >"$work/pairs"
slower=$(cut -d' ' -f1 "$work/pairs" | median)
printf '%-40s %5.1f %%   (asked: at most 5; pairs from %s to %s %%, some %s s each)\n' "observation slows an array program by" "$slower" \
  "$(sort -n "$work/pairs" | head -1 | cut -d' ' -f1)" "$(sort -n "$work/pairs" | tail -1 | cut -d' ' -f1)" \
  "$(cut -d' ' -f3 "$work/pairs" | median)"
