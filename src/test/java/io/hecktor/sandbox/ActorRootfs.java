package io.hecktor.sandbox;

import io.hecktor.testing.RealTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A rootfs with a static program in it, {@code /bin/actor}, that does what it is told, and the same
 * program as {@code /usr/bin/actor} that loads {@code /usr/lib/telemetry.so}, a library that calls
 * home as soon as it is loaded.
 */
final class ActorRootfs {

  private ActorRootfs() {}

  /** Compiles the program and lays out the rootfs; ends the test where there is no compiler. */
  static Path create(Path folder) {
    try {
      Path rootfs = folder.resolve("rootfs");
      for (String name :
          new String[] {"bin", "etc", "opt/app", "home/user", "var/tmp", "usr/bin", "usr/lib"}) {
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
      addLibrary(rootfs, source);
      open(rootfs);
      return rootfs;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void addLibrary(Path rootfs, Path source) throws IOException {
    RealTool gcc = new RealTool("gcc", "gcc");
    Path program = rootfs.resolve("usr/bin/actor");
    gcc.command("-O1", "-o", program, source, "-lresolv").succeed();
    gcc.command("-shared", "-fPIC", "-O1", "-Wl,-init,library_starts")
        .with("-o", rootfs.resolve("usr/lib/telemetry.so"), source, "-lresolv")
        .succeed();
    Matcher library =
        Pattern.compile("(/\\S+) \\(0x")
            .matcher(new RealTool("ldd", "libc-bin").command(program).succeed().stdout());
    while (library.find()) {
      Path copy = rootfs.resolve(library.group(1).substring(1));
      Files.createDirectories(copy.getParent());
      Files.copy(Path.of(library.group(1)), copy, StandardCopyOption.REPLACE_EXISTING);
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
