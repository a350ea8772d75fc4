package io.hecktor.doctor;

import io.hecktor.sandbox.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** A machine whose programs are scripts of the test's. */
final class StandIns {

  private final Path bin;

  StandIns(Path folder) throws IOException {
    bin = Files.createDirectories(folder.resolve("bin"));
  }

  /** A program; its script sees the words that it is called with. */
  StandIns program(String name, String script) throws IOException {
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return this;
  }

  /** The machine as a user sees it. */
  Host host(int uid) {
    return new Host(uid, uid, bin.resolveSibling("scratch"), List.of(bin), Map.of());
  }

  static Remark only(List<Remark> remarks, String subject) {
    List<Remark> found =
        remarks.stream().filter(remark -> remark.subject().equals(subject)).toList();
    if (found.size() != 1) {
      throw new AssertionError("not one remark on " + subject + ": " + remarks);
    }
    return found.get(0);
  }
}
