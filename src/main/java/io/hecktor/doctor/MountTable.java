package io.hecktor.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The file systems that this process sees.
 *
 * @see <a href="https://docs.kernel.org/filesystems/proc.html">proc, mountinfo</a>
 */
final class MountTable {

  private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

  /**
   * A mounted file system.
   *
   * @param point where
   * @param type such as {@code ext4}
   * @param options such as {@code noexec}
   */
  record Mount(Path point, String type, Set<String> options) {}

  private final List<Mount> mounts;

  private MountTable(List<Mount> mounts) {
    this.mounts = mounts;
  }

  /** Reads a file such as {@code /proc/self/mountinfo}; other systems have none. */
  static MountTable read(Path file) throws IOException {
    List<Mount> mounts = new ArrayList<>();
    if (Files.isReadable(file)) {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        String[] halves = line.split(" - ", 2);
        String[] left = halves[0].split(" ", -1);
        if (halves.length == 2 && left.length >= 6) {
          String type = halves[1].split(" ", 2)[0];
          mounts.add(new Mount(Path.of(plain(left[4])), type, Set.of(left[5].split(",", -1))));
        }
      }
    }
    return new MountTable(mounts);
  }

  private static String plain(String escaped) {
    return OCTAL
        .matcher(escaped)
        .replaceAll(
            match ->
                java.util.regex.Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(match.group(1), 8))));
  }

  /** The file system that holds a path; of two at one point the one on top. */
  Optional<Mount> of(Path real) {
    Optional<Mount> found = Optional.empty();
    for (Mount mount : mounts) {
      boolean deeper =
          found.isEmpty() || mount.point().getNameCount() >= found.get().point().getNameCount();
      if (real.startsWith(mount.point()) && deeper) {
        found = Optional.of(mount);
      }
    }
    return found;
  }
}
