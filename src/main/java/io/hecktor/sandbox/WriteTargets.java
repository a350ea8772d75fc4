package io.hecktor.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The paths that a system call would change, by the call's signature (section 2 of Linux's manual
 * pages).
 */
final class WriteTargets {

  /** What a call does to a path. */
  enum Effect {
    /** Makes the name; nothing need exist before. */
    CREATES,
    /** Changes or removes what exists; nothing happens where nothing exists. */
    CHANGES
  }

  /**
   * One path.
   *
   * @param path absolute in strace's view, or relative where an old strace does not tell the folder
   * @param followLast whether the call follows a link in the last place
   */
  record Target(String path, Effect effect, boolean followLast) {}

  private record Shape(int folder, int path, Effect effect, boolean followLast) {}

  private static final int NO_FOLDER = -1;

  private static final Map<String, List<Shape>> SHAPES =
      Map.ofEntries(
          Map.entry("creat", List.of(plain(0, Effect.CREATES, true))),
          Map.entry("mkdir", List.of(plain(0, Effect.CREATES, false))),
          Map.entry("mkdirat", List.of(at(0, Effect.CREATES, false))),
          Map.entry("mknod", List.of(plain(0, Effect.CREATES, false))),
          Map.entry("mknodat", List.of(at(0, Effect.CREATES, false))),
          Map.entry("symlink", List.of(plain(1, Effect.CREATES, false))),
          Map.entry("symlinkat", List.of(at(1, Effect.CREATES, false))),
          Map.entry("link", List.of(plain(1, Effect.CREATES, false))),
          Map.entry("linkat", List.of(at(2, Effect.CREATES, false))),
          Map.entry("rmdir", List.of(plain(0, Effect.CHANGES, false))),
          Map.entry("unlink", List.of(plain(0, Effect.CHANGES, false))),
          Map.entry("unlinkat", List.of(at(0, Effect.CHANGES, false))),
          Map.entry(
              "rename", List.of(plain(0, Effect.CHANGES, false), plain(1, Effect.CREATES, false))),
          Map.entry(
              "renameat", List.of(at(0, Effect.CHANGES, false), at(2, Effect.CREATES, false))),
          Map.entry(
              "renameat2", List.of(at(0, Effect.CHANGES, false), at(2, Effect.CREATES, false))),
          Map.entry("truncate", List.of(plain(0, Effect.CHANGES, true))),
          Map.entry("chmod", List.of(plain(0, Effect.CHANGES, true))),
          Map.entry("fchmodat", List.of(at(0, Effect.CHANGES, true))),
          Map.entry("fchmodat2", List.of(at(0, Effect.CHANGES, true))),
          Map.entry("chown", List.of(plain(0, Effect.CHANGES, true))),
          Map.entry("lchown", List.of(plain(0, Effect.CHANGES, false))),
          Map.entry("fchownat", List.of(at(0, Effect.CHANGES, true))),
          Map.entry("utime", List.of(plain(0, Effect.CHANGES, true))),
          Map.entry("utimes", List.of(plain(0, Effect.CHANGES, true))),
          Map.entry("futimesat", List.of(at(0, Effect.CHANGES, true))),
          Map.entry("utimensat", List.of(at(0, Effect.CHANGES, true))),
          Map.entry("setxattr", List.of(plain(0, Effect.CHANGES, true))),
          Map.entry("lsetxattr", List.of(plain(0, Effect.CHANGES, false))),
          Map.entry("removexattr", List.of(plain(0, Effect.CHANGES, true))),
          Map.entry("lremovexattr", List.of(plain(0, Effect.CHANGES, false))),
          Map.entry("fchmod", List.of(descriptor())),
          Map.entry("fchown", List.of(descriptor())),
          Map.entry("fsetxattr", List.of(descriptor())),
          Map.entry("fremovexattr", List.of(descriptor())));

  private WriteTargets() {}

  private static Shape plain(int path, Effect effect, boolean followLast) {
    return new Shape(NO_FOLDER, path, effect, followLast);
  }

  private static Shape at(int folder, Effect effect, boolean followLast) {
    return new Shape(folder, folder + 1, effect, followLast);
  }

  private static Shape descriptor() {
    return new Shape(0, Integer.MAX_VALUE, Effect.CHANGES, true);
  }

  /** Names of all calls that change files, for strace. */
  static List<String> calls() {
    List<String> names = new ArrayList<>(SHAPES.keySet());
    names.addAll(List.of("open", "openat", "openat2"));
    return names.stream().sorted().toList();
  }

  /** The paths that the call would change; none for calls that only read. */
  static List<Target> of(SystemCall call) {
    return switch (call.name()) {
      case "open" -> opened(call, NO_FOLDER, call.argument(1));
      case "openat", "openat2" -> opened(call, 0, call.argument(2));
      default ->
          SHAPES.getOrDefault(call.name(), List.of()).stream()
              .flatMap(shape -> target(call, shape).stream())
              .toList();
    };
  }

  private static List<Target> opened(SystemCall call, int folder, String flags) {
    boolean creates = flags.contains("O_CREAT") || flags.contains("O_TMPFILE");
    boolean changes =
        flags.contains("O_WRONLY") || flags.contains("O_RDWR") || flags.contains("O_TRUNC");
    if ((!creates && !changes) || flags.contains("O_PATH")) {
      return List.of();
    }
    Effect effect = creates ? Effect.CREATES : Effect.CHANGES;
    Shape shape = new Shape(folder, folder + 1, effect, !flags.contains("O_NOFOLLOW"));
    if (call.succeeded() && call.resultFile().isPresent()) {
      return List.of(new Target(call.resultFile().get(), effect, false));
    }
    return target(call, shape).stream().toList();
  }

  private static Optional<Target> target(SystemCall call, Shape shape) {
    Optional<String> path = call.text(shape.path());
    Optional<String> folder = shape.folder() < 0 ? Optional.empty() : call.file(shape.folder());
    if (path.isEmpty() || path.get().isEmpty()) {
      // Without a name the call is about the descriptor's own file.
      return folder.map(file -> new Target(file, shape.effect(), false));
    }
    String name = path.get();
    String whole = name.startsWith("/") || folder.isEmpty() ? name : folder.get() + "/" + name;
    return Optional.of(new Target(whole, shape.effect(), shape.followLast()));
  }
}
