package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The mounts of this machine, as far as their restrictions matter: a user namespace may not take
 * them away, so a bind mount of a folder has to be mounted with them again.
 *
 * @param mountInfo lines of {@code /proc/self/mountinfo}
 */
record HostMounts(List<String> mountInfo) {

  private static final int MOUNT_POINT = 4;
  private static final int OPTIONS = 5;

  HostMounts {
    mountInfo = List.copyOf(mountInfo);
  }

  static HostMounts ofThisProcess() throws IOException {
    Path file = Path.of("/proc/self/mountinfo");
    return new HostMounts(
        Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of());
  }

  /** Whether nothing below a path may be executed; of mounts on each other the last one counts. */
  boolean noexec(String path) {
    String best = "";
    boolean noexec = false;
    for (String line : mountInfo) {
      String[] fields = line.split(" ", OPTIONS + 2);
      String point = fields[MOUNT_POINT].replace("\\040", " ");
      if (MountPlan.isBelow(path, point) && point.length() >= best.length()) {
        best = point;
        noexec = List.of(fields[OPTIONS].split(",", -1)).contains("noexec");
      }
    }
    return noexec;
  }
}
