package io.hecktor.goal;

import io.hecktor.sandbox.Attempts;
import io.hecktor.sandbox.Exactness;
import io.hecktor.sandbox.GpuUse;
import io.hecktor.sandbox.MemoryUse;
import io.hecktor.sandbox.NetworkAttempt;
import io.hecktor.sandbox.RunObservation;
import io.hecktor.sandbox.WriteAttempt;
import io.hecktor.trace.Attempt;
import io.hecktor.verify.CaseFacts;
import io.hecktor.verify.GpuSeen;
import io.hecktor.verify.LocalCase;
import io.hecktor.verify.MeasuredGpu;
import io.hecktor.verify.RunFinding;
import io.hecktor.verify.RunRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what an engine saw into what the rules judge. */
final class Facts {

  /** Why nothing is known of the GPU on a machine where runs see none. */
  static final String NO_GPU = "the run was given no GPU";

  private static final String UNNAMED = "?";
  private static final String COUNTED = "packets for beyond loopback";

  /** Begins the evidence of an attempt. */
  private static final Pattern WHO = Pattern.compile("`(.*?)` tried ");

  private Facts() {}

  /**
   * What is known of a machine's GPU apart from its runs.
   *
   * @param unseen why nothing is known where runs see none
   * @param measured what it can do, where that was measured
   */
  record Gpu(String unseen, Optional<MeasuredGpu> measured) {

    /** Nothing. */
    static Gpu unseen(String why) {
      return new Gpu(why, Optional.empty());
    }
  }

  static CaseFacts of(LocalCase local, Path output, RunObservation seen, Gpu gpu) {
    List<CaseFacts.Attempt> attempts = new ArrayList<>();
    seen.network().distinct().forEach(one -> attempts.add(network(one, seen.network())));
    seen.writes().distinct().forEach(one -> attempts.add(write(one)));
    return new CaseFacts(
        local,
        new CaseFacts.RunFiles(output, seen.stdout().file(), seen.stderr().file()),
        new CaseFacts.Ending(
            seen.ending().exitCode(),
            seen.ending().signal(),
            seen.ending().timedOut(),
            seen.memory().limitReached()),
        new CaseFacts.Usage(
            seen.duration(),
            peak(seen.memory()),
            seen.gpu().peakBytes(),
            gpu(seen.gpu(), gpu),
            new CaseFacts.Curve(seen.memory().curve().step(), seen.memory().curve().bytes())),
        attempts,
        unseen(seen, gpu.unseen()));
  }

  private static Optional<GpuSeen> gpu(GpuUse use, Gpu known) {
    if (!use.shown()) {
      return Optional.empty();
    }
    GpuUse.GpuDevice first =
        use.devices().isEmpty() ? new GpuUse.GpuDevice("", 0) : use.devices().get(0);
    return Optional.of(
        new GpuSeen(first.name(), first.clockMhz(), use.busyShare(), known.measured()));
  }

  private static OptionalLong peak(MemoryUse memory) {
    return measured(memory) ? OptionalLong.of(memory.peakBytes()) : OptionalLong.empty();
  }

  private static boolean measured(MemoryUse memory) {
    return memory.meter() != MemoryUse.Meter.NONE;
  }

  private static CaseFacts.Attempt network(NetworkAttempt one, Attempts<NetworkAttempt> all) {
    if (one.target().equals(UNNAMED)) {
      return new CaseFacts.Attempt(
          RunRule.NETWORK,
          COUNTED,
          all.count() + " had no route (" + all.how() + "); with strace they are named.");
    }
    return new CaseFacts.Attempt(
        RunRule.NETWORK,
        one.call() + " " + one.target(),
        evidence(one.process(), one.call(), one.error()));
  }

  private static CaseFacts.Attempt write(WriteAttempt one) {
    return new CaseFacts.Attempt(
        RunRule.FILESYSTEM, one.path(), evidence(one.process(), one.call(), one.error()));
  }

  /** The attempt that a finding is about, where it is about a single one. */
  static Optional<Attempt> attempt(RunFinding.Violation finding) {
    String subject = finding.subject();
    if (subject.matches("\\d+ more")) {
      return Optional.empty();
    }
    Matcher who = WHO.matcher(finding.evidence());
    String process = who.lookingAt() ? who.group(1) : "";
    return switch (finding.rule()) {
      case NETWORK ->
          Optional.of(
              new Attempt(false, subject.equals(COUNTED) ? UNNAMED : target(subject), process));
      case FILESYSTEM -> Optional.of(new Attempt(true, subject, process));
      default -> Optional.empty();
    };
  }

  /** Without the system call. */
  private static String target(String subject) {
    return subject.substring(subject.indexOf(' ') + 1);
  }

  /** Whether an attempt was made in another run, where the engine sees such attempts. */
  static Optional<Boolean> again(Attempt attempt, RunObservation seen) {
    Attempts<?> all = attempt.write() ? seen.writes() : seen.network();
    if (all.exactness() == Exactness.NOT_SEEN) {
      return Optional.empty();
    }
    return Optional.of(
        attempt.write()
            ? seen.writes().distinct().stream().anyMatch(it -> it.path().equals(attempt.target()))
            : seen.network().distinct().stream()
                .anyMatch(it -> it.target().equals(attempt.target())));
  }

  private static String evidence(String process, String call, String error) {
    return "`" + process + "` tried " + call + (error.isEmpty() ? "." : ": " + error + ".");
  }

  private static Map<RunRule, String> unseen(RunObservation seen, String gpuUnseen) {
    Map<RunRule, String> unseen = new EnumMap<>(RunRule.class);
    if (seen.network().exactness() == Exactness.NOT_SEEN) {
      unseen.put(RunRule.NETWORK, seen.network().how());
    }
    if (seen.writes().exactness() == Exactness.NOT_SEEN) {
      unseen.put(RunRule.FILESYSTEM, seen.writes().how());
    }
    if (!measured(seen.memory())) {
      unseen.put(RunRule.MEMORY, "this engine does not measure it here");
    }
    if (seen.gpu().peakBytes().isEmpty()) {
      unseen.put(RunRule.GPU, seen.gpu().shown() ? seen.gpu().how() : gpuUnseen);
    }
    return unseen;
  }
}
