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

  /** Beside the runs' folders, and hidden, so that no case has its name. */
  private static final String COMMON_SEEN = ".common-seen";

  private static final String COMMON_COUNTED = ".common-counted";

  private final Path root;
  private final Path common;

  private Staging(Path root, Path common) {
    this.root = root;
    this.common = common;
  }

  /**
   * Makes the folder's contents.
   *
   * @param root made where it is missing
   * @param callsSeen whether each system call will be seen, else attempts are only counted
   */
  static Staging create(Path root, boolean callsSeen) throws IOException {
    Files.createDirectories(root);
    Path real = root.toRealPath();
    Staging staging = new Staging(real, common(real, callsSeen));
    Files.createDirectory(staging.path("net"));
    Files.createDirectory(staging.tmp());
    Files.setPosixFilePermissions(staging.tmp(), PosixFilePermissions.fromString("rwxrwxrwx"));
    return staging;
  }

  /**
   * What containers see and cannot change is made once for all runs whose folders lie side by side:
   * to make and remove these folders took longer than many a program.
   */
  private static synchronized Path common(Path root, boolean callsSeen) throws IOException {
    Path common = root.resolveSibling(callsSeen ? COMMON_SEEN : COMMON_COUNTED);
    Path made = common.resolve("made");
    if (!Files.exists(made)) {
      FileTrees.delete(common);
      makeFiles(common, callsSeen ? NAME_SERVER_SEEN : NAME_SERVER_COUNTED);
      makeDevices(common.resolve("dev"));
      Files.createDirectories(common.resolve("sys/devices/system"));
      Files.createFile(made);
    }
    return common;
  }

  private static void makeFiles(Path common, String resolver) throws IOException {
    Path etc = Files.createDirectories(common.resolve("etc"));
    Files.writeString(
        etc.resolve("hosts"),
        "127.0.0.1\tlocalhost " + HOST_NAME + "\n::1\tlocalhost ip6-localhost ip6-loopback\n");
    Files.writeString(etc.resolve("hostname"), HOST_NAME + "\n");
    Files.writeString(etc.resolve("resolv.conf"), resolver);
  }

  private static void makeDevices(Path dev) throws IOException {
    for (String folder : List.of("pts", "shm")) {
      Files.createDirectories(dev.resolve(folder));
    }
    for (String device : DEVICES) {
      Files.createFile(dev.resolve(device));
    }
    Files.createSymbolicLink(dev.resolve("ptmx"), Path.of("pts/ptmx"));
    Files.createSymbolicLink(dev.resolve("fd"), Path.of("/proc/self/fd"));
    Files.createSymbolicLink(dev.resolve("stdin"), Path.of("/proc/self/fd/0"));
    Files.createSymbolicLink(dev.resolve("stdout"), Path.of("/proc/self/fd/1"));
    Files.createSymbolicLink(dev.resolve("stderr"), Path.of("/proc/self/fd/2"));
  }

  /** The files of {@code /etc} that are not the image's. */
  Path etc() {
    return common.resolve("etc");
  }

  /** An empty {@code /sys} with a place for what is shown of it. */
  Path sys() {
    return common.resolve("sys");
  }

  /**
   * The folder of device nodes, as places to mount them on.
   *
   * @param own whether this run has further ones, so that it needs a folder of its own
   */
  Path dev(boolean own) throws IOException {
    if (!own) {
      return common.resolve("dev");
    }
    Path dev = path("dev");
    makeDevices(dev);
    return dev;
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
