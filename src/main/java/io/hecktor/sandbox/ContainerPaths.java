package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Paths of the container, followed on the host as the container would follow them: an absolute link
 * starts at the rootfs and {@code ..} ends there, so that no image leads out of its rootfs.
 */
final class ContainerPaths {

  /** As many links as Linux follows in one path. */
  private static final int MOST_LINKS = 40;

  private final MountPlan plan;

  /** Paths of a rootfs that nothing is mounted in. */
  ContainerPaths(Path rootfs) {
    this(new MountPlan(rootfs, List.of()));
  }

  /** Paths of a rootfs with its mounts, so that links in a mounted folder are followed too. */
  ContainerPaths(MountPlan plan) {
    this.plan = plan;
  }

  /**
   * The path without symbolic links, dots and doubled slashes; what does not exist is kept as
   * written.
   *
   * @param path absolute in the container
   * @param followLast whether a link in the last place is followed
   */
  String canonical(String path, boolean followLast) throws IOException {
    Deque<String> todo = new ArrayDeque<>();
    push(todo, path);
    Deque<String> done = new ArrayDeque<>();
    int links = 0;
    while (!todo.isEmpty()) {
      String name = todo.pop();
      if (name.equals("..")) {
        done.pollLast();
        continue;
      }
      done.addLast(name);
      Optional<Path> here =
          followLast || !todo.isEmpty()
              ? plan.onHost("/" + String.join("/", done))
              : Optional.empty();
      if (here.isPresent() && Files.isSymbolicLink(here.get())) {
        if (++links > MOST_LINKS) {
          throw new IOException("too many symbolic links in " + path);
        }
        follow(Files.readSymbolicLink(here.get()).toString(), todo, done);
      }
    }
    return "/" + String.join("/", done);
  }

  private static void follow(String target, Deque<String> todo, Deque<String> done) {
    done.removeLast();
    if (target.startsWith("/")) {
      done.clear();
    }
    push(todo, target);
  }

  private static void push(Deque<String> todo, String path) {
    String[] names = path.split("/", -1);
    for (int i = names.length - 1; i >= 0; i--) {
      if (!names[i].isEmpty() && !names[i].equals(".")) {
        todo.push(names[i]);
      }
    }
  }

  private Path onHost(String canonical) {
    return plan.rootfs().resolve(canonical.substring(1));
  }

  /** Makes a folder to mount on, where it is missing, and returns its canonical path. */
  String directory(String path) throws IOException {
    String canonical = canonical(path, true);
    make(onHost(canonical), Files::createDirectories);
    return canonical;
  }

  /** Makes an empty file to mount on, where there is nothing, and returns its canonical path. */
  String file(String path) throws IOException {
    String canonical = canonical(path, true);
    Path file = onHost(canonical);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      make(file.resolve("..").normalize(), Files::createDirectories);
      make(file, Files::createFile);
    }
    return canonical;
  }

  /**
   * Makes a symbolic link in place of nothing or of an empty folder.
   *
   * @return false where the image has something else there
   */
  boolean link(String path, String target) throws IOException {
    Path link = onHost(canonical(path, false));
    if (Files.isSymbolicLink(link)) {
      return Files.readSymbolicLink(link).toString().equals(target);
    }
    if (Files.isDirectory(link) && isEmpty(link)) {
      make(link, Files::delete);
    }
    if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    make(link, file -> Files.createSymbolicLink(file, Path.of(target)));
    return true;
  }

  /** Makes a symbolic link in place of nothing or of another link; what else is there stays. */
  void relink(String path, String target) throws IOException {
    Path link = onHost(canonical(path, false));
    if (Files.isSymbolicLink(link)) {
      if (Files.readSymbolicLink(link).toString().equals(target)) {
        return;
      }
      make(link, Files::delete);
    }
    if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      make(link.resolve("..").normalize(), Files::createDirectories);
      make(link, file -> Files.createSymbolicLink(file, Path.of(target)));
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private interface Change {
    void apply(Path file) throws IOException;
  }

  /** An unpacked folder may be closed to its owner too; it is opened for the moment. */
  private static void make(Path file, Change change) throws IOException {
    try {
      change.apply(file);
    } catch (AccessDeniedException e) {
      Path folder = existing(file.resolve("..").normalize());
      Set<PosixFilePermission> before = Files.getPosixFilePermissions(folder);
      Set<PosixFilePermission> open = java.util.EnumSet.of(PosixFilePermission.OWNER_WRITE);
      open.addAll(before);
      Files.setPosixFilePermissions(folder, open);
      try {
        change.apply(file);
      } finally {
        Files.setPosixFilePermissions(folder, before);
      }
    }
  }

  private static Path existing(Path folder) {
    Path at = folder;
    while (!Files.exists(at)) {
      at = at.resolve("..").normalize();
    }
    return at;
  }
}
