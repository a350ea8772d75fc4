/* A stand-in for libcuda.so.1: a GPU of 40 multiprocessors that does what the kernel's text says at a
   known speed. It counts the FMAs in that text itself. Compiled with
     -DTFLOPS=… -DGIGABYTES=…   its speed
     -DRECORD="\"file\""        what is called, one line each
     -DFAULT=name -DERROR=n     a function that answers with an error
     -DMISHAP=name -DDO='code'  a function that does something else before
     -DMEMORY=n                 bytes
     -DSKIPPED=n                rounds of the loop that it does not do */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef MEMORY
#define MEMORY (15LL << 30)
#endif
#ifndef SKIPPED
#define SKIPPED 0
#endif

#define TEXT2(x) #x
#define TEXT(x) TEXT2(x)
#ifndef FAULT
#define FAULT none
#define ERROR 0
#endif
#ifndef MISHAP
#define MISHAP none
#define DO
#endif

#define CALL(name)                                    \
  tell(#name);                                        \
  if (strcmp(TEXT(MISHAP), #name) == 0) { DO; }       \
  if (strcmp(TEXT(FAULT), #name) == 0) return ERROR;

static double now; /* seconds of the GPU's clock */
static double events[4096];
static int eventCount;
static int fmas;            /* in the kernel's loop */
static uint64_t allocated;  /* bytes */
static uint64_t outAddress, outBytes;
static float counted;

static void tell(const char *what) {
#ifdef RECORD
  FILE *file = fopen(RECORD, "a");
  fprintf(file, "%s\n", what);
  fclose(file);
#endif
}

int cuInit(unsigned flags) {
  CALL(cuInit)
  return flags;
}

int cuGetErrorName(int error, const char **name) {
  *name = error == 100   ? "CUDA_ERROR_NO_DEVICE"
          : error == 2   ? "CUDA_ERROR_OUT_OF_MEMORY"
          : error == 222 ? "CUDA_ERROR_UNSUPPORTED_PTX_VERSION"
          : error == 719 ? "CUDA_ERROR_LAUNCH_FAILED"
                         : NULL;
  return *name ? 0 : 1;
}

int cuDeviceGet(int *device, int ordinal) {
  CALL(cuDeviceGet)
  *device = 70 + ordinal;
  return 0;
}

int cuDeviceGetName(char *name, int length, int device) {
  CALL(cuDeviceGetName)
  snprintf(name, length, "Stand-in %d", device);
  return 0;
}

int cuDeviceGetAttribute(int *value, int attribute, int device) {
  CALL(cuDeviceGetAttribute)
  *value = attribute == 16 && device == 70 ? 40 : -1;
  return 0;
}

int cuCtxCreate_v2(void **context, unsigned flags, int device) {
  CALL(cuCtxCreate_v2)
  *context = &now;
  return flags != 0 || device != 70;
}

int cuCtxDestroy_v2(void *context) {
  CALL(cuCtxDestroy_v2)
  return context != &now;
}

int cuModuleLoadData(void **module, const char *image) {
  CALL(cuModuleLoadData)
  for (const char *at = image; (at = strstr(at, "fma.rn.f32")); at++) fmas++;
  *module = &fmas;
  return 0;
}

int cuModuleGetFunction(void **function, void *module, const char *name) {
  CALL(cuModuleGetFunction)
  *function = &counted;
  return module != &fmas || strcmp(name, "multiply_add") ? 500 : 0;
}

int cuMemGetInfo_v2(size_t *free, size_t *total) {
  CALL(cuMemGetInfo_v2)
  *free = MEMORY - allocated;
  *total = MEMORY;
  return 0;
}

int cuMemAlloc_v2(uint64_t *address, size_t bytes) {
  CALL(cuMemAlloc_v2)
  if (allocated + bytes > MEMORY) return 2;
  *address = 0x700000000000 + allocated;
  allocated += bytes;
  if (outBytes == 0) {
    outAddress = *address;
    outBytes = bytes;
  }
  return 0;
}

int cuMemcpyDtoDAsync_v2(uint64_t target, uint64_t source, size_t bytes, void *stream) {
  CALL(cuMemcpyDtoDAsync_v2)
  uint64_t end = 0x700000000000 + allocated;
  if (stream || target + bytes > end || source + bytes > end || target - source < bytes) return 1;
  now += 2.0 * bytes / (GIGABYTES * 1e9);
  return 0;
}

int cuLaunchKernel(void *function, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by,
                   unsigned bz, unsigned shared, void *stream, void **parameters, void **extra) {
  CALL(cuLaunchKernel)
  if (function != &counted || gy * gz * by * bz != 1 || shared || stream || extra || bx > 256) return 1;
  uint64_t out = *(uint64_t *)parameters[0];
  uint32_t rounds = *(uint32_t *)parameters[1];
  float start = *(float *)parameters[2], factor = *(float *)parameters[3], addend = *(float *)parameters[4];
  double threads = (double)gx * bx;
  if (out != outAddress || outBytes < threads * 4) return 700;
  if (start != 0 || factor != 1) return 1;
  counted = (rounds - SKIPPED) * (float)fmas * addend;
  now += 2.0 * fmas * rounds * threads / (TFLOPS * 1e12);
  return 0;
}

int cuMemcpyDtoH_v2(void *target, uint64_t source, size_t bytes) {
  CALL(cuMemcpyDtoH_v2)
  if (bytes != 4 || source < outAddress || source + bytes > outAddress + outBytes) return 1;
  memcpy(target, &counted, 4);
  return 0;
}

int cuEventCreate(void **event, unsigned flags) {
  CALL(cuEventCreate)
  *event = &events[eventCount++];
  return flags;
}

int cuEventRecord(double *event, void *stream) {
  CALL(cuEventRecord)
  *event = now;
  return stream != NULL;
}

int cuEventSynchronize(double *event) {
  CALL(cuEventSynchronize)
  return 0;
}

int cuEventElapsedTime(float *milliseconds, double *start, double *end) {
  CALL(cuEventElapsedTime)
  *milliseconds = (float)((*end - *start) * 1e3);
  return 0;
}
