package io.hecktor.cuda;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.FloatByReference;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The machine's first GPU, as the driver counts them, with a context of its own on it. What it
 * allocates goes with the context.
 */
final class CudaSession implements AutoCloseable {

  private static final int NAME_BYTES = 256;

  private final CudaDriver driver;
  private final int device;
  private final Pointer context;

  private CudaSession(CudaDriver driver, int device, Pointer context) {
    this.driver = driver;
    this.device = device;
    this.context = context;
  }

  /**
   * Begins.
   *
   * @param library the driver's, by its path or by the name that the loader finds
   * @throws UnsatisfiedLinkError if it is missing, or not the driver's
   */
  static CudaSession open(String library) throws CudaException {
    CudaDriver driver = Native.load(library, CudaDriver.class);
    check(driver, "cuInit", driver.cuInit(0));
    IntByReference device = new IntByReference();
    check(driver, "cuDeviceGet", driver.cuDeviceGet(device, 0));
    PointerByReference context = new PointerByReference();
    check(driver, "cuCtxCreate", driver.cuCtxCreate_v2(context, 0, device.getValue()));
    return new CudaSession(driver, device.getValue(), context.getValue());
  }

  /** The GPU's name. */
  String name() throws CudaException {
    byte[] name = new byte[NAME_BYTES];
    check("cuDeviceGetName", driver.cuDeviceGetName(name, NAME_BYTES - 1, device));
    int end = 0;
    while (name[end] != 0) {
      end++;
    }
    return new String(name, 0, end, StandardCharsets.UTF_8);
  }

  int multiprocessors() throws CudaException {
    IntByReference count = new IntByReference();
    int result = driver.cuDeviceGetAttribute(count, CudaDriver.MULTIPROCESSORS, device);
    check("cuDeviceGetAttribute", result);
    if (count.getValue() < 1) {
      throw new CudaException("cuDeviceGetAttribute told of no multiprocessor");
    }
    return count.getValue();
  }

  /** Has the driver compile PTX, and finds the one function in it. */
  Pointer function(byte[] ptx, String name) throws CudaException {
    PointerByReference module = new PointerByReference();
    byte[] text = Arrays.copyOf(ptx, ptx.length + 1);
    check("cuModuleLoadData", driver.cuModuleLoadData(module, text));
    PointerByReference function = new PointerByReference();
    int result = driver.cuModuleGetFunction(function, module.getValue(), name);
    check("cuModuleGetFunction", result);
    return function.getValue();
  }

  /** Bytes of the GPU's memory that nobody has. */
  long freeBytes() throws CudaException {
    LongByReference free = new LongByReference();
    check("cuMemGetInfo", driver.cuMemGetInfo_v2(free, new LongByReference()));
    return free.getValue();
  }

  /** The address of so much of the GPU's memory. */
  long allocate(long bytes) throws CudaException {
    LongByReference address = new LongByReference();
    check("cuMemAlloc", driver.cuMemAlloc_v2(address, bytes));
    return address.getValue();
  }

  /** Begins a copy within the GPU's memory. */
  void copy(long target, long source, long bytes) throws CudaException {
    check("cuMemcpyDtoDAsync", driver.cuMemcpyDtoDAsync_v2(target, source, bytes, null));
  }

  /** A number in the GPU's memory, once what was begun before has ended. */
  float read(long address) throws CudaException {
    try (Memory number = new Memory(Float.BYTES)) {
      check("cuMemcpyDtoH", driver.cuMemcpyDtoH_v2(number, address, Float.BYTES));
      return number.getFloat(0);
    }
  }

  /**
   * Begins a kernel.
   *
   * @param parameters the address of each
   */
  void launch(Pointer function, int blocks, int threads, Memory parameters) throws CudaException {
    int result =
        driver.cuLaunchKernel(function, blocks, 1, 1, threads, 1, 1, 0, null, parameters, null);
    check("cuLaunchKernel", result);
  }

  /** Something for the GPU to do. */
  @FunctionalInterface
  interface Work {
    void begin() throws CudaException;
  }

  /** Seconds that the GPU took for some work so many times, by its own clock. */
  double seconds(Work work, int times) throws CudaException {
    Pointer start = event();
    Pointer end = event();
    check("cuEventRecord", driver.cuEventRecord(start, null));
    for (int i = 0; i < times; i++) {
      work.begin();
    }
    check("cuEventRecord", driver.cuEventRecord(end, null));
    check("cuEventSynchronize", driver.cuEventSynchronize(end));
    FloatByReference milliseconds = new FloatByReference();
    check("cuEventElapsedTime", driver.cuEventElapsedTime(milliseconds, start, end));
    if (!(milliseconds.getValue() > 0)) {
      throw new CudaException("cuEventElapsedTime told that work took no time");
    }
    return milliseconds.getValue() / 1e3;
  }

  private Pointer event() throws CudaException {
    PointerByReference event = new PointerByReference();
    check("cuEventCreate", driver.cuEventCreate(event, 0));
    return event.getValue();
  }

  private void check(String function, int result) throws CudaException {
    check(driver, function, result);
  }

  private static void check(CudaDriver driver, String function, int result) throws CudaException {
    if (result != 0) {
      PointerByReference name = new PointerByReference();
      boolean named = driver.cuGetErrorName(result, name) == 0 && name.getValue() != null;
      String word = named ? name.getValue().getString(0) : "an unknown error";
      throw new CudaException(function + " failed with " + word + " (" + result + ")");
    }
  }

  @Override
  public void close() throws CudaException {
    check("cuCtxDestroy", driver.cuCtxDestroy_v2(context));
  }
}
