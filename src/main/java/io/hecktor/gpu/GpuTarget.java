package io.hecktor.gpu;

import java.util.Map;

/**
 * What an image has to run on, and how it starts there.
 *
 * @param name of the GPU
 * @param capability compute capability without the point
 * @param memoryBytes of the GPU that the run may use
 * @param knownImage the reference of an image that the challenge is known to run
 * @param environment of the image's process
 * @param files sizes of the files in the image's own layers, by absolute path
 */
public record GpuTarget(
    String name,
    int capability,
    long memoryBytes,
    String knownImage,
    Map<String, String> environment,
    Map<String, Long> files) {

  /** NVIDIA's name of the GPU that the challenge gives. */
  public static final String T4 = "NVIDIA T4";

  /** Compute capability 7.5. */
  public static final int T4_CAPABILITY = 75;

  /** Copies the maps. */
  public GpuTarget {
    environment = Map.copyOf(environment);
    files = Map.copyOf(files);
  }

  /** The GPU's name and compute capability for people. */
  String text() {
    return name + " (compute capability " + capability / 10 + "." + capability % 10 + ")";
  }
}
