package io.hecktor.cuda;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.FloatByReference;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/**
 * What is used of {@code libcuda.so.1}, by the names that it exports; each answers with 0 or an
 * error. All of it has been there since CUDA 4.
 *
 * @see <a href="https://docs.nvidia.com/cuda/cuda-driver-api/">CUDA Driver API</a>
 */
interface CudaDriver extends Library {

  /** {@code CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT}. */
  int MULTIPROCESSORS = 16;

  int cuInit(int flags);

  int cuGetErrorName(int error, PointerByReference name);

  int cuDeviceGet(IntByReference device, int ordinal);

  int cuDeviceGetName(byte[] name, int length, int device);

  int cuDeviceGetAttribute(IntByReference value, int attribute, int device);

  int cuCtxCreate_v2(PointerByReference context, int flags, int device);

  int cuCtxDestroy_v2(Pointer context);

  int cuModuleLoadData(PointerByReference module, byte[] image);

  int cuModuleGetFunction(PointerByReference function, Pointer module, String name);

  int cuMemGetInfo_v2(LongByReference free, LongByReference total);

  int cuMemAlloc_v2(LongByReference address, long bytes);

  int cuMemcpyDtoH_v2(Memory target, long source, long bytes);

  int cuMemcpyDtoDAsync_v2(long target, long source, long bytes, @Nullable Pointer stream);

  int cuEventCreate(PointerByReference event, int flags);

  int cuEventRecord(Pointer event, @Nullable Pointer stream);

  int cuEventSynchronize(Pointer event);

  int cuEventElapsedTime(FloatByReference milliseconds, Pointer start, Pointer end);

  int cuLaunchKernel(
      Pointer function,
      int gridX,
      int gridY,
      int gridZ,
      int blockX,
      int blockY,
      int blockZ,
      int sharedBytes,
      @Nullable Pointer stream,
      Pointer parameters,
      @Nullable Pointer extra);
}
