#!/usr/bin/env bash
# Times `hecktor:save` against a floor (cp and sha256sum of the same archive) and two peers (docker save piped
# into gzip, stock jib:buildTar and gzip), in one run, and prints ratios: machines differ, ratios hardly do.
#
#   src/bench/save.sh [MODEL_MEGABYTES] [RUNS]        default: 1024 3
#
# Needs root for dockerd; without docker.io or mmdebstrap that peer is left out and said so.
# The plugin must be installed: mvn -B install -DskipTests
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

megabytes=${1:-1024}
runs=${2:-3}
here=$PWD
work=$(mktemp -d "${TMPDIR:-/tmp}/hecktor-bench.XXXXXX")
daemon=
trap '[[ -n $daemon ]] && kill "$daemon" 2>/dev/null && wait "$daemon" 2>/dev/null; rm -rf "$work"' EXIT

log() { printf '%s\n' "$*" >&2; }

# Prints the median wall time in seconds of RUNS runs of a command; before each, PREPARE is called.
median() {
  local prepare=$1 i times=()
  shift
  for ((i = 0; i < runs; i++)); do
    "$prepare"
    sync
    local start end
    start=$(date +%s.%N)
    "$@" >>"$work/log" 2>&1 || { tail -20 "$work/log" >&2; return 1; }
    end=$(date +%s.%N)
    times+=("$(calc "$end - $start")")
  done
  printf '%s\n' "${times[@]}" | sort -n | sed -n "$((runs / 2 + 1))p"
}

nothing() { :; }

calc() { awk "BEGIN { printf \"%.3f\", $1 }"; }

ratio() { awk "BEGIN { printf \"%.2f\", $1 / $2 }"; }

mvnq() { mvn -B -ntp -q -f "$work/project" -Dhecktor.cache="$work/cache" "$@"; }

log "compiling the benchmark"
mvn -B -ntp -q test-compile org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath \
  -Dmdep.outputFile=target/bench-classpath >&2

log "making a project with a random model of $megabytes MB and a base of some 100 MB"
cp -r it/readme-example "$work/project"
model="$work/project/Task2/resources/model.bin"
new_model() { head -c "${megabytes}M" /dev/urandom >"$model"; }
new_model
# A base like any other: this machine's C libraries and the JDK's own folder, as an image layout of our own making.
mvnq hecktor:build -Dhecktor.base=host -Dhecktor.jre="$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")" \
  -Dhecktor.tasks=task2 -Dhecktor.label=base
mkdir "$work/base"
python3 - "$work/project/target/hecktor/task2/image" "$work/base" <<'PY'
# Keeps the layers below the resources: libraries and a whole JDK.
import hashlib, json, os, shutil, sys
source, target = sys.argv[1:]
blob = lambda root, digest: os.path.join(root, "blobs", "sha256", digest.split(":")[1])
index = json.load(open(os.path.join(source, "index.json")))
manifest = json.load(open(blob(source, index["manifests"][0]["digest"])))
config = json.load(open(blob(source, manifest["config"]["digest"])))
manifest["layers"] = manifest["layers"][:2]
config["rootfs"]["diff_ids"] = config["rootfs"]["diff_ids"][:2]
config.pop("history", None)
os.makedirs(os.path.join(target, "blobs", "sha256"))
def put(document):
    data = json.dumps(document).encode()
    digest = "sha256:" + hashlib.sha256(data).hexdigest()
    open(blob(target, digest), "wb").write(data)
    return {"digest": digest, "size": len(data)}
for layer in manifest["layers"]:
    shutil.copy(blob(source, layer["digest"]), blob(target, layer["digest"]))
manifest["config"] = {"mediaType": manifest["config"]["mediaType"], **put(config)}
index["manifests"] = [{"mediaType": manifest["mediaType"], **put(manifest)}]
json.dump(index, open(os.path.join(target, "index.json"), "w"))
shutil.copy(os.path.join(source, "oci-layout"), target)
PY
base=(-Dhecktor.base="oci:$work/base" -Dhecktor.jre=base)
export JAVA_TOOL_OPTIONS=

archive="$work/project/target/hecktor/submission_task2.tar.gz"
mvnq hecktor:save "${base[@]}"
size=$(stat -c %s "$archive")

maven_only=$(median nothing mvnq package)
build=$(median nothing mvnq hecktor:build "${base[@]}")
warm=$(median nothing mvnq hecktor:save "${base[@]}")
changed=$(median new_model mvnq hecktor:save "${base[@]}")
forget() { rm -f "$work/copy"; }
floor=$(median forget sh -c "cp '$archive' '$work/copy' && sha256sum '$work/copy'")
rm -f "$work/copy"
writing=$(java -cp "$here/target/classes:$here/target/test-classes:$(cat "$here/target/bench-classpath")" \
  io.hecktor.bench.ArchiveWriting "$work/project/target/hecktor/task2/image" "$work/copy.tar.gz" "$runs" 2>>"$work/log" || true)

