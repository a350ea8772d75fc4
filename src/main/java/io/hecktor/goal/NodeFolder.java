package io.hecktor.goal;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.sandbox.FileTrees;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

/**
 * This user's folder on a node's own disk: the images that were unpacked there, and what runs need
 * for themselves. Others can write beside it, so it is taken only if it is this user's alone.
 *
 * @param path where it is
 */
record NodeFolder(Path path) {

  /** What a task leaves that was killed; none runs for so long. */
  private static final Duration ABANDONED = Duration.ofDays(2);

  /**
   * The folder, made where it is missing.
   *
   * @param above such as {@code /tmp}
   * @param now for telling what was left behind long ago
   * @throws EnvironmentException if somebody else has a folder of its name
   */
  static NodeFolder below(Path above, Instant now) throws EnvironmentException, IOException {
    int user = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    Path path = above.resolve("hecktor-" + user);
    try {
      Files.createDirectories(above);
      Files.createDirectory(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      requireOwn(path, user);
    }
    NodeFolder folder = new NodeFolder(path.toRealPath());
    folder.sweep(now);
    return folder;
  }

  private static void requireOwn(Path path, int user) throws EnvironmentException, IOException {
    PosixFileAttributes attributes =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    int owner = (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    boolean closed = PosixFilePermissions.toString(attributes.permissions()).endsWith("------");
    if (!attributes.isDirectory() || owner != user || !closed) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.NODE_FOLDER_FOREIGN,
              "`" + path + "` on the node is not this user's own.",
              "Images are unpacked there, and nobody else may write to them.",
              "Name another folder of the node's with -Dhecktor.nodeFolder=/scratch."));
    }
  }

  /** A folder of one task's own; not there yet. */
  Path scratch(String job) throws IOException {
    return Files.createDirectories(all()).resolve(job);
  }

  /** Where engines are tried, and what came of it is remembered. */
  Path trials() {
    return path.resolve("engine-trials");
  }

  private Path all() {
    return path.resolve("scratch");
  }

  private void sweep(Instant now) throws IOException {
    if (!Files.isDirectory(all())) {
      return;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(all())) {
      for (Path one : folders) {
        if (Files.getLastModifiedTime(one).toInstant().isBefore(now.minus(ABANDONED))) {
          FileTrees.delete(one);
        }
      }
    }
  }
}
