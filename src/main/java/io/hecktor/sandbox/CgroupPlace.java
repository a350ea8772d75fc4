package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of the control group file system that a group with a memory limit might be made in.
 *
 * @param folder such as {@code /sys/fs/cgroup/memory/user.slice}
 * @param v2 the version
 */
record CgroupPlace(Path folder, boolean v2) {

  /**
   * The groups to try, from {@code /proc/self/cgroup}: below our own, so that limits on us go on to
   * hold; with version 2 beside it too, because a group with processes of its own can't limit
   * others below it.
   */
  static List<CgroupPlace> ofThisProcess() {
    try {
      return of(Path.of("/proc/self/cgroup"));
    } catch (IOException e) {
      // No such files, no control groups: memory is sampled.
      return List.of();
    }
  }

  /** The groups that a process's file of control groups names, and the ones beside. */
  static List<CgroupPlace> of(Path file) throws IOException {
    return places(
        Files.readAllLines(file, StandardCharsets.UTF_8),
        Files.readAllLines(Path.of("/proc/self/mountinfo"), StandardCharsets.UTF_8));
  }

  static List<CgroupPlace> places(List<String> cgroups, List<String> mounts) {
    List<CgroupPlace> all = new ArrayList<>();
    for (String line : cgroups) {
      String[] parts = line.split(":", 3);
      if (List.of(parts[1].split(",", -1)).contains("memory")) {
        for (Path folder : folders(mounts, "cgroup", parts[2])) {
          all.add(new CgroupPlace(folder, false));
        }
      }
    }
    for (String line : cgroups) {
      if (all.isEmpty() && line.startsWith("0::")) {
        for (Path own : folders(mounts, "cgroup2", line.substring(3))) {
          all.add(new CgroupPlace(own, true));
          if (!line.equals("0::/")) {
            all.add(new CgroupPlace(own.resolve("..").normalize(), true));
          }
        }
      }
    }
    return all;
  }

  /** A mount's fields: number, parent, device, root, mount point, options … - type source super. */
  private static List<Path> folders(List<String> mounts, String type, String group) {
    List<Path> all = new ArrayList<>();
    for (String mount : mounts) {
      String[] halves = mount.split(" - ", 2);
      String[] left = halves[0].split(" ", -1);
      String[] right = halves.length == 2 ? halves[1].split(" ", -1) : new String[] {"", "", ""};
      boolean memory =
          right[0].equals("cgroup2") || List.of(right[2].split(",", -1)).contains("memory");
      if (right[0].equals(type) && memory && MountPlan.isBelow(group, left[3])) {
        String rest = left[3].equals("/") ? group : group.substring(left[3].length());
        all.add(Path.of(left[4] + rest));
      }
    }
    return all;
  }
}
