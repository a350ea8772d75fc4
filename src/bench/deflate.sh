#!/usr/bin/env bash
# Compares the plugin's gzip encoder with the JDK's on several kinds of data, in one run: MB/s, what is left of the
# size, and the ratios of both.
#
#   src/bench/deflate.sh [MEGABYTES] [RUNS] [FILE…]        default: 40 3
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

mvn -B -ntp -q test-compile >&2
exec java -cp target/classes:target/test-classes io.hecktor.bench.Deflating "${1:-40}" "${2:-3}" "${@:3}"
