package io.hecktor.goal;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import io.hecktor.sandbox.FileTrees;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A job's folder in the volume that its pods see: for each case a folder of its number, with {@code
 * input} and {@code output}; and {@code model} where the image's model comes apart.
 *
 * @param folder on this machine
 */
record CaseVolume(Path folder) {

  static final String INPUT = "input";
  static final String OUTPUT = "output";
  static final String MODEL = "model";

  /**
   * Makes sure that the volume can be written to from here.
   *
   * @throws EnvironmentException if it cannot
   */
  static void require(Path here) throws EnvironmentException {
    if (!Files.isDirectory(here) || !Files.isWritable(here)) {
      throw new EnvironmentException(
          new Problem(
              ErrorCode.VOLUME_MISSING,
              "The folder `" + here + "` is not there, or cannot be written to.",
              "Cases go to the cluster, and results come back, through the claim's volume, which"
                  + " this machine has to see too.",
              "Mount the volume here, and name that place with -Dhecktor.kubernetesFolder."));
    }
  }

  /** Lays out a case: its input, open to the program's user, and room for its output. */
  void put(int index, Path input) throws IOException {
    Path own = folder.resolve(Integer.toString(index));
    Files.createDirectories(own);
    open(own, "rwxr-xr-x");
    copy(input, own.resolve(INPUT));
    Path output = Files.createDirectory(own.resolve(OUTPUT));
    // The image's user has a number that is nobody's here.
    open(output, "rwxrwxrwx");
  }

  /** Lays out the model that all cases see. */
  void putModel(Path model) throws IOException {
    copy(model, folder.resolve(MODEL));
  }

  /** Makes the folder, which pods can enter and nobody else can change. */
  void create() throws IOException {
    Files.createDirectories(folder);
    open(folder, "rwxr-xr-x");
  }

  private static void open(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  /** Links lead to what they mean here, as in a test run on this machine. */
  private static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : files.toList()) {
        Path place = target.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectory(place);
          open(place, "rwxr-xr-x");
        } else {
          linkOrCopy(file, place);
        }
      }
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** A large case that lies in the volume already is not copied. */
  private static void linkOrCopy(Path file, Path place) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
      try {
        Files.createLink(place, file.toRealPath());
        return;
      } catch (UnsupportedOperationException | FileSystemException e) {
        Files.deleteIfExists(place);
      }
    }
    Files.copy(file, place);
    open(place, "rw-r--r--");
  }

  /**
   * Brings a case's output to the folder of the test run. What the program left is not trusted:
   * links are kept and not followed, and of what is neither file nor folder nor link nothing comes.
   *
   * @return how many files there were
   */
  int fetch(int index, Path target) throws IOException {
    Path source = folder.resolve(Integer.toString(index)).resolve(OUTPUT);
    FileTrees.delete(target);
    int fetched = 0;
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.toList()) {
        Path place = target.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectories(place);
        } else if (Files.isSymbolicLink(file)) {
          Files.createSymbolicLink(place, Files.readSymbolicLink(file));
        } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.copy(file, place, LinkOption.NOFOLLOW_LINKS);
          fetched++;
        }
      }
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
    return fetched;
  }

  /** Removes all of it, as far as that may be. */
  boolean remove() {
    try {
      FileTrees.delete(folder);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
