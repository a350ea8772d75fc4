package io.hecktor.sandbox;

import io.hecktor.ErrorCode;
import io.hecktor.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Why a container could not be set up, found from what was said and from the kernel's settings.
 *
 * @param engine the engine's name
 * @param said the last line of what it said
 * @param why what stands in the way
 * @param fix a full sentence
 */
record SetupFailure(String engine, String said, String why, String fix) {

  private record Setting(String file, String forbids, String why, String fix) {

    boolean applies() {
      try {
        return Files.readString(Path.of("/proc/sys").resolve(file)).strip().equals(forbids);
      } catch (IOException e) {
        // This kernel has no such setting.
        return false;
      }
    }
  }

  private static final Setting[] SETTINGS = {
    new Setting(
        "kernel/unprivileged_userns_clone",
        "0",
        "This machine does not let ordinary users make user namespaces.",
        "Run `sudo sysctl -w kernel.unprivileged_userns_clone=1`, or choose `docker` or `podman`"
            + " with `-Dhecktor.engine`."),
    new Setting(
        "user/max_user_namespaces",
        "0",
        "This machine allows no user namespaces.",
        "Run `sudo sysctl -w user.max_user_namespaces=15000`, or choose `docker` with"
            + " `-Dhecktor.engine=docker`."),
    new Setting(
        "kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "AppArmor takes the rights out of ordinary users' namespaces, as Ubuntu 24.04 does.",
        "Run `sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`, or choose `docker` or"
            + " `podman` with `-Dhecktor.engine`."),
  };

  static SetupFailure of(String engine, String stderr) {
    String said = stderr.lines().filter(line -> !line.isBlank()).findFirst().orElse("nothing");
    if (said.contains("newuidmap") || said.contains("newgidmap")) {
      return new SetupFailure(
          engine,
          said,
          "Containers of ordinary users need `newuidmap` and a line in `/etc/subuid`.",
          "Install the package `uidmap` and run `sudo usermod --add-subuids 100000-165535"
              + " --add-subgids 100000-165535 $USER`.");
    }
    return setting()
        .map(setting -> new SetupFailure(engine, said, setting.why(), setting.fix()))
        .orElseGet(
            () ->
                new SetupFailure(
                    engine,
                    said,
                    "This machine, or the container that this runs in, does not allow a step of the"
                        + " set-up.",
                    "Choose another engine with `-Dhecktor.engine=auto`, or `docker` or `podman`"
                        + " where one is installed."));
  }

  private static Optional<Setting> setting() {
    for (Setting setting : SETTINGS) {
      if (setting.applies()) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }

  Problem problem() {
    String words = said.strip();
    String stripped = words.endsWith(".") ? words.substring(0, words.length() - 1) : words;
    return new Problem(
        ErrorCode.CONTAINER_REFUSED,
        "The engine `" + engine + "` could not set up a container: " + stripped + ".",
        why,
        fix);
  }
}
