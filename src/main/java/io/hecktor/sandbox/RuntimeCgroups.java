package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Control groups that runs left: a runtime that is killed does not remove the ones it made in each
 * hierarchy, and a build that is killed does not remove its own.
 */
final class RuntimeCgroups {

  private static final Pattern OURS = Pattern.compile("hecktor-(\\d+)-[0-9a-f]+");

  private RuntimeCgroups() {}

  /** Removes the empty groups of a name from all hierarchies. */
  static void remove(String name) throws IOException {
    Path self = Path.of("/proc/self/cgroup");
    if (!Files.exists(self)) {
      return;
    }
    List<String> mounts =
        Files.readAllLines(Path.of("/proc/self/mountinfo"), StandardCharsets.UTF_8);
    for (String line : Files.readAllLines(self, StandardCharsets.UTF_8)) {
      for (Path folder : folders(line.split(":", 3), mounts)) {
        delete(folder.resolve(name));
      }
    }
  }

  /** Removes the empty groups of builds that live no more. */
  static void removeStale(Path folder) throws IOException {
    try (Stream<Path> groups = Files.list(folder)) {
      groups.filter(RuntimeCgroups::isStale).forEach(RuntimeCgroups::delete);
    }
  }

  private static boolean isStale(Path group) {
    var matcher = OURS.matcher(group.getFileName().toString());
    return matcher.matches() && ProcessHandle.of(Long.parseLong(matcher.group(1))).isEmpty();
  }

  private static List<Path> folders(String[] line, List<String> mounts) {
    List<Path> all = new ArrayList<>();
    for (String mount : mounts) {
      String[] halves = mount.split(" - ", 2);
      String[] left = halves[0].split(" ", -1);
      boolean group = halves.length == 2 && halves[1].startsWith("cgroup");
      if (group && MountPlan.isBelow(line[2], left[3])) {
        String rest = left[3].equals("/") ? line[2] : line[2].substring(left[3].length());
        all.add(Path.of(left[4] + rest));
      }
    }
    return all;
  }

  /** The kernel refuses where a process is left, and then it is none of ours. */
  private static void delete(Path group) {
    group.toFile().delete();
  }
}
