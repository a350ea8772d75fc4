package io.hecktor.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machine that engines run on.
 *
 * @param uid the user that this process runs as
 * @param gid its group
 * @param scratch a folder for what trials of engines need; made where it is missing
 * @param searchPath folders of programs
 * @param environment what clients of Docker and Podman need to find their service; the container
 *     never sees it
 */
public record Host(
    int uid, int gid, Path scratch, List<Path> searchPath, Map<String, String> environment) {

  private static final List<String> ADMINISTRATORS = List.of("/usr/sbin", "/sbin");
  private static final List<String> CLIENT_VARIABLES =
      List.of(
          "HOME",
          "XDG_RUNTIME_DIR",
          "DOCKER_HOST",
          "DOCKER_CONFIG",
          "DOCKER_CONTEXT",
          "DOCKER_CERT_PATH",
          "DOCKER_TLS_VERIFY",
          "CONTAINERS_STORAGE_CONF");

  /** Copies the collections. */
  public Host {
    searchPath = List.copyOf(searchPath);
    environment = Map.copyOf(environment);
  }

  /**
   * This machine and this process's user.
   *
   * @param scratch a folder for what trials of engines need
   * @param environment this process's own; only a few variables of it are kept
   */
  public static Host of(Path scratch, Map<String, String> environment) {
    List<Path> folders = new ArrayList<>();
    Stream.concat(
            Stream.of(environment.getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)),
            ADMINISTRATORS.stream())
        .filter(folder -> folder.startsWith("/"))
        .map(Path::of)
        .distinct()
        .forEach(folders::add);
    Map<String, String> kept = new java.util.HashMap<>(environment);
    kept.keySet().retainAll(CLIENT_VARIABLES);
    return new Host(owner("unix:uid"), owner("unix:gid"), scratch, folders, kept);
  }

  /** The owner of this process, where the system has such owners; else nobody's number. */
  private static int owner(String attribute) {
    Path self = Path.of("/proc/self");
    try {
      return Files.exists(self) ? (Integer) Files.getAttribute(self, attribute) : 65534;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The program's path, where this machine has it. */
  public Optional<Path> find(String program) {
    return searchPath.stream()
        .map(folder -> folder.resolve(program))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  boolean root() {
    return uid == 0;
  }

  /** The search path as a variable of the environment. */
  String path() {
    return String.join(":", searchPath.stream().map(Path::toString).toList());
  }
}
