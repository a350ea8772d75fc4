package io.hecktor.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@code libcuda.so.1} for a GPU that is none, with a speed or a fault of a test's choosing. */
public final class StandInDriver {

  private StandInDriver() {}

  /**
   * Compiles it.
   *
   * @param definitions words for the compiler; {@code libcuda.c} tells which there are
   */
  public static Path compile(Path folder, String... definitions)
      throws IOException, InterruptedException {
    Path source = folder.resolve("libcuda.c");
    try (InputStream in = StandInDriver.class.getResourceAsStream("/io/hecktor/cuda/libcuda.c")) {
      Files.write(source, in.readAllBytes());
    }
    Path library = folder.resolve("libcuda.so.575.57.08");
    List<String> words = new ArrayList<>(List.of(definitions));
    words.addAll(List.of("-shared", "-fPIC", "-o", library.toString(), source.toString()));
    RealTool.GCC.command(words.toArray()).succeed();
    return library;
  }

  /** Compiles one that is as fast as is said. */
  public static Path compile(Path folder, double tflops, double gigabytes, String... definitions)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("-DTFLOPS=" + tflops, "-DGIGABYTES=" + gigabytes));
    words.addAll(List.of(definitions));
    return compile(folder, words.toArray(new String[0]));
  }
}
