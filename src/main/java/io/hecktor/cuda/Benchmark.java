package io.hecktor.cuda;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * Measures what a GPU sustains for a fraction of a second: FMAs in single precision by a kernel
 * that does nothing else, and its memory by copies within it. Each is done for as long once before,
 * so that clocks have risen. In all about a second, the driver's start included.
 */
final class Benchmark {

  static final String KERNEL = "multiply_add";

  /** How many the kernel has in each round of its loop. */
  static final int FMAS_PER_ROUND = 128;

  /** So many that a launch takes some milliseconds on any GPU, and that a float can count them. */
  static final int ROUNDS = 4096;

  static final int THREADS = 256;

  /** As many threads as a multiprocessor can hold, or twice that. */
  static final int BLOCKS_PER_MULTIPROCESSOR = 8;

  /** Several times the largest cache between multiprocessors and memory. */
  static final long COPY_BYTES = 512L << 20;

  /** Less would tell of the cache. */
  static final long LEAST_COPY_BYTES = 128L << 20;

  private static final double SECONDS = 0.2;
  private static final int MOST_TIMES = 1000;

  private final CudaSession session;

  private Benchmark(CudaSession session) {
    this.session = session;
  }

  /** Measures the first GPU of a driver. */
  static Calibration.Measured run(String library, byte[] ptx) throws CudaException {
    try (CudaSession session = CudaSession.open(library)) {
      Benchmark benchmark = new Benchmark(session);
      return new Calibration.Measured(
          session.name(), benchmark.flops(ptx) / 1e12, benchmark.bytesPerSecond() / 1e9);
    }
  }

  /** Operations in a launch: an FMA is two. */
  static double flops(int multiprocessors) {
    long threads = (long) multiprocessors * BLOCKS_PER_MULTIPROCESSOR * THREADS;
    return 2.0 * FMAS_PER_ROUND * ROUNDS * threads;
  }

  private double flops(byte[] ptx) throws CudaException {
    int multiprocessors = session.multiprocessors();
    int blocks = multiprocessors * BLOCKS_PER_MULTIPROCESSOR;
    Pointer kernel = session.function(ptx, KERNEL);
    long out = session.allocate((long) blocks * THREADS * Float.BYTES);
    try (Memory values = new Memory(5L * Long.BYTES);
        Memory places = new Memory(5L * Native.POINTER_SIZE)) {
      values.setLong(0, out);
      values.setInt(Long.BYTES, ROUNDS);
      values.setFloat(2L * Long.BYTES, 0);
      values.setFloat(3L * Long.BYTES, 1);
      values.setFloat(4L * Long.BYTES, 1);
      for (int i = 0; i < 5; i++) {
        places.setPointer((long) i * Native.POINTER_SIZE, values.share((long) i * Long.BYTES));
      }
      double seconds = sustained(() -> session.launch(kernel, blocks, THREADS, places));
      requireCount(out);
      requireCount(out + ((long) blocks * THREADS - 1) * Float.BYTES);
      return flops(multiprocessors) / seconds;
    }
  }

  /** A thread leaves the number of the FMAs that it did. */
  private void requireCount(long address) throws CudaException {
    float count = session.read(address);
    if (count != FMAS_PER_ROUND * ROUNDS) {
      throw new CudaException("the kernel did not do what it should: it counted " + count);
    }
  }

  /** A copy reads each byte and writes it. */
  private double bytesPerSecond() throws CudaException {
    long bytes = Math.min(COPY_BYTES, session.freeBytes() / 4 & -(1L << 20));
    if (bytes < LEAST_COPY_BYTES) {
      throw new CudaException("the GPU has less than 512 MiB of free memory");
    }
    long source = session.allocate(bytes);
    long target = session.allocate(bytes);
    return 2.0 * bytes / sustained(() -> session.copy(target, source, bytes));
  }

  /** Seconds that some work takes when there is much of it. */
  private double sustained(CudaSession.Work work) throws CudaException {
    session.seconds(work, 1);
    double once = session.seconds(work, 1);
    int times = (int) Math.max(2, Math.min(MOST_TIMES, Math.round(SECONDS / once)));
    session.seconds(work, times);
    return session.seconds(work, times) / times;
  }
}
