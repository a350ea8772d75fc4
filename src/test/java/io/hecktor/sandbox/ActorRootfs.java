package io.hecktor.sandbox;

import io.hecktor.testing.RealTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/** A rootfs with one static program in it, {@code /bin/actor}, that does what it is told. */
final class ActorRootfs {

  private ActorRootfs() {}

  /** Compiles the program and lays out the rootfs; ends the test where there is no compiler. */
  static Path create(Path folder) {
    try {
      Path rootfs = folder.resolve("rootfs");
      for (String name : new String[] {"bin", "etc", "opt/app", "home/user", "var/tmp"}) {
        Files.createDirectories(rootfs.resolve(name));
      }
      Files.writeString(rootfs.resolve("opt/app/model.bin"), "weights");
      Path source = folder.resolve("actor.c");
      try (InputStream in = ActorRootfs.class.getResourceAsStream("actor.c")) {
        Files.copy(in, source);
      }
      new RealTool("gcc", "gcc")
          .command(
              "-static", "-O1", "-pthread", "-o", rootfs.resolve("bin/actor"), source, "-lresolv")
          .succeed();
      open(rootfs);
      return rootfs;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What lies in an image is readable for its user, whoever unpacked it. */
  private static void open(Path rootfs) throws IOException {
    try (Stream<Path> files = Files.walk(rootfs)) {
      for (Path file : files.toList()) {
        boolean executable = Files.isDirectory(file) || Files.isExecutable(file);
        Files.setPosixFilePermissions(
            file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }
}
