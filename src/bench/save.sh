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
# A base as a registry would have it, one gzip layer of 100 MB: half of it is libraries that shrink to a third (the JDK's lib), half is what
# has been compressed before (its packaged modules). As an image layout for us and as a docker-save archive for jib.
jdk=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
[[ -d $jdk/jmods ]] || { log "the JDK in $jdk has no jmods to make a base of"; exit 1; }
mkdir "$work/base"
tar -C "$jdk" -ch --owner=0 --group=0 --exclude=src.zip --exclude='*.jsa' --exclude='jmods/jdk.*' --transform='s,^\./,usr/lib/java/,' \
  ./lib ./jmods >"$work/layer.tar"
gzip -k "$work/layer.tar"
python3 - "$work/layer.tar" "$work/base" "$work/jib-base.tar" <<'PY'
import hashlib, io, json, os, shutil, sys, tarfile
layer, layout, archive = sys.argv[1:]
blobs = os.path.join(layout, "blobs", "sha256")
os.makedirs(blobs)
def sha256(path):
    with open(path, "rb") as file:
        digest = hashlib.sha256()
        for piece in iter(lambda: file.read(1 << 20), b""):
            digest.update(piece)
        return digest.hexdigest()
def put(document, kind):
    data = json.dumps(document).encode()
    name = hashlib.sha256(data).hexdigest()
    open(os.path.join(blobs, name), "wb").write(data)
    return {"mediaType": "application/vnd.oci.image." + kind, "digest": "sha256:" + name, "size": len(data)}
def dump(document, name):
    json.dump(document, open(os.path.join(layout, name), "w"))
diff_id, digest, size = sha256(layer), sha256(layer + ".gz"), os.path.getsize(layer + ".gz")
shutil.move(layer + ".gz", os.path.join(blobs, digest))
config = {"architecture": "amd64", "os": "linux", "config": {"Env": ["PATH=/usr/local/bin:/usr/bin:/bin"]},
          "rootfs": {"type": "layers", "diff_ids": ["sha256:" + diff_id]}}
blob = {"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip", "digest": "sha256:" + digest, "size": size}
manifest = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": put(config, "config.v1+json"), "layers": [blob]}
dump({"schemaVersion": 2, "manifests": [put(manifest, "manifest.v1+json")]}, "index.json")
dump({"imageLayoutVersion": "1.0.0"}, "oci-layout")
with tarfile.open(archive, "w") as tar:
    def add(name, data):
        info = tarfile.TarInfo(name)
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))
    name = hashlib.sha256(json.dumps(config).encode()).hexdigest() + ".json"
    add("manifest.json", json.dumps([{"Config": name, "RepoTags": ["base:latest"], "Layers": ["layer.tar"]}]).encode())
    add(name, json.dumps(config).encode())
    tar.add(layer, "layer.tar")
PY
read -r base_unpacked base_size < <(stat -c '%s' "$work/layer.tar" | tr '\n' ' '; find "$work/base/blobs" -size +1M -printf '%s\n')
rm "$work/layer.tar"
base=(-Dhecktor.base="oci:$work/base")

archive="$work/project/target/hecktor/submission_task2.tar.gz"
# Twice: what was linked a moment ago is read once more before it is trusted, as in a project's second build.
mvnq hecktor:save "${base[@]}"
mvnq hecktor:save "${base[@]}"
size=$(stat -c %s "$archive")

maven_only=$(median nothing mvnq package)
build=$(median nothing mvnq hecktor:build "${base[@]}")
warm=$(median nothing mvnq hecktor:save "${base[@]}")
# jib's cache goes with the project's target at each change; ours keeps what no image is linked to any more for a while, and the third run
# would be measured with the memory that the first two models hold.
change_model() {
  new_model
  find "$work/cache" -type f -links 1 -size "+$((megabytes / 2))M" -delete
}
changed=$(median change_model mvnq hecktor:save "${base[@]}")
forget() { rm -f "$work/copy"; }
floor=$(median forget sh -c "cp '$archive' '$work/copy' && sha256sum '$work/copy'")
rm -f "$work/copy"
writing=$(java -cp "$here/target/classes:$here/target/test-classes:$(cat "$here/target/bench-classpath")" \
  io.hecktor.bench.ArchiveWriting "$work/project/target/hecktor/task2/image" "$work/copy.tar.gz" "$runs" 2>>"$work/log" || true)

printf '\narchive of %s bytes, model of %s MB, base of %s bytes (%s unpacked), medians of %s runs, seconds; load %s\n' \
  "$size" "$megabytes" "$base_size" "$base_unpacked" "$runs" "$(uptime | sed 's/.*average: //')"
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
jib_peer
