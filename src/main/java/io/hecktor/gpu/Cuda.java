package io.hecktor.gpu;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of CUDA, and the oldest driver that serves it.
 *
 * @see <a href="https://docs.nvidia.com/deploy/cuda-compatibility/">CUDA Compatibility, Minor
 *     Version Compatibility</a>
 */
record Cuda(int major, int minor) implements Comparable<Cuda> {

  private static final Pattern REQUIREMENT = Pattern.compile("cuda>=(\\d+)\\.(\\d+)");
  private static final Pattern IMAGE = Pattern.compile("nvidia/cuda:(\\d+)\\.(\\d+)");

  /** What {@code NVIDIA_REQUIRE_CUDA} asks of the driver. */
  static Optional<Cuda> required(String requirement) {
    return first(REQUIREMENT, requirement);
  }

  /** The version of NVIDIA's image that a reference names. */
  static Optional<Cuda> ofImage(String reference) {
    return first(IMAGE, reference);
  }

  private static Optional<Cuda> first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() && matcher.group(1).length() < 4 && matcher.group(2).length() < 4
        ? Optional.of(
            new Cuda(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** The oldest driver for Linux that runs programs of this major version. */
  Optional<String> oldestDriver() {
    return switch (major) {
      case 11 -> Optional.of("450.80.02");
      case 12 -> Optional.of("525.60.13");
      case 13 -> Optional.of("580.65.06");
      default -> Optional.empty();
    };
  }

  @Override
  public int compareTo(Cuda other) {
    return major == other.major
        ? Integer.compare(minor, other.minor)
        : Integer.compare(major, other.major);
  }

  String text() {
    return major + "." + minor;
  }
}
