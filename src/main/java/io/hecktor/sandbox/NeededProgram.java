package io.hecktor.sandbox;

import io.hecktor.EnvironmentException;
import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import java.util.List;
import java.util.Optional;

/**
 * A program of the host that an engine can't do without.
 *
 * @param name of the file
 * @param debianPackage that has it; other distributions' names differ little
 */
record NeededProgram(String name, String debianPackage) {

  /** What every engine with namespaces needs; each Linux has them. */
  static final List<NeededProgram> BASIC =
      List.of(
          new NeededProgram("unshare", "util-linux"),
          new NeededProgram("setpriv", "util-linux"),
          new NeededProgram("mount", "mount"),
          new NeededProgram("mkfifo", "coreutils"));

  static Optional<NeededProgram> firstMissing(Host host, List<NeededProgram> needed) {
    return needed.stream().filter(program -> host.find(program.name()).isEmpty()).findFirst();
  }

  static void requireAll(Host host, List<NeededProgram> needed, String engine)
      throws EnvironmentException {
    Optional<NeededProgram> missing = firstMissing(host, needed);
    if (missing.isPresent()) {
      throw new EnvironmentException(missing.get().problem(engine));
    }
  }

  Problem problem(String engine) {
    return new Problem(
        ErrorCode.PROGRAM_MISSING,
        "The program `" + name + "` is missing.",
        "The engine `" + engine + "` starts containers with it.",
        remedy());
  }

  String remedy() {
    return "Install the package `"
        + debianPackage
        + "` (on Debian and Ubuntu: `sudo apt-get install "
        + debianPackage
        + "`), or choose another engine with `-Dhecktor.engine=auto`.";
  }
}
