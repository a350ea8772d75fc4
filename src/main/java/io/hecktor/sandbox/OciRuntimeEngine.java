package io.hecktor.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An OCI runtime, crun or runc, given a bundle. Under strace the bundle has no PID namespace of its
 * own, because the program must not be the first process in it: Linux does not let such a process
 * die of its own abort(3) while it is traced. As an ordinary user the program's user is this user
 * under another number.
 */
final class OciRuntimeEngine extends NamespaceEngine {

  static final String CGROUPS = "/sys/fs/cgroup";
  private static final Path HYBRID = Path.of(CGROUPS, "unified");

  private final String runtime;

  private OciRuntimeEngine(Host host, String runtime) {
    super(
        host,
        Stream.concat(NeededProgram.BASIC.stream(), Stream.of(new NeededProgram(runtime, runtime)))
            .toList());
    this.runtime = runtime;
  }

  static OciRuntimeEngine crun(Host host) {
    return new OciRuntimeEngine(host, "crun");
  }

  static OciRuntimeEngine runc(Host host) {
    return new OciRuntimeEngine(host, "runc");
  }

  @Override
  public String name() {
    return runtime;
  }

  @Override
  Optional<Availability.Fails> impossible() {
    return runtime.equals("runc") && !host().root()
        ? Optional.of(
            new Availability.Fails(
                "as an ordinary user runc gives the program no other number than root's",
                "Choose `unshare` or `crun` with `-Dhecktor.engine`."))
        : Optional.empty();
  }

  /** runc makes groups of its own and takes what they count with it; samples do better. */
  @Override
  boolean joinsCgroup() {
    return runtime.equals("crun");
  }

  @Override
  void cleanUp(Prepared run) throws IOException {
    if (!joinsCgroup()) {
      RuntimeCgroups.remove(run.name());
    }
  }

  /** runc kills what the program left before anybody can count it. */
  @Override
  boolean tellsLeftOver() {
    return runtime.equals("crun");
  }

  @Override
  Inner inner() {
    return Inner.PROCESSES;
  }

  /** crun before 1.9 refuses machines that mount both versions of control groups; it needs none. */
  @Override
  List<String> hidden() {
    return runtime.equals("crun") && Files.isDirectory(HYBRID) ? List.of(CGROUPS) : List.of();
  }

  @Override
  Set<String> ownProcesses() {
    return Set.of("sh", runtime);
  }

  @Override
  List<String> start(Prepared run) throws IOException {
    Path bundle = Files.createDirectories(run.staging().path("bundle"));
    Files.write(
        bundle.resolve("config.json"),
        new RuntimeConfig(run, !host().root(), !traced(), !joinsCgroup()).bytes());
    List<String> words = new ArrayList<>(byInner());
    words.add(program(runtime));
    if (runtime.equals("crun")) {
      // The run's own group is joined already.
      words.add("--cgroup-manager=disabled");
    } else {
      // Else what it says of its groups would stand among the program's words.
      words.addAll(List.of("--log", run.staging().path("runc.log").toString()));
    }
    words.addAll(List.of("--root", run.staging().path("state").toString(), "run"));
    words.addAll(List.of("--bundle", bundle.toString(), run.name()));
    return words;
  }
}
