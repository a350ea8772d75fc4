#!/bin/sh
# Makes the fixtures of this folder with nvcc 13.0 and gcc 12: one kernel, for known architectures.
set -eu
cd "$(dirname "$0")"
out=${1:-.}
turing="-gencode arch=compute_75,code=sm_75"
others="-gencode arch=compute_80,code=sm_80 -gencode arch=compute_90,code=compute_90"

library() {
  name=$1
  shift
  nvcc -Xcompiler -fPIC -c scale.cu -o "$out/scale.o" "$@"
  gcc -shared -s -Wl,-z,noseparate-code -Wl,--build-id=none -Wl,-soname,"lib$name.so" -o "$out/lib$name.so" "$out/scale.o"
  rm "$out/scale.o"
}

for mode in default size speed none; do
  library "scale-$mode" --compress-mode=$mode $turing $others
done
library scale-without-turing -gencode arch=compute_90a,code=sm_90a $others
library scale-ptx -gencode arch=compute_75,code=compute_75
nvcc -cubin -arch=sm_75 scale.cu -o "$out/scale-75.cubin"
nvcc -cubin -arch=sm_80 scale.cu -o "$out/scale-80.cubin"
