package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The scratch folder of one run: what is mounted into the container but neither comes from the
 * image nor from the user.
 *
 * <p>The fresh {@code /tmp} is a folder of it. It lies on disk, as the platform's does, so that
 * what a program leaves there is not taken for memory.
 */
final class Staging implements AutoCloseable {

  /** The name that the container sees as its host's. */
  static final String HOST_NAME = "hecktor";

  /** Device nodes that each container has; they belong to no machine in particular. */
  static final List<String> DEVICES = List.of("null", "zero", "full", "random", "urandom", "tty");

  /**
   * Nothing listens on port 53 of loopback and no program without privileges can, so each query is
   * seen with the name that it asks for.
   */
  private static final String NAME_SERVER_SEEN = "nameserver 127.0.0.1\n";

  /** An address of RFC 5737 that nobody has: each query counts as an attempt without a route. */
  private static final String NAME_SERVER_COUNTED = "nameserver 192.0.2.53\n";

  private final Path root;

  private Staging(Path root) {
    this.root = root;
  }

  /**
   * Makes the folder's contents.
   *
   * @param root made where it is missing
   * @param callsSeen whether each system call will be seen, else attempts are only counted
   */
  static Staging create(Path root, boolean callsSeen) throws IOException {
    Files.createDirectories(root);
    Staging staging = new Staging(root.toRealPath());
    staging.makeFiles(callsSeen ? NAME_SERVER_SEEN : NAME_SERVER_COUNTED);
    staging.makeDevices();
    Files.createDirectories(staging.path("sys/devices/system"));
    Files.createDirectories(staging.tmp());
    Files.setPosixFilePermissions(staging.tmp(), PosixFilePermissions.fromString("rwxrwxrwx"));
    return staging;
  }

  private void makeFiles(String resolver) throws IOException {
    Files.createDirectories(path("etc"));
    Files.writeString(
        path("etc/hosts"),
        "127.0.0.1\tlocalhost " + HOST_NAME + "\n::1\tlocalhost ip6-localhost ip6-loopback\n");
    Files.writeString(path("etc/hostname"), HOST_NAME + "\n");
    Files.writeString(path("etc/resolv.conf"), resolver);
    Files.createDirectories(path("net"));
  }

  private void makeDevices() throws IOException {
    for (String folder : List.of("dev/pts", "dev/shm")) {
      Files.createDirectories(path(folder));
    }
    for (String device : DEVICES) {
      Files.createFile(path("dev/" + device));
    }
    Files.createSymbolicLink(path("dev/ptmx"), Path.of("pts/ptmx"));
    Files.createSymbolicLink(path("dev/fd"), Path.of("/proc/self/fd"));
    Files.createSymbolicLink(path("dev/stdin"), Path.of("/proc/self/fd/0"));
    Files.createSymbolicLink(path("dev/stdout"), Path.of("/proc/self/fd/1"));
    Files.createSymbolicLink(path("dev/stderr"), Path.of("/proc/self/fd/2"));
  }

  Path root() {
    return root;
  }

  Path path(String name) {
    return root.resolve(name);
  }

  /** What the container sees as its fresh {@code /tmp}. */
  Path tmp() {
    return path("tmp");
  }

  /** Removes the folder, also what the program has locked against its own user. */
  @Override
  public void close() throws IOException {
    FileTrees.delete(root);
  }
}
