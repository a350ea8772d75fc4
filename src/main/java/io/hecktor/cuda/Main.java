package io.hecktor.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Measures the machine's first GPU in a process of its own: a driver that crashes or hangs takes
 * nobody along.
 */
public final class Main {

  private static final String PTX = "multiply-add.ptx";

  private Main() {}

  /**
   * Starts it.
   *
   * @param arguments the driver's library, and the file for what came of it
   * @throws IOException if that file cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[1]), measure(arguments[0]).text());
  }

  private static Calibration measure(String library) throws IOException {
    try {
      return Benchmark.run(library, ptx());
    } catch (CudaException e) {
      return new Calibration.Failed(String.valueOf(e.getMessage()));
    } catch (UnsatisfiedLinkError e) {
      String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return new Calibration.Failed("the driver's library could not be loaded: " + said);
    }
  }

  /** The kernel's text. */
  static byte[] ptx() throws IOException {
    try (InputStream in = Main.class.getResourceAsStream(PTX)) {
      if (in == null) {
        throw new IOException(PTX + " is missing");
      }
      return in.readAllBytes();
    }
  }
}
