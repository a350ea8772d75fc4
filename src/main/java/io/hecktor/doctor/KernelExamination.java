package io.hecktor.doctor;

import io.hecktor.sandbox.Host;
import io.hecktor.sandbox.MemoryTrial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the kernel lets this user do that sandboxes need. */
public final class KernelExamination implements Examination {

  private static final String KEPT =
      " To keep it after a restart, write the setting into /etc/sysctl.d/99-hecktor.conf.";

  private final Host host;
  private final Places places;
  private final Memory memory;

  /**
   * Looks at a machine.
   *
   * @param memory tries a control group with a memory limit
   */
  public KernelExamination(Host host, Places places, Memory memory) {
    this.host = host;
    this.places = places;
    this.memory = memory;
  }

  /**
   * Where the kernel and the system tell of themselves.
   *
   * @param proc such as {@code /proc}
   * @param etc such as {@code /etc}
   * @param user the user's name in files there; never told
   */
  public record Places(Path proc, Path etc, String user) {}

  /** Tries whether memory can be limited. */
  @FunctionalInterface
  public interface Memory {
    /**
     * What came of it.
     *
     * @throws IOException if control groups can't be read
     */
    MemoryTrial here() throws IOException;
  }

  @Override
  public String title() {
    return "Kernel";
  }

  @Override
  public List<Remark> examine() throws IOException {
    if (!Files.isDirectory(places.proc().resolve("sys"))) {
      return List.of(
          Remark.notApplicable(
              "namespaces", "this is no Linux: test runs need Docker or a cluster here"));
    }
    List<Remark> remarks = new ArrayList<>();
    remarks.add(userNamespaces());
    appArmor().ifPresent(remarks::add);
    remarks.add(idRanges());
    remarks.add(seccomp());
    remarks.add(memoryGroups());
    return remarks;
  }

  private boolean root() {
    return host.uid() == 0;
  }

  /** A setting below {@code /proc/sys}; not every kernel has each. */
  private Optional<String> setting(String file) {
    try {
      Path path = places.proc().resolve("sys").resolve(file);
      return Optional.of(Files.readString(path, StandardCharsets.US_ASCII).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Remark userNamespaces() {
    String name = "user namespaces";
    if (root()) {
      return Remark.notApplicable(name, "root needs none");
    } else if (setting("kernel/unprivileged_userns_clone").filter("0"::equals).isPresent()) {
      return Remark.warning(
          name,
          "kernel.unprivileged_userns_clone is 0: none for ordinary users",
          "Run `sudo sysctl -w kernel.unprivileged_userns_clone=1`." + KEPT);
    } else if (setting("user/max_user_namespaces").filter("0"::equals).isPresent()) {
      return Remark.warning(
          name,
          "user.max_user_namespaces is 0: none at all",
          "Run `sudo sysctl -w user.max_user_namespaces=15000`." + KEPT);
    }
    return Remark.ok(
        name,
        "for ordinary users"
            + setting("user/max_user_namespaces").map(most -> ", " + most + " at most").orElse(""));
  }

  private Optional<Remark> appArmor() {
    String name = "kernel/apparmor_restrict_unprivileged_userns";
    Optional<String> restricts = setting(name);
    if (root() || restricts.isEmpty()) {
      return Optional.empty();
    }
    String sysctl = name.replace('/', '.');
    return Optional.of(
        restricts.get().equals("1")
            ? Remark.warning(
                "AppArmor",
                sysctl + " is 1: namespaces of ordinary users come without rights",
                "Run `sudo sysctl -w " + sysctl + "=0`." + KEPT)
            : Remark.ok("AppArmor", "namespaces of ordinary users keep their rights"));
  }

  private Remark idRanges() throws IOException {
    String name = "newuidmap, subuid";
    if (root()) {
      return Remark.notApplicable(name, "root needs none");
    }
    boolean programs = host.find("newuidmap").isPresent() && host.find("newgidmap").isPresent();
    if (programs && hasRange("subuid") && hasRange("subgid")) {
      return Remark.ok(name, "there, with ranges of numbers for this user");
    }
    return Remark.missing(
        name,
        programs
            ? "no range for this user in /etc/subuid and /etc/subgid; only some set-ups of `podman`"
                + " need one"
            : "not there; only some set-ups of `podman` need it",
        "`sudo apt-get install uidmap && sudo usermod --add-subuids 100000-165535 --add-subgids"
            + " 100000-165535 $USER`");
  }

  private boolean hasRange(String file) throws IOException {
    Path path = places.etc().resolve(file);
    if (!Files.isReadable(path)) {
      return false;
    }
    return Files.readAllLines(path, StandardCharsets.UTF_8).stream()
        .map(line -> line.split(":", -1)[0])
        .anyMatch(owner -> owner.equals(places.user()) || owner.equals(host.uid() + ""));
  }

  private Remark seccomp() throws IOException {
    Path status = places.proc().resolve("self").resolve("status");
    String mode = "";
    if (Files.isReadable(status)) {
      for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
        mode = line.startsWith("Seccomp:") ? line.substring("Seccomp:".length()).strip() : mode;
      }
    }
    return switch (mode) {
      case "" -> Remark.notApplicable("seccomp", "this kernel tells nothing of it");
      case "0" -> Remark.ok("seccomp", "no filter on this process");
      default ->
          Remark.ok(
              "seccomp",
              "a filter is on this process, as in a container; an engine may fail for it");
    };
  }

  private Remark memoryGroups() throws IOException {
    String name = "control groups";
    MemoryTrial trial = memory.here();
    if (trial.version() == 0) {
      return Remark.warning(
          name,
          "none meters memory: a run's memory is sampled, and short peaks are not seen",
          "Mount them, or run on a machine with systemd.");
    } else if (trial.allowed()) {
      return Remark.ok(name, "version " + trial.version() + ", memory is limited and metered");
    }
    return Remark.warning(
        name,
        "version "
            + trial.version()
            + ", memory is not delegated to this process: it is sampled, and short peaks are not"
            + " seen",
        root()
            ? "Start the container that this runs in with /sys/fs/cgroup writable."
            : "Run `systemd-run --user --scope mvn hecktor:test-run`.");
  }
}
