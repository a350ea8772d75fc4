package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a device node of this machine stands for.
 *
 * @param type {@code c} or {@code b}
 * @param major its driver
 * @param minor the device among the driver's
 * @param mode permission bits
 * @see <a href="https://man7.org/linux/man-pages/man3/makedev.3.html">makedev(3)</a>
 */
record HostDevice(String type, long major, long minor, int mode) {

  private static final int KIND = 0170000;
  private static final int CHARACTER = 0020000;
  private static final int BLOCK = 0060000;
  private static final int PERMISSIONS = 0777;

  /** The node at a path; empty where there is none, but perhaps something else. */
  static Optional<HostDevice> at(Path path) throws IOException {
    Map<String, Object> facts = Files.readAttributes(path, "unix:mode,rdev");
    int mode = ((Number) facts.getOrDefault("mode", 0)).intValue();
    long number = ((Number) facts.getOrDefault("rdev", 0L)).longValue();
    int kind = mode & KIND;
    if (kind != CHARACTER && kind != BLOCK) {
      return Optional.empty();
    }
    return Optional.of(
        new HostDevice(
            kind == BLOCK ? "b" : "c",
            ((number >> 8) & 0xfff) | ((number >> 32) & ~0xfffL),
            (number & 0xff) | ((number >> 12) & ~0xffL),
            mode & PERMISSIONS));
  }
}