printf '\narchive of %s bytes, model of %s MB, medians of %s runs, seconds\n' "$size" "$megabytes" "$runs"
printf '%-58s %8.2f\n' "Maven's own start and an unchanged project (mvn package)" "$maven_only"
printf '%-58s %8.2f   adds %.2f s (asked: under 1)\n' "hecktor:build, unchanged" "$build" "$(calc "$build - $maven_only")"
printf '%-58s %8.2f\n' "hecktor:save, warm cache" "$warm"
printf '%-58s %8.2f\n' "hecktor:save after a change of the model" "$changed"
printf '%-58s %8.2f\n' "floor: cp and sha256sum of the archive" "$floor"
if [[ -n $writing ]]; then
  printf '%-58s %8.2f   %s of the floor (asked: at most 0.8)\n' "the archive's writing alone, in a warm JVM" "$writing" "$(ratio "$writing" "$floor")"
fi

docker_peer() {
  command -v dockerd >/dev/null || { log "no dockerd: docker save is left out"; return; }
  mkdir -p "$work/docker"
  echo '{}' >"$work/docker/daemon.json"
  PATH="$PATH:/usr/sbin" dockerd --host "unix://$work/docker/docker.sock" --data-root "$work/docker/data" \
    --exec-root "$work/docker/exec" --pidfile "$work/docker/pid" --config-file "$work/docker/daemon.json" \
    --exec-opt native.cgroupdriver=cgroupfs --bridge none --iptables=false --ip6tables=false >>"$work/log" 2>&1 &
  daemon=$!
  for _ in $(seq 100); do [[ -S $work/docker/docker.sock ]] && break; sleep 0.2; done
  export DOCKER_HOST="unix://$work/docker/docker.sock"
  docker load -qi "$archive" >>"$work/log"
  local peer
  peer=$(median nothing sh -c "docker save my-algorithm:task2 | gzip -c >'$work/docker.tar.gz'")
  rm -f "$work/docker.tar.gz"
  printf '%-58s %8.2f   hecktor:save, warm: %s times faster (asked: 12)\n' "peer: docker save | gzip" "$peer" "$(ratio "$peer" "$warm")"
  kill "$daemon" && wait "$daemon" 2>/dev/null || true
  daemon=
}

jib_peer() {
  cp -r "$work/project" "$work/jib"
  rm -rf "$work/jib/target" "$work/jib/Task2"
  mkdir -p "$work/jib/src/main/jib/opt/app/resources"
  local peer
  change() { rm -rf "$work/jib/target"; head -c "${megabytes}M" /dev/urandom >"$work/jib/src/main/jib/opt/app/resources/model.bin"; }
  peer=$(median change sh -c "mvn -B -ntp -q -f '$work/jib' package com.google.cloud.tools:jib-maven-plugin:3.4.6:buildTar \
    -Djib.from.image=tar://$work/jib-base.tar -Djib.to.image=bench && gzip -c '$work/jib/target/jib-image.tar' >'$work/jib.tar.gz'")
  printf '%-58s %8.2f   hecktor:save after a change: %s times faster (asked: 12)\n' "peer: jib:buildTar and gzip after a change" "$peer" "$(ratio "$peer" "$changed")"
}

docker_peer
mvnq hecktor:save -Dhecktor.base="oci:$work/base" -Dhecktor.jre=base -Dhecktor.tasks=task2 >>"$work/log" 2>&1
gzip -dc "$archive" >"$work/jib-base-with-model.tar"
python3 - "$work/jib-base-with-model.tar" "$work/jib-base.tar" <<'PY'
# jib takes docker-save archives: the base's two layers as one.
import hashlib, io, json, sys, tarfile
source, target = sys.argv[1:]
with tarfile.open(source) as old, tarfile.open(target, "w") as new:
    manifest = json.load(old.extractfile("manifest.json"))[0]
    config = json.load(old.extractfile(manifest["Config"]))
    config["rootfs"]["diff_ids"] = config["rootfs"]["diff_ids"][:2]
    config.pop("history", None)
    layers = manifest["Layers"][:2]
    data = json.dumps(config).encode()
    name = hashlib.sha256(data).hexdigest() + ".json"
    def add(name, data):
        info = tarfile.TarInfo(name); info.size = len(data); new.addfile(info, io.BytesIO(data))
    add("manifest.json", json.dumps([{"Config": name, "RepoTags": ["base:latest"], "Layers": layers}]).encode())
    add(name, data)
    for layer in layers:
        info = tarfile.TarInfo(layer); info.size = old.getmember(layer).size; new.addfile(info, old.extractfile(layer))
PY
rm -f "$work/jib-base-with-model.tar"
jib_peer
