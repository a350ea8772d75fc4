package io.hecktor.doctor;

import io.hecktor.Problem;
import io.hecktor.sandbox.Availability;
import io.hecktor.sandbox.Engine;
import io.hecktor.sandbox.Engines;
import io.hecktor.sandbox.FileTrees;
import io.hecktor.sandbox.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Each engine of test runs, tried with a tiny program in a rootfs, whatever was remembered of
 * earlier trials; and strace, on which it depends how exact they see.
 */
public final class EngineExamination implements Examination {

  private final Host host;

  /**
   * Tries engines on a machine.
   *
   * @param host its scratch folder gets a folder for these trials, which is removed again
   */
  public EngineExamination(Host host) {
    this.host = host;
  }

  @Override
  public String title() {
    return "Engines for test runs";
  }

  /** An engine and what its trial showed. */
  private record Tried(Engine engine, Availability availability) {}

  @Override
  public List<Remark> examine() throws IOException {
    // No trial is remembered in a folder that is new; containers' users must get into it.
    Path scratch = Files.createDirectories(host.scratch().resolve("doctor-" + UUID.randomUUID()));
    try {
      Host fresh = new Host(host.uid(), host.gid(), scratch, host.searchPath(), host.environment());
      List<Tried> all = new ArrayList<>();
      for (Engine engine : Engines.all(fresh)) {
        all.add(new Tried(engine, engine.trial()));
      }
      return remarks(all);
    } finally {
      FileTrees.delete(scratch);
    }
  }

  private List<Remark> remarks(List<Tried> all) throws IOException {
    List<Remark> remarks = new ArrayList<>();
    Optional<Tried> first = all.stream().filter(one -> one.availability().works()).findFirst();
    for (Tried one : all) {
      remarks.add(remark(one));
    }
    remarks.add(first.map(EngineExamination::taken).orElseGet(() -> none(all)));
    remarks.add(strace(first));
    return remarks;
  }

  private Remark remark(Tried tried) throws IOException {
    String name = tried.engine().name();
    Optional<Path> program = host.find(name);
    String version = "";
    if (program.isPresent()) {
      version = version(program.get(), "--version").map(it -> it + ": ").orElse("");
    }
    if (tried.availability() instanceof Availability.Fails fails) {
      return program.isEmpty()
          ? Remark.missing(name, fails.reason(), fails.remedy())
          : Remark.missing(name, version + fails.reason(), fails.remedy());
    }
    return Remark.ok(name, version + "works; " + tried.availability().reason());
  }

  private Optional<String> version(Path program, String option) throws IOException {
    return new Command(program, Map.of("PATH", path(), "LC_ALL", "C.UTF-8")).version(option);
  }

  private String path() {
    return String.join(":", host.searchPath().stream().map(Path::toString).toList());
  }

  private static Remark taken(Tried first) {
    return Remark.ok(
        "auto", "takes `" + first.engine().name() + "`, the first in this list that works");
  }

  private static Remark none(List<Tried> all) {
    String remedy =
        all.stream()
            .map(Tried::availability)
            .filter(Availability.Fails.class::isInstance)
            .map(one -> ((Availability.Fails) one).remedy())
            .findFirst()
            .orElse("");
    return Remark.warning("auto", "no engine works: images can be built, not tried", remedy);
  }

  private Remark strace(Optional<Tried> first) throws IOException {
    Optional<Path> program = host.find("strace");
    Optional<Problem> shortfall = first.flatMap(one -> one.engine().shortfall());
    if (shortfall.isPresent()) {
      return Remark.warning("strace", shortfall.get());
    }
    if (program.isEmpty()) {
      return Remark.missing(
          "strace",
          "it is not there",
          "Install it, so that test runs name each attempt to break a rule (on Debian and Ubuntu:"
              + " `sudo apt-get install strace`).");
    }
    String version = version(program.get(), "-V").orElse("of unknown version");
    return first.isPresent()
        ? Remark.ok("strace", version + ", and it may trace: each attempt is named")
        : Remark.notApplicable("strace", version + ", with no engine to look at");
  }
}
