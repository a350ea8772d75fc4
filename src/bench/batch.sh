#!/usr/bin/env bash
# Times a batch of small cases on one machine against a bare loop of unshare over the same rootfs, in one run, and prints what a
# case costs beyond that: set-up, strace, the watcher, the judge, the record.
#
#   src/bench/batch.sh [CASES]        default: 400
#
# Needs gcc, and namespaces as a test run does. The program is a static one of a few milliseconds, so that nothing hides the overhead.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

cases=${1:-400}
work=$(mktemp -d "${TMPDIR:-/tmp}/hecktor-batch.XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
export LC_ALL=C TIMEFORMAT='%R %U %S'

printf 'compiling\n' >&2
if [[ -z ${HECKTOR_CLASS_PATH:-} ]]; then
  mvn -B -ntp -q test-compile org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
    -Dmdep.outputFile=target/bench-classpath >&2
  HECKTOR_CLASS_PATH="target/classes:target/test-classes:$(cat target/bench-classpath)"
fi
gcc -static -O1 -o "$work/program" src/test/resources/io/hecktor/goal/case-program.c

batch() { java -cp "$HECKTOR_CLASS_PATH" io.hecktor.goal.BatchBench "$work" "$1" >"$work/out" 2>"$work/err" || { cat "$work/err" >&2; return 1; }; }

# Runs a command and prints wall, user and system seconds, those of all its children included.
timed() { { time "$@" >/dev/null; } 2>&1 | tail -1; }

user=()
[[ $(id -u) == 0 ]] || user=(--user --map-root-user)
bare() {
  local i
  for ((i = 0; i < $1; i++)); do
    rm -rf "$work/output" && mkdir "$work/output"
    unshare "${user[@]}" --mount --net --ipc --uts --pid --fork -- sh -c '
      mount --bind "$0" "$0" && mount -t tmpfs none "$0/tmp" && mkdir "$0/tmp/input" "$0/tmp/output" &&
      mount --bind "$1" "$0/tmp/input" && mount --bind "$2" "$0/tmp/output" && exec chroot "$0" /opt/app/program' \
      "$rootfs" "$work/cases/case-0000/input" "$work/output" >/dev/null
  done
}

batch 1 # Unpacks the image.
rootfs=$(echo "$work"/cache/v1/rootfs/v1/trees/*/root)
read -r one_wall one_user one_system <<<"$(timed batch 1)"
read -r all_wall all_user all_system <<<"$(timed batch "$cases")"
read -r bare_wall bare_user bare_system <<<"$(timed bare "$cases")"

grep -E '^([0-9]+ cases|time|memory|chance)' "$work/out"
awk -v n="$cases" -v ow="$one_wall" -v oc="$one_user" -v os="$one_system" -v aw="$all_wall" -v ac="$all_user" -v as="$all_system" \
  -v bw="$bare_wall" -v bc="$bare_user" -v bs="$bare_system" 'BEGIN {
  printf "%d cases one after the other, on a machine with a load of '"$(cut -d' ' -f1 /proc/loadavg)"' on '"$(nproc)"' processors\n", n
  printf "%-52s %8s %8s\n", "ms per case", "wall", "CPU"
  w = 1000 * (aw - ow) / (n - 1); c = 1000 * (ac + as - oc - os) / (n - 1)
  b = 1000 * bw / n; d = 1000 * (bc + bs) / n
  printf "%-52s %8.1f %8.1f\n", "the batch, without the JVM and the first case", w, c
  printf "%-52s %8.1f %8.1f\n", "a bare loop of unshare", b, d
  printf "%-52s %8.1f %8.1f   (asked: at most 150)\n", "overhead", w - b, c - d
}'
